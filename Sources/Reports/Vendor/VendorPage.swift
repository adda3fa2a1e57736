import Billing
import Commitments
import TimeSeries

/// The vendor pack as a page: what to say on one sheet of paper, then the evidence.
struct VendorPage {
    let report: VendorReport
    let language: Language
    private let inline: Inline
    private let story: VendorStory

    init(_ report: VendorReport, _ language: Language) {
        self.report = report
        self.language = language
        inline = Inline(language: language, basis: report.context.basis)
        story = VendorStory(report.pack, language)
    }

    private var pack: VendorPack { report.pack }

    /// Every sheet of paper says what it is; the evidence begins on a new one.
    private static let rules = """
        .watermark { display: none; }
        .stands { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        .stands .big .m { white-space: normal; }
        .levers { margin: 0; padding: 0; list-style: none; counter-reset: lever; }
        .levers li { counter-increment: lever; padding: .75rem 1.125rem .75rem 3rem; position: relative;
          border-top: 1px solid var(--rule); }
        .levers li:first-child { border-top: 0; }
        .levers li::before { content: counter(lever); position: absolute; left: 1.125rem; top: .6875rem;
          font-weight: 650; font-size: 1.125rem; color: var(--soft); }
        .levers b { font-weight: 650; } .levers .m { font-weight: 650; }
        .evidence .card { margin-bottom: 1rem; } .evidence td.n, .evidence th.n { padding-left: .5rem; }
        .evidence table { font-size: .875rem; }
        @media screen and (max-width: 47rem) { .stands { grid-template-columns: minmax(0, 1fr); } }
        @media print {
          .watermark { display: block; position: fixed; right: 0; bottom: 0; background: #fff;
            font-size: 9px; letter-spacing: .08em; color: #b3261e; }
          .stamp { display: block; position: fixed; top: 42%; left: 0; right: 0; text-align: center;
            font-size: 84px; font-weight: 700; color: #b3261e; opacity: .06; transform: rotate(-28deg); }
          .evidence { break-before: page; } .evidence table { font-size: 9px; }
          .evidence td, .evidence th { padding: .1875rem .3125rem; }
          .evidence .scroll table { width: 100%; } .evidence tbody th { min-width: 0; }
          .tiles.stands { grid-template-columns: repeat(3, minmax(0, 1fr)); }
          .levers li { padding-top: .5rem; padding-bottom: .5rem; } h2 { margin-top: 1.5rem; }
        }

        """

    func html() -> String {
        let title = language("Vendor pack", "供应商谈判资料")
        let frame = Frame(context: report.context, language: language, title: title, rules: VendorPage.rules)
        return frame.html {
            HTMLElement("div", ["class": "watermark", "aria-hidden": "true"]) {
                VendorReport.confidential(language)
            }
            HTMLElement("div", ["class": "watermark stamp", "aria-hidden": "true"]) {
                language("RESTRICTED", "限制分发")
            }
            HTMLElement("p", ["class": "warning"]) { VendorReport.confidential(language) }
            HTMLElement("p", ["class": "lede"]) { inline.name(pack.vendor, limit: 60) }
            HTMLElement("p", ["class": "story"]) { inline.prose(story.opening) }
            stands
            levers
            HTMLElement("div", ["class": "evidence"]) { story.sections.map(section) }
        }
    }

    private var stands: HTMLElement? {
        guard let talk = pack.talk else { return nil }
        let money = MoneyText(pack.currency)
        return HTMLElement("dl", ["class": "tiles stands card"]) {
            story.namedStands(talk.position).map { name, stand, why in
                HTMLElement("div", ["class": "tile"]) {
                    HTMLElement("dt") { name }
                    HTMLElement("dd", ["class": "big"]) { story.terms(stand) }
                    HTMLElement("dd", ["class": "sub"]) {
                        language("Term costs ", "合同期成本 ")
                        inline.money(
                            stand.cost, .full(pack.currency), decimals: MoneyText.decimals(for: stand.cost))
                        language(
                            "; odds of a shortfall \(NumberText.odds(stand.shortfallProbability)).",
                            "；用不足概率 \(NumberText.odds(stand.shortfallProbability))。")
                    }
                    HTMLElement("dd", ["class": "sub"]) { why }
                }
            }
            HTMLElement("div", ["class": "tile"]) {
                HTMLElement("dt") { language("Each point of discount", "每 1 个百分点折扣") }
                HTMLElement("dd", ["class": "big"]) { money(talk.position.pointValue) }
                HTMLElement("dd", ["class": "sub"]) {
                    language("over the \(pack.termMonths) months", "\(pack.termMonths) 个月合计")
                }
            }
            HTMLElement("div", ["class": "tile"]) {
                HTMLElement("dt") { language("Today", "当前") }
                HTMLElement("dd", ["class": "big"]) { NumberText.percent(talk.discountToday) }
                HTMLElement("dd", ["class": "sub"]) {
                    language("off list price, last three months", "对目录价折扣，最近三个月")
                }
            }
            HTMLElement("div", ["class": "tile"]) {
                HTMLElement("dt") { language("Safe to promise", "可安全承诺") }
                HTMLElement("dd", ["class": "big"]) { story.commits(talk.safe.together) }
                HTMLElement("dd", ["class": "sub"]) {
                    language("a year, one odd in ten of any shortfall", "每年，用不足概率不超过十分之一")
                }
            }
        }
    }

