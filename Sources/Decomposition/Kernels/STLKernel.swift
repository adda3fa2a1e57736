/// The inner loop of STL: `onestp`, `ss` and `fts` of the netlib code.
///
/// Cleveland and others, 1990, §3.
enum STLKernel {
    /// The three smoothers of a decomposition and its period.
    struct Smoothers: Sendable, Hashable {
        var period: Int
        var seasonal: LoessSmoother
        var trend: LoessSmoother
        var lowPass: LoessSmoother
    }

    /// Season and trend so far, with the memory of the loops: made once a decomposition.
    struct State {
        var seasonal: [Double]
        var trend: [Double]
        private var cycle: [Double]
        private var first: [Double]
        private var second: [Double]
        private var phase: [Double]
        private var phaseWeights: [Double]
        private var phaseCurve: [Double]
        private var loess: [Double]

        init(count n: Int, period: Int) {
            let cycles = (n - 1) / period + 1
            func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }
            seasonal = zeros(n)
            trend = zeros(n)
            cycle = zeros(n + 2 * period)
            first = zeros(n + 2 * period)
            second = zeros(n + 2 * period)
            phase = zeros(cycles)
            phaseWeights = zeros(cycles)
            phaseCurve = zeros(cycles + 2)
            loess = zeros(n)
        }
    }
}

extension STLKernel.State {
    /// One pass: takes the trend off, smooths each phase of the season, takes the season's own level off, and smooths
    /// what is left into the new trend.
    ///
    /// `rho` holds one robustness weight a value, or nothing when all are 1.
    mutating func pass(_ y: Span<Double>, _ rho: Span<Double>, _ smoothers: STLKernel.Smoothers) {
        let (n, period) = (y.count, smoothers.period)
        for i in 0..<n { first[i] = y[i] - trend[i] }
        for phase in 0..<period { smoothPhase(phase, count: n, rho, smoothers) }
        movingAverage(cycle, count: n + 2 * period, width: period, into: &first)
        movingAverage(first, count: n + period + 1, width: period, into: &second)
        movingAverage(second, count: n + 2, width: 3, into: &first)
        smooth(first, count: n, Span(), smoothers.lowPass, into: &second, &loess)
        for i in 0..<n { seasonal[i] = cycle[period + i] - second[i] }
        for i in 0..<n { first[i] = y[i] - seasonal[i] }
        smooth(first, count: n, rho, smoothers.trend, into: &trend, &loess)
    }

    /// Smooths one phase of `first`, carried one season on at both ends, into `cycle`.
    private mutating func smoothPhase(
        _ start: Int, count n: Int, _ rho: Span<Double>, _ smoothers: STLKernel.Smoothers
    ) {
        let period = smoothers.period
        let count = (n - start - 1) / period + 1
        for k in 0..<count { phase[k] = first[start + k * period] }
        if !rho.isEmpty { for k in 0..<count { phaseWeights[k] = rho[start + k * period] } }
        let ends = smoothAndExtend(
            phase, phaseWeights, count: count, weightCount: rho.isEmpty ? 0 : count, smoothers.seasonal,
            into: &phaseCurve, &loess)
        cycle[start] = ends.before ?? phaseCurve[0]
        for k in 0..<count { cycle[start + (k + 1) * period] = phaseCurve[k] }
        cycle[start + (count + 1) * period] = ends.after ?? phaseCurve[count - 1]
    }
}

/// The loess curve of the first `count` values.
private func smooth(
    _ y: [Double], count: Int, _ rho: Span<Double>, _ smoother: LoessSmoother, into out: inout [Double],
    _ scratch: inout [Double]
) {
    var curve = out.mutableSpan
    var weights = scratch.mutableSpan
    LoessKernel.smooth(y.span.extracting(0..<count), rho, smoother, into: &curve, scratch: &weights)
}

/// The loess curve of the first `count` values, and its values one step before the first and one after the last.
private func smoothAndExtend(
    _ y: [Double], _ rho: [Double], count: Int, weightCount: Int, _ smoother: LoessSmoother,
    into out: inout [Double], _ scratch: inout [Double]
) -> (before: Double?, after: Double?) {
    let values = y.span.extracting(0..<count)
    let weights = rho.span.extracting(0..<weightCount)
    let width = min(smoother.span, count)
    var curve = out.mutableSpan
    var memory = scratch.mutableSpan
    LoessKernel.smooth(values, weights, smoother, into: &curve, scratch: &memory)
    let before = LoessKernel.fit(values, weights, smoother, at: -1, in: 0..<width, scratch: &memory)
    let after = LoessKernel.fit(
        values, weights, smoother, at: count, in: count - width..<count, scratch: &memory)
    return (before, after)
}

/// Writes the means of `width` neighbours among the first `count` values.
///
/// The running sum carries its rounding error along: a huge value leaves no trace after it has left the window.
private func movingAverage(_ x: [Double], count: Int, width: Int, into out: inout [Double]) {
    var sum = 0.0
    var lost = 0.0
    for i in 0..<count {
        add(x[i], &sum, &lost)
        if i >= width { add(-x[i - width], &sum, &lost) }
        if i >= width - 1 { out[i - width + 1] = (sum + lost) / Double(width) }
    }
}

private func add(_ value: Double, _ sum: inout Double, _ lost: inout Double) {
    let next = sum + value
    lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
}
