import Statistics

/// How a method did over many forecasts: every one counts alike, but for the money-weighted WAPE and bias.
public struct MethodScore: Sendable, Hashable {
    /// A mean of the values that there are.
    private struct Mean: Sendable, Hashable {
        var sum = 0.0
        var count = 0
        var value: Double? { count > 0 ? sum / Double(count) : nil }

        mutating func add(_ value: Double?) {
            guard let value else { return }
            sum += value
            count += 1
        }
    }

    /// The scaled loss of one forecast, for comparisons on the same forecasts.
    public struct Loss: Sendable, Hashable {
        /// Which series.
        public let series: Int
        /// Seconds from the first forecast value to the end of the last.
        public let span: Range<Int>
        /// Mean absolute scaled error.
        public let mase: Double
    }

    /// The method's name.
    public let name: String
    /// Forecasts scored.
    public private(set) var forecasts = 0
    /// Series with a scored forecast.
    public private(set) var series = 0
    /// Origins from which the method could not forecast.
    public private(set) var failures = 0
    /// The scaled loss of each forecast that has one, in order of series and time.
    public private(set) var losses: [Loss] = []
    /// Measured coverage, one for each that is reported, with the mean scaled interval score.
    public var coverage: [IntervalAccuracy] {
        hits.indices.map { k in
            IntervalAccuracy(
                coverage: coverages[k], count: values, hits: hits[k], msis: msis[k].value)
        }
    }
    private let coverages: [Double]
    private var sMAPEs = Mean()
    private var mases = Mean()
    private var rmsses = Mean()
    private var pinballs = Mean()
    private var msis: [Mean]
    private var hits: [Int]
    private var values = 0
    private var absoluteError = 0.0
    private var error = 0.0
    private var size = 0.0
    private var milliseconds: [Double] = []
    private var lastSeries: Int?

    /// No forecasts yet.
    public init(_ name: String, coverages: [Double]) {
        self.name = name
        self.coverages = coverages
        msis = coverages.map { _ in Mean() }
        hits = coverages.map { _ in 0 }
    }

    /// Takes in a forecast; those of a series come one after another.
    public mutating func add(_ score: ForecastScore, series: Int, span: Range<Int>) {
        forecasts += 1
        if lastSeries != series {
            self.series += 1
            lastSeries = series
        }
        sMAPEs.add(score.point.sMAPE)
        mases.add(score.point.mase)
        rmsses.add(score.point.rmsse)
        pinballs.add(score.scaledPinball)
        values += score.intervals.first?.count ?? 0
        for (k, interval) in score.intervals.enumerated() {
            hits[k] += interval.hits
            msis[k].add(interval.msis)
        }
        absoluteError += score.absoluteError
        error += score.error
        size += score.size
        if let mase = score.point.mase { losses.append(Loss(series: series, span: span, mase: mase)) }
    }

    /// Takes in an origin from which the method could not forecast.
    public mutating func addFailure() { failures += 1 }

    /// Takes in what a forecast, fit and ranges together, took.
    public mutating func add(milliseconds: Double) { self.milliseconds.append(milliseconds) }

    /// Mean symmetric absolute percentage error, 0…200.
    public var sMAPE: Double? { sMAPEs.value }
    /// Mean absolute scaled error; forecasts of constant histories have none.
    public var mase: Double? { mases.value }
    /// Mean root mean squared scaled error.
    public var rmsse: Double? { rmsses.value }
    /// All absolute errors over all absolute values.
    public var wape: Double? { size > 0 ? absoluteError / size : nil }
    /// All errors over all absolute values; above 0 the forecasts were too high.
    public var bias: Double? { size > 0 ? error / size : nil }
    /// Mean scaled pinball loss.
    public var pinball: Double? { pinballs.value }
    /// Milliseconds that the middle one of the forecasts took, fit and ranges together.
    public var millisecondsPerForecast: Double? { milliseconds.isEmpty ? nil : milliseconds.median() }
}
