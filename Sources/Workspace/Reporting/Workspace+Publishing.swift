internal import Billing
internal import Foundation
internal import Reports
internal import TimeSeries

extension Workspace {
    /// Writes a report as HTML, Markdown and JSON into the reports' folder; each file is replaced whole.
    ///
    /// - Returns: The path of the HTML page.
    func publish(_ report: some Report, named base: String, language: Language) throws(WorkspaceError) -> URL
    {
        let json = try attempt(.data, "needs a report that JSON can hold") { try report.json() }
        _ = try writeReport(json, named: base + ".json")
        _ = try writeReport(report.markdown(language: language), named: base + ".md")
        return try writeReport(report.html(language: language), named: base + ".html")
    }

    /// Writes a report for a command that does not hold the workspace.
    func publishAlone(_ report: some Report, named base: String) throws(WorkspaceError) -> URL {
        try alone { _ throws(WorkspaceError) in
            try publish(report, named: base, language: configuration.language)
        }
    }

    /// What every report says about how it was made.
    func context(run: CivilDate) -> ReportContext {
        ReportContext(workspace: name, runDay: run, version: Version.current)
    }
}

/// A text as part of a file's name: whatever a bill says, it stays in its folder and is told from other texts.
enum FileNamePart {
    /// Letters and digits of the text, and eight digits of its digest where that leaves something out.
    static func text(_ text: String) -> String {
        let kept = text.unicodeScalars.map { scalar -> Character in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
        }
        let name = String(kept.prefix(40))
        return name == text ? name : name + "-" + Delivery.digest(of: text).prefix(8)
    }
}
