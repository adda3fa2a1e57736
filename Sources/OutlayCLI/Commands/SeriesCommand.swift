public import ArgumentParser
public import Detection
import TimeSeries
public import Workspace

struct SeriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "Forecasts, scores or decomposes any time series; no workspace needed.",
        discussion: "FILE holds rows unique_id,ds,y as CSV, CSV.gz or Parquet.",
        subcommands: [Forecast.self, Detect.self, Decompose.self])

    struct Forecast: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forecasts the next values, with ranges.",
            discussion: "Example: outlay series forecast costs.csv --horizon 30 --format csv")

        @OptionGroup var series: SeriesOptions
        @Option(parsing: .unconditional, help: "How many values to forecast.") var horizon: Int
        @Option(help: "How: auto, ets or seasonal-naive.") var method: SeriesForecast.Method = .auto
        @Option(help: "Shares of true values that ranges should hold, in percent, with commas.")
        var coverage: Percents = Percents(values: [80, 95])

        func run() throws {
            let question = SeriesForecast(
                series.input, horizon: horizon, coverages: coverage.values, method: method)
            try series.show(question.answer(series.output.format))
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

    /// Prints an answer, and what was wrong with the input to standard error.
    func show(_ answer: SeriesAnswer) throws {
        for warning in answer.warnings { Console.warn(warning) }
        try output.show { _ in answer.text }
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

extension SeriesForecast.Method: ExpressibleByArgument {}
extension SeriesInput.Filling: ExpressibleByArgument {}
extension SeriesDetector.Mode: ExpressibleByArgument {}
