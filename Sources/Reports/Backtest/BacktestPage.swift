import Billing
import Findings
import TimeSeries

/// The replay as a page.
struct BacktestPage {
    /// Incidents that are drawn; all stand in the table.
    private static let drawnIncidents = 60

    let report: BacktestReport
    let language: Language
    private let inline: Inline

    init(_ report: BacktestReport, _ language: Language) {
        self.report = report
        self.language = language
        inline = Inline(language: language, basis: report.context.basis)
    }

    func html() -> String {
        let title = language("Backtest", "回测")
        return Frame(context: report.context, language: language, title: title).html {
            HTMLElement("p", ["class": "lede"]) { report.opening(language) }
            HTMLElement("p", ["class": "story"]) {
                language(
                    "Each day from \(report.firstDay) to \(report.lastDay) was run with only what was known on its morning.",
                    "\(report.firstDay) 至 \(report.lastDay) 的每一天都只用当日早晨已知的数据运行。")
            }
            tiles
            strip
            incidents
            falseFindings
            report.benignText(language).map { text in
                HTMLElement("p", ["class": "hint"]) { inline.prose(text) }
            }
            unlabelled
        }
    }

    private var tiles: HTMLElement? {
        guard let score = report.score else { return nil }
        func tile(_ name: String, _ value: String, _ sub: String) -> HTMLElement {
            HTMLElement("div", ["class": "tile"]) {
                HTMLElement("dt") { name }
                HTMLElement("dd", ["class": "big"]) { value }
                HTMLElement("dd", ["class": "sub"]) { sub }
            }
        }
        let share = score.incidents == 0 ? 1 : Double(score.found) / Double(score.incidents)
        return HTMLElement("dl", ["class": "tiles card"]) {
            tile(
                language("Incidents found", "发现的事件"), NumberText.percent(share),
                "\(score.found) / \(score.incidents)")
            score.money.map { money in
                let text = MoneyText(money.currency)
                return tile(
                    language("Incident money found", "发现的事件金额"), NumberText.percent(money.share),
                    "\(text(money.found)) / \(text.number(money.all))")
            }
            tile(
                language("False findings a week", "每周误报"), NumberText.fixed(score.falsePerWeek, decimals: 2),
                language(
                    "\(score.falseFindings) in \(report.days) days",
                    "\(report.days) 天内 \(score.falseFindings) 项"))
            tile(
                language("Median delay", "发现延迟中位数"),
                score.medianDelayDays.map {
                    NumberText.fixed($0, decimals: $0 == $0.rounded() ? 0 : 1) + language(" d", " 天")
                } ?? "–",
                language("from the first day to the run", "自首日至运行日"))
        }
    }

    private var strip: HTMLElement? {
        guard report.isLabelled, !report.incidents.isEmpty || !report.falseFindings.isEmpty else {
            return nil
        }
        let chart = Chart(
            caption: language("Incidents by day", "事件时间线"),
            hint: report.incidents.count > BacktestPage.drawnIncidents
                ? language(
                    "The \(BacktestPage.drawnIncidents) with the most money",
                    "金额最大的 \(BacktestPage.drawnIncidents) 起")
                : nil,
            wide: drawing(width: 1040).svg(width: 1040, isNarrow: false),
            narrow: drawing(width: 340).svg(width: 340, isNarrow: true),
            legend: [
                (.swatch("bar0"), language("incident, found", "事件（已发现）")),
                (.swatch("missed"), language("incident, missed", "事件（漏报）")),
                (.sign("●", "found"), language("day it was found", "发现日")),
                (.sign("×", "up"), language("false finding", "误报")),
            ], table: incidentTable, language: language)
        return Frame.section(language("What happened and what was seen", "实际发生与所见")) { chart.figure }
    }

    private func drawing(width: Double) -> StripChart {
        let incidents = report.incidents.sorted { $0.impact.magnitude > $1.impact.magnitude }
            .prefix(BacktestPage.drawnIncidents)
            .sorted { ($0.firstDay, $0.id) < ($1.firstDay, $1.id) }
        let lanes = incidents.map { incident in
            StripChart.Lane(
                name: incident.id, from: Double(incident.firstDay.dayNumber),
                to: Double(incident.lastDay.dayNumber + 1),
                foundAt: incident.foundOn.map { Double($0.dayNumber) }, note: note(incident))
        }
        let crosses = wrong.map { finding in
            (
                x: Double(finding.detectedOn.dayNumber),
                note: "\(language.name(finding.kind)) · \(SafeText.short(language.name(finding.scope)))"
            )
        }
        let score = report.score
        let description = language(
            "\(score?.found ?? 0) of \(report.incidents.count) incidents were found; \(wrong.count) findings belong to none.",
            "\(report.incidents.count) 起事件中发现 \(score?.found ?? 0) 起；\(wrong.count) 项发现不属于任何事件。")
        return StripChart(
            title: language("Incidents, when they were found, and false findings", "事件、发现日与误报"),
            description: description, lanes: lanes, crosses: crosses,
            crossName: language("false", "误报"),
            marks: Axis.days(
                Array(report.firstDay...max(report.firstDay, report.lastDay)), width: width - 160),
            domain: Double(
                report.firstDay.dayNumber)...Double(
                    max(report.firstDay, report.lastDay).dayNumber + 1))
    }

    private func note(_ incident: BacktestReport.Incident) -> String {
        let money = MoneyText(incident.currency).signed(incident.impact)
        let kind = language.kindName(incident.kind)
        let found =
            incident.foundOn.map { language("found on \($0)", "发现于 \($0)") } ?? language("missed", "漏报")
        return "\(SafeText.short(incident.id, limit: 30)) · \(kind) · \(money) · \(found)"
    }

    private var wrong: [Finding] {
        let ids = Set(report.falseFindings)
        return report.findings.filter { ids.contains($0.id) }
    }

    private var incidents: HTMLElement? {
        guard !report.incidents.isEmpty else { return nil }
        return Frame.section(language("Incidents", "事件")) { incidentTable.card }
    }

    private var incidentTable: Table {
        let rows = report.incidents.map { incident in
            Table.Row([
                Table.cell { language.kindName(incident.kind) },
                Table.cell { inline.scope(incident.scope) },
                Table.cell { "\(incident.firstDay) – \(incident.lastDay)" },
                Table.cell {
                    if let found = incident.foundOn {
                        "✓ \(found)"
                    } else {
                        HTMLElement("strong", ["class": "up"]) { language("✗ missed", "✗ 漏报") }
                    }
                },
                Table.cell { incident.delayDays.map { NumberText.count($0) } ?? "–" },
                Table.cell { inline.money(incident.impact, .change(incident.currency)) },
            ]) { inline.name(incident.id, limit: 30) }
        }
        return Table(
            columns: [
                .text(language("Incident", "事件")), .text(language("Kind", "类型")),
                .text(language("Scope", "范围")),
                .text(language("Days", "日期")), .text(language("Found on", "发现日")),
                .number(language("Delay, days", "延迟天数")), .number(language("Impact", "影响")),
            ], rows: rows)
    }

    private var falseFindings: HTMLElement? {
        guard report.isLabelled, !wrong.isEmpty else { return nil }
        return Frame.section(language("False findings", "误报")) { inline.table(wrong) }
    }

    private var unlabelled: HTMLElement? {
        guard !report.isLabelled, !report.findings.isEmpty else { return nil }
        return Frame.section(language("Findings", "发现")) { inline.table(report.findings) }
    }
}

extension BacktestReport {
    public func html(language: Language) -> String { BacktestPage(self, language).html() }
}
