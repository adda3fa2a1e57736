extension LinearProgram {
    /// The best values found, and how much better any others could be.
    public struct Solution: Sendable, Hashable {
        /// The objective at these values.
        public let objective: Double
        /// No solution has a better objective than this one (lower when minimizing, higher when maximizing).
        public let bound: Double
        /// |objective − bound| ÷ |objective|; 0 for a linear program.
        public let gap: Double
        /// Whether the gap is within the limit that was asked for: always for a linear program, for an integer one unless the
        /// time ran out.
        public let isOptimal: Bool
        /// One value a variable, whole for integer variables.
        public let values: [Double]
        let duals: [Double]?
        let reducedCosts: [Double]?

        /// The value of a variable.
        public subscript(_ variable: Variable) -> Double { values[variable.index] }

        /// What the objective changes by when the active bound of a constraint is raised by one unit.
        ///
        /// 0 for a constraint that does not bind, `nil` for integer programs. In a degenerate optimum, the change in one of
        /// the two directions.
        public func dual(of constraint: Constraint) -> Double? { duals?[constraint.index] }

        /// What the objective changes by when the variable is raised by one unit and all else adapts at the present prices.
        ///
        /// 0 for a variable between its bounds, `nil` for integer programs.
        public func reducedCost(of variable: Variable) -> Double? { reducedCosts?[variable.index] }
    }
}
