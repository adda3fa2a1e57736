import Advice
import Billing
import Budgeting
import TimeSeries

extension DailyPage {
    /// What could be done, the most money first.
    var suggestions: HTMLElement? {
        guard !report.suggestions.isEmpty else { return nil }
        let ordered = report.suggestions.sorted {
            $0.savingHigh == $1.savingHigh ? $0.id < $1.id : $0.savingHigh > $1.savingHigh
        }
        let savings = SuggestedSaving.netted(report.suggestions)
        let counted = savings.reduce(into: Set<String>()) { $0.formUnion($1.counted) }
        return Frame.section(language("Suggestions", "建议"), hint: savingHint(savings)) {
            Table(
                columns: [
                    .text(language("Suggestion", "建议")), .text(language("Where", "对象")),
                    .text(language("Why", "依据")), .text(language("Owner", "负责人")),
                    .text(language("Effort, risk", "工作量、风险")),
                    .number(language("Saving a month", "每月可省")),
                ],
                rows: ordered.prefix(DailyReport.listedRows).map {
                    row($0, isCounted: counted.contains($0.id))
                }
            ).card
            more(ordered.count)
        }
    }

    private func savingHint(_ savings: [SuggestedSaving]) -> String? {
        guard !savings.isEmpty else { return nil }
        let totals = savings.map { saving in
            MoneyText(saving.currency).saving(saving.low, saving.high, language: language)
        }
        return language(
            "Together \(language.list(totals)) a month after discounts and commitments; money that overlaps is counted once.",
            "合计每月可省 \(language.list(totals))（已计折扣与承诺，重叠部分只计一次）。")
    }

    private func row(_ suggestion: Suggestion, isCounted: Bool) -> Table.Row {
        let text = MoneyText(suggestion.currency)
        let title = "\(text.exact(suggestion.savingLow)) – \(text.exact(suggestion.savingHigh))"
        let facts = suggestion.evidence.prefix(4).map { fact in
            HTMLElement("div") {
                HTMLElement("span", ["class": "soft"]) { inline.name(fact.name, limit: 40) }
                " "
                inline.name(fact.value, limit: 60)
            }
        }
        return Table.Row([
            Table.cell { inline.scope(suggestion.object) },
            Table.cell {
                facts
                HTMLElement("div", ["class": "soft"]) { inline.name(suggestion.formula, limit: 200) }
            },
            Table.cell {
                if let owner = suggestion.owner {
                    inline.name(owner, limit: 40)
                } else {
                    language.name(suggestion.side)
                }
            },
            Table.cell {
                language.list([language.name(suggestion.effort), language.name(suggestion.risk)])
            },
            Table.cell {
                HTMLElement("span", ["title": title]) {
                    language.saving(of: suggestion)
                }
                if !isCounted, suggestion.savingHigh > .zero {
                    HTMLElement("div", ["class": "soft"]) { language("overlaps, not in the sum", "重叠，未计入合计") }
                }
            },
        ]) { inline.name(language.ruleName(suggestion.rule), limit: 60) }
    }

    /// Where the period will land against its budget.
    var budgets: HTMLElement? {
        guard !report.budgets.isEmpty else { return nil }
        return Frame.section(language("Budget", "预算")) {
            report.budgets.map { BudgetTable(root: $0, inline: inline).element }
        }
    }

    /// What the day charged besides usage.
    var otherCharges: HTMLElement? {
        guard !report.otherCharges.isEmpty else { return nil }
        let rows = report.otherCharges.prefix(DailyReport.listedRows).map { charge in
            Table.Row([
                Table.cell { inline.scope(charge.scope) },
                Table.cell { if !charge.note.isEmpty { inline.name(charge.note, limit: 120) } },
                Table.cell { NumberText.count(charge.rows) },
                Table.cell { language.name(charge.basis) },
                Table.cell { inline.money(charge.money, .full(charge.currency), basis: charge.basis) },
            ]) { language.name(charge.kind) }
        }
        let hint = language(
            "Credits, purchases, taxes and corrections of \(report.dataDay). They are not usage: they are in no number above and raise no alarm.",
            "\(report.dataDay) 的抵扣、预付购买、税费与更正。它们不是用量：不计入以上数字，也不会触发告警。")
        return Frame.section(language("Other charges of the day", "当日其他费用"), hint: hint) {
            Table(
                columns: [
                    .text(language("Kind", "类型")), .text(language("Where", "范围")),
                    .text(language("Note", "说明")),
                    .number(language("Rows", "行数")), .text(language("Basis", "口径")),
                    .number(language("Money", "金额")),
                ], rows: rows
            ).card
            more(report.otherCharges.count)
        }
    }

    /// What a list leaves out.
    private func more(_ count: Int) -> HTMLElement? {
        guard let text = language.leftOut(of: count) else { return nil }
        return HTMLElement("p", ["class": "hint"]) { text }
    }

    /// How far each vendor's bill has come.
    var feeds: HTMLElement? {
        guard !report.feeds.isEmpty else { return nil }
        let rows = report.feeds.map { feed in
            Table.Row([
                Table.cell { feed.lastCompleteDay?.description ?? language("never", "从未") },
                Table.cell {
                    if feed.isLate {
                        HTMLElement("strong", ["class": "up"]) { "⚠ \(NumberText.count(feed.lateDays))" }
                    } else {
                        NumberText.count(feed.lateDays)
                    }
                    if let usual = feed.usualLateDays {
                        HTMLElement("span", ["class": "soft"]) {
                            language(" (usually \(usual))", "（通常 \(usual)）")
                        }
                    }
                },
                Table.cell { feed.completeness.map(NumberText.percent) ?? "–" },
                Table.cell {
                    if feed.isProvisional {
                        inline.provisional(true)
                    } else {
                        HTMLElement("span", ["class": "soft"]) { language("final", "已定") }
                    }
                },
            ]) { inline.name(feed.vendor, limit: 60) }
        }
        let hint = language(
            "What has arrived of each vendor's bill by \(report.context.runDay); ⚠ marks a feed that is later than usual.",
            "截至 \(report.context.runDay) 各供应商账单的到达情况；⚠ 表示比平时更晚。")
        return Frame.section(language("Feeds", "数据源"), hint: hint) {
            Table(
                columns: [
                    .text(language("Vendor", "供应商")), .text(language("Complete to", "完整至")),
                    .number(language("Days late", "迟到天数")),
                    .number(language("Newest day complete", "最新一日完整度")),
                    .text(language("State", "状态")),
                ], rows: rows
            ).card
        }
    }

    /// Deviations that raised no alarm.
    var muted: HTMLElement? {
        guard !report.muted.isEmpty else { return nil }
        let rows = report.muted.map { muted in
            Table.Row([
                Table.cell { if !muted.note.isEmpty { inline.name(muted.note, limit: 120) } },
                Table.cell { NumberText.count(muted.count) },
                Table.cell { inline.money(muted.money, .full(muted.currency)) },
            ]) { language.name(muted.reason) }
        }
        let hint = language(
            "Deviations that were seen but are not worth an alarm, with their absolute money.",
            "已观察到但不值得告警的偏差及其金额（绝对值合计）。")
        return Frame.section(language("Kept quiet", "未告警的偏差"), hint: hint) {
            Table(
                columns: [
                    .text(language("Why", "原因")), .text(language("Note", "说明")),
                    .number(language("Count", "数量")), .number(language("Money", "金额")),
                ], rows: rows
            ).card
        }
    }
}
