import Billing
import Commitments

/// The vendor pack as Markdown.
struct VendorMarkdown {
    private let report: VendorReport
    private let language: Language
    private let story: VendorStory

    init(_ report: VendorReport, _ language: Language) {
        self.report = report
        self.language = language
        story = VendorStory(report.pack, language)
    }

    func text() -> String {
        let pack = report.pack
        let title = language("Vendor pack", "供应商谈判资料")
        let levers = story.levers.enumerated().map { i, lever in
            "\(i + 1). **\(MarkdownText.escaped(lever.title))** – \(MarkdownText.escaped(lever.money)). "
                + MarkdownText.escaped(lever.evidence) + "\n"
        }
        let parts = [
            "# \(title) · \(MarkdownText.name(pack.vendor)) · \(pack.asOf)\n",
            "> **\(MarkdownText.escaped(VendorReport.confidential(language)))**\n",
            MarkdownText.escaped(story.opening) + "\n", table(story.stands),
            story.standNotes.map { "- \(MarkdownText.escaped($0))\n" }.joined(),
            levers.isEmpty ? "" : "## \(story.leversTitle)\n\n" + levers.joined(),
        ]
        let sections = story.sections.map(section)
        let end = "---\n\n" + MarkdownText.escaped(Colophon.text(report.context, language)) + "\n"
        return (parts + sections + [end]).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func section(_ section: VendorSection) -> String {
        let prose = ([section.hint].compactMap(\.self) + section.prose).map {
            MarkdownText.escaped($0) + "\n"
        }
        let tables = section.tables.filter { !$0.rows.isEmpty }.map { shown in
            (shown.caption.map { "### \(MarkdownText.escaped($0))\n\n" } ?? "") + table(shown)
        }
        return "## \(section.title)\n\n" + (prose + tables).joined(separator: "\n")
    }

    private func table(_ table: VendorTable?) -> String {
        guard let table, !table.rows.isEmpty else { return "" }
        let money = MoneyText(report.pack.currency)
        let decimals = table.decimals
        let rows = table.rows.map { row in
            row.enumerated().map { column, cell in
                switch cell {
                case .text(let text): MarkdownText.escaped(text)
                case .name(let name): MarkdownText.name(name)
                case .money(let value, _): money.number(value, decimals: decimals[column])
                }
            }
        }
        let right = table.columns.firstIndex(where: \.isNumber) ?? table.columns.count
        return MarkdownText.table(
            table.columns.map { MarkdownText.escaped($0.title) }, rightFrom: right, rows)
    }
}
