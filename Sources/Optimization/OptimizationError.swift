/// What can be wrong with a function that should be minimized or solved.
public enum OptimizationError: Error, Sendable, Hashable {
    /// The function is NaN or infinite wherever the search looked first.
    case nowhereFinite(evaluations: Int)
    /// The function has the same sign at both ends of the interval.
    case noSignChange(lower: Double, upper: Double)
    /// The function is NaN inside the interval.
    case notANumber(at: Double)
}

extension OptimizationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nowhereFinite(let evaluations):
            "needs a finite value near the start, got none in \(evaluations) evaluations; start elsewhere"
        case .noSignChange(let lower, let upper):
            "needs values of opposite sign at the ends, got \(lower) and \(upper); widen the interval"
        case .notANumber(let place):
            "needs a number everywhere in the interval, got NaN at \(place); narrow the interval"
        }
    }
}
