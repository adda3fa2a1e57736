import Billing
import TimeSeries

/// Budgets and reserves by what they are for.
struct BudgetIndex: Sendable, Hashable {
    /// One budget with its days.
    struct Entry: Sendable, Hashable {
        let days: Range<CivilDate>
        let budget: Budget
    }

    /// What a period's budget comes to.
    struct Allotment {
        var amount: Money<Charged>
        var version: Int
        var carryOver: Double?
    }

    private struct Key: Hashable {
        let target: BudgetTarget
        let currency: Currency
    }

    private var budgets: [Key: [Entry]] = [:]
    private var reserves: [Key: [(days: Range<CivilDate>, reserve: Reserve)]] = [:]

    init(_ budgets: [Budget], _ reserves: [Reserve], _ calendar: FiscalCalendar) {
        var known: [String: BudgetPeriod?] = [:]
        func days(_ name: String) -> Range<CivilDate>? {
            if let period = known[name] { return period?.days }
            let period = calendar.period(named: name)
            known[name] = .some(period)
            return period?.days
        }
        for budget in budgets where !budget.isWithdrawn {
            guard let days = days(budget.period) else { continue }
            self.budgets[Key(target: budget.target, currency: budget.currency), default: []]
                .append(Entry(days: days, budget: budget))
        }
        for reserve in reserves {
            guard let days = days(reserve.period) else { continue }
            self.reserves[Key(target: reserve.target, currency: reserve.currency), default: []]
                .append((days, reserve))
        }
    }

    /// The budget of a target for days: its own, else what fills them; of both, the one of the higher version.
    func allotment(_ target: BudgetTarget, _ days: Range<CivilDate>, _ currency: Currency) -> Allotment? {
        budgets[Key(target: target, currency: currency)].flatMap { BudgetIndex.allotment(days, $0) }
    }

    private static func allotment(_ days: Range<CivilDate>, _ entries: [Entry]) -> Allotment? {
        var own: Budget?
        for entry in entries where entry.days == days && entry.budget.version > own?.version ?? -1 {
            own = entry.budget
        }
        let filled = fill(
            days,
            entries.filter {
                $0.days != days && days.lowerBound <= $0.days.lowerBound
                    && $0.days.upperBound <= days.upperBound
            })
        guard let own else { return filled }
        if let filled, filled.version > own.version { return filled }
        return Allotment(amount: own.amount, version: own.version, carryOver: own.carryOver)
    }

    /// The sum of budgets that follow each other from the first day to the last, the longest first.
    private static func fill(_ days: Range<CivilDate>, _ parts: [Entry]) -> Allotment? {
        var sum: Allotment?
        var next = days.lowerBound
        while next < days.upperBound {
            let ends = parts.filter { $0.days.lowerBound == next }.map(\.days.upperBound)
            guard let end = ends.max(), let part = allotment(next..<end, parts) else { return nil }
            next = end
            guard let before = sum else {
                sum = part
                continue
            }
            sum = Allotment(
                amount: before.amount + part.amount, version: min(before.version, part.version),
                carryOver: before.carryOver.flatMap { share in part.carryOver.map { min(share, $0) } })
        }
        return sum
    }

    /// What is reserved for days: what is reserved for just these days, else the sum of what is for days within.
    func reserve(_ target: BudgetTarget, _ days: Range<CivilDate>, _ currency: Currency) -> Money<Charged> {
        let all = reserves[Key(target: target, currency: currency)] ?? []
        let own = all.filter { $0.days == days }
        let counted =
            own.isEmpty
            ? all.filter { days.lowerBound <= $0.days.lowerBound && $0.days.upperBound <= days.upperBound }
            : own
        return counted.reduce(.zero) { $0 + $1.reserve.amount }
    }

    static func == (left: BudgetIndex, right: BudgetIndex) -> Bool { left.budgets == right.budgets }
    func hash(into hasher: inout Hasher) { hasher.combine(budgets) }
}
