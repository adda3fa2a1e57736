public import Billing
public import TimeSeries

/// What may be spent on a part of the bill in a period.
public struct Budget: Sendable, Hashable, Codable {
    public var scope: Scope
    /// `2026-Q3`, `2026-07` or `2026`.
    public var period: String
    public var amount: Money<Charged>
    public var currency: Currency

    public init(scope: Scope, period: String, amount: Money<Charged>, currency: Currency) {
        self.scope = scope
        self.period = period
        self.amount = amount
        self.currency = currency
    }
}

extension Sequence<Budget> {
    /// The budget of a scope for a period: its own, else the sum of budgets for periods that fill it without gap or
    /// overlap; `nil` if there is none.
    public func amount(of scope: Scope, for period: ReportingPeriod, in currency: Currency) -> Money<Charged>?
    {
        let own = filter { $0.scope == scope && $0.currency == currency }
        if let exact = own.first(where: { $0.period == period.description }) { return exact.amount }
        let parts = own.compactMap { budget in
            ReportingPeriod(budget.period).map { (days: $0.days, amount: budget.amount) }
        }.filter { period.days.contains($0.days.lowerBound) && $0.days.upperBound <= period.days.upperBound }
            .sorted { ($0.days.lowerBound, $0.days.upperBound) < ($1.days.lowerBound, $1.days.upperBound) }
        var next = period.days.lowerBound
        var sum = Money<Charged>.zero
        for part in parts {
            guard part.days.lowerBound == next else { return nil }
            next = part.days.upperBound
            sum += part.amount
        }
        return next == period.days.upperBound ? sum : nil
    }
}
