import ArgumentParser
import TimeSeries
import Workspace

struct BudgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Forecasts where each part of the bill will land in a period, and how budgets stand.",
        subcommands: [Forecast.self, Status.self])

    struct Forecast: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forecasts a tree over the bill: P10, P50, P90 and means that add up exactly.",
            discussion:
                "Example: outlay budget forecast --period 2026-Q3 --by ServiceProviderName,ServiceName")

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @OptionGroup var question: BudgetOptions

        func run() throws {
            let listing = try workspace.open().budgetForecast(question.asked)
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
            let (listing, isOverrunLikely) = try workspace.open().budgetStatus(question.asked)
            try output.show(listing.text)
            if failOn != nil, isOverrunLikely { throw ExitCode(3) }
        }
    }
}

/// What a budget command is asked for.
struct BudgetOptions: ParsableArguments {
    @Option(
        help: "The period: 2026-Q3, 2026-07 or 2026; default: the quarter of the newest day.",
        transform: ValueText.period)
    var period: ReportingPeriod?
    @Option(help: "What to break down by, with commas; default: the workspace's first two dimensions.")
    var by: String?
    @Option(
        help: "The day of the run; default: the day after the newest usage, today at the latest.",
        transform: ValueText.day)
    var date: CivilDate?

    var asked: BudgetQuestion {
        get throws {
            let dimensions = by?.split(separator: ",").map { String($0) } ?? []
            return BudgetQuestion(period: period, dimensions: dimensions, date: date, now: try Clock.now)
        }
    }
}
