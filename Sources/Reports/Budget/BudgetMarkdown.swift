import Billing
import Budgeting
import TimeSeries

/// Budget trees in Markdown.
enum BudgetMarkdown {
    /// A tree as one table, indented by depth.
    static func table(_ root: BudgetNode, _ language: Language) -> String {
        let money = MoneyText(root.currency)
        let rows = ShownTree(root).flattened.map { shown in
            let node = shown.node
            let indent = String(repeating: "\u{2003}", count: shown.depth)
            func number(_ value: Money<Charged>) -> String { money.number(value, decimals: shown.decimals) }
            return [
                indent + MarkdownText.name(node.name ?? language.name(node.scope)),
                number(shown.actualToDate),
                number(shown.mean), number(node.p10), number(node.p50), number(node.p90),
                node.budget.map(number) ?? "–", node.probabilityOverrun.map(NumberText.odds) ?? "–",
                node.expectedOverrun.map(number) ?? "–", node.crossingDay?.description ?? "–",
            ]
        }
        let head = [
            "\(root.period), \(root.currency), \(language.name(root.basis))", language("To date", "至今"),
            language("Mean", "均值"), "P10", "P50", "P90", language("Budget", "预算"),
            language("Odds of overrun", "超支概率"), language("Over on average", "平均超出"),
            language("Crosses on", "越线日"),
        ]
        return MarkdownText.table(head, rows) + coverage(root, language)
    }

    /// How well the intervals held in the backtest.
    static func coverage(_ root: BudgetNode, _ language: Language) -> String {
        "\n" + MarkdownText.escaped(coverageText(root, language)) + "\n"
    }

    static func coverageText(_ root: BudgetNode, _ language: Language) -> String {
        let late = root.provisionalFrom.map {
            language(" Charges from \($0) on are still coming in.", "\($0) 起的费用尚未到齐。")
        }
        return coverage(of: root, language) + (late ?? "")
    }

    private static func coverage(of root: BudgetNode, _ language: Language) -> String {
        guard let coverage = root.measuredCoverage else {
            return language(
                "Too little history to measure how often P10–P90 holds the truth.",
                "历史数据不足，无法测量 P10–P90 区间的实际覆盖率。")
        }
        let share = NumberText.percent(coverage)
        guard let count = root.coverageCount else {
            return language(
                "In the backtest, P10–P90 held the truth \(share) of the time (meant: 80%).",
                "回测中 P10–P90 区间包含真实值的比例为 \(share)（设计值 80%）。")
        }
        return language(
            "In the backtest, P10–P90 held \(share) of \(NumberText.count(count)) past totals (meant: 80%).",
            "回测中 P10–P90 区间包含 \(NumberText.count(count)) 个历史总额的 \(share)（设计值 80%）。")
    }
}

extension BudgetReport {
    public func markdown(language: Language) -> String {
        let title = language("Budget report", "预算报告")
        let head = "# \(title) · \(MarkdownText.name(context.workspace)) · \(context.runDay)\n"
        let asOf = language("Actual cost to \(asOf).", "实际成本截至 \(asOf)。") + "\n"
        let tables = trees.map { BudgetMarkdown.table($0, language) }
        let none = [language("There is no budget period to show.", "没有可显示的预算周期。") + "\n"]
        let end = "---\n\n" + MarkdownText.escaped(Colophon.text(context, language)) + "\n"
        return ([head, asOf] + (tables.isEmpty ? none : tables) + [end]).joined(separator: "\n")
    }
}
