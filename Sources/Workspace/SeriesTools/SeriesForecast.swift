internal import Forecasting
internal import TimeSeries

/// `outlay series forecast`: the next values of every series in a file.
public struct SeriesForecast: Sendable, Hashable {
    /// How forecasts are made.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// What suits the history.
        case auto
        /// Exponential smoothing.
        case ets
        /// The last seasons again.
        case seasonalNaive = "seasonal-naive"
    }

    /// The series.
    public var input: SeriesInput
    /// How many values to forecast.
    public var horizon: Int
    /// Shares of true values that ranges should hold, in percent: 80 for `lo-80`, `hi-80`.
    public var coverages: [Double]
    /// How forecasts are made.
    public var method: Method

    /// A forecast of the next `horizon` values.
    public init(
        _ input: SeriesInput, horizon: Int, coverages: [Double] = [80, 95], method: Method = .auto
    ) {
        self.input = input
        self.horizon = horizon
        self.coverages = coverages
        self.method = method
    }

    /// Rows `unique_id,ds,mean,lo-80,hi-80,…`.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read at all, or the question cannot be asked.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        guard 1...100_000 ~= horizon else {
            throw WorkspaceError(.usage, "needs a horizon of 1 to 100000, got \(horizon)")
        }
        guard coverages.allSatisfy({ $0 > 0 && $0 < 100 }) else {
            throw WorkspaceError(.usage, "needs coverages in percent above 0 and below 100, got others")
        }
        let usable = try input.read()
        let forecasts = parallelMap(usable.series) { forecast($0.series) }
        var leftOut = LeftOutSeries()
        var table = CellTable(columns: columns)
        for (member, forecast) in zip(usable.series, forecasts) {
            switch forecast {
            case .success(let forecast): table.rows += rows(member, forecast)
            case .failure(let reason): leftOut.leaveOut(member.id, reason.text)
            }
        }
        return SeriesAnswer(table, format, input: usable, leftOut: leftOut)
    }

    private var columns: [TextTable.Column] {
        let ends = coverages.flatMap { coverage in
            let name = coverage == coverage.rounded() ? "\(Int(coverage))" : "\(coverage)"
            return [TextTable.Column("lo-" + name, isNumber: true), .init("hi-" + name, isNumber: true)]
        }
        return [.init("unique_id"), .init("ds"), .init("mean", isNumber: true)] + ends
    }

    private func rows(_ member: UsableSeries.Member, _ forecast: Forecast) -> [[Cell]] {
        (0..<horizon).map { step in
            let time = member.time(member.series.count + step)
            let ends = forecast.intervals.flatMap { [Cell($0.lower[step]), Cell($0.upper[step])] }
            return [.text(member.id), time, Cell(forecast.mean[step])] + ends
        }
    }

    /// The forecast of one series, or why there is none.
    private func forecast(_ series: Series) -> Result<Forecast, Reason> {
        let period = input.periods(for: series.frequency).first
        do throws(ForecastingError) {
            let forecast =
                switch method {
                case .auto: try AutoForecaster(period: period).forecast(series, horizon, coverages)
                case .ets: try ETS(period: period).forecast(series, horizon, coverages)
                case .seasonalNaive: try SeasonalNaive(period: period).forecast(series, horizon, coverages)
                }
            guard forecast.mean.allSatisfy(\.isFinite) else {
                return .failure(Reason(text: "needs values that methods can add up, got too large ones"))
            }
            return .success(forecast)
        } catch {
            return .failure(Reason(text: error.description))
        }
    }
}

extension Forecaster {
    fileprivate func forecast(_ series: Series, _ horizon: Int, _ percents: [Double]) throws(ForecastingError)
        -> Forecast
    {
        try fit(series).forecast(horizon: horizon, coverages: percents.map { $0 / 100 })
    }
}

/// Why a series has no result.
struct Reason: Error, Sendable {
    let text: String
}
