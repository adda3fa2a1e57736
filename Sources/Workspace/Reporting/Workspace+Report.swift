internal import Foundation
public import Reports
internal import Store
public import TimeSeries

/// How a report is written.
public enum ReportFormat: String, Sendable, CaseIterable {
    case html, markdown, json
}

/// Which report is asked for.
public struct ReportQuestion: Sendable {
    /// What a report is about.
    public enum Subject: Sendable, Hashable {
        /// A day that was run.
        case day
        /// A period by its name against its budgets.
        case period(String)
        /// A budget review of a period by its name; the quarter of the newest day if not named.
        case review(String?)
        /// A vendor and the length of the contract to talk about.
        case vendor(String, term: Term)
    }

    /// What it is about.
    public var subject: Subject
    /// The day of the run; of a day's report the newest run, else the usual one, if not given.
    public var date: CivilDate?
    /// The language; the workspace's if not given.
    public var language: Language?
    /// The time of the call.
    public var now: Timestamp

    /// A question.
    public init(_ subject: Subject, date: CivilDate? = nil, language: Language? = nil, now: Timestamp) {
        self.subject = subject
        self.date = date
        self.language = language
        self.now = now
    }
}

extension Workspace {
    /// A report in any format and language; the workspace stays as it is.
    ///
    /// - Throws: ``WorkspaceError`` if the day was not run, or the bill has too little to report on.
    public func report(_ question: ReportQuestion, as format: ReportFormat) throws(WorkspaceError) -> String {
        let language = question.language ?? configuration.language
        switch question.subject {
        case .day:
            return try text(of: finishedReport(of: question.date), as: format, language)
        case .period(let period):
            let budget = BudgetQuestion(period: period, date: question.date, now: question.now)
            return try text(of: budgetReport(budget), as: format, language)
        case .review(let period):
            let budget = BudgetQuestion(period: period, date: question.date, now: question.now)
            return try text(of: quarterReport(budget), as: format, language)
        case .vendor(let vendor, let term):
            let report = try vendorReport(vendor: vendor, term: term, on: question.date, now: question.now)
            return try text(of: report, as: format, language)
        }
    }

    private func text(of report: some Report, as format: ReportFormat, _ language: Language)
        throws(WorkspaceError) -> String
    {
        switch format {
        case .html: report.html(language: language)
        case .markdown: report.markdown(language: language)
        case .json: try attempt(.data, "needs a report that JSON can hold") { try report.json() }
        }
    }

    /// The report of a day as its run left it.
    private func finishedReport(of day: CivilDate?) throws(WorkspaceError) -> DailyReport {
        let store = try store()
        let days = try attempt(.disk, "needs the list of runs") { try store.runDays() }
        guard let run = day ?? days.last, days.contains(run) else {
            throw WorkspaceError(
                .usage,
                "needs a day that was run, got \(day.map { "\($0)" } ?? "none"); run it first: outlay daily"
                    + (day.map { " --date \($0)" } ?? ""))
        }
        let file = reportsFolder.appending(path: Workspace.dailyName(run) + ".json")
        return try attempt(
            .disk, "needs \(file.path); remove it and make it again with outlay daily --date \(run)"
        ) {
            try JSONDecoder().decode(DailyReport.self, from: Data(contentsOf: file))
        }
    }
}
