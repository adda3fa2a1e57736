/// Possible futures: the primary form of a forecast, so that any total has a distribution.
public struct SamplePaths: Sendable, Hashable {
    /// Steps ahead.
    public let horizon: Int
    /// Number of paths.
    public let count: Int
    /// Path by path: `values[path · horizon + step]`, in the unit of the history.
    public private(set) var values: [Double]

    /// Paths laid out one after another.
    ///
    /// - Precondition: `values` has `count` · `horizon` elements.
    public init(horizon: Int, count: Int, values: [Double]) {
        precondition(values.count == horizon * count, "count · horizon values")
        self.horizon = horizon
        self.count = count
        self.values = values
    }

    /// Multiplies and then moves the values of each step, in place; none ends below `least`.
    mutating func move(factors: [Double], shifts: [Double], least: Double) {
        let (count, horizon) = (count, horizon)
        var values = values.mutableSpan
        var first = 0
        for _ in 0..<count {
            for step in 0..<horizon {
                values[first + step] = max(
                    least, shifts[step].addingProduct(values[first + step], factors[step]))
            }
            first += horizon
        }
    }

    /// The total of each path over some steps.
    public func totals(over steps: Range<Int>) -> [Double] {
        (0..<count).map { path in steps.reduce(0) { $0 + values[path * horizon + $1] } }
    }

    /// The value of each path at a step.
    public func values(at step: Int) -> [Double] {
        (0..<count).map { values[$0 * horizon + step] }
    }
}
