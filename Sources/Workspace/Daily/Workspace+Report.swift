internal import Foundation
public import Reports
internal import Store
public import TimeSeries

/// A form of a report.
public enum ReportForm: String, Sendable, CaseIterable {
    case html, markdown, json
}

extension Workspace {
    /// The report of a day that was run, in any form and language.
    ///
    /// - Parameters:
    ///   - day: The day of the run; the newest one if not given.
    ///   - form: The form.
    ///   - language: The language; the workspace's if not given.
    /// - Returns: The report's text.
    /// - Throws: ``WorkspaceError`` if the day was not run.
    public func report(of day: CivilDate?, as form: ReportForm, language: Language?) throws(WorkspaceError)
        -> String
    {
        let store = try store()
        let days = try attempt(.disk, "needs the list of runs") { try store.runDays() }
        guard let run = day ?? days.last, days.contains(run) else {
            throw WorkspaceError(
                .usage,
                "needs a day that was run, got \(day.map { "\($0)" } ?? "none"); run it first: outlay daily"
                    + (day.map { " --date \($0)" } ?? ""))
        }
        let file = reportsFolder.appending(path: Workspace.dailyName(run) + ".json")
        let (json, report) = try attempt(
            .disk, "needs \(file.path); make it again with outlay daily --date \(run)"
        ) {
            let data = try Data(contentsOf: file)
            return (
                String(decoding: data, as: UTF8.self), try JSONDecoder().decode(DailyReport.self, from: data)
            )
        }
        let language = language ?? configuration.language
        return switch form {
        case .html: report.html(language: language)
        case .markdown: report.markdown(language: language)
        case .json: json
        }
    }
}
