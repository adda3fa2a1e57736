public import TimeSeries

/// A method and its settings, before it has seen data.
public protocol Forecaster: Sendable {
    associatedtype Model: ForecastModel

    /// Fits the method; throws if the history cannot carry it.
    func fit(_ history: Series) throws(ForecastingError) -> Model
}

/// A fitted method, which holds all it needs: forecasting cannot fail.
public protocol ForecastModel: Sendable {
    /// The means of the next `horizon` values, in the unit of the history.
    func forecast(horizon: Int) -> [Double]

    /// `count` possible futures of `horizon` values each. Equal seeds give equal random numbers, so that paths of related
    /// series can be added up number by number.
    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths
}

/// What can keep a history from being forecast.
public enum ForecastingError: Error, Sendable, Hashable {
    /// The history is too short for the method.
    case tooShort(needed: Int, got: Int)
    /// The iterative fit did not settle.
    case notConverged(iterations: Int)
    /// The form divides by numbers that come near 0, and was not asked for as such.
    case unstable(form: ETSForm)
    /// A multiplicative part or a logarithm meets a value at or below 0; the position counts from 0.
    case notPositive(at: Int)
    /// The form needs a season that can be fitted.
    case unsuitableSeason(longest: Int, got: Int)
    /// A regressor, counted from 1, has fewer values than the history.
    case missingRegressor(number: Int, needed: Int, got: Int)
    /// Neither a node of a hierarchy nor anything below it can move.
    case contradictoryPins(node: Int)
}

extension ForecastingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let needed, let got):
            "needs \(needed) observations, got \(got); use a longer history or a simpler method"
        case .notConverged(let iterations):
            "needs a fit that settles, got none in \(iterations) iterations; use another method"
        case .unstable(let form):
            "needs a stable form, got \(form); use a multiplicative error, or allow unstable forms"
        case .notPositive(let i):
            "needs values above 0, got one that is not at position \(i); use an additive form"
        case .unsuitableSeason(let longest, let got):
            "needs a season of 2 to \(longest) observations, got \(got); use a form without season, or take the season off first"
        case .missingRegressor(let number, let needed, let got):
            "needs \(needed) values of regressor \(number), got \(got); give one for each value of the history and of the forecast"
        case .contradictoryPins(let node):
            "needs something that can move at or below node \(node), got settled values only; settle one of them less"
        }
    }
}
