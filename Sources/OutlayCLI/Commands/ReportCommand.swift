import ArgumentParser
import Reports
import TimeSeries
import Workspace

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Prints a report: of a day that was run, of a month or quarter, of a vendor, or for a budget review.",
        discussion: """
            Without --period and --vendor it is the report of a daily run. A period's report says where the bill will land \
            against its budgets; a vendor's prepares a talk and is confidential, for it holds contract prices. The report \
            goes to standard output or to --out; nothing in the workspace changes.

            outlay report quarter is the pack of a budget review: where the period lands, why, what to decide, what earlier \
            reviews decided (reviews/*.yaml), how good such forecasts were, then the trees.

            Example: outlay report --period 2026-Q4 --format markdown --language zh-Hans --out quarter.md
            Example: outlay report quarter --period FY2027-Q1 --out review.html
            """)

    /// A report with a name of its own.
    enum Pack: String, ExpressibleByArgument, CaseIterable {
        case quarter
    }

    @Argument(
        help: "quarter for the pack of a budget review; without it the report of a day, period or vendor.")
    var pack: Pack?
    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "The day of the run; default: the newest one.", transform: ValueText.day) var date:
        CivilDate?
    @Option(help: "Report on a period: 2026-10, 2026-Q4, 2026, FY2027-Q1 or one of the plan.") var period:
        String?
    @Option(help: "Report on a vendor, as ServiceProviderName has it.") var vendor: String?
    @Option(help: "The length of the vendor's contract: 12m or 3y; default: 12m.", transform: ValueText.term)
    var term: Term?
    @Option(help: "How to print: html, markdown or json.") var format: ReportFormat = .html
    @Option(help: "The language: en or zh-Hans; default: the workspace's.") var language: Language?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard pack == nil || vendor == nil else {
            throw ValidationError("needs quarter or --vendor, got both; a report has one subject")
        }
        guard period == nil || vendor == nil else {
            throw ValidationError("needs one of --period and --vendor, got both; a report has one subject")
        }
        guard term == nil || vendor != nil else {
            throw ValidationError("needs --vendor with --term, got none; the term is of a vendor's contract")
        }
    }

    func run() throws {
        let subject: ReportQuestion.Subject =
            if pack == .quarter {
                .review(period)
            } else if let vendor {
                .vendor(vendor, term: term ?? .year)
            } else {
                period.map { .period($0) } ?? .day
            }
        let question = ReportQuestion(subject, date: date, language: language, now: try Clock.now)
        try output.show(workspace.open().report(question, as: format))
    }
}
