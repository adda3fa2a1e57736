import Billing
import Findings
import TimeSeries

extension DailyPage {
    /// The findings that matter most, in full.
    var findings: HTMLElement? {
        guard !story.live.isEmpty else { return nil }
        let shown = story.live.prefix(DailyReport.detailedFindings)
        let all = story.live.count
        let title =
            shown.count < all
            ? language(
                "The \(shown.count) findings that matter most, of \(all)",
                "最重要的 \(shown.count) 项发现（共 \(all) 项）")
            : language("Findings", "发现")
        return Frame.section(title) { shown.map(card) }
    }

    private func card(_ finding: Finding) -> HTMLElement {
        let shown = FindingMoney(finding)
        let isUp = finding.direction == .up
        return HTMLElement("article", ["class": "finding card \(isUp ? "up" : "down")"]) {
            HTMLElement("div") {
                HTMLElement("p", ["class": "kind"]) {
                    HTMLElement("span", ["class": isUp ? "up" : "down", "aria-hidden": "true"]) {
                        isUp ? "▲" : "▼"
                    }
                    HTMLElement("span") { language.name(finding.kind) }
                    chips(finding)
                }
                HTMLElement("h3") { inline.scope(finding.scope, limit: 140) }
                HTMLElement("p", ["class": "impact \(isUp ? "up" : "down")"]) {
                    inline.money(
                        shown.impact, exact: finding.impact, .change(finding.currency),
                        decimals: shown.decimals, basis: finding.basis)
                }
                facts(finding, shown)
            }
            causes(finding, shown)
        }
    }

    private func chips(_ finding: Finding) -> [HTMLElement] {
        let severity = language(
            "\(language.name(finding.severity)) severity", "严重度 \(language.name(finding.severity))")
        let isHot = finding.severity >= .high
        let new =
            story.isNew(finding)
            ? HTMLElement("span", ["class": "chip strong"]) { language("new", "新") } : nil
        let rest = [
            HTMLElement("span", ["class": isHot ? "chip hot" : "chip"]) { severity },
            HTMLElement("span", ["class": "chip"]) { language.name(finding.status) },
            inline.provisional(finding.provisional),
        ]
        return ([new] + rest).compactMap(\.self)
    }

    private func facts(_ finding: Finding, _ shown: FindingMoney) -> HTMLElement {
        func fact(_ name: String, @HTMLElement.Children _ value: () -> [HTMLElement.Node]) -> [HTMLElement] {
            let nodes = value()
            return [HTMLElement("dt") { name }, HTMLElement("dd") { nodes }]
        }
        func money(_ value: Money<Charged>, _ exact: Money<Charged>) -> HTMLElement {
            inline.money(
                value, exact: exact, .full(finding.currency), decimals: shown.decimals, basis: finding.basis)
        }
        return HTMLElement("dl", ["class": "facts"]) {
            fact(language("When", "时间")) {
                inline.prose(
                    story.since(finding)
                        + language(", found \(finding.detectedOn)", "，发现于 \(finding.detectedOn)"))
            }
            fact(language("Actual", "实际")) { money(shown.actual, finding.actual) }
            fact(language("Expected", "预期")) { money(shown.expected, finding.expected) }
            fact(language("Basis", "口径")) {
                language.name(finding.basis) + language(", ", "，") + finding.currency.code
            }
            fact(language("Owner", "负责人")) {
                if let owner = finding.owner, !owner.isEmpty {
                    HTMLElement("strong") { inline.name(owner, limit: 60) }
                } else {
                    language("none known", "未知")
                }
            }
            fact(language("Reference", "编号")) { inline.name(finding.id, limit: 60) }
        }
    }

