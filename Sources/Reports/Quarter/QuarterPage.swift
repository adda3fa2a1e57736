import Advice
import Billing
import Budgeting
import TimeSeries

/// A review's pack as a page: two pages on paper for whoever decides, then the trees.
struct QuarterPage {
    let report: QuarterReport
    let language: Language
    let inline: Inline
    let text: QuarterText

    /// Decisions and suggestions that stand on the first pages.
    private static let decisionCount = 6
    private static let suggestionCount = 5
    /// On paper the trees begin on a sheet of their own.
    private static let sheets = "@media print { .sheet { break-before: page; } }\n"

    init(_ report: QuarterReport, _ language: Language) {
        self.report = report
        self.language = language
        inline = Inline(language: language, basis: report.context.basis)
        text = QuarterText(report: report, language: language)
    }

    func html() -> String {
        let title = language("Budget review", "预算评审")
        return Frame(
            context: report.context, language: language, title: title, rules: QuarterPage.sheets
        ).html {
            HTMLElement("p", ["class": "lede"]) { text.opening }
            HTMLElement("p", ["class": "hint"]) {
                inline.prose(language("Actual cost to \(report.asOf).", "实际成本截至 \(report.asOf)。"))
            }
            report.bills.compactMap(landing)
            report.bills.compactMap(why)
            decisions
            actions
            report.bills.compactMap(record)
            HTMLElement("div", ["class": "sheet"]) { trees }
        }
    }

    private func landing(_ bill: QuarterBill) -> HTMLElement? {
        guard let root = bill.root else { return nil }
        let tiles = QuarterTiles(root: root, language: language, inline: inline)
        return HTMLElement("section") {
            HTMLElement("h2") { language("Where \(root.currency.code) lands", "\(root.currency.code) 落点") }
            HTMLElement("p", ["class": "story"]) { inline.prose(text.landing(root)) }
            HTMLElement("p", ["class": "hint"]) { BudgetMarkdown.coverageText(root, language) }
            tiles.element
        }
    }

    private func why(_ bill: QuarterBill) -> HTMLElement? {
        guard let bridge = bill.bridge, !bridge.parts.isEmpty else { return nil }
        let lines = BridgeLines(bridge)
        let waterfall = Waterfall(lines.lines.map(\.exact))
        let rows = lines.lines.indices.map { i in
            let line = lines.lines[i]
            return Table.Row([
                Table.cell { waterfall.bar(i, title: text.name(line.group)) },
                Table.cell {
                    inline.money(
                        line.shown, exact: line.exact, .numberChange(bridge.currency),
                        decimals: lines.decimals)
                },
                Table.cell { contributors(line, bridge.currency) },
            ]) { text.name(line.group) }
        }
        return Frame.section(language("Why, \(bridge.currency.code)", "原因，\(bridge.currency.code)")) {
            Table(
                columns: [
                    .text(language("Cause", "原因")), .text(""), .number(bridge.currency.code),
                    .text(language("Most of it", "主要来自")),
                ], narrow: .scrolls, cssClass: "causes",
                rows: [end(bridge.from, lines.from, lines)] + rows + [end(bridge.to, lines.to, lines)]
            ).card
        }
    }

    private func end(_ end: VarianceBridge.End, _ shown: Money<Charged>, _ lines: BridgeLines) -> Table.Row {
        let currency = report.bills.compactMap(\.bridge).first { $0.from == end || $0.to == end }?.currency
        return Table.Row(
            isSum: true,
            [
                [],
                Table.cell {
                    if let currency {
                        inline.money(shown, exact: end.amount, .number(currency), decimals: lines.decimals)
                    }
                }, [],
            ]
        ) { text.name(end) }
    }

    private func contributors(_ line: BridgeLines.Line, _ currency: Currency) -> [HTMLElement.Node] {
        let money = MoneyText(currency)
        return line.contributors.enumerated().flatMap { place, contributor -> [HTMLElement.Node] in
            let separator: [HTMLElement.Node] = place == 0 ? [] : [.text(language(", ", "、"))]
            let name =
                contributor.note.map { inline.name($0, limit: 40) }
                ?? inline.scope(contributor.scope, limit: 40)
            return separator + [.element(name), .text(" " + money.signedNumber(contributor.amount))]
        }
    }

