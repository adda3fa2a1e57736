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
        case .contradictoryPins(let node):
            "needs something that can move at or below node \(node), got settled values only; settle one of them less"
        }
    }
}
