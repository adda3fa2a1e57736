import ArgumentParser
import Workspace

extension BudgetCommand {
    struct Bridge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says why a period costs more or less than another, or than its budget.",
            discussion: """
                The change is split by item (a SKU in a region and an account) into price (list price, negotiated discount, \
                commitment coverage), usage, mix, new, ended, one-off items and planned changes. Parts add up to the last \
                digit, at every node of every tree. With --driver usage is business (more of what the driver counts) and \
                efficiency (use for each unit of it). A running period is compared as it is forecast to end.

                Examples: outlay budget bridge --period 2026-Q3 --against year-ago --by ServiceProviderName,ServiceName
                          outlay budget bridge --against budget
                          outlay budget bridge --scope ServiceName=EC2 --driver orders --period 2026-09 --against 2026-08
                """)

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @OptionGroup var question: BudgetOptions
        @Option(help: "What to compare with: previous, year-ago, budget, or a period.")
        var against = "previous"
        @Option(
            help: ArgumentHelp(
                "Only this part of the bill; may be given several times.", valueName: "column=value"))
        var scope: [String] = []
        @Option(help: "The business driver that use is held against: a name in drivers/.")
        var driver: String?
        @Option(help: "How many contributors are named for each part.") var top = 3

        func validate() throws {
            guard 1...1000 ~= top else { throw ValidationError("needs --top from 1 to 1000, got \(top)") }
        }

        func run() throws {
            let asked = BridgeQuestion(
                try question.asked, against: against, scope: scope, driver: driver, contributorCount: top)
            let progress = ProgressLine("budget bridge")
            let listing = try workspace.open().budgetBridge(asked, progress: progress.show)
            progress.end()
            try output.show(listing.text)
        }
    }
}
