import Findings
import TimeSeries

extension Inline {
    /// Findings by row: what, where, when it began and was found, and its money.
    func table(_ findings: [Finding]) -> HTMLElement {
        let rows = findings.map { finding in
            Table.Row([
                Table.cell { scope(finding.scope) }, Table.cell { finding.firstDay.description },
                Table.cell { finding.detectedOn.description },
                Table.cell { money(finding.impact, .change(finding.currency), basis: finding.basis) },
            ]) { "\(finding.direction == .up ? "▲" : "▼") \(language.name(finding.kind))" }
        }
        return Table(
            columns: [
                .text(language("Finding", "发现")), .text(language("Scope", "范围")),
                .text(language("First day", "首日")), .text(language("Found on", "发现日")),
                .number(language("Impact", "影响")),
            ], rows: rows
        ).card
    }
}
