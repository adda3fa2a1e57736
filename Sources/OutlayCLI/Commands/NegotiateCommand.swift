import ArgumentParser
import TimeSeries
import Workspace

struct NegotiateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "negotiate",
        abstract: "Prepares a talk with a vendor: walk-away, target, stretch, levers, and the evidence.",
        discussion: """
            The pack holds contract prices: it is confidential. Offers, the contract of today, workloads that could move, \
            exchange rates and SKUs may stand in negotiation/*.yaml; without them the pack says less, and what to add. \
            The page is written to reports/, and every SKU's price by month beside it as CSV, which --format csv prints.

            Example: outlay negotiate --vendor "Alibaba Cloud" --term 36m
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(help: "The vendor, as ServiceProviderName has it.") var vendor: String
    @Option(help: "The length of the contract: 12m or 3y; default: 12m.", transform: ValueText.term) var term:
        Term = .year
    @Option(
        help: "The day of the run; default: the day after the newest usage, today at the latest.",
        transform: ValueText.day)
    var date: CivilDate?

    func run() throws {
        let pack = try workspace.open().vendorPack(vendor: vendor, term: term, on: date, now: Clock.now)
        try output.show(pack.text)
    }
}
