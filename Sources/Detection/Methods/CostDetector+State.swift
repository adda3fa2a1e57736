extension CostDetector {
    /// A detector on its way through a series: a new value costs the same however long the history is.
    ///
    ///     var state = CostDetector().state(from: history.start)
    ///     for value in history.values { state.take(value) }
    ///     let today = state.take(cost)
    ///
    /// A copy is a place to come back to: take a provisional value into a copy, and the final one into the original.
    /// About 3 kB; not bound to the detector that made it.
    public struct State: Sendable {
        private var pass: CostPass
        private let threshold: Double

        init(_ pass: CostPass, threshold: Double) {
            self.pass = pass
            self.threshold = threshold
        }

        /// Values taken so far, missing ones included.
        public var count: Int { pass.count }

        /// What is expected of the next value, and its standard deviation, in the unit of the series; zeros before the
        /// first value other than zero.
        public var next: (expected: Double, standardDeviation: Double) { pass.next }

        /// Scores the next value from those before it, then learns from it.
        @discardableResult public mutating func take(_ value: Double) -> ScoredValue {
            precondition(value.isFinite, "a finite value; a missing one is skipped")
            let step = pass.take(value)
            let half = CostDetector.halfWidth * step.standardDeviation
            return ScoredValue(
                expected: step.expected, lower: step.expected - half, upper: step.expected + half,
                deviation: step.deviation, score: step.score, isAnomaly: step.score >= threshold)
        }

        /// Passes over a day that is missing or not yet complete: it has no score, and nothing is learned from it.
        public mutating func skip() { pass.skip() }
    }

    /// The usual range is this many standard deviations to both sides.
    static let halfWidth = 3.0
}
