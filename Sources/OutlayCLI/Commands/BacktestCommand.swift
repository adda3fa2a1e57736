import ArgumentParser
import Foundation
import TimeSeries
import Workspace

struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Replays past days with only what was known then: what would have been flagged, and when.",
        discussion: "Example: outlay backtest --from 2026-06-01 --to 2026-08-31 --labels estate/labels.json")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(help: "The first run's day.", transform: ValueText.day) var from: CivilDate
    @Option(help: "The last run's day.", transform: ValueText.day) var to: CivilDate
    @Option(
        help: ArgumentHelp("The truth, as outlay simulate writes it, to score against.", valueName: "file"))
    var labels: String?

    func validate() throws {
        guard from <= to else {
            throw ValidationError("needs --from on or before --to, got \(from) and \(to)")
        }
    }

    func run() throws {
        let listing = try workspace.open().backtest(from...to, labels: labels.map { URL(filePath: $0) }) {
            Console.progress("\($0)")
        }
        try output.show(listing.text)
    }
}
