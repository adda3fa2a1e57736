import Foundation

/// A season found by a test and taken off by moving averages, as the theta methods and Naive2 do.
public struct SeasonalAdjustment: Sendable, Hashable {
    /// How a season stands on the level.
    public enum Kind: Sendable, Hashable {
        case additive
        /// Factors of the level; additive where a value is not positive or a factor is below 0.01.
        case multiplicative
    }

    /// How the season stands on the level.
    public let kind: Kind
    /// One index a phase, from the phase of the first value on; empty if no season was found.
    public let indices: [Double]

    /// No season.
    public static let none = SeasonalAdjustment(kind: .additive, indices: [])

    /// Given indices.
    public init(kind: Kind, indices: [Double]) {
        self.kind = kind
        self.indices = indices
    }

    /// The season of `period` values, if the autocorrelation at that lag is significant at 10 %.
    ///
    /// - Precondition: A period of at least 1.
    /// - Complexity: O(*n* · `period`).
    /// - SeeAlso: Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler, "Models for optimising the theta method",
    ///   *International Journal of Forecasting* 32 (2016), §4; statsforecast 2.1 `auto_theta`.
    public init(testing values: [Double], period: Int, kind: Kind = .multiplicative) {
        precondition(period >= 1, "a season of at least 1")
        guard period >= 2, values.count >= 2 * period, Self.isSeasonal(values, period: period) else {
            self = .none
            return
        }
        if kind == .multiplicative, values.allSatisfy({ $0 > 0 }) {
            let factors = Self.indices(values, period: period, kind: .multiplicative)
            if factors.allSatisfy({ $0 >= 0.01 }) {
                self.init(kind: .multiplicative, indices: factors)
                return
            }
        }
        self.init(kind: .additive, indices: Self.indices(values, period: period, kind: .additive))
    }

    /// The values without the season.
    public func removed(from values: [Double]) -> [Double] {
        guard !indices.isEmpty else { return values }
        var out = values
        var phase = 0
        for i in out.indices {
            out[i] = kind == .additive ? out[i] - indices[phase] : out[i] / indices[phase]
            phase = phase + 1 == indices.count ? 0 : phase + 1
        }
        return out
    }

    /// The value at place `i` of the series with its season.
    func restored(_ value: Double, at i: Int) -> Double {
        guard !indices.isEmpty else { return value }
        let index = indices[i % indices.count]
        return kind == .additive ? value + index : value * index
    }

    /// Whether the autocorrelation at the lag of the season lies outside what chance gives in nine of ten cases.
    private static func isSeasonal(_ values: [Double], period: Int) -> Bool {
        let mean = values.reduce(0, +) / Double(values.count)
        let size = values.reduce(0) { max($0, abs($1 - mean)) }
        guard size > 0 else { return false }
        let d = values.map { ($0 - mean) / size }
        let square = laggedProduct(d, 0)
        var sum = 0.0
        for lag in 1..<period {
            let r = laggedProduct(d, lag) / square
            sum += r * r
        }
        let bound = 1.644_853_626_951_472_2 * ((1 + 2 * sum) / Double(values.count)).squareRoot()
        return abs(laggedProduct(d, period) / square) > bound
    }

    private static func laggedProduct(_ d: [Double], _ lag: Int) -> Double {
        var sums = SIMD4<Double>.zero
        let n = d.count - lag
        var i = 0
        while i + 4 <= n {
            let a = SIMD4(d[i], d[i + 1], d[i + 2], d[i + 3])
            sums.addProduct(a, SIMD4(d[i + lag], d[i + lag + 1], d[i + lag + 2], d[i + lag + 3]))
            i += 4
        }
        var rest = 0.0
        for j in i..<n { rest += d[j] * d[j + lag] }
        return sums.sum() + rest
    }

    /// Means of the phases around a centred moving mean, less (or over) their own mean.
    static func indices(_ y: [Double], period: Int, kind: Kind) -> [Double] {
        let (n, half) = (y.count, period / 2)
        let end = period % 2 == 0 ? 0.5 : 1.0
        var sums = [Double](repeating: 0, count: period)
        var counts = sums
        for i in half..<(n - half) {
            var window = end * (y[i - half] + y[i + half])
            for j in (i - half + 1)..<max(i + half, i - half + 1) { window += y[j] }
            let middle = window / Double(period)
            sums[i % period] += kind == .additive ? y[i] - middle : y[i] / middle
            counts[i % period] += 1
        }
        let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : kind == .additive ? 0 : 1 }
        let level = means.reduce(0, +) / Double(period)
        return means.map { kind == .additive ? $0 - level : $0 / level }
    }
}

extension SIMD4<Double> {
    /// Adds `a` · `b`, lane by lane, with one rounding.
    @inline(__always) mutating func addProduct(_ a: Self, _ b: Self) { self = addingProduct(a, b) }
}
