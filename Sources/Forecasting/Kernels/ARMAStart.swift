/// The stationary start of an ARMA process with innovations of variance 1, eight sets of parameters at once.
///
/// By Levinson's recursion down and up instead of a linear system in all covariances (Gardner 1980), which costs the
/// fourth power of the reach and loses digits near a unit root.
enum ARMAStart {
    typealias Lanes = SIMD8<Double>

    /// Covariances of each element of Harvey's state with the first one, which is the value itself.
    static func covariances(_ shape: ARMAShape, _ phi: [Lanes], _ theta: [Lanes]) -> [Lanes] {
        let (p, q) = (shape.arReach, shape.maReach)
        let pure = autoregressive(phi, shape.arLags, through: p + q)
        let values = movingAverage(of: pure, theta, shape.maLags, ar: p, ma: q)
        let impulse = impulses(phi, theta, shape, through: q)
        var out = [Lanes](repeating: .zero, count: shape.states)
        out[0] = values[0]
        for lag in shape.arLags {
            for i in 1..<max(1, lag) { out[i] += phi[lag - 1] * values[lag - i] }
        }
        for lag in shape.maLags {
            for i in 1...lag { out[i] += theta[lag - 1] * impulse[lag - i] }
        }
        return out
    }

    /// Autocovariances of the autoregressive process without moving average.
    private static func autoregressive(_ phi: [Lanes], _ lags: [Int], through last: Int) -> [Lanes] {
        let p = phi.count
        var partial = phi
        var a = phi
        var variance = Lanes(repeating: 1)
        for k in stride(from: p - 1, through: 0, by: -1) {
            let r = a[k]
            partial[k] = r
            let rest = 1 - r * r
            variance /= rest
            if r == .zero { continue }
            for j in 0..<((k + 1) / 2) {
                let (low, high) = (a[j], a[k - 1 - j])
                a[j] = (low + r * high) / rest
                a[k - 1 - j] = (high + r * low) / rest
            }
        }
        var out = [Lanes](repeating: .zero, count: last + 1)
        out[0] = variance
        for k in 0..<p {
            let r = partial[k]
            var sum = r * variance
            for j in 0..<k { sum.addProduct(a[j], out[k - j]) }
            out[k + 1] = sum
            a[k] = r
            variance *= 1 - r * r
            if r == .zero { continue }
            for j in 0..<((k + 1) / 2) {
                let (low, high) = (a[j], a[k - 1 - j])
                a[j] = low - r * high
                a[k - 1 - j] = high - r * low
            }
        }
        for k in (p + 1)..<max(p + 1, last + 1) {
            for lag in lags { out[k].addProduct(phi[lag - 1], out[k - lag]) }
        }
        return out
    }

    /// Autocovariances through lag `ar` after a moving average.
    private static func movingAverage(
        of pure: [Lanes], _ theta: [Lanes], _ lags: [Int], ar: Int, ma: Int
    ) -> [Lanes] {
        // Covariances of the autoregressive process with the value, from lag −ma on.
        let crossed = (-ma...ar).map { k in
            lags.reduce(pure[abs(k)]) { $0 + theta[$1 - 1] * pure[abs(k + $1)] }
        }
        return (0...ar).map { k in
            lags.reduce(crossed[k + ma]) { $0 + theta[$1 - 1] * crossed[k + ma - $1] }
        }
    }

    /// What an innovation of 1 adds to the values after it.
    private static func impulses(_ phi: [Lanes], _ theta: [Lanes], _ shape: ARMAShape, through last: Int)
        -> [Lanes]
    {
        var out = [Lanes](repeating: .zero, count: last + 1)
        out[0] = Lanes(repeating: 1)
        for lag in shape.maLags { out[lag] = theta[lag - 1] }
        for k in 1..<max(1, last + 1) {
            for lag in shape.arLags where lag <= k { out[k].addProduct(phi[lag - 1], out[k - lag]) }
        }
        return out
    }
}
