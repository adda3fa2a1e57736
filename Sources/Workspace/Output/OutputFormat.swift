/// How a command prints its data.
public enum OutputFormat: String, Sendable, CaseIterable {
    /// For people.
    case table
    /// For programs: exact and complete.
    case json
    /// For spreadsheets.
    case csv
}

/// What a command found, printable in every format.
public struct Listing: Sendable {
    /// The rows for people, and for spreadsheets unless they have their own.
    public var table: TextTable
    /// Exact and complete rows for spreadsheets, where those for people are neither.
    public var spreadsheet: TextTable?
    /// Lines that people see above and below the rows.
    public var heading: [String]
    public var notes: [String]
    /// The same and more for programs.
    public var json: String

    /// What a command found.
    public init(
        table: TextTable, spreadsheet: TextTable? = nil, heading: [String] = [], notes: [String] = [],
        json: String
    ) {
        self.table = table
        self.spreadsheet = spreadsheet
        self.heading = heading
        self.notes = notes
        self.json = json
    }

    /// The text that the command prints, with a newline at its end.
    public func text(_ format: OutputFormat) -> String {
        switch format {
        case .json: json.hasSuffix("\n") ? json : json + "\n"
        case .csv: (spreadsheet ?? table).csv
        case .table:
            (heading.map(Terminal.safe) + (table.rows.isEmpty ? [] : table.lines) + notes.map(Terminal.safe))
                .map { $0 + "\n" }.joined()
        }
    }
}
