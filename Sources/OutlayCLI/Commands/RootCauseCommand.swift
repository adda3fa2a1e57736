import ArgumentParser
import Workspace

struct RootCauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rootcause",
        abstract: "Finds the parts of a cube that explain a change; no workspace needed.",
        discussion: """
            FILE holds a row for each leaf: its dimensions, real and predict, as CSV, CSV.gz or Parquet.
            Example: outlay rootcause leaves.csv
            """)

    @Argument(help: "CSV, CSV.gz or Parquet with dimension columns, real and predict.") var file: String
    @Option(help: "How to print: json, table or csv.") var format: OutputFormat = .json
    @OptionGroup var output: OutputOptions

    func run() throws {
        let answer = try RootCauseFile(path: file).answer(format)
        for warning in answer.warnings { Console.warn(warning) }
        try output.show(answer.text)
    }
}
