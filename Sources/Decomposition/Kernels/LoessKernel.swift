/// Locally weighted regression of the cycle-subseries of a series: `ss`, `ess` and `est` of the netlib code.
///
/// Cleveland and others, 1990, §2. A period of 1 makes the whole series one subseries: the loess of trend and low-pass
/// filter. Eight neighbouring values are computed at once: neighbours share their distance weights.
struct LoessKernel {
    let smoother: LoessSmoother
    let grid: SeasonGrid
    /// How many times before the first and after the last observation the curve is computed, too.
    let extent: Int

    /// The curve of each cycle-subseries, carried on by one cycle at both ends.
    init(_ smoother: LoessSmoother, subseries grid: SeasonGrid) {
        self.smoother = smoother
        self.grid = grid
        extent = grid.reach
    }

    /// The curve of the series.
    init(_ smoother: LoessSmoother) {
        self.smoother = smoother
        grid = SeasonGrid(1)
        extent = 0
    }

    /// Writes the curve, its first time to `curve[0]`; `curve` has room for 8 more.
    ///
    /// `weights` is memory for as many numbers as a window has, rounded up to whole lanes.
    func smooth(_ input: LoessInput, into curve: inout [Double], weights: inout [Double]) {
        var curve = curve.mutableSpan
        var weights = weights.mutableSpan
        let n = input.count
        let margin = grid.start(smoother.half)
        let whole = min(margin, n + extent)..<max(min(margin, n + extent), n - margin)
        computeEnds(-extent..<whole.lowerBound, input, &curve, &weights)
        computeWhole(whole, input, &curve, &weights)
        computeEnds(whole.upperBound..<n + extent, input, &curve, &weights)
        if smoother.jump > 1 && grid.isWhole { interpolate(count: n, &curve) }
    }

    /// Computes the curve where windows lie whole and centred: all have the same weights.
    private func computeWhole(
        _ times: Range<Int>, _ input: LoessInput, _ curve: inout MutableSpan<Double>,
        _ weights: inout MutableSpan<Double>
    ) {
        guard !times.isEmpty else { return }
        let window = LoessWindow(at: smoother.half, count: grid.cycle(input.count - 1) + 1, smoother)
        prepare(window, input, &weights)
        let jump = grid.isWhole ? smoother.jump : 1
        // A few values too many in one sweep cost less than a start for each.
        if jump == 1 || (grid.period == 1 && jump <= 3) {
            return apply(window, times, input, &curve, weights.span)
        }
        var cycle = (smoother.half + jump - 1) / jump * jump
        while grid.start(cycle) < times.upperBound {
            let stretch = grid.start(cycle)..<min(grid.start(cycle + 1), times.upperBound)
            apply(window, stretch, input, &curve, weights.span)
            cycle += jump
        }
    }

    /// Computes the curve near the ends, one stretch of times with equal windows after the other.
    private func computeEnds(
        _ times: Range<Int>, _ input: LoessInput, _ curve: inout MutableSpan<Double>,
        _ weights: inout MutableSpan<Double>
    ) {
        let n = input.count
        var t = times.lowerBound
        while t < times.upperBound {
            // Members of the subseries before and after this one.
            let (before, after) = (grid.cycle(t), grid.cycle(n - 1 - t))
            let end = min(grid.start(before + 1), n - grid.start(after), times.upperBound)
            let count = before + 1 + after
            let jump = grid.isWhole ? smoother.jump(count: count) : 1
            if before < 0 || after <= 0 || before % jump == 0 {
                let window = LoessWindow(at: before, count: count, smoother)
                prepare(window, input, &weights)
                apply(window, t..<end, input, &curve, weights.span)
                t = end
            } else {
                let next = grid.start(before - before % jump + jump)
                t = max(end, min(next, n - grid.start(1)))
            }
        }
    }

    /// Writes the weights of a window: distance weights, made those of a local polynomial if nothing else weighs.
    private func prepare(_ window: LoessWindow, _ input: LoessInput, _ weights: inout MutableSpan<Double>) {
        window.weigh(&weights)
        if !input.isWeighted { window.tilt(&weights) }
    }

