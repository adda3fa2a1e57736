public import Regression
import TimeSeries

/// What explains a series besides its own past, known for the history and for the future.
public enum Regressor: Sendable, Hashable {
    /// Sines and cosines of a season, counted from the first value of the history.
    case fourier(Fourier)
    /// Days of known events: a column an event that the history has.
    case events(CalendarEffects)
    /// A driver's values from the first value of the history on, through the last one to be forecast; beyond its end the last
    /// value stands for all later ones.
    case values(name: String, [Double])
}

extension Regressor {
    /// One name a column.
    func names() -> [String] {
        switch self {
        case .fourier(let fourier): fourier.names
        case .events(let effects): Array(effects.names.dropFirst())
        case .values(let name, _): [name]
        }
    }

    /// Its columns at some places of a series, those before its end and those after it.
    func columns(_ range: Range<Int>, at time: (Int) -> Timestamp) -> [[Double]] {
        switch self {
        case .fourier(let fourier): return fourier.columns(range)
        case .events(let effects):
            let events = range.map { effects.event(on: time($0).day) }
            return effects.names.indices.dropFirst().map { number in
                events.map { $0 == number ? 1 : 0 }
            }
        case .values(_, let values):
            return [range.map { values[min($0, values.count - 1)] }]
        }
    }
}

extension ForecastingError {
    /// The values that are missing, if a driver does not cover the history.
    static func missing(in regressors: [Regressor], for count: Int) -> ForecastingError? {
        for (i, regressor) in regressors.enumerated() {
            if case .values(_, let values) = regressor, values.count < count {
                return .missingRegressor(number: i + 1, needed: count, got: values.count)
            }
        }
        return nil
    }
}
