public import ArgumentParser
public import Detection
import TimeSeries
public import Workspace

struct SeriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "Forecasts, scores or decomposes any time series, finds its changes; no workspace needed.",
        discussion: "FILE holds rows unique_id,ds,y as CSV, CSV.gz or Parquet.",
        subcommands: [Forecast.self, Backtest.self, Detect.self, Decompose.self, ChangePoints.self])

    struct Forecast: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forecasts the next values, with ranges.",
            discussion: """
                Examples:
                  outlay series forecast costs.csv --horizon 30 --format csv
                  outlay series forecast costs.parquet --horizon 90 --method dotm --out next.parquet

                Which method suits the data: outlay series backtest FILE --horizon 30 --folds 6


                """ + SeriesMethod.help)

        @OptionGroup var series: SeriesOptions
        @Option(parsing: .unconditional, help: "How many values to forecast.") var horizon: Int
        @Option(
            help: ArgumentHelp("How; see above.", valueName: "name"), transform: SeriesMethod.init(argument:))
        var method: SeriesMethod = .automatic
        @Option(help: "Shares of true values that ranges should hold, in percent, with commas.")
        var coverage: Percents = Percents(values: [80, 95])

        func run() throws {
            let question = SeriesForecast(
                series.input, horizon: horizon, coverages: coverage.values, method: method)
            let progress = ProgressLine("forecast")
            let answer = try question.answer(
                series.format, to: series.output.output.out, progress: progress.show)
            progress.end()
            try series.show(answer)
        }
    }

    struct Backtest: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries methods on the past of your series and says which to trust.",
            discussion: """
                From several times of the past each method forecasts what is known by now, and sees nothing after that time.
                  outlay series backtest costs.csv --horizon 30 --folds 6
                  outlay series backtest costs.csv --horizon 7 --folds 12 --method auto --method ets

                A column known says when each row became known; rows of one time are then restatements. Forecasts see what was known
                before the first value that they forecast, and are compared with the newest values.

                One row a method, the lowest MASE first:
                  sMAPE         symmetric percentage error, 0 to 200
                  mase, rmsse   errors in units of repeating the last season; below 1 is better
                  wape, bias    all errors over all values; bias above 0 is too high
                  pinball       how good the odds are, in units of mase; lower is better
                  msis-80       width of the 80 % ranges and what lies outside; lower is better
                  coverage-80   share of values that the 80 % ranges held
                  milliseconds  of one forecast
                  failures      origins from which the method could not forecast

                The verdict names the method to trust, and whether the next one is worse by more than chance (Diebold–Mariano test over series and over origins).


                """ + SeriesMethod.help)

        @OptionGroup var series: SeriesOptions
        @Option(parsing: .unconditional, help: "How many values to forecast from each origin.")
        var horizon: Int
        @Option(parsing: .unconditional, help: "Origins of a series at most; short series have fewer.")
        var folds: Int
        @Option(parsing: .unconditional, help: "Values between two origins. Default: the horizon.") var step:
            Int?
        @Option(
            help: ArgumentHelp(
                "What to compare; may be given several times. Default: all methods.", valueName: "name"),
            transform: SeriesMethod.init(argument:))
        var method: [SeriesMethod] = []
        @Option(help: "Shares of true values that ranges should hold, in percent, with commas.")
        var coverage: Percents = Percents(values: [80, 95])
        @Flag(help: "Also tell the best method of each series; with csv, instead.") var bySeries = false
        @Option(
            help: ArgumentHelp(
                "Also write every forecast beside what came to a .csv, .csv.gz or .parquet.",
                valueName: "file"))
        var forecasts: String?

        func run() throws {
            let question = SeriesBacktest(
                series.input, horizon: horizon, folds: folds, step: step, coverages: coverage.values,
                methods: method.isEmpty ? SeriesMethod.all : method)
            let progress = ProgressLine("backtest")
            let answer = try question.answer(
                series.output.format, bySeries: bySeries, forecasts: forecasts, progress: progress.show)
            progress.end()
            try series.show(answer)
        }
    }

    struct Detect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says of each value how unusual it is.",
            discussion: "Example: outlay series detect costs.csv --mode batch --format csv")

        @OptionGroup var series: SeriesOptions
        @Option(help: "online uses nothing after a value, batch the whole series.")
        var mode: SeriesDetector.Mode = .online

        func run() throws {
            try series.show(SeriesDetection(series.input, mode: mode).answer(series.output.format))
        }
    }

    struct Decompose: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Splits each series into trend, seasons, calendar effects and remainder.",
            discussion: """
                Examples: outlay series decompose cost.csv --period 7 --period 365.25
                          outlay series decompose cost.csv --calendar CN,US --level-shifts --format csv
                """)

        @OptionGroup var series: SeriesOptions
        @Option(
            help:
                "Countries whose holidays, with the month's turn, have effects: CN, US, SG or DE, with commas."
        )
        var calendar: Codes = Codes(values: [])
        @Flag(help: "Find the days on which the level jumps and stays.") var levelShifts = false

        func run() throws {
            var question = SeriesDecomposition(series.input)
            question.countries = calendar.values
            question.findsLevelShifts = levelShifts
            try series.show(question.answer(series.output.format))
        }
    }

    struct ChangePoints: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "changepoints",
            abstract: "Finds where each series changes for good.",
            discussion: """
                One row a change: its first value; whether the level jumps or the slope turns
                (kind: level or trend); by how much (magnitude: in the unit of y, or in that
                unit per observation); how sure it is (score, 0 to 1). Usual seasons are taken
                off first; a spike is no change.

                Examples: outlay series changepoints cost.csv
                          outlay series changepoints load.parquet --period 24 --format csv
                """)

        @OptionGroup var series: SeriesOptions
        @Option(
            help:
                "auto: levels and slopes, as people mark them. pelt: levels, exactly, at a price a change. bayesian: levels, the most probable."
        )
        var method: SeriesChangePoints.Method = .auto
        @Option(
            parsing: .unconditional,
            help: "Values that a change must last. Default: 2 % of the series, at least 3; pelt: 7.")
        var minimumLength: Int?

        func run() throws {
            let question = SeriesChangePoints(series.input, method: method, minimumLength: minimumLength)
            try series.show(question.answer(series.format))
        }
    }
}

