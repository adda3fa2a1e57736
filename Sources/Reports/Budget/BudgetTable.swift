import Billing
import Budgeting
import TimeSeries

/// A budget tree as one table: at every node the printed means add up over its children.
struct BudgetTable {
    let root: BudgetNode
    let inline: Inline

    private var language: Language { inline.language }

    var element: HTMLElement {
        let nodes = ShownTree(root).flattened
        let ends = nodes.flatMap {
            [$0.node.p10, $0.node.p90, $0.node.mean, $0.actualToDate, $0.node.budget ?? .zero]
        }
        let bar = RangeBar(ends.map(\.approximate))
        let tree = root.tree.map { $0.isEmpty ? "" : SafeText.short($0, limit: 60) + " · " } ?? ""
        let caption = "\(tree)\(root.period) · \(language.name(root.basis)), \(root.currency)"
        let columns: [Table.Column] = [
            .text(language("Part of the bill", "范围")), .text(language("Where it lands", "落点")),
            .number(language("To date", "至今")), .number(language("Mean", "均值")), .number("P10"),
            .number("P50"),
            .number("P90"), .number(language("Budget", "预算")), .number(language("Odds of overrun", "超支概率")),
            .number(language("Over on average", "平均超出")), .text(language("Crosses on", "越线日")),
        ]
        return HTMLElement("div", ["class": "card", "style": "margin-bottom:1rem"]) {
            Table(
                columns: columns, caption: caption, narrow: .stacks, cssClass: "range",
                rows: nodes.map { row($0, bar) }
            ).element
            HTMLElement("div", ["style": "padding:.25rem .875rem .875rem"]) {
                legend
                HTMLElement("p", ["class": "hint", "style": "margin:.375rem 0 0"]) {
                    inline.prose(BudgetMarkdown.coverageText(root, language))
                }
            }
        }
    }

    private func row(_ shown: ShownTree, _ bar: RangeBar) -> Table.Row {
        let node = shown.node
        func money(_ value: Money<Charged>, _ exact: Money<Charged>) -> [HTMLElement.Node] {
            Table.cell {
                inline.money(
                    value, exact: exact, .number(node.currency), decimals: shown.decimals, basis: node.basis)
            }
        }
        let drawing = bar.svg(
            actual: node.actualToDate.approximate,
            interval: min(node.p10, node.p90).approximate...max(node.p10, node.p90).approximate,
            mean: node.mean.approximate, limit: node.budget?.approximate, title: words(shown))
        return Table.Row(
            headClass: shown.depth == 0 ? nil : "deep\(min(shown.depth, 3))", isSum: false,
            [
                Table.cell { drawing }, money(shown.actualToDate, node.actualToDate),
                money(shown.mean, node.mean), money(node.p10, node.p10), money(node.p50, node.p50),
                money(node.p90, node.p90), node.budget.map { money($0, $0) } ?? Table.cell { "–" },
                odds(node), node.expectedOverrun.map { money($0, $0) } ?? Table.cell { "–" },
                Table.cell {
                    HTMLElement("span", ["class": "day"]) { node.crossingDay?.description ?? "–" }
                },
            ]
        ) { node.name.map { inline.name($0, limit: 60) } ?? inline.scope(node.scope, limit: 60) }
    }

    private func odds(_ node: BudgetNode) -> [HTMLElement.Node] {
        Table.cell {
            if let odds = node.probabilityOverrun {
                if odds >= 0.5 {
                    HTMLElement("strong", ["class": "up"]) { "⚠ " + NumberText.odds(odds) }
                } else {
                    NumberText.odds(odds)
                }
            } else {
                "–"
            }
        }
    }

    /// The bar in words.
    private func words(_ shown: ShownTree) -> String {
        let node = shown.node
        let text = MoneyText(node.currency)
        func number(_ value: Money<Charged>) -> String { text.number(value, decimals: shown.decimals) }
        let budget = node.budget.map { language(", budget \(number($0))", "，预算 \(number($0))") } ?? ""
        let name = SafeText.short(node.name ?? language.name(node.scope), limit: 60)
        return language(
            "\(name), \(node.currency): \(number(shown.actualToDate)) to date, P10–P90 \(number(node.p10))–\(number(node.p90))",
            "\(name)，\(node.currency)：至今 \(number(shown.actualToDate))，P10–P90 \(number(node.p10))–\(number(node.p90))"
        )
            + budget
    }

    private var legend: HTMLElement {
        let items = [
            ("bar0", language("to date", "至今")), ("band", language("P10–P90 at the end", "期末 P10–P90")),
            ("mean", language("mean", "均值")), ("limit", language("budget", "预算")),
        ]
        return HTMLElement("ul", ["class": "legend"]) {
            items.map { name, text in
                HTMLElement("li") {
                    HTMLElement("span", ["class": "key \(name)", "aria-hidden": "true"])
                    HTMLElement("span") { text }
                }
            }
        }
    }
}
