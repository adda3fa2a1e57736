/// How far point forecasts were from what came.
public struct PointAccuracy: Sendable, Hashable {
    /// Symmetric mean absolute percentage error, 0…200; steps where both are zero count 0.
    public let sMAPE: Double
    /// Mean absolute error in units of the seasonal naive's error within the history; `nil` where that is zero.
    public let mase: Double?
    /// Root mean squared error in units of the seasonal naive's within the history; `nil` where that is zero.
    public let rmsse: Double?
    /// Sum of absolute errors over the sum of absolute values; `nil` where that is zero.
    public let wape: Double?
    /// Sum of errors (forecast − actual) over the sum of absolute values; `nil` where that is zero.
    public let bias: Double?

    /// Measures `forecast` against `actual`, scaled by the errors of the seasonal naive within `history`.
    ///
    /// - Precondition: As many forecasts as actual values, at least one; `period` at least 1.
    /// - SeeAlso: Hyndman & Koehler, "Another look at measures of forecast accuracy", 2006; the M4 and M5 guides.
    public init(forecast: [Double], actual: [Double], history: [Double], period: Int) {
        precondition(forecast.count == actual.count && !actual.isEmpty && period >= 1, "a forecast a value")
        var absolute = 0.0
        var squared = 0.0
        var signed = 0.0
        var symmetric = 0.0
        var size = 0.0
        for i in actual.indices {
            let error = forecast[i] - actual[i]
            absolute += abs(error)
            squared += error * error
            signed += error
            size += abs(actual[i])
            let both = abs(forecast[i]) + abs(actual[i])
            if both > 0 { symmetric += 200 * abs(error) / both }
        }
        let n = Double(actual.count)
        let scale = NaiveScale(history, period: period)
        sMAPE = symmetric / n
        mase = scale.absolute > 0 ? absolute / n / scale.absolute : nil
        rmsse = scale.squared > 0 ? (squared / n / scale.squared).squareRoot() : nil
        wape = size > 0 ? absolute / size : nil
        bias = size > 0 ? signed / size : nil
    }
}

/// The mean error of the seasonal naive within a history.
struct NaiveScale {
    let absolute: Double
    let squared: Double

    init(_ history: [Double], period: Int) {
        let lag = period < history.count ? period : 1
        guard history.count > lag else {
            absolute = 0
            squared = 0
            return
        }
        var absolute = 0.0
        var squared = 0.0
        for i in lag..<history.count {
            let change = history[i] - history[i - lag]
            absolute += abs(change)
            squared += change * change
        }
        self.absolute = absolute / Double(history.count - lag)
        self.squared = squared / Double(history.count - lag)
    }
}
