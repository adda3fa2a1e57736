/// How a loess curve is drawn: over how many points, with which polynomial, and at which of them.
struct LoessSmoother: Sendable, Hashable {
    /// Points in a window; odd.
    var span: Int
    /// 0 for local constants, 1 for local lines.
    var degree: Int
    /// Every how many points the curve is computed; between them it is a straight line.
    var jump: Int
}

/// Locally weighted regression on points 0, 1, 2, …: `ess` and `est` of the netlib code.
///
/// Cleveland and others, 1990, §2. `rho` holds one robustness weight a point, or nothing when all are 1. `scratch` holds at least `min(span, y.count)`
/// numbers.
enum LoessKernel {
    /// Writes the curve at every point to `out`.
    static func smooth(
        _ y: Span<Double>, _ rho: Span<Double>, _ smoother: LoessSmoother,
        into out: inout MutableSpan<Double>, scratch: inout MutableSpan<Double>
    ) {
        let n = y.count
        precondition(rho.isEmpty || rho.count == n, "one weight a point")
        guard n >= 2 else {
            if n == 1 { out[0] = y[0] }
            return
        }
        let jump = min(smoother.jump, n - 1)
        if smoother.span < n {
            let total = tricubes(smoother.span, into: &scratch)
            if rho.isEmpty {
                steady(y, smoother.span, jump, into: &out, weights: scratch.span, total: total)
            } else {
                steady(y, rho, smoother, jump, into: &out, weights: scratch.span)
            }
            atEnds(y, rho, smoother, jump, into: &out, scratch: &scratch)
        } else {
            for i in stride(from: 0, to: n, by: jump) {
                out[i] = value(y, rho, smoother, at: i, scratch: &scratch)
            }
        }
        if jump > 1 { interpolate(y, rho, smoother, jump, into: &out, scratch: &scratch) }
    }

    /// The curve at point `i`, or `y[i]` where all weights are 0.
    private static func value(
        _ y: Span<Double>, _ rho: Span<Double>, _ smoother: LoessSmoother, at i: Int,
        scratch: inout MutableSpan<Double>
    ) -> Double {
        let n = y.count
        let width = min(smoother.span, n)
        let left = min(max(i - (smoother.span - 1) / 2, 0), n - width)
        return fit(y, rho, smoother, at: i, in: left..<left + width, scratch: &scratch) ?? y[i]
    }

    /// The distance weights of a window that lies whole and centred, and their sum.
    private static func tricubes(_ span: Int, into weights: inout MutableSpan<Double>) -> Double {
        let half = (span - 1) / 2
        var total = 0.0
        for k in 0..<span {
            weights[k] = tricube(Double(abs(k - half)), Double(half))
            total += weights[k]
        }
        return total
    }

    /// Where the window lies whole and centred and all robustness weights are 1, a local line is a local constant.
    private static func steady(
        _ y: Span<Double>, _ span: Int, _ jump: Int, into out: inout MutableSpan<Double>,
        weights: Span<Double>, total: Double
    ) {
        let half = (span - 1) / 2
        let first = (half + jump - 1) / jump * jump
        for i in stride(from: first, to: y.count - half, by: jump) {
            var sum = 0.0
            for k in 0..<span { sum += weights[k] * y[i - half + k] }
            out[i] = sum / total
        }
    }

    /// Where the window lies whole and centred, only the robustness weights differ from point to point: one pass over
    /// the moments of the window, counted from its centre.
    private static func steady(
        _ y: Span<Double>, _ rho: Span<Double>, _ smoother: LoessSmoother, _ jump: Int,
        into out: inout MutableSpan<Double>, weights: Span<Double>
    ) {
        let half = (smoother.span - 1) / 2
        let first = (half + jump - 1) / jump * jump
        for i in stride(from: first, to: y.count - half, by: jump) {
            var (total, lean, reach, value, pull) = (0.0, 0.0, 0.0, 0.0, 0.0)
            for k in 0..<smoother.span {
                let weight = weights[k] * rho[i - half + k]
                let place = Double(k - half)
                total += weight
                lean += weight * place
                reach += weight * place * place
                value += weight * y[i - half + k]
                pull += weight * place * y[i - half + k]
            }
            guard total > 0 else {
                out[i] = y[i]
                continue
            }
            let centre = lean / total
            let spread = reach / total - centre * centre
            let isLine = smoother.degree > 0 && spread > 1e-6 * Double(y.count - 1) * Double(y.count - 1)
            let slope = isLine ? -centre / spread : 0
            out[i] = (value + slope * (pull - centre * value)) / total
        }
    }

