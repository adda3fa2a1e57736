import Billing
import Findings
import TimeSeries

/// The drill as a page.
struct DrillPage {
    let report: DrillReport
    let language: Language
    private let inline: Inline

    init(_ report: DrillReport, _ language: Language) {
        self.report = report
        self.language = language
        inline = Inline(language: language, basis: report.context.basis)
    }

    func html() -> String {
        Frame(context: report.context, language: language, title: language("Drill", "演练")).html {
            HTMLElement("p", ["class": "lede"]) { report.opening(language) }
            HTMLElement("p", ["class": "story"]) { inline.prose(report.method(language)) }
            Frame.section(language("What can be seen, by part of the bill", "各部分可见的最小金额")) { visibility.card }
            Frame.section(language("What is found, by kind and size", "按类型与规模的发现率")) { kinds.card }
            HTMLElement("p", ["class": "hint"]) { inline.prose(report.unplantedText(language)) }
            unplanted
        }
    }

    private var visibility: Table {
        let rows = report.result.visibility.map { row in
            Table.Row(
                [Table.cell { inline.money(row.place.usualDay, .full(row.place.currency)) }]
                    + zip(row.found, row.planted).map { found, planted in
                        Table.cell {
                            planted == 0 ? "–" : NumberText.percent(Double(found) / Double(planted))
                        }
                    } + [
                        Table.cell {
                            if let day = row.smallestDay {
                                inline.money(day, .full(row.place.currency))
                            } else {
                                HTMLElement("strong", ["class": "up"]) { language("none", "无") }
                            }
                        }
                    ]
            ) { inline.scope(row.place.scope) }
        }
        return Table(
            columns: [.text(language("Part of the bill", "账单部分")), .number(language("Usual day", "平常一天"))]
                + report.result.sizes.map { .number(NumberText.percent($0)) }
                + [.number(language("Smallest visible, a day", "每天可见最小值"))], rows: rows)
    }

    private var kinds: Table {
        let rows = DrillKind.allCases.map { kind in
            Table.Row(
                report.result.sizes.map { size in
                    Table.cell { report.cell(kind, size, language) }
                }
            ) { language.name(kind) }
        }
        return Table(
            columns: [.text(language("Kind", "类型"))]
                + report.result.sizes.map { .number(NumberText.percent($0)) }, rows: rows)
    }

    private var unplanted: HTMLElement? {
        guard !report.result.unplanted.isEmpty else { return nil }
        return Frame.section(language("Found without anything planted", "未植入时的发现")) {
            inline.table(report.result.unplanted)
        }
    }
}

extension DrillReport {
    public func html(language: Language) -> String { DrillPage(self, language).html() }

    /// How many of a kind and size were found, and how soon.
    func cell(_ kind: DrillKind, _ size: Double, _ language: Language) -> String {
        let row = result.row(kind, size)
        guard row.planted > 0 else { return "–" }
        let share = NumberText.percent(Double(row.found) / Double(row.planted))
        guard let delay = row.medianDelayDays else { return share }
        let days = NumberText.fixed(delay, decimals: delay == delay.rounded() ? 0 : 1)
        return share + language(", \(days) d", "，\(days) 天")
    }
}

extension Language {
    /// A kind of planted incident.
    func name(_ kind: DrillKind) -> String {
        switch kind {
        case .spike: self("spike", "突增")
        case .levelShift: self("level shift", "水平变化")
        case .leak: self("slow leak", "缓慢泄漏")
        case .drop: self("drop", "下降")
        case .newSpend: self("new spend", "新增支出")
        }
    }
}
