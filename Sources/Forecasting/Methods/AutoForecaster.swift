public import TimeSeries

/// What ships as `auto`: looks at the history, takes the methods that suit it and combines them.
///
/// A regular history is freed of known events, charges on fixed days of the month, outliers and level shifts; then
/// the middle of three methods is taken, step by step. Histories with many zeros, new, dead and constant ones have
/// methods of their own. Any history can be forecast, from one value on.
///
/// - SeeAlso: Makridakis, Spiliotis & Assimakopoulos, "The M4 competition", 2020, on combining.
public struct AutoForecaster: Forecaster {
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// Holidays, promotions and other known days of the history and of the future.
    public let effects: CalendarEffects?

    /// The automatic method.
    ///
    /// - Precondition: A period of at least 1.
    public init(period: Int? = nil, effects: CalendarEffects? = nil) {
        precondition(period ?? 1 >= 1, "a season of at least 1")
        self.period = period
        self.effects = effects
    }

    public func fit(_ history: Series) throws(ForecastingError) -> AutoModel { fit(history, from: nil) }

    /// The same for a history that has grown a little: exponential smoothing starts from what it was.
    ///
    ///     let today = try AutoForecaster().fit(history, startingFrom: yesterday)
    ///
    /// All else is looked at afresh. The result depends on where the fit starts, as a rule within what rounding does to a search;
    /// the form of smoothing stays what it was, so let a cold fit choose it again now and then. Where `yesterday` does not
    /// hold any smoothing, the fit is a cold one.
    public func fit(_ history: Series, startingFrom yesterday: AutoModel) throws(ForecastingError)
        -> AutoModel
    { fit(history, from: yesterday.smoothing) }

    private func fit(_ history: Series, from smoothing: ETSModel?) -> AutoModel {
        let all = history.values
        let lead = Self.start(of: all)
        let values = Array(all[lead...])
        let period = self.period ?? history.frequency.usualPeriods.first ?? 1
        let kind = HistoryKind(values, period: period)
        let day = history.frequency == .daily ? history.start.day.advanced(by: lead) : nil
        let long =
            history.frequency.usualPeriods.last { $0 % period == 0 && values.count >= 3 * $0 } ?? period
        let setting = AutoModel.Setting(
            period: period, longPeriod: long, isDaily: day != nil, first: day, effects: effects,
            smoothing: smoothing, isIntraday: history.frequency.usualPeriods.count > 1)
        return AutoModel(values, kind: kind, setting)
    }

    /// Where the history begins that counts: zeros before the first charge do not, nor what was before a long silence.
    private static func start(of values: [Double]) -> Int {
        let lead = values.firstIndex { $0 != 0 } ?? 0
        var size = 0.0
        var silence = 0
        for i in values.indices.reversed() where i > lead {
            if abs(values[i]) <= 0.01 * size {
                silence += 1
                if silence >= 28, values.count - i - silence >= 3 { return i + silence }
            } else {
                silence = 0
                size = max(size, abs(values[i]))
            }
        }
        return lead
    }
}
