internal import Forecasting
internal import TimeSeries

/// Every forecast of a backtest beside what came: `unique_id,ds,method,origin,y,mean,lo-80,…`.
///
/// `origin` is the time of the last value that a forecast could see.
struct BacktestDetails {
    private let question: SeriesBacktest
    private let path: String
    private var output: ForecastOutput

    init(_ path: String, _ question: SeriesBacktest, _ usable: UsableSeries) throws(WorkspaceError) {
        _ = try OutputFile(path: path)
        self.path = path
        self.question = question
        let columns = ForecastColumns(
            labels: ["method", "origin"],
            numbers: ForecastColumns.ranges(of: question.coverages, after: ["y"]),
            hasHours: usable.series.contains(where: \.hasHours))
        output = try ForecastOutput(columns, format: .csv, path: path)
    }

    /// Takes what was made of some series.
    mutating func add(_ results: [[SeriesBacktest.FoldResult]], _ members: ArraySlice<UsableSeries.Member>)
        throws(WorkspaceError)
    {
        var rows: [ForecastRows] = []
        for (folds, member) in zip(results, members) {
            for (k, method) in question.methods.enumerated() {
                for result in folds {
                    guard let forecast = result.outcomes[k].forecast else { continue }
                    rows.append(Self.rows(member, method, result.fold, forecast))
                }
            }
        }
        try output.write(rows)
    }

    func finish() throws(WorkspaceError) {
        let path = path
        let text = try output.finish()
        if !output.isFile { try OutputFile(path: path).write(text) }
    }

    private static func rows(
        _ member: UsableSeries.Member, _ method: SeriesMethod, _ fold: BacktestFold, _ forecast: Forecast
    ) -> ForecastRows {
        let actual = zip(fold.actual, fold.isObserved).map { $1 ? $0 : .nan }
        let reported = Forecast(
            mean: forecast.mean,
            intervals: Array(forecast.intervals.dropLast(ForecastScore.decileCoverages.count)))
        let origin = member.series.timestamp(fold.origin - 1).text(hasHours: member.hasHours)
        return ForecastRows(
            member, reported, origin: fold.origin, labels: [method.name, origin], first: [actual])
    }
}
