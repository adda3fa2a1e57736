public import Billing
import Foundation
public import TimeSeries

/// A report that people read as HTML or Markdown and programs as JSON.
public protocol Report: Encodable, Sendable {
    /// What it is about and how it was made.
    var context: ReportContext { get }

    /// A page that needs nothing but itself: no scripts, no other files, good on a phone, in print and in the dark.
    func html(language: Language) -> String

    /// The same in GitHub-flavoured Markdown, without the charts.
    func markdown(language: Language) -> String
}

extension Report {
    /// All of the report's numbers, exactly: money as decimal strings, days as `YYYY-MM-DD`, unknown values as `null`.
    ///
    /// - Throws: ``ReportsError/notANumber(field:)`` if a share or score is not finite.
    public func json() throws(ReportsError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch EncodingError.invalidValue(_, let context) {
            throw .notANumber(field: context.codingPath.map(\.stringValue).joined(separator: "."))
        } catch {
            throw .notANumber(field: "\(error)")
        }
    }
}

/// What can keep a report from being written.
public enum ReportsError: Error, Sendable, Hashable {
    /// A share, score or odds that JSON cannot hold.
    case notANumber(field: String)
}

extension ReportsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notANumber(let field):
            "needs a finite number in \(field), got none; check the model that made it"
        }
    }
}

/// Whose money a report is about, on which basis, made when and by what.
public struct ReportContext: Sendable, Hashable, Codable {
    /// The workspace's name.
    public var workspace: String
    /// The day of the run: what was known on this morning.
    public var runDay: CivilDate
    /// The program's version.
    public var version: String
    /// The cost that every number sums unless it says another.
    public var basis: CostBasis

    public init(workspace: String, runDay: CivilDate, version: String, basis: CostBasis = .effectiveCost) {
        self.workspace = workspace
        self.runDay = runDay
        self.version = version
        self.basis = basis
    }
}
