internal import Foundation

/// What a command on series found.
public struct SeriesAnswer: Sendable, Hashable {
    /// The data in the format that was asked for.
    public let text: String
    /// What was wrong with the input, one line each: for standard error.
    public let warnings: [String]
    /// How many series could not be used.
    public let leftOutCount: Int
    /// Whether the data are in a file already.
    public let isWritten: Bool

    init(_ rows: CellTable, _ format: OutputFormat, input: UsableSeries, leftOut: LeftOutSeries) {
        self.init(text: rows.text(format), input: input.notes, leftOut: leftOut)
    }

    init(
        text: String, input: InputNotes, leftOut: LeftOutSeries, notes: [String] = [],
        isWritten: Bool = false
    ) {
        self.isWritten = isWritten
        let all = input.leftOut.lines + leftOut.lines
        self.text = text
        warnings = input.warnings + all + notes
        leftOutCount = all.count
    }

    init(text: String, warnings: [String]) {
        self.text = text
        self.warnings = warnings
        leftOutCount = 0
        isWritten = false
    }
}

/// A value in a row of an answer.
enum Cell: Sendable, Hashable {
    case text(String)
    case number(Double)
    case count(Int)
    case flag(Bool)
    case unknown

    /// A number, or nothing where there is none or it is not finite.
    init(_ value: Double?) {
        self = value.flatMap { $0.isFinite ? .number($0) : nil } ?? .unknown
    }
}

/// Named columns of cells, printable in every format.
///
/// JSON is a list of objects with the columns' names as keys, so that a reader of any format sees the same names. CSV and
/// JSON hold the shortest decimal that gives the number back, a table six digits.
struct CellTable: Sendable, Hashable {
    let columns: [TextTable.Column]
    var rows: [[Cell]] = []

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .json: json
        case .csv: TextTable(columns, rows: rows.map { $0.map { $0.exact } }).csv
        case .table:
            TextTable(columns, rows: rows.map { $0.map { $0.short } }).lines.map { $0 + "\n" }.joined()
        }
    }

    private var json: String {
        let objects = jsonObjects
        return "[" + (objects.isEmpty ? "" : "\n" + objects.joined(separator: ",\n") + "\n") + "]\n"
    }

    /// Each row as a JSON object.
    var jsonObjects: [String] {
        let keys = columns.map { JSONCell.quoted($0.name) + ":" }
        return rows.map { row in
            "{" + zip(keys, row).map { $0 + $1.json }.joined(separator: ",") + "}"
        }
    }
}

extension Cell {
    fileprivate var exact: String? {
        switch self {
        case .text(let text): text
        case .number(let value): "\(value)"
        case .count(let count): "\(count)"
        case .flag(let isSet): isSet ? "true" : "false"
        case .unknown: nil
        }
    }

    fileprivate var short: String? {
        if case .number(let value) = self { return String(format: "%.6g", value) }
        return exact
    }

    fileprivate var json: String {
        if case .text(let text) = self { return JSONCell.quoted(text) }
        return exact ?? "null"
    }
}

/// Texts in JSON.
enum JSONCell {
    /// The text as a JSON string.
    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
