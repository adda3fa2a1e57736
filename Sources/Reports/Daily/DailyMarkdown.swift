import Advice
import Billing
import Budgeting
import Findings
import TimeSeries

/// The daily report in Markdown.
struct DailyMarkdown {
    let report: DailyReport
    let language: Language
    let story: DailyStory

    init(_ report: DailyReport, _ language: Language) {
        self.report = report
        self.language = language
        story = DailyStory(report, language)
    }

    func text() -> String {
        let name = MarkdownText.name(report.context.workspace)
        let title = language("Daily cost report", "每日成本报告")
        var parts = ["# \(title) · \(name) · \(report.context.runDay)\n", "**\(story.opening)**\n"]
        for day in report.currencies {
            let sentences = [story.sentence(day), story.arriving(day)].compactMap(\.self)
            parts += sentences.map { MarkdownText.escaped($0) + "\n" }
        }
        parts += [findings(), currencies(), suggestions(), budgets(), feeds(), otherCharges(), muted()]
        parts.append("---\n\n" + MarkdownText.escaped(Colophon.text(report.context, language)) + "\n")
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func section(_ title: String, _ body: String, note: String? = nil) -> String {
        "## \(title)\n\n" + (note.map { MarkdownText.escaped($0) + "\n\n" } ?? "") + body
    }

    private func findings() -> String {
        guard !story.live.isEmpty || !story.settled.isEmpty else { return "" }
        let detailed = story.live.prefix(DailyReport.detailedFindings).map(finding).joined(separator: "\n")
        let others = Array(story.live.dropFirst(DailyReport.detailedFindings)) + story.settled
        var body = detailed
        if !others.isEmpty {
            let rows = others.map(row)
            if !detailed.isEmpty { body += "\n### \(language("Other findings", "其他发现"))\n\n" }
            body += MarkdownText.table(
                [
                    language("Finding", "发现"), language("Scope", "范围"), language("Since", "开始"),
                    language("Owner", "负责人"), language("Status", "状态"),
                    language("Impact", "影响"),
                ], rightFrom: 5, rows)
        }
        return section(
            language("Findings", "发现"), body, note: Colophon.basis(report.context, language))
    }

    private func row(_ finding: Finding) -> [String] {
        [
            language.name(finding.kind), MarkdownText.name(language.name(finding.scope)),
            finding.firstDay.description,
            finding.owner.map { MarkdownText.name($0) } ?? "–", status(finding),
            MoneyText(finding.currency).signed(finding.impact),
        ]
    }

    private func status(_ finding: Finding) -> String {
        language.name(finding.status) + (finding.provisional ? language(", provisional", "，暂定") : "")
    }

    private func finding(_ finding: Finding) -> String {
        let shown = FindingMoney(finding)
        let money = MoneyText(finding.currency)
        let new = story.isNew(finding) ? language(" · new", " · 新") : ""
        let causes = zip(finding.causes, shown.causes).map { cause, part in
            [
                MarkdownText.name(story.name(cause, of: finding)),
                money.signed(part, decimals: shown.decimals), NumberText.percent(cause.share),
            ]
        }
        let total = [
            "**\(language("Impact", "影响"))**",
            "**\(money.signed(shown.impact, decimals: shown.decimals))**", "",
        ]
        let head = [language("Cause", "原因"), finding.currency.code, language("Share", "占比")]
        return """
            ### \(language.name(finding.kind)): \(MarkdownText.name(language.name(finding.scope)))\(new)

            **\(money.signed(shown.impact, decimals: shown.decimals))** \(story.since(finding)) · \
            \(language("severity", "严重度")) \(language.name(finding.severity)) · \(status(finding)) · \
            \(MarkdownText.escaped(story.owner(finding)))
            \(language("actual", "实际")) \(money(shown.actual, decimals: shown.decimals)), \
            \(language("expected", "预期")) \(money(shown.expected, decimals: shown.decimals)) · \
            \(MarkdownText.escaped(finding.id))

            \(finding.causes.isEmpty ? "" : MarkdownText.table(head, causes + [total]))
            """
    }

    private func currencies() -> String {
        report.currencies.map { day in
            let money = MoneyText(day.currency)
            let basis = language.name(report.context.basis)
            var rows: [[String]] = []
            func add(_ name: String, _ value: Money<Charged>?) {
                if let value { rows.append([name, money(value)]) }
            }
            add(language("Cost of the day", "当日成本"), day.actual)
            add(language("Expected", "预期"), day.expected)
            add(language("Usual range, from", "常见区间下限"), day.lower)
            add(language("Usual range, to", "常见区间上限"), day.upper)
            add(language("Same weekday a week before", "上周同日"), day.weekBefore)
            add(language("Month to date", "本月至今"), day.monthToDate)
            add(language("Month end, P10", "月末预计 P10"), day.monthEnd?.p10)
            add(language("Month end, P50", "月末预计 P50"), day.monthEnd?.p50)
            add(language("Month end, P90", "月末预计 P90"), day.monthEnd?.p90)
            let head = ["\(day.currency), \(basis)", (day.day ?? report.dataDay).description]
            return section(day.currency.code, MarkdownText.table(head, rows) + "\n" + vendors(day))
        }.joined(separator: "\n")
    }

    private func vendors(_ day: CurrencyDay) -> String {
        guard !day.vendors.isEmpty else { return "" }
        let shown = VendorMoney(day)
        let money = MoneyText(day.currency)
        let rows = day.vendors.indices.map { i in
            let vendor = day.vendors[i]
            let label = vendor.isProvisional ? language(" (provisional)", "（暂定）") : ""
            return [
                MarkdownText.name(vendor.vendor) + label,
                shown.actual[i].map { money.number($0, decimals: shown.decimals) } ?? "–",
                shown.expected[i].map { money.number($0, decimals: shown.decimals) } ?? "–",
                shown.change[i].map { money.signedNumber($0, decimals: shown.decimals) } ?? "–",
            ]
        }
        let head = [
            language("Vendor", "供应商"), language("Cost, \(day.currency)", "成本，\(day.currency)"),
            language("Expected", "预期"), language("Difference", "差额"),
        ]
        return MarkdownText.table(head, rows)
    }

    private func suggestions() -> String {
        guard !report.suggestions.isEmpty else { return "" }
        let rows = report.suggestions.sorted { $0.savingHigh > $1.savingHigh }.prefix(DailyReport.listedRows)
            .map { suggestion in
                [
                    MarkdownText.name(language.ruleName(suggestion.rule)),
                    MarkdownText.name(language.name(suggestion.object)),
                    suggestion.owner.map { MarkdownText.name($0) } ?? "–",
                    MarkdownText.name(suggestion.formula),
                    language.saving(of: suggestion),
                ]
            }
        let head = [
            language("Suggestion", "建议"), language("Where", "对象"), language("Owner", "负责人"),
            language("Formula", "计算"), language("Saving a month", "每月可省"),
        ]
        return section(
            language("Suggestions", "建议"),
            MarkdownText.table(head, rightFrom: 4, rows) + more(report.suggestions.count))
    }

    private func budgets() -> String {
        guard !report.budgets.isEmpty else { return "" }
        let body = report.budgets.map { BudgetMarkdown.table($0, language) }.joined(separator: "\n")
        return section(language("Budget", "预算"), body)
    }

    private func feeds() -> String {
        guard !report.feeds.isEmpty else { return "" }
        let rows = report.feeds.map { feed in
            [
                MarkdownText.name(feed.vendor), feed.lastCompleteDay?.description ?? "–",
                NumberText.count(feed.lateDays), feed.completeness.map(NumberText.percent) ?? "–",
                feed.isProvisional ? language("provisional", "暂定") : language("final", "已定"),
            ]
        }
        let head = [
            language("Feed", "数据源"), language("Complete to", "完整至"), language("Days late", "迟到天数"),
            language("Complete", "完整度"), language("State", "状态"),
        ]
        return section(language("Feeds", "数据源"), MarkdownText.table(head, rows))
    }

    private func otherCharges() -> String {
        guard !report.otherCharges.isEmpty else { return "" }
        let rows = report.otherCharges.prefix(DailyReport.listedRows).map { charge in
            [
                language.name(charge.kind), MarkdownText.name(language.name(charge.scope)),
                MarkdownText.name(charge.note), NumberText.count(charge.rows), language.name(charge.basis),
                MoneyText(charge.currency)(charge.money),
            ]
        }
        let head = [
            language("Kind", "类型"), language("Where", "范围"), language("Note", "说明"),
            language("Rows", "行数"), language("Basis", "口径"), language("Money", "金额"),
        ]
        return section(
            language("Other charges of the day", "当日其他费用"),
            MarkdownText.table(head, rightFrom: 3, rows) + more(report.otherCharges.count))
    }

    /// What a list leaves out.
    private func more(_ count: Int) -> String {
        guard let text = language.leftOut(of: count) else { return "" }
        return "\n" + MarkdownText.escaped(text) + "\n"
    }

    private func muted() -> String {
        guard !report.muted.isEmpty else { return "" }
        let rows = report.muted.map { muted in
            [
                language.name(muted.reason), MarkdownText.name(muted.note), NumberText.count(muted.count),
                MoneyText(muted.currency)(muted.money),
            ]
        }
        let head = [
            language("Why", "原因"), language("Note", "说明"), language("Count", "数量"),
            language("Deviation", "偏差合计"),
        ]
        return section(
            language("Kept quiet", "未告警的偏差"), MarkdownText.table(head, rightFrom: 2, rows))
    }
}

extension Language {
    /// What a list of so many rows leaves out; `nil` if it has them all.
    func leftOut(of count: Int) -> String? {
        let rest = count - DailyReport.listedRows
        return rest > 0 ? self("\(rest) more in the JSON report.", "另有 \(rest) 项见 JSON 报告。") : nil
    }
}

extension DailyReport {
    /// Findings that are shown in full; the rest stand in a table.
    static let detailedFindings = 6
    /// Suggestions and other charges that a page lists; further ones are in the JSON only.
    static let listedRows = 50

    public func markdown(language: Language) -> String { DailyMarkdown(self, language).text() }
}
