import ArgumentParser
import TimeSeries
import Workspace

struct AdviseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "Suggests what to do, with the money in it.",
        discussion: "Example: outlay advise --format json")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(
        help: "The day of the run; default: the day after the newest usage, today at the latest.",
        transform: ValueText.day)
    var date: CivilDate?

    func run() throws {
        try output.show(workspace.open().advice(on: date, now: Clock.now).text)
    }
}