/// What all commands on series are asked.
struct SeriesOptions: ParsableArguments {
    @Argument(help: "CSV, CSV.gz or Parquet with the columns unique_id, ds and y.") var file: String
    @OptionGroup var output: FormatOptions
    @Option(
        help:
            "Observations in a season, such as 7 or 365.25; may be given several times. Default: usual ones of the frequency."
    )
    var period: [Double] = []
    @Option(
        help: "hourly, daily, weekly, monthly, quarterly, yearly, 900s, 2mo. Default: told from the times.",
        transform: ValueText.frequency)
    var frequency: Frequency?
    @Option(help: "How gaps are filled: seasonal, linear, zero or last.")
    var fill: SeriesInput.Filling = .seasonal
    @Option(help: "Longest gap that may be filled, in observations. Default: any.") var maximumGap: Int?
    @Flag(help: "Exit with 1 if a series cannot be used.") var strict = false

    var input: SeriesInput {
        SeriesInput(
            path: file, frequency: frequency, periods: period, filling: fill, maximumGap: maximumGap)
    }

    /// How rows are printed: as the file that they go to says by its name, unless told otherwise.
    var format: OutputFormat {
        let name = output.output.out?.lowercased() ?? ""
        guard output.format == .table else { return output.format }
        return name.hasSuffix(".csv") ? .csv : name.hasSuffix(".json") ? .json : .table
    }

    /// Prints an answer, and what was wrong with the input to standard error.
    func show(_ answer: SeriesAnswer) throws {
        for warning in answer.warnings { Console.warn(warning) }
        if !answer.isWritten { try output.show { _ in answer.text } }
        if strict, answer.leftOutCount > 0 { throw ExitCode(1) }
    }
}

/// Numbers with commas between them.
struct Percents: ExpressibleByArgument {
    let values: [Double]

    init(values: [Double]) { self.values = values }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        values = parts.compactMap { Double($0) }
        guard values.count == parts.count, Set(values).count == values.count else { return nil }
    }

    var defaultValueDescription: String {
        values.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
    }
}

extension SeriesMethod {
    init(argument: String) throws {
        guard let method = SeriesMethod(named: argument) else {
            let names = SeriesMethod.all.map(\.name).joined(separator: ", ")
            throw ValidationError("needs a method, got '\(argument.prefix(40))'; name one of \(names)")
        }
        self = method
    }

    /// All methods with what they do, for the help.
    static var help: String {
        let width = all.reduce(0) { max($0, $1.name.count) }
        let lines = all.map { method in
            "  " + method.name + String(repeating: " ", count: width + 2 - method.name.count) + method.summary
        }
        return (["Methods:"] + lines).joined(separator: "\n")
    }
}

/// Codes with commas between them, in capitals and each once.
struct Codes: ExpressibleByArgument {
    let values: [String]

    init(values: [String]) { self.values = values }

    init?(argument: String) {
        var values: [String] = []
        for code in argument.uppercased().split(separator: ",").map(String.init) where !values.contains(code)
        {
            values.append(code)
        }
        guard !values.isEmpty else { return nil }
        self.values = values
    }

    var defaultValueDescription: String { "none" }
}

extension SeriesInput.Filling: ExpressibleByArgument {}
extension SeriesDetector.Mode: ExpressibleByArgument {}
extension SeriesChangePoints.Method: ExpressibleByArgument {}
