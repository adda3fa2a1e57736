internal import Statistics

/// The loops of STL over one series: `stlstp`, `fts` and `stlrwt` of the netlib code.
///
/// Cleveland and others, 1990, §3; steps and letters as there: the series *Y* is trend *T* + season *S* + remainder *R*.
struct STLKernel {
    /// The three smoothers of a decomposition and its season.
    struct Smoothers: Sendable, Hashable {
        var grid: SeasonGrid
        var seasonal: LoessSmoother
        var trend: LoessSmoother
        var lowPass: LoessSmoother
    }

    /// *T*, at first 0.
    private(set) var trend: [Double]
    /// *S*.
    private(set) var seasonal: [Double]
    /// *ρ*: how much each value counts; empty as long as all count fully.
    private(set) var robustness: [Double] = []

    private let smoothers: Smoothers
    /// Which values were observed; empty if all were.
    private let isObserved: [Bool]
    private var input: LoessInput
    private var filtered: LoessInput
    /// *C*: the smoothed cycle-subseries, one season more at both ends.
    private var cycles: [Double]
    private var averages: [Double]
    /// *L*: the level of *C*.
    private var level: [Double]
    private var movingAverage: MovingAverage
    private var weights: [Double]

    /// The memory for `count` values, of which some may be missing.
    init(count n: Int, _ smoothers: Smoothers, isObserved: [Bool] = [], isRobust: Bool) {
        func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }
        let extended = n + 2 * smoothers.grid.reach
        let widest =
            [smoothers.seasonal, smoothers.trend, smoothers.lowPass].map { min($0.span, n) }.max() ?? n
        self.smoothers = smoothers
        self.isObserved = isObserved
        trend = zeros(n + 8)
        seasonal = zeros(n)
        input = LoessInput(count: n, weighted: isRobust)
        filtered = LoessInput(count: n, weighted: false)
        cycles = zeros(extended + 8)
        averages = zeros(n)
        level = zeros(n + 8)
        movingAverage = MovingAverage(count: extended)
        weights = zeros(widest + 8)
    }

    /// The inner loop: each pass updates season and trend.
    mutating func innerLoop(_ y: [Double], passes: Int) {
        for _ in 0..<passes {
            // 1. Detrending: Y − T.
            input.set(y, minus: trend, weights: robustness)
            // 2. Cycle-subseries smoothing: C.
            STLKernel.smooth(
                LoessKernel(smoothers.seasonal, subseries: smoothers.grid), isObserved, input, into: &cycles,
                weights: &weights)
            // 3. Low-pass filtering of the smoothed cycle-subseries: L.
            lowPass()
            // 4. Detrending of the smoothed cycle-subseries: S = C − L.
            STLKernel.subtract(level, from: cycles, at: smoothers.grid.reach, into: &seasonal)
            // 5. Deseasonalizing: Y − S.
            input.set(y, minus: seasonal, weights: robustness)
            // 6. Trend smoothing: T.
            STLKernel.smooth(
                LoessKernel(smoothers.trend), isObserved, input, into: &trend, weights: &weights)
        }
    }

    /// The outer loop's step: robustness weights, the bisquare of the residuals on a scale of six median absolute ones.
    ///
    /// DIFFERENCE: the scale is at least 10⁻¹² of the largest value; the netlib code weighs rounding errors down when most
    /// values are fitted exactly.
    mutating func updateRobustness(_ y: [Double]) {
        let n = y.count
        var (residuals, largest) = ([Double](repeating: 0, count: n), 0.0)
        for i in 0..<n {
            residuals[i] = abs(y[i] - (trend[i] + seasonal[i]))
            if isObserved.isEmpty || isObserved[i] { largest = max(largest, abs(y[i])) }
        }
        let seen =
            isObserved.isEmpty ? residuals : residuals.indices.filter { isObserved[$0] }.map { residuals[$0] }
        let scale = max(6 * seen.median(), 1e-12 * largest)
        for i in 0..<n {
            let r = residuals[i]
            let u = r / scale
            residuals[i] = r <= 0.001 * scale ? 1 : r > 0.999 * scale ? 0 : (1 - u * u) * (1 - u * u)
        }
        robustness = residuals
    }

    /// Moving averages over a season, a season and 3, then loess.
    private mutating func lowPass() {
        movingAverage.lowPass(cycles, smoothers.grid, into: &averages)
        filtered.set(averages)
        LoessKernel(smoothers.lowPass).smooth(filtered, into: &level, weights: &weights)
    }

    private static func smooth(
        _ loess: LoessKernel, _ isObserved: [Bool], _ input: LoessInput, into curve: inout [Double],
        weights: inout [Double]
    ) {
        if isObserved.isEmpty {
            loess.smooth(input, into: &curve, weights: &weights)
        } else {
            GappyLoess(kernel: loess, isObserved: isObserved).smooth(input, into: &curve)
        }
    }

    private static func subtract(_ x: [Double], from y: [Double], at start: Int, into out: inout [Double]) {
        let (x, y) = (x.span, y.span.extracting(start...))
        var out = out.mutableSpan
        for i in 0..<min(x.count, y.count, out.count) { out[i] = y[i] - x[i] }
    }
}
