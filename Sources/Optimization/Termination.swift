/// When a search stops.
public struct Termination: Sendable, Hashable {
    /// A change of the value below this part of it counts as none.
    public var objectiveTolerance: Double
    /// A change of a parameter below this part of it (or below this, near 0) counts as none.
    public var parameterTolerance: Double
    /// A gradient whose largest element is below this, times max(1, |value|), counts as 0.
    public var gradientTolerance: Double
    /// Evaluations of the function at most.
    public var maximumEvaluations: Int

    /// The bounds; the defaults suit a smooth likelihood in double precision.
    public init(
        objectiveTolerance: Double = 1e-12, parameterTolerance: Double = 1e-8,
        gradientTolerance: Double = 1e-8,
        maximumEvaluations: Int = 10_000
    ) {
        precondition(objectiveTolerance >= 0 && parameterTolerance >= 0 && gradientTolerance >= 0)
        precondition(maximumEvaluations > 0, "a search needs at least 1 evaluation")
        self.objectiveTolerance = objectiveTolerance
        self.parameterTolerance = parameterTolerance
        self.gradientTolerance = gradientTolerance
        self.maximumEvaluations = maximumEvaluations
    }

    /// Whether a step from `before` to `after` is no progress any more.
    func isSettled(_ before: Double, _ after: Double) -> Bool {
        before.isFinite && after.isFinite
            && abs(before - after) <= objectiveTolerance * max(abs(before), abs(after))
    }
}

/// How a search ended.
public enum Ending: Sendable, Hashable {
    /// The tolerances are met.
    case converged
    /// No better point could be found, though the tolerances are not met: the function is rough or its gradient wrong.
    case stalled
    /// The evaluations were used up; the result is the best point so far.
    case evaluationLimit
}

/// The best point that a search found.
public struct Optimum: Sendable, Hashable {
    /// The parameters.
    public let point: [Double]
    /// The value of the function there; finite.
    public let value: Double
    /// How often the function was evaluated.
    public let evaluations: Int
    /// Why the search stopped.
    public let ending: Ending
}

/// The best place that a search along a line found.
public struct ScalarOptimum: Sendable, Hashable {
    /// The place.
    public let point: Double
    /// The value of the function there; finite.
    public let value: Double
    /// How often the function was evaluated.
    public let evaluations: Int
    /// Why the search stopped.
    public let ending: Ending
}