    private var levers: HTMLElement? {
        guard !story.levers.isEmpty else { return nil }
        return Frame.section(story.leversTitle) {
            HTMLElement("ol", ["class": "levers card"]) {
                story.levers.map { lever in
                    HTMLElement("li") {
                        HTMLElement("b") { lever.title }
                        " – "
                        HTMLElement("span", ["class": "m"]) { lever.money }
                        HTMLElement("div", ["class": "hint"]) { inline.prose(lever.evidence) }
                    }
                }
            }
        }
    }

    private func section(_ section: VendorSection) -> HTMLElement {
        Frame.section(section.title, hint: section.hint) {
            section.prose.map { text in HTMLElement("p", ["class": "story"]) { inline.prose(text) } }
            if section.hasChart { chart }
            section.tables.filter { !$0.rows.isEmpty }.map(table)
        }
    }

    private func table(_ table: VendorTable) -> HTMLElement {
        let decimals = table.decimals
        let rows = table.rows.enumerated().map { i, row in
            Table.Row(
                isSum: table.hasSum && i == table.rows.count - 1,
                zip(row, decimals).dropFirst().map { cell($0, decimals: $1) }
            ) { row.first.map { cell($0, decimals: decimals[0]) } ?? [] }
        }
        return HTMLElement("div", ["class": "card"]) {
            Table(
                columns: table.columns.map { $0.isNumber ? .number($0.title) : .text($0.title) },
                caption: table.caption, narrow: table.columns.count > 5 ? .scrolls : .stacks, rows: rows
            ).element
        }
    }

    private func cell(_ cell: VendorTable.Cell, decimals: Int) -> [HTMLElement.Node] {
        switch cell {
        case .text(let text): Table.cell { text }
        case .name(let name): Table.cell { inline.name(name, limit: 44) }
        case .money(let value, let basis):
            Table.cell { inline.money(value, .number(pack.currency), decimals: decimals, basis: basis) }
        }
    }
}

extension VendorPage {
    /// Spend by month ahead with its range.
    private var chart: HTMLElement? {
        guard pack.spendPath.count > 1 else { return nil }
        let caption = language("Contracted cost a month, \(pack.currency)", "每月合同价成本，\(pack.currency)")
        return Chart(
            caption: caption,
            wide: drawing(every: max(1, pack.spendPath.count / 12)).svg(width: 1040, height: 260),
            narrow: drawing(every: max(1, pack.spendPath.count / 4)).svg(width: 340, height: 240),
            legend: [
                (.swatch("guess"), language("mean", "均值")), (.swatch("band"), "P10–P90"),
            ], table: pathTable, language: language
        ).figure
    }

    private func drawing(every step: Int) -> LineChart {
        let money = MoneyText(pack.currency)
        let points = pack.spendPath.enumerated().map { i, month in
            LineChart.Point(
                x: Double(i), value: nil, expected: month.mean.approximate, lower: month.p10.approximate,
                upper: month.p90.approximate,
                note:
                    "\(SafeText.short(month.month, limit: 10))\n\(money(month.mean)) (P10–P90 \(money.number(month.p10))–\(money.number(month.p90)))",
                label: i % step == 0 ? SafeText.short(month.month, limit: 10) : nil)
        }
        let first = pack.spendPath.first
        let last = pack.spendPath.last
        return LineChart(
            title: language("Spend by month ahead with its interval", "未来各月支出及区间"),
            description: language(
                "From \(first.map { money($0.mean) } ?? "–") in \(first?.month ?? "–") to \(last.map { money($0.mean) } ?? "–") in \(last?.month ?? "–").",
                "\(first?.month ?? "–") 为 \(first.map { money($0.mean) } ?? "–")，\(last?.month ?? "–") 为 \(last.map { money($0.mean) } ?? "–")。"
            ), language: language, points: points)
    }

    private var pathTable: Table {
        let decimals = MoneyText.decimals(for: pack.spendPath.map(\.mean))
        let rows = pack.spendPath.map { step in
            Table.Row(
                [step.mean, step.p10, step.p50, step.p90].map { value in
                    Table.cell {
                        inline.money(
                            value, .number(pack.currency), decimals: decimals, basis: .contractedCost)
                    }
                }
            ) { inline.name(step.month, limit: 10) }
        }
        return Table(
            columns: [
                .text(language("Month", "月份")),
                .number(language("Mean, \(pack.currency)", "均值，\(pack.currency)")),
                .number("P10"), .number("P50"), .number("P90"),
            ], narrow: .scrolls, rows: rows)
    }
}
