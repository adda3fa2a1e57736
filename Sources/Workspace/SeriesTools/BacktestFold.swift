internal import Forecasting
internal import TimeSeries

/// One origin of one series: what was known before it and what came after it.
struct BacktestFold: Sendable {
    /// The first value that is forecast.
    let origin: Int
    /// Everything before it that was known then; gaps are filled from that only.
    let history: Series
    /// Steps from the end of the history to the origin, whose values were not known yet.
    let lag: Int
    /// What came; at gaps, what they were filled with.
    let actual: [Double]
    /// Whether each of it was observed.
    let isObserved: [Bool]

    /// The origins of a series, oldest first: `folds` at most, `step` apart, the last so that its forecast ends the series.
    ///
    /// An origin has at least one season and a value before it, and 5 values.
    static func all(of member: UsableSeries.Member, _ question: SeriesBacktest) -> [BacktestFold] {
        let period = question.input.periods(for: member.series.frequency).first ?? 1
        let last = member.series.count - question.horizon
        return (0..<question.folds).reversed().compactMap { k in
            let (back, overflow) = k.multipliedReportingOverflow(by: question.step)
            guard !overflow, last - back >= max(period + 1, 5) else { return nil }
            return BacktestFold(member, origin: last - back, period: period, question)
        }
    }

    private init?(_ member: UsableSeries.Member, origin: Int, period: Int, _ question: SeriesBacktest) {
        let steps = origin..<(origin + question.horizon)
        self.origin = origin
        actual = Array(member.series.values[steps])
        isObserved = Array(member.filled.isObserved[steps])
        guard isObserved.contains(true) else { return nil }
        if let rows = member.rows {
            let time = member.series.timestamp(origin)
            guard let known = Self.known(rows, before: time, member.series.frequency, question.input),
                known.count >= max(period + 1, 5),
                let steps = known.frequency.steps(from: known.timestamp(known.count - 1), to: time)
            else { return nil }
            (history, lag) = (known, steps - 1)
            return
        }
        lag = 0
        if member.filled.isObserved[..<origin].allSatisfy(\.self) {
            history = member.series[0..<origin]
        } else {
            guard let known = Self.known(member, before: origin, period: period, question.input) else {
                return nil
            }
            history = known
        }
    }

    /// The series up to the last value before `time` that had become known by then.
    private static func known(
        _ rows: SeriesRows, before time: Timestamp, _ frequency: Frequency, _ input: SeriesInput
    ) -> Series? {
        guard let known = try? rows.observations(knownBefore: time),
            let past = try? Observations(known.entries.filter { $0.time < time })
        else { return nil }
        return try? past.series(frequency: frequency, filling: input.gapFilling(frequency)).series
    }

    /// The series before `origin` as it would have been read on that day.
    private static func known(
        _ member: UsableSeries.Member, before origin: Int, period: Int, _ input: SeriesInput
    ) -> Series? {
        let series = member.series
        let entries = (0..<origin).filter { member.filled.isObserved[$0] }.map {
            Observations.Entry(series.timestamp($0), series.values[$0])
        }
        let frequency = series.frequency
        guard
            let filled = try? Observations(entries).series(
                frequency: frequency, filling: input.gapFilling(frequency))
        else { return nil }
        var values = filled.series.values
        let lag = input.filling == .seasonal && values.count >= period ? period : 1
        // A gap that reaches the origin goes on as it would be filled from its left side.
        while values.count < origin {
            values.append(input.filling == .zero ? 0 : values[values.count - lag])
        }
        return try? Series(start: series.start, frequency: frequency, values: values)
    }
}

extension BacktestFold {
    /// What a method made of the origin.
    struct Outcome: Sendable {
        /// `nil` if it could not forecast.
        let forecast: Forecast?
        let score: ForecastScore?
        let milliseconds: Double
    }

    /// Runs a method: fit, means and ranges.
    func run(_ method: SeriesMethod, horizon: Int, coverages: [Double], seasons: [Double]) -> Outcome {
        let forecaster = method.forecaster(seasons)
        var forecast: Forecast?
        let time = ContinuousClock().measure {
            forecast = try? forecaster.forecast(
                history, lag + horizon, coverages + ForecastScore.decileCoverages)
        }
        forecast = forecast?.dropping(lag)
        let milliseconds = time / .milliseconds(1)
        guard let forecast, forecast.mean.allSatisfy(\.isFinite) else {
            return Outcome(forecast: nil, score: nil, milliseconds: milliseconds)
        }
        let score = ForecastScore(
            forecast, actual: actual, isObserved: isObserved, history: history.values,
            period: Int((seasons.first ?? 1).rounded()))
        return Outcome(forecast: forecast, score: score, milliseconds: milliseconds)
    }
}

extension Forecast {
    /// The same without its first steps.
    fileprivate func dropping(_ steps: Int) -> Forecast {
        guard steps > 0 else { return self }
        return Forecast(
            mean: Array(mean.dropFirst(steps)),
            intervals: intervals.map {
                Interval(
                    coverage: $0.coverage, lower: Array($0.lower.dropFirst(steps)),
                    upper: Array($0.upper.dropFirst(steps)))
            })
    }
}
