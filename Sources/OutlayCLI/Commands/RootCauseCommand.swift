import ArgumentParser
import Workspace

struct RootCauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rootcause",
        abstract: "Finds the parts of a cube that explain a change; no workspace needed.",
        discussion: """
            FILE holds a row for each leaf of the cube: a column for each dimension, what was (real) and what was \
            expected (predict), as CSV, CSV.gz or Parquet:

              region,service,real,predict
              eu,vm,160.25,100
              eu,disk,40.10,40

            Each answer is a part of the cube that moved together: the values it shares (scope), the sums of its leaves, \
            what it did to the whole (contribution = real - predict, exact) and what is left over after it and those \
            before it (remainder). Parts share no leaves. A score near 1 means that chance does not explain the move. \
            No cause means that leaves are only noisy, or all moved alike.

            For a ratio, such as cost a unit, give both measures: columns real_cost, predict_cost, real_usage and \
            predict_usage. A cause then has an effect: rate (its own ratio moved) or mix (its weight moved), and its \
            contribution is in the ratio's unit.

            Examples:
              outlay rootcause leaves.csv --format table
              outlay rootcause leaves.parquet --numerator cost --denominator usage
            """)

    @Argument(help: "CSV, CSV.gz or Parquet with dimension columns, real and predict.") var file: String
    @Option(help: ArgumentHelp("Measure above the line of a ratio.", valueName: "name")) var numerator:
        String?
    @Option(help: ArgumentHelp("Measure below the line of a ratio.", valueName: "name")) var denominator:
        String?
    @Option(help: "How to print: json, table or csv.") var format: OutputFormat = .json
    @OptionGroup var output: OutputOptions

    func run() throws {
        let answer = try RootCauseFile(path: file, numerator: numerator, denominator: denominator)
            .answer(format)
        for warning in answer.warnings { Console.warn(warning) }
        try output.show(answer.text)
    }
}
