/// Orders of a multiplicative seasonal ARMA model, and the lags at which its polynomials are not 0.
///
/// (1 − Σ φᵢ Bⁱ)(1 − Σ Φⱼ Bᵐʲ) w = (1 + Σ θᵢ Bⁱ)(1 + Σ Θⱼ Bᵐʲ) ε. Parameters are partial autocorrelations, block by block in
/// the order φ, θ, Φ, Θ: each in −1 … 1, which is all stationary and all invertible models.
struct ARMAShape: Sendable, Hashable {
    typealias Lanes = SIMD8<Double>

    let ar: Int
    let ma: Int
    let seasonalAR: Int
    let seasonalMA: Int
    let period: Int
    /// Lags of the product of both autoregressive polynomials, ascending.
    let arLags: [Int]
    /// Lags of the product of both moving-average polynomials, ascending.
    let maLags: [Int]

    init(ar: Int, ma: Int, seasonalAR: Int, seasonalMA: Int, period: Int) {
        (self.ar, self.ma, self.seasonalAR, self.seasonalMA) = (ar, ma, seasonalAR, seasonalMA)
        self.period = period
        arLags = Self.lags(ar, seasonalAR, period)
        maLags = Self.lags(ma, seasonalMA, period)
    }

    /// ARMA parameters.
    var count: Int { ar + ma + seasonalAR + seasonalMA }
    /// The longest autoregressive lag.
    var arReach: Int { ar + period * seasonalAR }
    /// The longest moving-average lag.
    var maReach: Int { ma + period * seasonalMA }
    /// Length of the state.
    var states: Int { max(1, arReach, maReach + 1) }

    /// Where the four blocks of parameters begin, and the end.
    var blocks: [Range<Int>] {
        var start = 0
        return [ar, ma, seasonalAR, seasonalMA].map { length in
            defer { start += length }
            return start..<(start + length)
        }
    }

    /// Whether a parameter belongs to a moving average.
    func isMovingAverage(_ k: Int) -> Bool { (ar..<(ar + ma)).contains(k) || k >= ar + ma + seasonalAR }

    private static func lags(_ short: Int, _ seasonal: Int, _ period: Int) -> [Int] {
        var all: Set<Int> = []
        for j in 0...seasonal { for i in 0...short { all.insert(i + j * period) } }
        return all.subtracting([0]).sorted()
    }

    /// Both products of polynomials: element *l* − 1 belongs to lag *l*.
    func polynomials(_ parameters: [Lanes]) -> (phi: [Lanes], theta: [Lanes]) {
        let parts = blocks.map { Self.coefficients(of: Array(parameters[$0])) }
        return (
            product(parts[0], parts[2], reach: arReach, sign: -1),
            product(parts[1].map { -$0 }, parts[3].map { -$0 }, reach: maReach, sign: 1)
        )
    }

    private func product(_ short: [Lanes], _ seasonal: [Lanes], reach: Int, sign: Double) -> [Lanes] {
        var out = [Lanes](repeating: .zero, count: reach)
        for (i, value) in short.enumerated() { out[i] += value }
        for (j, factor) in seasonal.enumerated() {
            let lag = (j + 1) * period
            out[lag - 1] += factor
            for (i, value) in short.enumerated() { out[lag + i] += sign * factor * value }
        }
        return out
    }

    /// Autoregressive coefficients from partial autocorrelations, by Levinson's recursion.
    static func coefficients(of partial: [Lanes]) -> [Lanes] {
        var a = partial
        for k in a.indices {
            let before = a
            for j in 0..<k { a[j] = before[j] - partial[k] * before[k - 1 - j] }
        }
        return a
    }

    /// Partial autocorrelations of autoregressive coefficients; beyond −1 … 1 where the model is not stationary.
    static func partials(of coefficients: [Double]) -> [Double] {
        var a = coefficients
        for k in a.indices.reversed() {
            let r = a[k]
            guard abs(r) < 1 else { return a }
            let before = a
            for j in 0..<k { a[j] = (before[j] + r * before[k - 1 - j]) / (1 - r * r) }
        }
        return a
    }
}
