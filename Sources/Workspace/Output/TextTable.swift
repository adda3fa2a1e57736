/// Rows of texts under headings, for a terminal or a spreadsheet.
public struct TextTable: Sendable, Hashable {
    /// A column's heading and side.
    public struct Column: Sendable, Hashable {
        public var name: String
        public var isNumber: Bool

        /// A column of texts, or of numbers, which stand right.
        public init(_ name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    /// The columns in order.
    public var columns: [Column]
    /// One text for each column in each row; `nil` where the value is not known.
    public var rows: [[String?]]

    /// A table of rows under columns.
    public init(_ columns: [Column], rows: [[String?]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The table for a terminal: a heading line, then one line a row.
    public var lines: [String] {
        let cells = rows.map { $0.map { Terminal.safe($0 ?? "–") } }
        let widths = columns.indices.map { i in
            cells.reduce(Terminal.width(columns[i].name)) { max($0, Terminal.width($1[i])) }
        }
        func line(_ texts: [String]) -> String {
            let padded = columns.indices.map { i in
                let space = String(repeating: " ", count: widths[i] - Terminal.width(texts[i]))
                return columns[i].isNumber ? space + texts[i] : texts[i] + space
            }
            let joined = padded.joined(separator: "  ")
            return String(joined.reversed().drop { $0 == " " }.reversed())
        }
        return [line(columns.map(\.name))] + cells.map(line)
    }

    /// The table by RFC 4180; a value that is not known is empty.
    ///
    /// A text that a spreadsheet would run as a formula gets an apostrophe before it.
    public var csv: String {
        let head = columns.map { TextTable.quoted($0.name) }.joined(separator: ",") + "\n"
        return rows.reduce(into: head) { text, row in
            let cells = columns.indices.map { i in
                TextTable.quoted(columns[i].isNumber ? row[i] ?? "" : TextTable.withoutFormula(row[i] ?? ""))
            }
            text += cells.joined(separator: ",") + "\n"
        }
    }

    /// The text as a spreadsheet does not run it.
    static func withoutFormula(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else {
            return text
        }
        return "'" + text
    }

    /// The text as a field, in quotes where RFC 4180 asks for them.
    static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
