public import Billing
import TimeSeries

/// What may be spent in a period, and what it is made of.
public struct BudgetAmount: Sendable, Hashable, Codable {
    /// What the plan allots.
    public var allotted: Money<Charged>
    /// What is held back at the node beside it.
    public var reserve: Money<Charged>
    /// What the period before left over, or below 0 what it overspent.
    public var carriedIn: Money<Charged>

    /// All of it.
    public var total: Money<Charged> { allotted + reserve + carriedIn }

    public init(
        allotted: Money<Charged>, reserve: Money<Charged> = .zero, carriedIn: Money<Charged> = .zero
    ) {
        self.allotted = allotted
        self.reserve = reserve
        self.carriedIn = carriedIn
    }
}

extension BudgetPlan {
    /// What may be spent on a part of the bill in a period, without what is carried over; `nil` if nothing is planned.
    public func amount(of scope: Scope, for period: BudgetPeriod, in currency: Currency) -> Money<Charged>? {
        amount(of: .scope(scope), for: period, in: currency)?.total
    }

    /// What may be spent on a part of the bill or a node in a period; `nil` if nothing is planned.
    ///
    /// The budget is that of the period itself, else the sum of budgets for periods that fill it without gap.
    /// Carried in is what the period before, which must be over, left of its budget and of what was carried into it, at most the
    /// share that its `carryOver` allows; overspending is taken off the same way, after the reserve of that period has
    /// covered what it can. Reserves themselves are not carried.
    ///
    /// - Parameters:
    ///   - target: What the budget is for.
    ///   - period: The period.
    ///   - currency: The currency.
    ///   - spent: The cost of the target in an earlier period; `nil` if that is not over or not known. Without it nothing
    ///     is carried over.
    /// - Returns: The budget and its parts.
    public func amount(
        of target: BudgetTarget, for period: BudgetPeriod, in currency: Currency,
        spent: (BudgetPeriod) -> Money<Charged>? = { _ in nil }
    ) -> BudgetAmount? {
        let allotment = index.allotment(target, period.days, currency)
        let reserve = index.reserve(target, period.days, currency)
        guard allotment != nil || reserve != .zero else { return nil }
        return BudgetAmount(
            allotted: allotment?.amount ?? .zero, reserve: reserve,
            carriedIn: allotment == nil
                ? .zero : carried(into: period, of: target, in: currency, spent: spent))
    }

    /// Carries forward from the first period of an unbroken chain of budgets that carry over.
    private func carried(
        into period: BudgetPeriod, of target: BudgetTarget, in currency: Currency,
        spent: (BudgetPeriod) -> Money<Charged>?
    ) -> Money<Charged> {
        var chain: [(allotment: BudgetIndex.Allotment, reserve: Money<Charged>, spent: Money<Charged>)] = []
        var before = calendar.preceding(period)
        while chain.count < BudgetPlan.longestChain,
            let allotment = index.allotment(target, before.days, currency), allotment.carryOver != nil,
            let cost = spent(before)
        {
            chain.append((allotment, index.reserve(target, before.days, currency), cost))
            before = calendar.preceding(before)
        }
        return chain.reversed().reduce(Money<Charged>.zero) { carried, link in
            var left = link.allotment.amount + carried - link.spent
            if left < .zero { left = min(.zero, left + link.reserve) }
            let share = Int128(((link.allotment.carryOver ?? 0) * 1_000_000).rounded())
            let most = link.allotment.amount.magnitude.scaled(by: share, over: 1_000_000)
            return max(-most, min(most, left))
        }
    }

    /// Periods that carry-over is followed back through.
    private static let longestChain = 60
}
