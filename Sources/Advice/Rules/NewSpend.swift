import Billing
import TimeSeries

/// Services that appeared in an account within the last two weeks, with what they will cost in a month.
public struct NewSpend: Rule {
    /// Share of all spend from which a new service is named.
    public var threshold: Double

    public let name = "new-spend"

    /// A rule with its threshold.
    public init(threshold: Double = 0.002) {
        self.threshold = threshold
    }

    public func suggestions(for bill: BillWindow) -> [Suggestion] {
        let dimensions: [Dimension] = [.serviceProvider, .subAccount, .service]
        let recent = bill.days.upperBound.advanced(by: -14)
        let before = Set(
            bill.ledger.groups(
                by: dimensions, days: CivilDate(dayNumber: Int(Int32.min) / 2)..<recent,
                basis: .effectiveCost,
                currency: bill.currency, filter: ChargeFilter.usage.known(on: bill.run)
            ).map(\.scope))
        let total = bill.groups(by: []).first?.cost ?? .zero
        return bill.groups(by: dimensions).compactMap { group in
            guard !before.contains(group.scope), group.activeDayCount >= 2 else { return nil }
            let days = group.activeDays.lowerBound.distance(to: bill.days.upperBound)
            let month = group.cost.scaled(by: 730, over: Int128(24 * max(1, days)))
            guard month.share(of: bill.monthly(total)) > threshold else { return nil }
            return Suggestion(
                rule: name, about: group.scope, bill: bill,
                evidence: [
                    .init("first charge", group.activeDays.lowerBound.description),
                    .init("cost since", group.cost.description),
                    .init("run rate a month", month.description),
                ],
                formula:
                    "\(group.cost) in \(days) days × 730 h ÷ \(24 * days) h = \(month) a month, if nobody wants it",
                saving: .zero...month, side: .business, risk: .medium)
        }
    }
}
