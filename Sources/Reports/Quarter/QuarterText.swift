import Billing
import Budgeting
import TimeSeries

/// The sentences of a review's pack, the same on the page and in Markdown.
struct QuarterText {
    let report: QuarterReport
    let language: Language

    /// The pack in a line: how many budgets are at risk, and of how many.
    var opening: String {
        let budgeted = report.bills.compactMap(\.root).flatMap(\.withBudget)
        let name = report.period.name
        guard !budgeted.isEmpty else {
            return language(
                "\(name): no budget is set; this is where the cost will land.", "\(name)：未设置预算；以下为成本落点预测。")
        }
        let risky = budgeted.count { ($0.probabilityOverrun ?? 0) >= 0.5 }
        guard risky > 0 else {
            return language(
                "\(name): all \(budgeted.count) budgets are more likely kept than passed.",
                "\(name)：全部 \(budgeted.count) 项预算更可能守住。")
        }
        return language(
            "\(name): \(risky) of \(budgeted.count) budgets are more likely passed than kept.",
            "\(name)：\(budgeted.count) 项预算中有 \(risky) 项更可能超支。")
    }

    /// Where a bill lands, with odds.
    func landing(_ root: BudgetNode) -> String {
        let money = MoneyText(root.currency)
        let decimals = MoneyText.decimals(for: root.mean)
        func number(_ value: Money<Charged>) -> String { money.number(value, decimals: decimals) }
        let start = language(
            "\(money(root.p50, decimals: decimals)) is the middle of where it may land; eight futures in ten lie between \(number(root.p10)) and \(number(root.p90)).",
            "落点中位数为 \(money(root.p50, decimals: decimals))；十种可能中有八种在 \(number(root.p10)) 与 \(number(root.p90)) 之间。"
        )
        guard let budget = root.budget, let odds = root.probabilityOverrun else { return start }
        let overrun = root.expectedOverrun.map {
            language(
                ", \(money($0, decimals: decimals)) over on average of all futures",
                "，平均超出 \(money($0, decimals: decimals))")
        }
        let crossing = root.crossingDay.map {
            language(", passed on \($0) in the middle future", "，中位路径于 \($0) 越线")
        }
        return start
            + language(
                " The odds of passing the budget of \(number(budget)) are \(NumberText.odds(odds))\(overrun ?? "")\(crossing ?? "").",
                "超过预算 \(number(budget)) 的概率为 \(NumberText.odds(odds))\(overrun ?? "")\(crossing ?? "")。")
    }

    /// What a decision is about, in a sentence with its two ways out.
    func decision(_ decision: BudgetDecision) -> String {
        let money = MoneyText(decision.currency)
        let decimals = MoneyText.decimals(for: decision.budget)
        func full(_ value: Money<Charged>) -> String { money(value, decimals: decimals) }
        func number(_ value: Money<Charged>) -> String { money.number(value, decimals: decimals) }
        switch decision.kind {
        case .overrun:
            return language(
                "lands \(full(decision.money)) over its budget of \(number(decision.budget)) (odds \(NumberText.odds(decision.probabilityOverrun))). Either take \(money(decision.perDay)) out of each of the \(decision.daysLeft) days that are left, or raise the budget to \(number(decision.safeBudget)), which nine futures in ten keep.",
                "预计超出预算 \(number(decision.budget)) 达 \(full(decision.money))（概率 \(NumberText.odds(decision.probabilityOverrun))）。要么在剩余 \(decision.daysLeft) 天每天减少 \(money(decision.perDay))，要么将预算提高至 \(number(decision.safeBudget))（十种可能中九种不超）。"
            )
        case .release:
            return language(
                "leaves at least \(full(decision.money)) of its budget of \(number(decision.budget)) in nine futures of ten: it can be given back.",
                "在十种可能中的九种里，预算 \(number(decision.budget)) 至少结余 \(full(decision.money))：可以收回。")
        }
    }

