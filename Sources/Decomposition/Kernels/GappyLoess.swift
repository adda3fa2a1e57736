/// Locally weighted regression where values are missing: the *q* nearest observed points of each subseries count.
///
/// Cleveland and others, 1990, §2 and §3.6: a curve can be computed where nothing was observed. One value at a time, slower than
/// ``LoessKernel``, whose settings it shares.
struct GappyLoess {
    let kernel: LoessKernel
    let isObserved: [Bool]

    /// Writes the curve as ``LoessKernel/smooth(_:into:weights:)`` does; a phase that was never observed lies on the line
    /// between its neighbours.
    func smooth(_ input: LoessInput, into curve: inout [Double]) {
        let n = input.count
        let extent = kernel.extent
        var isKnown = [Bool](repeating: false, count: n + 2 * extent)
        if kernel.grid.isWhole {
            for phase in 0..<min(kernel.grid.reach, n) { smooth(phase, input, into: &curve, &isKnown) }
        } else {
            for t in -extent..<n + extent {
                let points = points(of: t, input)
                guard let value = points.value(at: 0, kernel.smoother) else { continue }
                curve[t + extent] = value
                isKnown[t + extent] = true
            }
        }
        GappyLoess.bridge(&curve, isKnown)
    }

    /// Smooths one phase of a whole period.
    private func smooth(
        _ phase: Int, _ input: LoessInput, into curve: inout [Double], _ isKnown: inout [Bool]
    ) {
        let (period, extent) = (kernel.grid.reach, kernel.extent)
        let count = (input.count - 1 - phase) / period + 1
        let points = points(of: phase, input)
        let jump = kernel.smoother.jump(count: count)
        var computed = Array(stride(from: 0, to: count, by: jump))
        if computed.last != count - 1 { computed.append(count - 1) }
        for cycle in (extent > 0 ? [-1] : []) + computed + (extent > 0 ? [count] : []) {
            guard let value = points.value(at: cycle, kernel.smoother) else { return }
            curve[extent + phase + cycle * period] = value
        }
        for (lower, upper) in zip(computed, computed.dropFirst()) {
            let first = extent + phase + lower * period
            let level = curve[first]
            let slope = (curve[extent + phase + upper * period] - level) / Double(upper - lower)
            for step in 1..<upper - lower { curve[first + step * period] = level + slope * Double(step) }
        }
        for cycle in (extent > 0 ? -1 : 0)..<(extent > 0 ? count + 1 : count) {
            isKnown[extent + phase + cycle * period] = true
        }
    }

    /// The observed members of the subseries of time `t`, at their distance from it in cycles.
    private func points(of t: Int, _ input: LoessInput) -> SubseriesPoints {
        let n = input.count
        let (before, after) = (kernel.grid.cycle(t), kernel.grid.cycle(n - 1 - t))
        var points = SubseriesPoints(range: before + after)
        for cycle in -before...after {
            let lag = kernel.grid.lag(cycle)
            var member = SubseriesPoints.Member(place: cycle)
            for (i, part) in [(t + lag.steps, 1 - lag.share), (t + lag.steps + 1, lag.share)]
            where part > 0 && isObserved.indices.contains(i) && isObserved[i] {
                let rho = input.isWeighted ? input.weights[i + LoessInput.lead] : 1
                member.add(input.values[i + LoessInput.lead], weight: rho, share: part)
            }
            points.append(member)
        }
        return points
    }

    /// Lays lines between known values, and carries the first and last on.
    private static func bridge(_ curve: inout [Double], _ isKnown: [Bool]) {
        var last: Int?
        for i in isKnown.indices where isKnown[i] {
            let start = (last ?? -1) + 1
            for j in start..<i {
                guard let last else {
                    curve[j] = curve[i]
                    continue
                }
                curve[j] = curve[last] + (curve[i] - curve[last]) * Double(j - last) / Double(i - last)
            }
            last = i
        }
        guard let last else { return }
        for j in last + 1..<max(isKnown.count, last + 1) { curve[j] = curve[last] }
    }
}
