internal import Billing
internal import Foundation
internal import TimeSeries

extension IngestOutcome {
    /// What the command prints.
    public func text(_ format: OutputFormat) -> String {
        switch format {
        case .json: json
        case .csv: sums.csv
        case .table: lines.map { $0 + "\n" }.joined()
        }
    }

    /// Rejections that a terminal shows; the file has more.
    private static let shownRejections = 50
    /// Statements that a terminal shows month by month.
    private static let shownStatements = 20

    private var lines: [String] {
        var lines = [
            wasDone
                ? "Already ingested as \(id): nothing changed. What it was:"
                : "Ingested as \(id)"
        ]
        lines.append(
            "\(report.rowsRead) rows in \(IngestOutcome.files(report.files.count)) read, \(report.rowsAccepted) taken, "
                + "\(report.rowsRejected) rejected; \(report.ledgerRows) rows in the lake")
        lines += versions
        lines += ["", "Sums"] + sums.lines
        lines += ["", "Statements"] + statements.lines
        lines += rejectionLines
        if !report.notes.isEmpty { lines += ["", "Conformance"] + notes.lines }
        if report.rounding.count > 0 {
            lines.append(
                "\(report.rounding.count) numbers had more than 18 decimals; rounding took \(report.rounding.sum) in all"
            )
        }
        lines += report.skipped.map { Terminal.safe("Not read: \($0.path): \($0.reason)") }
        lines += warnings.map { Terminal.safe("Warning: \($0)") }
        return lines
    }

    private var versions: [String] {
        let groups = Dictionary(grouping: report.files) { "FOCUS \($0.version.rawValue) \($0.format)" }
        return groups.sorted { $0.key < $1.key }.map { "  \($0.key): \(IngestOutcome.files($0.value.count))" }
    }

    /// The exact sums by basis and currency.
    private var sums: TextTable {
        TextTable(
            [.init("currency"), .init("basis"), .init("sum", isNumber: true), .init("rows", isNumber: true)],
            rows: report.sums.flatMap { sum in
                [
                    ("billedCost", sum.billedCost.description),
                    ("effectiveCost", sum.effectiveCost.description),
                    ("contractedCost", sum.contractedCost.description),
                    ("listCost", sum.listCost.description),
                ].map { [sum.currency.code, $0.0, $0.1, "\(sum.rows)"] }
            })
    }

    /// The statements: one row for each month, or where these are many, one for all months of an account.
    private var statements: TextTable {
        let isLong = report.statements.count > IngestOutcome.shownStatements
        let groups = Dictionary(grouping: report.statements) {
            [isLong ? "" : $0.month, $0.key.provider, $0.key.account, $0.currency.code]
        }
        let rows = groups.map { key, statements -> [String?] in
            let months = statements.map(\.month).sorted()
            let span =
                months.first == months.last ? months.first : "\(months[0]) to \(months[months.count - 1])"
            let billed = statements.reduce(Money<Billed>.zero) { $0 + $1.billedCost }
            let effective = statements.reduce(Money<Effective>.zero) { $0 + $1.effectiveCost }
            return [
                span, key[1], key[2], "\(statements.reduce(0) { $0 + $1.rows })", billed.rounded(decimals: 2),
                effective.rounded(decimals: 2), key[3],
            ]
        }
        return TextTable(
            [
                .init("months"), .init("provider"), .init("account"), .init("rows", isNumber: true),
                .init("billedCost", isNumber: true), .init("effectiveCost", isNumber: true),
                .init("currency"),
            ],
            rows: rows.sorted { $0.map { $0 ?? "" }.lexicographicallyPrecedes($1.map { $0 ?? "" }) })
    }

    /// One row a rule, with the first column it is about or the first place; the JSON has them all.
    private var notes: TextTable {
        let groups = Dictionary(grouping: report.notes, by: \.rule)
        let order = report.notes.map(\.rule).reduce(into: [ConformanceRule]()) { rules, rule in
            if rules.last != rule { rules.append(rule) }
        }
        return TextTable(
            [.init("count", isNumber: true), .init("note"), .init("where")],
            rows: order.map { rule in
                let notes = groups[rule] ?? []
                let columns = notes.compactMap(\.column)
                let place = notes.first.map { IngestOutcome.short($0.example) } ?? ""
                return [
                    "\(notes.reduce(0) { $0 + $1.count })", rule.meaning,
                    columns.first.map { IngestOutcome.few($0, of: columns.count) + " (\(place))" } ?? place,
                ]
            })
    }

    private var rejectionLines: [String] {
        guard report.rowsRejected > 0 else { return [] }
        let shown = TextTable(
            [.init("file"), .init("line", isNumber: true), .init("column"), .init("reason")],
            rows: report.rejections.prefix(IngestOutcome.shownRejections).map {
                [IngestOutcome.short($0.path), "\($0.line)", $0.column, $0.reason]
            })
        var lines = ["", "Rejected"] + shown.lines
        let more = report.rowsRejected - shown.rows.count
        if more > 0 { lines.append("and \(more) more") }
        if let rejections { lines.append("All of them: \(rejections.path)") }
        return lines
    }

    /// Every rejection that is listed, for a spreadsheet.
    static func rejectionTable(_ report: IngestReport) -> TextTable {
        TextTable(
            [.init("file"), .init("line", isNumber: true), .init("column"), .init("reason")],
            rows: report.rejections.map { [$0.path, "\($0.line)", $0.column, $0.reason] })
    }

    private static func few(_ first: String, of count: Int) -> String {
        count == 1 ? first : "\(first) and \(count - 1) more"
    }

    private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

    private static func short(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private struct JSONForm: Encodable {
        let id: String
        let alreadyIngested: Bool
        let warnings: [String]
        let rejectionsFile: String?
        let report: IngestReport

        private enum CodingKeys: String, CodingKey {
            case id, alreadyIngested, warnings, rejectionsFile, report
        }

        // By hand: synthesized coding leaves an unknown value's key out, the interface wants `null`.
        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(id, forKey: .id)
            try values.encode(alreadyIngested, forKey: .alreadyIngested)
            try values.encode(warnings, forKey: .warnings)
            try values.encode(rejectionsFile, forKey: .rejectionsFile)
            try values.encode(report, forKey: .report)
        }
    }

    private var json: String {
        let form = JSONForm(
            id: id, alreadyIngested: wasDone, warnings: warnings, rejectionsFile: rejections?.path,
            report: report)
        // A report holds nothing that JSON cannot: every number in it is finite.
        return (try? JSONText.text(form)) ?? "{}\n"
    }
}
