import ArgumentParser
import Foundation
import Store
import TimeSeries
import Workspace

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Reads bills into the lake: FOCUS 1.0 to 1.4 as CSV, CSV.gz or Parquet, files and folders.",
        discussion: """
            Says what was read, what was rejected and why, and to what the money sums, exactly. The same files twice change \
            nothing. A newer bill of the same month, provider and account replaces the older one, which stays readable for \
            runs of earlier days.

            Example: outlay ingest bills/2026-06/ --as-of 2026-07-02
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Argument(help: "Files and folders of bills.") var paths: [String]
    @Option(help: "How the bills are read: focus.") var mapping = "focus"
    @Option(help: "The day from which the bills count as known; default: today.", transform: ValueText.day)
    var asOf: CivilDate?
    @Flag(help: "Add to the bills of the same month, provider and account instead of replacing them.")
    var append = false

    func validate() throws {
        guard !paths.contains("") else {
            throw ValidationError("needs files or folders of bills, got an empty path; name one")
        }
    }

    func run() throws {
        let request = IngestRequest(
            paths: paths.map { URL(filePath: $0) }, mapping: mapping, asOf: asOf,
            mode: append ? .append : .replace,
            now: try Clock.now)
        let outcome = try workspace.open().ingest(request) { Console.progress($0) }
        try output.show(outcome.text)
    }
}
