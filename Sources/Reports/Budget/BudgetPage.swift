import Billing
import Budgeting
import TimeSeries

extension BudgetReport {
    public func html(language: Language) -> String {
        let inline = Inline(language: language, basis: context.basis)
        let title = language("Budget report", "预算报告")
        return Frame(context: context, language: language, title: title).html {
            HTMLElement("p", ["class": "lede"]) { opening(language) }
            trees.map { tree in
                HTMLElement("p", ["class": "story"]) { BudgetReport.sentence(tree, language) }
            }
            HTMLElement("p", ["class": "hint"]) {
                language(
                    "Actual cost to \(asOf). Means add up at every level; P10, P50 and P90 do not, for parts do not all run high on the same days.",
                    "实际成本截至 \(asOf)。均值在每一层都可相加；P10、P50、P90 不可相加，因为各部分不会同时偏高。")
            }
            Frame.section(language("Where each part lands", "各部分落点")) {
                trees.map { BudgetTable(root: $0, inline: inline).element }
            }
        }
    }

    private func opening(_ language: Language) -> String {
        let budgeted = trees.flatMap(\.withBudget)
        guard !trees.isEmpty else {
            return language("There is no budget period to show.", "没有可显示的预算周期。")
        }
        guard !budgeted.isEmpty else {
            return language("No budget is set; this is where the cost will land.", "未设置预算；以下为成本落点预测。")
        }
        let risky = budgeted.count { ($0.probabilityOverrun ?? 0) >= 0.5 }
        guard risky > 0 else {
            return language("No budget is more likely than not to be passed.", "没有预算更可能超支。")
        }
        let count = language.count(risky, "budget is", "budgets are", "项预算")
        return language("\(count) more likely than not to be passed.", "\(count)更可能超支。")
    }

    /// Where a tree's root will land.
    private static func sentence(_ root: BudgetNode, _ language: Language) -> String {
        let money = MoneyText(root.currency)
        let decimals = MoneyText.decimals(for: root.mean)
        func text(_ value: Money<Charged>) -> String { money.number(value, decimals: decimals) }
        let landing = language(
            "\(root.period): \(money(root.p50, decimals: decimals)) of \(language.name(root.basis)) (P10–P90 \(text(root.p10))–\(text(root.p90)))",
            "\(root.period)：\(language.name(root.basis))预计 \(money(root.p50, decimals: decimals))（P10–P90 \(text(root.p10))–\(text(root.p90))）"
        )
        guard let budget = root.budget, let odds = root.probabilityOverrun else {
            return landing + language(".", "。")
        }
        let crossing =
            root.crossingDay.map { language(", and the middle path passes it on \($0)", "，中位路径将在 \($0) 越线") }
            ?? ""
        return landing
            + language(
                "; the odds of passing the budget of \(text(budget)) are \(NumberText.odds(odds))\(crossing).",
                "；超过预算 \(text(budget)) 的概率为 \(NumberText.odds(odds))\(crossing)。")
    }
}

extension BudgetNode {
    /// This node and those below that have a budget.
    var withBudget: [BudgetNode] {
        (budget == nil ? [] : [self]) + children.flatMap(\.withBudget)
    }
}
