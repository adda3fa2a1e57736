internal import Billing
internal import Budgeting
internal import TimeSeries

/// The versions of a plan, and what each changed.
struct PlanVersionList: Encodable {
    /// One version.
    struct Entry: Encodable {
        let version: Int
        let status: String
        let approvedBy: String?
        let approvedOn: CivilDate?
        let note: String?
        let differences: [Difference]
    }

    /// A budget or a change that a version says otherwise than the one before it.
    struct Difference: Encodable {
        let what: String
        let period: String?
        let currency: Currency?
        let before: String?
        let after: String?
        let source: String?
    }

    let versions: [Entry]

    /// - Parameters:
    ///   - plan: The plan with all versions.
    ///   - day: The day of the run.
    init(_ plan: BudgetPlan, on day: CivilDate) {
        let all = [PlanVersion(number: 0)] + plan.versions
        let hasBase = plan.budgets.contains { $0.version == 0 } || plan.changes.contains { $0.version == 0 }
        let newest = all.last { $0.isInForce(on: day) }?.number
        versions = all.compactMap { version in
            if version.number == 0, !hasBase { return nil }
            return Entry(
                version: version.number, status: PlanVersionList.status(version, on: day, newest: newest),
                approvedBy: version.approvedBy, approvedOn: version.approvedOn, note: version.note,
                differences: PlanVersionList.differences(plan, version.number))
        }
    }

    private static func status(_ version: PlanVersion, on day: CivilDate, newest: Int?) -> String {
        if version.number == newest { return "in force" }
        guard let approvedOn = version.approvedOn ?? (version.number == 0 ? day : nil) else { return "draft" }
        return approvedOn <= day ? "approved" : "approved later"
    }

    private struct Place: Hashable {
        let target: BudgetTarget
        let period: String
        let currency: Currency
    }

    private static func differences(_ plan: BudgetPlan, _ number: Int) -> [Difference] {
        let before = plan.asOf(version: number - 1)
        let known = Dictionary(
            before.budgets.map {
                (Place(target: $0.target, period: $0.period, currency: $0.currency), $0.amount)
            }
        ) { first, _ in first }
        let budgets = plan.budgets.filter { $0.version == number }.compactMap { budget -> Difference? in
            let old = known[Place(target: budget.target, period: budget.period, currency: budget.currency)]
            let new = budget.isWithdrawn ? nil : budget.amount
            guard old != new else { return nil }
            return Difference(
                what: budget.target.description, period: budget.period, currency: budget.currency,
                before: old?.description, after: new?.description, source: budget.source)
        }
        let changes = plan.changes.filter { $0.version == number }.map { change in
            let old = before.changes.first { $0.name != nil && $0.name == change.name }
            return Difference(
                what: change.title, period: nil, currency: change.currency, before: old.map(PlanText.effect),
                after: PlanText.effect(change), source: change.source)
        }
        return budgets + changes
    }

    /// One row a difference; a version without one has a row of its own.
    var table: TextTable {
        TextTable(
            [
                .init("version", isNumber: true), .init("status"), .init("approvedBy"), .init("approvedOn"),
                .init("what"), .init("period"), .init("currency"), .init("before", isNumber: true),
                .init("after", isNumber: true), .init("source"),
            ],
            rows: versions.flatMap(PlanVersionList.rows))
    }

    private static func rows(_ version: Entry) -> [[String?]] {
        let head: [String?] = [
            String(version.version), version.status, version.approvedBy, version.approvedOn?.description,
        ]
        let none: [String?] = ["no differences", nil, nil, nil, nil, nil]
        if version.differences.isEmpty { return [head + none] }
        return version.differences.map { difference in
            let what: [String?] = [
                difference.what, difference.period, difference.currency?.code, difference.before,
                difference.after, difference.source,
            ]
            return head + what
        }
    }
}

/// Planned changes in words.
enum PlanText {
    /// When and how: `+10% from 2026-07-01`.
    static func effect(_ change: PlannedChange) -> String {
        let last = change.days.upperBound.advanced(by: -1)
        let days =
            change.days.upperBound == PlannedChange.openEnd
            ? "from \(change.days.lowerBound)" : "\(change.days.lowerBound) to \(last)"
        return "\(size(change.effect)) \(days)"
    }

    private static func size(_ effect: PlannedChange.Effect) -> String {
        switch effect {
        case .factor(let factor): UnitCostText.percent(factor - 1)
        case .amount(let money): "\(money)"
        case .monthly(let money): "\(money) a month"
        case .minimum(let money): "at least \(money)"
        case .move(let target, let part): "\(share(part)) to \(target)"
        case .copy(let target, let factor): "\(share(factor)) of it as \(target)"
        }
    }

    private static func share(_ share: Double) -> String {
        UnitCostText.number(100 * share, decimals: 1) + "%"
    }
}
