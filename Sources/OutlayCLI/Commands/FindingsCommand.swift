import ArgumentParser
import Findings
import Store
import TimeSeries
import Workspace

struct FindingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "Lists findings, shows one with its causes, or says that one is settled.",
        subcommands: [List.self, Show.self, Resolve.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the findings that are not settled, by money.",
            discussion: "Example: outlay findings list --severity high --format csv")

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @Option(help: "As of the run of this day; default: the newest run.", transform: ValueText.day)
        var date: CivilDate?
        @Option(help: "Only these and worse: low, medium, high or critical.") var severity: Finding.Severity =
            .low
        @Flag(help: "Settled ones too.") var all = false

        func run() throws {
            let listing = try workspace.open().findings(asOf: date, atLeast: severity, settled: all)
            try output.show(listing.text)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a finding: its money, its causes and its life.",
            discussion: "Example: outlay findings show f-2026-06-14-3a91")

        @OptionGroup var workspace: WorkspaceOptions
        @OptionGroup var output: FormatOptions
        @Argument(help: "The finding's id.") var id: String
        @Option(help: "As of the run of this day; default: the newest run.", transform: ValueText.day)
        var date: CivilDate?

        func run() throws {
            try output.show(workspace.open().finding(id, asOf: date).text)
        }
    }

    struct Resolve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what a finding was, or takes that back.",
            discussion: """
                Reasons: expected (real and wanted: known from its first day on, up to twice its money, for 60 days or until \
                DAY), planned (real and wanted: nothing of it is news until DAY), fixed (real and mended: raised again if it \
                comes back), false (nothing: its part of the bill needs more evidence for a while). The money of what is \
                resolved is summed in the daily report.

                Example: outlay findings resolve f-2026-06-14-3a91 --as expected --note "load test" --until 2026-07-01
                """)

        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "The finding's id.") var id: String
        @Option(name: .customLong("as"), help: "Why: expected, planned, fixed or false.")
        var reason: Feedback.Reason?
        @Option(help: "In your own words.") var note: String?
        @Option(
            help: "The day from which it may be raised again; needed for planned.",
            transform: ValueText.day)
        var until: CivilDate?
        @Flag(help: "Takes back what was said last.") var undo = false

        func validate() throws {
            guard (reason == nil) == undo else {
                throw ValidationError("needs --as expected, planned, fixed or false, or --undo")
            }
            if undo, until != nil { throw ValidationError("needs no --until with --undo") }
        }

        func run() throws {
            let done = try workspace.open()
                .resolve(id, as: reason, note: note, until: until, now: Clock.now)
            Console.print(done + "\n")
        }
    }
}
