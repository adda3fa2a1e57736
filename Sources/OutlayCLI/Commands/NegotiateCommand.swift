import ArgumentParser
import TimeSeries
import Workspace

struct NegotiateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "negotiate",
        abstract: "Prepares a talk with a vendor: spend ahead, realised discounts, what to commit.",
        discussion: """
            The pack holds contract prices: it is confidential.

            Example: outlay negotiate --vendor "Alibaba Cloud" --term 12m
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
        let listing = try workspace.open().vendorPack(vendor: vendor, term: term, on: date, now: Clock.now)
        try output.show(listing.text)
    }
}
