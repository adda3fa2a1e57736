import ArgumentParser
import Findings
import Workspace

struct DrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract:
            "Plants incidents into your own history: what would be caught, how fast, and the smallest money seen.",
        discussion: """
            Spikes, level shifts, slow leaks, drops and new spend of several sizes are planted into some parts of the bill, on \
            days of the past; the mornings after see only what was known then. Nothing in the workspace changes but its reports.

            Example: outlay drill --seed 7 --sizes 0.1,0.3,1
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(help: "Chooses the days; the same seed on the same bill gives the same drill.")
    var seed: UInt64 = 1
    @Option(help: "Parts of the bill in each currency.")
    var scopes = 6
    @Option(help: "Days on which incidents begin.")
    var onsets = 3
    @Option(help: ArgumentHelp("Sizes as shares of a usual day of the part.", valueName: "share,…"))
    var sizes = "0.1,0.25,0.5,1"

    private var shares: [Double] { sizes.split(separator: ",").compactMap { Double($0) }.sorted() }

    func validate() throws {
        let count = sizes.split(separator: ",", omittingEmptySubsequences: false).count
        guard shares.count == count, shares.allSatisfy({ $0 >= 0.01 && $0 <= 100 }) else {
            throw ValidationError("needs --sizes such as 0.1,0.5, each from 0.01 to 100, got \(sizes)")
        }
        guard 1...50 ~= scopes, 1...50 ~= onsets else {
            throw ValidationError("needs --scopes and --onsets from 1 to 50, got \(scopes) and \(onsets)")
        }
    }

    func run() throws {
        var settings = DrillSettings()
        settings.seed = seed
        settings.scopesPerCurrency = scopes
        settings.onsetCount = onsets
        settings.sizes = shares
        let listing = try workspace.open().drill(settings) { done, total in
            Console.progress("round \(done) of \(total)")
        }
        try output.show(listing.text)
    }
}
