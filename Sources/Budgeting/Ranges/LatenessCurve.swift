public import Billing
import Statistics
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

    /// Final days that are needed to learn from.
    private static let leastDays = 7
    /// Share of a day's money from which it counts as complete.
    private static let complete = 0.98
    /// How far, in shares of what is expected, a part may be from the curve and still be completed by it.
    private static let likeness = 0.2

    /// Learns from days that are final: at each age the share of the middle day, so that outages of a feed do not count.
    ///
    /// Fewer than seven days with money are too few: then a day is complete when it is over.
    ///
    /// - Parameter moneyByAge: For each day the sizes of its charges by the age at which they became known, 0 … ``finalAge``.
    public init(moneyByAge: [[Double]]) {
        let days = moneyByAge.compactMap { money -> [Double]? in
            let total = money.prefix(Self.finalAge + 1).reduce(0, +)
            guard total > 0, total.isFinite else { return nil }
            var sum = 0.0
            return (0...Self.finalAge).map { age in
                sum += age < money.count ? money[age] : 0
                return age == Self.finalAge ? 1 : min(1, sum / total)
            }
        }
        guard days.count >= Self.leastDays else {
            shares = [0] + [Double](repeating: 1, count: Self.finalAge)
            dayCount = 0
            return
        }
        shares = (0...Self.finalAge).map { age in days.map { $0[age] }.median() }
        dayCount = days.count
    }

    /// The share of a day's money that is known on the morning of `run`.
    public func share(of day: CivilDate, on run: CivilDate) -> Double {
        let age = day.distance(to: run)
        return age < 0 ? 0 : age > Self.finalAge ? 1 : shares[age]
    }

    /// The age from which a day counts as complete: 98 % of its money is known, at least 1.
    public var completeAge: Int { max(1, shares.firstIndex { $0 >= Self.complete } ?? Self.finalAge) }

    /// The days before `run` that are not complete yet; empty where yesterday is.
    public func provisionalDays(before run: CivilDate) -> Range<CivilDate> {
        run.advanced(by: 1 - completeAge)..<run
    }

    /// What a day will have cost, from what is known of it on `run` and what was expected of it.
    ///
    /// Where so much is known as the curve says, the rest is the open share of what known and expected money together let expect.
    /// A part of the bill of which far more or less is known is delivered sooner or later than the whole: it is taken to come to what
    /// was expected, unless it has gone beyond that already.
    ///
    /// - SeeAlso: Mack, "Credible claims reserves: the Benktander method", *ASTIN Bulletin* 30 (2000).
    public func completed(_ known: Double, of day: CivilDate, on run: CivilDate, expected: Double) -> Double {
        let share = share(of: day, on: run)
        guard share < 1 else { return known }
        if abs(known - share * expected) <= Self.likeness * abs(expected) {
            let open = 1 - share
            return known + open * (known + open * expected)
        }
        return expected < 0 ? min(known, expected) : max(known, expected)
    }
}

extension Ledger {
    /// The lateness of a part of the bill in one currency, as known on the morning of a run.
    ///
    /// Learned from charges of single days between 90 and 31 days before the run; what became known after the run is not looked at.
    public func latenessCurve(
        before run: CivilDate, in currency: Currency, basis: CostBasis, scope: Scope = .total
    ) -> LatenessCurve {
        let ages = LatenessCurve.finalAge + 1
        let first = run.dayNumber - 90
        let passes = rows(
            passing: ChargeFilter(categories: nil, includesCorrections: true, knownOn: run, scope: scope),
            in: currency)
        let costs = costs(basis)
        var money = [[Double]](
            repeating: [Double](repeating: 0, count: ages), count: 90 - LatenessCurve.finalAge)
        for row in 0..<count where passes[row] && knownOn[row] != Ledger.unknownDay {
            let day = Int(chargeStart[row]) - first
            guard money.indices.contains(day), chargeEnd[row] - chargeStart[row] <= 1 else { continue }
            let age = min(max(Int(knownOn[row] - chargeStart[row]), 0), LatenessCurve.finalAge)
            money[day][age] += Money<Charged>(units: costs[row]).magnitude.approximate
        }
        return LatenessCurve(moneyByAge: money)
    }
}
