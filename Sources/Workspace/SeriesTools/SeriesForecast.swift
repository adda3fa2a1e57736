internal import Forecasting
internal import TimeSeries

/// `outlay series forecast`: the next values of every series in a file.
public struct SeriesForecast: Sendable, Hashable {
    /// The series.
    public var input: SeriesInput
    /// How many values to forecast.
    public var horizon: Int
    /// Shares of true values that ranges should hold, in percent: 80 for `lo-80`, `hi-80`.
    public var coverages: [Double]
    /// How forecasts are made.
    public var method: SeriesMethod
    /// Threads at most, on which the answer does not depend.
    ///
    /// `nil` takes one a processor.
    public var threads: Int?

    /// A forecast of the next `horizon` values.
    public init(
        _ input: SeriesInput, horizon: Int, coverages: [Double] = [80, 95],
        method: SeriesMethod = .automatic
    ) {
        self.input = input
        self.horizon = horizon
        self.coverages = coverages
        self.method = method
    }

    /// Rows `unique_id,ds,mean,lo-80,hi-80,…`.
    ///
    /// Where the rows of each series stand together, only the series at hand are in memory; otherwise the file is read again and
    /// held. The answer is the same.
    ///
    /// - Parameters:
    ///   - format: The form of the text.
    ///   - path: A file that takes the rows as they are made, and the text is empty: one that ends in `.csv.gz` or `.parquet`, or
    ///     any with CSV.
    ///   - progress: Told now and then how many series are done.
    /// - Returns: The rows, and what was wrong with the input.
    /// - Throws: ``WorkspaceError`` if a file cannot be read or written, or the question cannot be asked.
    public func answer(
        _ format: OutputFormat, to path: String? = nil, progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> SeriesAnswer {
        try SeriesQuestion.check(horizon: horizon, coverages: coverages)
        try input.check()
        var reading = Reading()
        while true {
            var run = try ForecastRun(self, reading, format, path)
            switch try run.finish(progress) {
            case .answer(let answer): return answer
            case .again(let other): reading = other
            }
        }
    }

    /// How a file is read; only what has been seen of it can tell.
    struct Reading {
        /// Whether all rows are held, as those of a series do not stand together.
        var isHeld = false
        /// Whether any series has hours; `nil` until the first ones are known.
        var hasHours: Bool?
    }

    /// The forecast of one series, or why there is none.
    func forecast(_ series: Series) -> Result<Forecast, Reason> {
        let forecaster = method.forecaster(input.seasons(for: series.frequency))
        do throws(ForecastingError) {
            let forecast = try forecaster.forecast(series, horizon, coverages.map { $0 / 100 })
            guard forecast.mean.allSatisfy(\.isFinite) else {
                return .failure(Reason(text: "needs values that methods can add up, got too large ones"))
            }
            return .success(forecast)
        } catch {
            return .failure(Reason(text: error.description))
        }
    }
}

/// How far a long question is.
public struct SeriesProgress: Sendable, Hashable {
    /// Series done.
    public let done: Int
    /// Series in all; `nil` where the file has not been read to its end.
    public let total: Int?

    init(done: Int, of total: Int? = nil) {
        self.done = done
        self.total = total
    }
}

/// What questions about forecasts have in common.
enum SeriesQuestion {
    /// Series that are worked on before their rows go out.
    static let chunkSize = 512

    /// Throws unless the question can be asked.
    static func check(horizon: Int, coverages: [Double]) throws(WorkspaceError) {
        guard 1...100_000 ~= horizon else {
            throw WorkspaceError(.usage, "needs a horizon of 1 to 100000, got \(horizon)")
        }
        guard coverages.allSatisfy({ $0 > 0 && $0 < 100 }) else {
            throw WorkspaceError(.usage, "needs coverages in percent above 0 and below 100, got others")
        }
    }

    /// Ranges of so many series, in order.
    static func chunks(of count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: chunkSize).map { $0..<min(count, $0 + chunkSize) }
    }
}

extension Forecaster {
    /// Means and ranges after a history; coverages as shares.
    func forecast(_ series: Series, _ horizon: Int, _ coverages: [Double]) throws(ForecastingError)
        -> Forecast
    {
        try fit(series).forecast(horizon: horizon, coverages: coverages)
    }
}

/// Why a series has no result.
struct Reason: Error, Sendable {
    let text: String
}
