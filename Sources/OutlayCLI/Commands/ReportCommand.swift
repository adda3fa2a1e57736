import ArgumentParser
import Reports
import TimeSeries
import Workspace

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints a report: of a day that was run, of a month or quarter, or of a vendor.",
        discussion: """
            Without --period and --vendor it is the report of a daily run. A period's report says where the bill will land \
            against its budgets; a vendor's prepares a talk and is confidential, for it holds contract prices. The report \
            goes to standard output or to --out; nothing in the workspace changes.

            Example: outlay report --period 2026-Q4 --format markdown --language zh-Hans --out quarter.md
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "The day of the run; default: the newest one.", transform: ValueText.day) var date:
        CivilDate?
    @Option(
        help: "Report on a month, quarter or year: 2026-10, 2026-Q4 or 2026.", transform: ValueText.period)
    var period: ReportingPeriod?
    @Option(help: "Report on a vendor, as ServiceProviderName has it.") var vendor: String?
    @Option(help: "The length of the vendor's contract: 12m or 3y; default: 12m.", transform: ValueText.term)
    var term: Term?
    @Option(help: "How to print: html, markdown or json.") var format: ReportFormat = .html
    @Option(help: "The language: en or zh-Hans; default: the workspace's.") var language: Language?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard period == nil || vendor == nil else {
            throw ValidationError("needs one of --period and --vendor, got both; a report has one subject")
        }
        guard term == nil || vendor != nil else {
            throw ValidationError("needs --vendor with --term, got none; the term is of a vendor's contract")
        }
    }

    func run() throws {
        let subject: ReportQuestion.Subject =
            if let vendor {
                .vendor(vendor, term: term ?? .year)
            } else {
                period.map { .period($0) } ?? .day
            }
        let question = ReportQuestion(subject, date: date, language: language, now: try Clock.now)
        try output.show(workspace.open().report(question, as: format))
    }
}