    /// Computes the curve at `times` with the weights of their window.
    private func apply(
        _ window: LoessWindow, _ times: Range<Int>, _ input: LoessInput, _ curve: inout MutableSpan<Double>,
        _ weights: Span<Double>
    ) {
        switch (times.count == 1 && grid.period == 1, input.isWeighted) {
        case (true, false):
            let first = times.lowerBound + window.first + LoessInput.lead
            curve[times.lowerBound] = input.values.span.dot(weights, width: window.width, from: first)
        case (true, true):
            let moments = moments(window, at: times.lowerBound, input, weights)
            curve[times.lowerBound] =
                moments.total > 0 ? window.value(moments) : input.values[times.lowerBound + LoessInput.lead]
        case (false, false): applyPlain(window, times, input, &curve, weights)
        case (false, true): applyWeighted(window, times, input, &curve, weights)
        }
    }

    /// The moments of the window around one time of the series.
    private func moments(
        _ window: LoessWindow, at t: Int, _ input: LoessInput, _ weights: Span<Double>
    ) -> LoessMoments<Double> {
        let (rho, products) = (input.weights.span, input.products.span)
        let first = t + window.first + LoessInput.lead
        var distances = Lanes(0, 1, 2, 3, 4, 5, 6, 7) + Double(window.first)
        var moments = LoessMoments<Lanes>()
        for k in stride(from: 0, to: window.width, by: 8) {
            let weight = weights.lanes(k)
            moments.add(weight * rho.lanes(first + k), weight * products.lanes(first + k), at: distances)
            distances += 8
        }
        return moments.sum
    }

    /// Neighbouring times, all with weight 1: a sum of the members, weighed alike.
    private func applyPlain(
        _ window: LoessWindow, _ times: Range<Int>, _ input: LoessInput, _ curve: inout MutableSpan<Double>,
        _ weights: Span<Double>
    ) {
        let values = input.values.span
        for t in stride(from: times.lowerBound, to: times.upperBound, by: 8) {
            var sum = Lanes()
            for k in 0..<window.width {
                let lag = grid.lag(window.first + k)
                sum.addProduct(Lanes(repeating: weights[k]), values.lanes(at: t + lag.steps, lag.share))
            }
            curve.store(sum, at: t + extent)
        }
    }

    /// Neighbouring times with robustness weights: each lane has its own moments.
    private func applyWeighted(
        _ window: LoessWindow, _ times: Range<Int>, _ input: LoessInput, _ curve: inout MutableSpan<Double>,
        _ weights: Span<Double>
    ) {
        let (rho, products) = (input.weights.span, input.products.span)
        for t in stride(from: times.lowerBound, to: times.upperBound, by: 8) {
            var moments = LoessMoments<Lanes>()
            for k in 0..<window.width {
                let lag = grid.lag(window.first + k)
                let weight = rho.lanes(at: t + lag.steps, lag.share) * weights[k]
                let product = products.lanes(at: t + lag.steps, lag.share) * weights[k]
                moments.add(weight, product, at: Lanes(repeating: Double(window.first + k)))
            }
            curve.store(window.value(moments), at: t + extent)
            guard moments.total.min() <= 0 else { continue }
            for lane in 0..<min(8, times.upperBound - t) where moments.total[lane] <= 0 {
                curve[t + extent + lane] = own(t + lane, input)
            }
        }
    }

    /// What stands in for the curve where all weights are 0: the value there or, before and after the series, the nearest.
    private func own(_ t: Int, _ input: LoessInput) -> Double {
        let inside = t < 0 ? t + grid.reach : t >= input.count ? t - grid.reach : t
        return input.values[inside + LoessInput.lead]
    }

    /// Draws lines between the computed values of each subseries.
    private func interpolate(count n: Int, _ curve: inout MutableSpan<Double>) {
        let period = grid.reach
        for phase in 0..<min(period, n) {
            let count = (n - 1 - phase) / period + 1
            let jump = smoother.jump(count: count)
            for lower in stride(from: 0, to: count - 1, by: jump) {
                let gap = min(jump, count - 1 - lower)
                let first = extent + phase + lower * period
                let slope = (curve[first + gap * period] - curve[first]) / Double(gap)
                let level = curve[first]
                for step in 1..<max(gap, 1) { curve[first + step * period] = level + slope * Double(step) }
            }
        }
    }
}

extension Span<Double> {
    /// The values at eight neighbouring times, each `share` of a step later, of a padded input.
    @inline(__always)
    fileprivate func lanes(at time: Int, _ share: Double) -> Lanes {
        let here = lanes(time + LoessInput.lead)
        return share == 0 ? here : here + share * (lanes(time + LoessInput.lead + 1) - here)
    }
}