    private var decisions: HTMLElement? {
        let items = report.bills.flatMap { Array($0.decisions.prefix(QuarterPage.decisionCount)) }
        let suggestions = report.bills.flatMap { Array($0.suggestions.prefix(QuarterPage.suggestionCount)) }
        guard !items.isEmpty || !suggestions.isEmpty else { return nil }
        return Frame.section(language("What to decide", "待决事项")) {
            HTMLElement("ol") {
                items.map { item in
                    HTMLElement("li") {
                        HTMLElement("strong") { inline.name(item.title, limit: 60) }
                        " "
                        inline.prose(text.decision(item))
                    }
                }
            }
            if !suggestions.isEmpty {
                HTMLElement("p", ["class": "hint"]) {
                    language("What could be done, a month:", "可采取的措施（每月）：")
                }
                Table(
                    columns: [
                        .text(language("Suggestion", "建议")), .text(language("Object", "对象")),
                        .number(language("Saving a month", "每月节省")), .text(language("Effort", "工作量")),
                        .text(language("Owner", "负责人")),
                    ], rows: suggestions.map(row)
                ).card
            }
        }
    }

    private func row(_ suggestion: Suggestion) -> Table.Row {
        Table.Row([
            Table.cell { inline.scope(suggestion.object, limit: 50) },
            Table.cell { language.saving(of: suggestion) },
            Table.cell { language.name(suggestion.effort) },
            Table.cell { if let owner = suggestion.owner { inline.name(owner, limit: 40) } else { "–" } },
        ]) { language.ruleName(suggestion.rule) }
    }

    private var actions: HTMLElement? {
        guard !report.actions.isEmpty else { return nil }
        let rows = report.actions.map { action in
            Table.Row([
                Table.cell { inline.name(action.review, limit: 30) },
                Table.cell { action.owner.map { inline.name($0, limit: 40) } ?? HTMLElement("span") { "–" } },
                Table.cell { HTMLElement("span", ["class": "day"]) { action.due?.description ?? "–" } },
                Table.cell { status(action) },
                Table.cell { money(of: action) },
            ]) { inline.name(action.title, limit: 120) }
        }
        return Frame.section(language("What earlier reviews decided", "以往评审的决定")) {
            Table(
                columns: [
                    .text(language("Action", "行动")), .text(language("Review", "评审")),
                    .text(language("Owner", "负责人")), .text(language("Due", "期限")),
                    .text(language("Status", "状态")), .number(language("Worth", "金额")),
                ], rows: rows
            ).card
        }
    }

    private func status(_ action: ReviewAction) -> HTMLElement {
        let isLate = action.isOverdue(on: report.context.runDay)
        let late = isLate ? language(", overdue", "，已逾期") : ""
        return HTMLElement("span", ["class": isLate ? "up" : nil]) { text.name(action.status) + late }
    }

    private func money(of action: ReviewAction) -> HTMLElement {
        guard let money = action.money, let currency = action.currency else {
            return HTMLElement("span") { "–" }
        }
        return inline.money(money, .full(currency))
    }

    private func record(_ bill: QuarterBill) -> HTMLElement? {
        guard let root = bill.root, let sentence = text.record(bill.record) else { return nil }
        let totals = bill.record.filter(\.scope.isTotal)
        let rows = totals.map { past in
            Table.Row([
                Table.cell { HTMLElement("span", ["class": "day"]) { past.madeOn.description } },
                Table.cell { inline.money(past.mean, .number(root.currency)) },
                Table.cell { inline.money(past.actual, .number(root.currency)) },
                Table.cell { past.error.map(NumberText.signedPercent) ?? "–" },
                Table.cell { past.maturity.map(text.name) ?? "–" },
                Table.cell { past.held ? language("held", "命中") : language("missed", "未命中") },
            ]) { past.period }
        }
        return Frame.section(
            language("How good such forecasts were, \(root.currency.code)", "预测回顾，\(root.currency.code)"),
            hint: sentence
        ) {
            Table(
                columns: [
                    .text(language("Period", "周期")), .text(language("Forecast of", "预测日")),
                    .number(language("Mean", "均值")), .number(language("Actual", "实际")),
                    .number(language("Off by", "偏差")), .text(language("FinOps band", "FinOps 等级")),
                    .text("P10–P90"),
                ], rows: rows
            ).card
        }
    }

    private var trees: HTMLElement {
        let hint = language(
            "Means add up at every level; P10, P50 and P90 do not, for parts do not all run high on the same days.",
            "均值在每一层都可相加；P10、P50、P90 不可相加，因为各部分不会同时偏高。")
        return Frame.section(language("Where each part lands", "各部分落点"), hint: hint) {
            report.bills.flatMap(\.trees).map { BudgetTable(root: $0, inline: inline).element }
        }
    }
}
