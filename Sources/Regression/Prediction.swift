import Statistics

/// What a linear model says of one new observation.
public struct Prediction: Sendable, Hashable {
    /// The expected value.
    public let mean: Double
    /// How uncertain the expected value is.
    public let standardErrorOfMean: Double
    /// How far the observation itself (of weight 1) may be from `mean`, as a standard deviation.
    public let standardError: Double
    /// Degrees of freedom behind both.
    public let degreesOfFreedom: Int

    /// The interval that holds the observation with chance `coverage`, if the errors are normal.
    ///
    /// - Precondition: `coverage` in 0 ..< 1.
    public func interval(coverage: Double) -> ClosedRange<Double> {
        around(standardError, coverage)
    }

    /// The interval that holds the expected value with chance `coverage`, if the errors are normal.
    ///
    /// - Precondition: `coverage` in 0 ..< 1.
    public func meanInterval(coverage: Double) -> ClosedRange<Double> {
        around(standardErrorOfMean, coverage)
    }

    private func around(_ error: Double, _ coverage: Double) -> ClosedRange<Double> {
        let reach = error * StudentT.reach(coverage: coverage, degreesOfFreedom: degreesOfFreedom)
        return mean - reach...mean + reach
    }
}

extension StudentT {
    /// How many standard errors an interval reaches to each side.
    static func reach(coverage: Double, degreesOfFreedom: Int) -> Double {
        precondition((0..<1).contains(coverage), "a coverage lies in 0 ..< 1")
        return quantile(0.5 + coverage / 2, degreesOfFreedom: Double(degreesOfFreedom))
    }
}