    private static func atEnds(
        _ y: Span<Double>, _ rho: Span<Double>, _ smoother: LoessSmoother, _ jump: Int,
        into out: inout MutableSpan<Double>, scratch: inout MutableSpan<Double>
    ) {
        let (n, half) = (y.count, (smoother.span - 1) / 2)
        for i in stride(from: 0, to: n, by: jump) where i < half || i >= n - half {
            out[i] = value(y, rho, smoother, at: i, scratch: &scratch)
        }
    }

    private static func interpolate(
        _ y: Span<Double>, _ rho: Span<Double>, _ smoother: LoessSmoother, _ jump: Int,
        into out: inout MutableSpan<Double>, scratch: inout MutableSpan<Double>
    ) {
        let last = (y.count - 1) / jump * jump
        for i in stride(from: 0, to: last, by: jump) { line(from: i, to: i + jump, in: &out) }
        guard last < y.count - 1 else { return }
        out[y.count - 1] = value(y, rho, smoother, at: y.count - 1, scratch: &scratch)
        line(from: last, to: y.count - 1, in: &out)
    }

    private static func line(from i: Int, to k: Int, in out: inout MutableSpan<Double>) {
        let slope = (out[k] - out[i]) / Double(k - i)
        for j in i + 1..<max(k, i + 1) { out[j] = out[i] + slope * Double(j - i) }
    }

    /// The local polynomial through the points of `window`, at `x` (which may lie a step outside); `nil` where all
    /// weights are 0.
    static func fit(
        _ y: Span<Double>, _ rho: Span<Double>, _ smoother: LoessSmoother, at x: Int, in window: Range<Int>,
        scratch w: inout MutableSpan<Double>
    ) -> Double? {
        let left = window.lowerBound
        var h = Double(max(x - left, window.upperBound - 1 - x))
        if smoother.span > y.count { h += Double((smoother.span - y.count) / 2) }
        var total = 0.0
        for j in window {
            var weight = tricube(Double(abs(j - x)), h)
            if !rho.isEmpty { weight *= rho[j] }
            w[j - left] = weight
            total += weight
        }
        guard total > 0 else { return nil }
        for j in 0..<window.count { w[j] /= total }
        if h > 0 && smoother.degree > 0 { tilt(&w, window, Double(x), pointCount: y.count) }
        var sum = 0.0
        for j in window { sum += w[j - left] * y[j] }
        return sum
    }

    /// Turns the weights of a local constant into those of a local line, if the points spread enough.
    private static func tilt(
        _ w: inout MutableSpan<Double>, _ window: Range<Int>, _ x: Double, pointCount: Int
    ) {
        let left = window.lowerBound
        var centre = 0.0
        for j in window { centre += w[j - left] * Double(j) }
        var spread = 0.0
        for j in window { spread += w[j - left] * (Double(j) - centre) * (Double(j) - centre) }
        guard spread.squareRoot() > 0.001 * Double(pointCount - 1) else { return }
        let slope = (x - centre) / spread
        for j in window { w[j - left] *= 1 + slope * (Double(j) - centre) }
    }

    private static func tricube(_ distance: Double, _ h: Double) -> Double {
        if distance <= 0.001 * h { return 1 }
        if distance > 0.999 * h { return 0 }
        let r = distance / h
        let u = 1 - r * r * r
        return u * u * u
    }
}
