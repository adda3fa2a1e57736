import Billing
import Budgeting

/// The few numbers of a bill that a review opens with.
struct QuarterTiles {
    let root: BudgetNode
    let language: Language
    let inline: Inline

    private var decimals: Int { MoneyText.decimals(for: root.mean) }

    var element: HTMLElement {
        HTMLElement("dl", ["class": "tiles card"]) {
            tile(
                language("Spent so far", "已发生"), root.actualToDate,
                root.provisionalFrom.map {
                    language("from \($0) on still coming in", "\($0) 起数据未齐")
                })
            tile(
                language("Lands at (P50)", "落点（P50）"), root.p50,
                language("mean \(number(root.mean))", "均值 \(number(root.mean))"))
            if let budget = root.budget {
                tile(
                    language("Budget", "预算"), budget,
                    root.probabilityOverrun.map {
                        language("odds of passing it \(NumberText.odds($0))", "超支概率 \(NumberText.odds($0))")
                    })
            }
            if let next = root.outlook.first {
                tile(
                    language("Next: \(next.period)", "下一周期：\(next.period)"), next.p50,
                    "P10–P90 \(number(next.p10))–\(number(next.p90))")
            }
        }
    }

    private func number(_ value: Money<Charged>) -> String {
        MoneyText(root.currency).number(value, decimals: decimals)
    }

    private func tile(_ title: String, _ value: Money<Charged>, _ note: String?) -> HTMLElement {
        HTMLElement("div", ["class": "tile"]) {
            HTMLElement("dt") { title }
            HTMLElement("dd", ["class": "big"]) {
                inline.money(value, .full(root.currency), decimals: decimals)
            }
            if let note { HTMLElement("dd", ["class": "sub"]) { note } }
        }
    }
}