    /// How the line of a bridge is called.
    func name(_ group: VarianceCause.Group) -> String {
        switch group {
        case .budgetedGrowth: language("Growth the budget allowed for", "预算已含增长")
        case .usage: language("Use", "用量")
        case .mix: language("Mix", "结构")
        case .price: language("Prices", "价格")
        case .new: language("New", "新增")
        case .ended: language("Ended", "终止")
        case .oneOff: language("One-off charges, fees, tax", "一次性费用、服务费与税")
        case .plannedChange: language("Planned changes", "计划内变化")
        case .unmetered: language("Without quantities", "无计量")
        }
    }

    /// An end of a bridge.
    func name(_ end: VarianceBridge.End) -> String {
        switch end.kind {
        case .actual: language("\(end.period), actual", "\(end.period) 实际")
        case .forecast: language("\(end.period), forecast", "\(end.period) 预测")
        case .budget: language("\(end.period), budget", "\(end.period) 预算")
        }
    }

    /// How often past ranges held, and how far past forecasts were off, against the FinOps Framework's bands.
    func record(_ record: [PastForecast]) -> String? {
        let totals = record.filter(\.scope.isTotal)
        let errors = totals.compactMap(\.error).map(abs)
        guard !errors.isEmpty else { return nil }
        let mean = errors.reduce(0, +) / Double(errors.count)
        let held = totals.count(where: \.held)
        let band = name(ForecastMaturity(error: mean))
        return language(
            "Forecasts of the whole bill, made again on \(totals.count) past days from what was known then, were \(NumberText.percent(mean)) off on average (\(band)); P10–P90 held \(held) of \(totals.count).",
            "以当时已知数据重做 \(totals.count) 次整体预测，平均偏差 \(NumberText.percent(mean))（\(band)）；P10–P90 命中 \(held)/\(totals.count)。"
        )
    }

    /// A band of the FinOps Framework.
    func name(_ maturity: ForecastMaturity) -> String {
        switch maturity {
        case .run: language("Run: within 12%", "Run 级：12% 以内")
        case .walk: language("Walk: within 15%", "Walk 级：15% 以内")
        case .crawl: language("Crawl: within 20%", "Crawl 级：20% 以内")
        case .below: language("more than 20% off", "偏差超过 20%")
        }
    }

    func name(_ status: ReviewAction.Status) -> String {
        switch status {
        case .open: language("open", "未完成")
        case .done: language("done", "已完成")
        case .dropped: language("dropped", "已放弃")
        }
    }
}

/// The lines of a bridge as they are printed: they add up to what is printed at its ends.
struct BridgeLines {
    /// A line with its exact and its printed amount, and who is behind it.
    struct Line {
        let group: VarianceCause.Group
        let exact: Money<Charged>
        let shown: Money<Charged>
        let contributors: [VarianceBridge.Contributor]
    }

    let from: Money<Charged>
    let to: Money<Charged>
    let lines: [Line]
    let decimals: Int

    /// Names of contributors to a line that are printed.
    private static let named = 3

    init(_ bridge: VarianceBridge) {
        let decimals = MoneyText.decimals(for: [bridge.from.amount, bridge.to.amount])
        let groups = VarianceCause.Group.allCases.filter { group in
            bridge.parts.contains { $0.group == group }
        }
        let from = Apportionment.rounded(bridge.from.amount, decimals: decimals)
        let to = Apportionment.rounded(bridge.to.amount, decimals: decimals)
        let exact = groups.map { bridge.amount(in: $0) }
        let shown = Apportionment.parts(exact, of: to - from, decimals: decimals)
        lines = groups.indices.map { i in
            Line(
                group: groups[i], exact: exact[i], shown: shown[i],
                contributors: BridgeLines.contributors(bridge, groups[i]))
        }
        self.from = from
        self.to = to
        self.decimals = decimals
    }

    /// The largest contributors to a group, whichever way.
    private static func contributors(_ bridge: VarianceBridge, _ group: VarianceCause.Group)
        -> [VarianceBridge.Contributor]
    {
        let all = bridge.parts.filter { $0.group == group }.flatMap(\.contributors)
        return Array(
            all.sorted { ($1.amount.magnitude, $0.scope) < ($0.amount.magnitude, $1.scope) }.prefix(named))
    }
}
