public import Findings
public import Foundation

/// What a daily run said.
public struct DailyOutcome: Sendable {
    /// At most ten lines for a terminal.
    public var summary: String
    /// The report's page; its Markdown and JSON stand beside it.
    public var page: URL
    /// The report for programs.
    public var json: String
    /// The findings that are not settled.
    public var findings: [Finding]
    /// The findings as a table.
    public var table: TextTable
    /// Whether the day had been run before with the same inputs, so that nothing was to do.
    public var wasDone: Bool

    /// Whether a finding that is not settled is as bad as this, or worse.
    public func hits(_ severity: Finding.Severity) -> Bool { findings.contains { $0.severity >= severity } }

    /// What the command prints.
    public func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: summary + "Report: \(page.path)\n"
        case .json: json
        case .csv: table.csv
        }
    }
}
