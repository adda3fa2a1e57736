internal import Forecasting
internal import TimeSeries

/// `outlay series backtest`: methods tried on the past of every series in a file, and which of them to trust.
///
/// From each of several origins of the past a method forecasts what came then, from the values before the origin only; a
/// gap before it is filled from what was known then, and a gap after it is not scored.
public struct SeriesBacktest: Sendable, Hashable {
    /// The series.
    public var input: SeriesInput
    /// How many values to forecast from each origin.
    public var horizon: Int
    /// Origins of a series at most.
    public var folds: Int
    /// Values between two origins.
    public var step: Int
    /// Shares of true values that ranges should hold, in percent.
    public var coverages: [Double]
    /// What is compared.
    public var methods: [SeriesMethod]

    /// A comparison of methods; by default of all, from origins `horizon` apart.
    public init(
        _ input: SeriesInput, horizon: Int, folds: Int, step: Int? = nil, coverages: [Double] = [80, 95],
        methods: [SeriesMethod] = SeriesMethod.all
    ) {
        self.input = input
        self.horizon = horizon
        self.folds = folds
        self.step = step ?? horizon
        self.coverages = coverages
        self.methods = methods
    }

    /// One row a method, the best first, with the verdict; see ``BacktestAnswer`` for the formats.
    ///
    /// - Parameters:
    ///   - format: The form of the text.
    ///   - bySeries: Whether the best method of each series is told.
    ///   - path: Gets every forecast beside what came, as CSV, CSV.gz or Parquet by its name.
    ///   - progress: Told now and then how many series of how many are done.
    /// - Returns: The rows, and what was wrong with the input.
    /// - Throws: ``WorkspaceError`` if a file cannot be read or written, or the question cannot be asked.
    public func answer(
        _ format: OutputFormat, bySeries: Bool = false, forecasts path: String? = nil,
        progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> SeriesAnswer {
        try check()
        let usable = try input.read()
        var table = BacktestAnswer(self)
        var details = try path.map { path throws(WorkspaceError) in try BacktestDetails(path, self, usable) }
        for chunk in SeriesQuestion.chunks(of: usable.series.count) {
            let results = parallelMap(Array(usable.series[chunk])) { run($0) }
            for (i, folds) in zip(chunk, results) { table.add(folds, usable.series[i], index: i) }
            try details?.add(results, usable.series[chunk])
            progress(SeriesProgress(done: chunk.upperBound, of: usable.series.count))
        }
        try details?.finish()
        return table.answer(format, bySeries: bySeries, input: usable)
    }

    private func check() throws(WorkspaceError) {
        try SeriesQuestion.check(horizon: horizon, coverages: coverages)
        guard 1...100_000 ~= folds, 1...1_000_000 ~= step else {
            throw WorkspaceError(
                .usage, "needs 1 to 100000 folds and a step of 1 to 1000000, got \(folds) and \(step)")
        }
        guard !methods.isEmpty, Set(methods).count == methods.count else {
            throw WorkspaceError(.usage, "needs each method once, got one twice or none; leave it out")
        }
    }

    /// What every method made of every origin of a series.
    private func run(_ member: UsableSeries.Member) -> [FoldResult] {
        let seasons = input.seasons(for: member.series.frequency)
        let shares = coverages.map { $0 / 100 }
        return BacktestFold.all(of: member, self).map { fold in
            let outcomes = methods.map {
                fold.run($0, horizon: horizon, coverages: shares, seasons: seasons)
            }
            return FoldResult(fold: fold, outcomes: outcomes)
        }
    }

    /// One origin and what each method made of it.
    struct FoldResult: Sendable {
        let fold: BacktestFold
        let outcomes: [BacktestFold.Outcome]
    }
}
