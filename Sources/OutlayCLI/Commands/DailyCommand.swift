import ArgumentParser
import Findings
import Reports
import TimeSeries
import Workspace

struct DailyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daily",
        abstract: "Does everything that is due: finds what moved, says why and who, writes the report.",
        discussion: """
            The run of a day looks at the day before it, with what is known on its morning. Doing a day again gives the same \
            report; a run that was killed is done again from the start.

            Example: outlay daily --date 2026-06-15 --language zh-Hans --fail-on high
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(
        help: "The day of the run; default: the day after the newest usage, today at the latest.",
        transform: ValueText.day)
    var date: CivilDate?
    @Option(help: "The report's language: en or zh-Hans; default: the workspace's.") var language: Language?
    @Option(help: "Exit with 3 if a finding is as bad as this or worse: low, medium, high or critical.")
    var failOn: Finding.Severity?

    func run() throws {
        let outcome = try workspace.open().daily(on: date, language: language, now: Clock.now)
        if outcome.wasDone { Console.progress("Nothing new since this day was run.") }
        try output.show(outcome.text)
        if let failOn, outcome.hits(failOn) { throw ExitCode(3) }
    }
}