    /// Causes as steps that lead from zero to the impact; many small ones are one line.
    private func causes(_ finding: Finding, _ shown: FindingMoney) -> HTMLElement? {
        guard !finding.causes.isEmpty else { return nil }
        let lines = CauseLine.lines(finding, shown, story)
        let waterfall = Waterfall(lines.map(\.exact))
        let text = MoneyText(finding.currency)
        func row(_ line: CauseLine, _ bar: HTMLElement, isSum: Bool) -> Table.Row {
            Table.Row(
                isSum: isSum,
                [
                    Table.cell { bar },
                    Table.cell {
                        inline.money(
                            line.shown, exact: line.exact, .numberChange(finding.currency),
                            decimals: shown.decimals, basis: finding.basis)
                    },
                    Table.cell { line.share.map(NumberText.percent) ?? "" },
                ]
            ) { inline.name(line.name, limit: 70) }
        }
        let rows = lines.indices.map { i in
            let line = lines[i]
            let note = "\(line.name): \(text.signed(line.shown, decimals: shown.decimals))"
            return row(line, waterfall.bar(i, title: SafeText.short(note, limit: 160)), isSum: false)
        }
        let total = CauseLine(
            name: language("Impact", "影响"), exact: finding.impact, shown: shown.impact, share: nil)
        let totalNote = "\(total.name): \(text.signed(shown.impact, decimals: shown.decimals))"
        return Table(
            columns: [
                .text(language("Cause", "原因")), .text(""), .number(finding.currency.code),
                .number(language("Share", "占比")),
            ], narrow: .scrolls, cssClass: "causes",
            rows: rows + [row(total, waterfall.sum(title: totalNote), isSum: true)]
        ).element
    }

    /// What does not stand in full: further live findings and those that ended.
    var otherFindings: HTMLElement? {
        let others = Array(story.live.dropFirst(DailyReport.detailedFindings)) + story.settled
        guard !others.isEmpty else { return nil }
        let rows = others.map { finding in
            Table.Row([
                Table.cell { inline.scope(finding.scope) },
                Table.cell { story.since(finding) },
                Table.cell { if let owner = finding.owner { inline.name(owner, limit: 40) } },
                Table.cell {
                    language.name(finding.status)
                    if finding.provisional { " " }
                    inline.provisional(finding.provisional)
                },
                Table.cell {
                    HTMLElement("span", ["class": tone(finding.impact)]) {
                        inline.money(finding.impact, .change(finding.currency), basis: finding.basis)
                    }
                },
            ]) { "\(finding.direction == .up ? "▲" : "▼") \(language.name(finding.kind))" }
        }
        let columns: [Table.Column] = [
            .text(language("Finding", "发现")), .text(language("Scope", "范围")), .text(language("When", "时间")),
            .text(language("Owner", "负责人")), .text(language("Status", "状态")),
            .number(language("Impact", "影响")),
        ]
        let title =
            story.live.isEmpty ? language("Ended findings", "已结束的发现") : language("Other findings", "其他发现")
        return Frame.section(title) { Table(columns: columns, rows: rows).card }
    }
}

/// A cause as it is printed.
struct CauseLine {
    /// Causes that are shown one by one; the smaller ones of more are summed up.
    static let limit = 6

    let name: String
    let exact: Money<Charged>
    let shown: Money<Charged>
    let share: Double?

    /// The causes of a finding, at most ``limit`` by name and one for the others together.
    static func lines(_ finding: Finding, _ shown: FindingMoney, _ story: DailyStory) -> [CauseLine] {
        let all = zip(finding.causes, shown.causes).map { cause, part in
            CauseLine(
                name: story.name(cause, of: finding), exact: cause.impact, shown: part,
                share: cause.share.isFinite ? cause.share : nil)
        }
        guard all.count > limit + 1 else { return all }
        let rest = all[limit...]
        let language = story.language
        return all[..<limit] + [
            CauseLine(
                name: language("\(rest.count) smaller parts together", "其余 \(rest.count) 部分合计"),
                exact: rest.reduce(.zero) { $0 + $1.exact }, shown: rest.reduce(.zero) { $0 + $1.shown },
                share: rest.reduce(0) { $0 + ($1.share ?? 0) })
        ]
    }
}
