import ArgumentParser
import TimeSeries
import Workspace

extension BudgetCommand {
    struct Scenario: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says where budgets land if something comes true: what-if beside the forecast.",
            discussion: """
                A scenario is a file of the workspace, scenarios/growth.yaml:
                  drivers:
                    - driver: orders                # parts of the bill whose cost follows orders answer
                      growth: {low: 5%, likely: 20%, high: 40%}
                  changes:
                    - kind: priceChange
                      scope: {ServiceProviderName: AWS}
                      discount: 5%
                or changes on the command line. Without either, all scenarios of the workspace are answered.

                The difference of every node is the exact sum of its children's; ranges mix the forecast's own spread with \
                that of drivers whose growth is not known.

                Examples: outlay budget scenario --scenario growth --period 2026-Q4
                          outlay budget scenario --change "ServiceName=Compute Engine:+10%" --change "driver orders:+20%"
                """)

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @OptionGroup var question: BudgetOptions
        @Option(help: "A scenario of the workspace; may be given several times. Default: all.")
        var scenario: [String] = []
        @Option(
            help: ArgumentHelp(
                "A change of cost, such as \"ServiceName=EC2:+10%\", \"all:-5%\" or \"driver orders:+20%\"; may be given "
                    + "several times, together they are one scenario.", valueName: "part:change"))
        var change: [String] = []
        @Option(help: "Possible futures of drivers whose growth is not known.") var draws = 1000
        @Flag(help: "Show the four quarters after the period, too.") var outlook = false

        func run() throws {
            let asked = ScenarioQuestion(
                try question.asked, scenarios: scenario, changes: change, drawCount: draws,
                showsOutlook: outlook)
            let progress = ProgressLine("budget scenario")
            let listing = try workspace.open().budgetScenario(asked, progress: progress.show)
            progress.end()
            try output.show(listing.text)
        }
    }

    struct Versions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the versions of the plan, their approvals, and what each changed.",
            discussion: """
                A version counts from the day it was approved on; a draft never does.

                Example: outlay budget versions
                """)

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @Option(help: "The day to look at them; default: today.", transform: ValueText.day) var date:
            CivilDate?

        func run() throws {
            try output.show(try workspace.open().budgetVersions(on: date, now: try Clock.now).text)
        }
    }
}
