import ArgumentParser
import TimeSeries
import Workspace

struct BudgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Forecasts where each part of the bill will land in a period, and how budgets stand.",
        subcommands: [Forecast.self, Status.self, Scenario.self, Bridge.self, Versions.self])

    struct Forecast: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forecasts trees over the bill: P10, P50, P90 and means that add up exactly.",
            discussion: """
                To the end of the period, and for the next four quarters in json and csv. Without --by and --tree all trees of \
                the plan are shown, after one by the workspace's first two dimensions.
                Example: outlay budget forecast --period 2026-Q3 --by ServiceProviderName,ServiceName
                Example: outlay budget forecast --period FY2027-Q1 --tree org --format csv
                """)

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @OptionGroup var question: BudgetOptions

        func run() throws {
            let progress = ProgressLine("budget forecast")
            let listing = try workspace.open().budgetForecast(question.asked, progress: progress.show)
            progress.end()
            try output.show(listing.text)
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how each budget stands: spent so far, odds and day of overrun.",
            discussion: "Example: outlay budget status --period 2026-Q3 --fail-on overrun")

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @OptionGroup var question: BudgetOptions
        @Option(help: "Exit with 3 if a budget is more likely passed than kept: overrun.") var failOn: Gate?

        enum Gate: String, ExpressibleByArgument {
            case overrun
        }

        func run() throws {
            let progress = ProgressLine("budget status")
            let (listing, isOverrunLikely) = try workspace.open()
                .budgetStatus(question.asked, progress: progress.show)
            progress.end()
            try output.show(listing.text)
            if failOn != nil, isOverrunLikely { throw ExitCode(3) }
        }
    }
}

/// What a budget command is asked for.
struct BudgetOptions: ParsableArguments {
    @Option(
        help:
            "The period: 2026-Q3, 2026-07, 2026, FY2027-Q1 or one of the plan; default: the quarter of the newest day."
    )
    var period: String?
    @Option(help: "What to break one tree down by, with commas: FOCUS columns or tag:KEY.")
    var by: String?
    @Option(help: "A tree of the plan by its name; may be given more than once.")
    var tree: [String] = []
    @Option(
        help: "The day of the run; default: the day after the newest usage, today at the latest.",
        transform: ValueText.day)
    var date: CivilDate?

    var asked: BudgetQuestion {
        get throws {
            let dimensions = by?.split(separator: ",").map { String($0) } ?? []
            return BudgetQuestion(
                period: period, dimensions: dimensions, trees: tree, date: date, now: try Clock.now)
        }
    }
}
