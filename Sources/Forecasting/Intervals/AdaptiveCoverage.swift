import Foundation

/// The coverage that ranges have to ask for so that, in the long run, they hold as often as they promise.
///
///     var coverage = AdaptiveCoverage(0.8)
///     let range = pool.range(of: total, coverage: coverage.asked)
///     coverage.record(held: range.bounds.contains(actual))
///
/// After each miss it asks for more, after each hit for a little less; misses that pile up are answered harder. Whatever the
/// errors do, the share of misses comes within (1 ⁄ rate + 1) ⁄ *n* of the one promised after *n* ranges, as long as a range that
/// is asked for coverage 1 always holds. One for a group of like series, not one a series: a series has too few closed windows.
///
/// - SeeAlso: Gibbs & Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021; Angelopoulos, Candès &
///   Tibshirani, "Conformal PID control for time series prediction", NeurIPS 2023, eq. 5 for the integrator. DIFFERENCE: both
///   parts move the coverage asked for, not the quantile, so that one scale serves series of all sizes; nothing predicts scores.
public struct AdaptiveCoverage: Sendable, Hashable {
    /// The share of ranges that should hold.
    public let promised: Double
    /// How much one miss moves the coverage.
    public let rate: Double
    /// Ranges so far.
    public private(set) var count = 0
    /// Ranges so far that did not hold.
    public private(set) var misses = 0

    /// A new group, which asks for what it promises.
    ///
    /// - Precondition: `promised` within 0 ..< 1, `rate` above 0.
    public init(_ promised: Double, rate: Double = 0.02) {
        precondition((0..<1).contains(promised) && rate > 0, "coverage as a share below 1, a rate above 0")
        self.promised = promised
        self.rate = rate
    }

    /// The coverage to ask for next, in 0 … 1.
    public var asked: Double { (promised + rate * excess + push).clamped(0, 1) }

    /// Misses beyond those promised; nothing is forgotten where the coverage cannot follow.
    private var excess: Double { Double(misses) - (1 - promised) * Double(count) }

    /// Learns whether a range held.
    public mutating func record(held: Bool) {
        count += 1
        if !held { misses += 1 }
    }

    /// The share of ranges so far that held; `nil` before the first.
    public var measured: Double? { count > 0 ? 1 - Double(misses) / Double(count) : nil }

    /// What misses that pile up add: next to nothing for few, all where their share is far off for the time that it lasts.
    private var push: Double {
        let n = Double(count)
        let angle = excess * log(n + 1) / (Self.saturation * (n + 1))
        guard abs(angle) < Double.pi / 2 else { return angle > 0 ? 1 : -1 }
        return (rate * tan(angle)).clamped(-1, 1)
    }

    /// C_sat of the integrator.
    private static let saturation = 0.5
}
