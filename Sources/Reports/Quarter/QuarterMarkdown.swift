import Billing
import Budgeting
import TimeSeries

/// A review's pack in Markdown.
struct QuarterMarkdown {
    let report: QuarterReport
    let language: Language
    let text: QuarterText

    init(_ report: QuarterReport, _ language: Language) {
        self.report = report
        self.language = language
        text = QuarterText(report: report, language: language)
    }

    func markdown() -> String {
        let title = language("Budget review", "预算评审")
        let head = "# \(title) · \(MarkdownText.name(report.context.workspace)) · \(report.context.runDay)\n"
        let bills = report.bills.flatMap { [landing($0), why($0)].compactMap(\.self) }
        let tables = report.bills.flatMap(\.trees).map { BudgetMarkdown.table($0, language) }
        let trees = ["## \(language("Where each part lands", "各部分落点"))\n"] + tables
        let end = "---\n\n" + MarkdownText.escaped(Colophon.text(report.context, language)) + "\n"
        let parts =
            [head, "**\(MarkdownText.escaped(text.opening))**\n"] + bills
            + [decisions, actions].compactMap(\.self) + report.bills.compactMap(record) + trees + [end]
        return parts.joined(separator: "\n")
    }

    private func landing(_ bill: QuarterBill) -> String? {
        bill.root.map {
            "## \(language("Where \($0.currency.code) lands", "\($0.currency.code) 落点"))\n\n"
                + MarkdownText.escaped(text.landing($0)) + "\n" + BudgetMarkdown.coverage($0, language)
        }
    }

    private func why(_ bill: QuarterBill) -> String? {
        guard let bridge = bill.bridge, !bridge.parts.isEmpty else { return nil }
        let money = MoneyText(bridge.currency)
        let lines = BridgeLines(bridge)
        let rows = lines.lines.map { line in
            [
                text.name(line.group), money.signedNumber(line.shown, decimals: lines.decimals),
                line.contributors.map {
                    MarkdownText.name($0.note ?? language.name($0.scope)) + " "
                        + money.signedNumber($0.amount)
                }.joined(separator: ", "),
            ]
        }
        let ends = [(bridge.from, lines.from), (bridge.to, lines.to)].map { end, shown in
            ["**\(MarkdownText.name(text.name(end)))**", money.number(shown, decimals: lines.decimals), ""]
        }
        return "## \(language("Why, \(bridge.currency.code)", "原因，\(bridge.currency.code)"))\n\n"
            + MarkdownText.table(
                [language("Cause", "原因"), bridge.currency.code, language("Most of it", "主要来自")],
                [ends[0]] + rows + [ends[1]])
    }

    private var decisions: String? {
        let items = report.bills.flatMap(\.decisions)
        guard !items.isEmpty else { return nil }
        return "## \(language("What to decide", "待决事项"))\n\n"
            + items.map {
                "1. **\(MarkdownText.name($0.title))** \(MarkdownText.escaped(text.decision($0)))\n"
            }
            .joined()
    }

    private var actions: String? {
        guard !report.actions.isEmpty else { return nil }
        let rows = report.actions.map { action in
            let late = action.isOverdue(on: report.context.runDay) ? language(", overdue", "，已逾期") : ""
            return [
                MarkdownText.name(action.title), MarkdownText.name(action.review),
                action.owner.map { MarkdownText.name($0) } ?? "–", action.due?.description ?? "–",
                text.name(action.status) + late,
            ]
        }
        return "## \(language("What earlier reviews decided", "以往评审的决定"))\n\n"
            + MarkdownText.table(
                [
                    language("Action", "行动"), language("Review", "评审"), language("Owner", "负责人"),
                    language("Due", "期限"), language("Status", "状态"),
                ], rightFrom: 5, rows)
    }

    private func record(_ bill: QuarterBill) -> String? {
        guard let root = bill.root, let sentence = text.record(bill.record) else { return nil }
        let money = MoneyText(root.currency)
        let rows = bill.record.filter(\.scope.isTotal).map { past in
            [
                MarkdownText.name(past.period), past.madeOn.description, money.number(past.mean),
                money.number(past.actual), past.error.map(NumberText.signedPercent) ?? "–",
                past.maturity.map(text.name) ?? "–",
                past.held ? language("held", "命中") : language("missed", "未命中"),
            ]
        }
        let title = language(
            "How good such forecasts were, \(root.currency.code)", "预测回顾，\(root.currency.code)")
        return "## \(title)\n\n\(MarkdownText.escaped(sentence))\n\n"
            + MarkdownText.table(
                [
                    language("Period", "周期"), language("Forecast of", "预测日"), language("Mean", "均值"),
                    language("Actual", "实际"), language("Off by", "偏差"), language("FinOps band", "FinOps 等级"),
                    "P10–P90",
                ], rightFrom: 2, rows)
    }
}
