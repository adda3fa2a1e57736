/// A linear or mixed-integer program: a linear function of bounded variables to minimize or maximize under linear constraints.
///
///     var program = LinearProgram(.maximize)
///     let chairs = program.variable(cost: 30, isInteger: true)
///     let tables = program.variable(cost: 70, in: 0...20, isInteger: true)
///     let wood = program.constraint([(chairs, 4), (tables, 12)], in: -.infinity...200)
///     let best = try program.solution()
///     best[chairs], best.objective, best.gap
///
/// A value: copies are independent, and several threads may solve at once (integer programs then wait for each other). What is
/// wrong with the numbers is said by ``solution(within:)``, so that building never fails.
public struct LinearProgram: Sendable {
    /// Which way the objective should go.
    public enum Sense: Sendable, Hashable {
        case minimize, maximize
    }

    /// One variable of the program that made it.
    public struct Variable: Sendable, Hashable {
        /// Its place, from 0, in the order of ``LinearProgram/variable(cost:in:isInteger:)`` calls.
        public let index: Int
    }

    /// One constraint of the program that made it.
    public struct Constraint: Sendable, Hashable {
        /// Its place, from 0, in the order of ``LinearProgram/constraint(_:in:)`` calls.
        public let index: Int
    }

    /// When to stop, and where to begin.
    public struct Limits: Sendable, Hashable {
        /// Seconds that may be used, `nil` for no limit: processor time of a linear program, wall time of an integer one.
        public var seconds: Double?
        /// An integer program may stop when |objective − bound| is at most this share of |objective|.
        public var relativeGap: Double
        /// A solution to begin an integer program with, one value a variable; the solver checks it and may reject it.
        public var start: [Double]?

        /// Limits: by default none.
        public init(seconds: Double? = nil, relativeGap: Double = 1e-9, start: [Double]? = nil) {
            self.seconds = seconds
            self.relativeGap = relativeGap
            self.start = start
        }
    }

    /// Which way the objective should go.
    public let sense: Sense
    var costs: [Double] = []
    var bounds: [ClosedRange<Double>] = []
    var areIntegers: [Bool] = []
    var rows: [ClosedRange<Double>] = []
    /// The entries of the constraints, one constraint after another; a variable may be named twice.
    var entries: [Entry] = []

    struct Entry: Sendable {
        var row: Int32
        var column: Int32
        var value: Double
    }

    /// A program without variables.
    public init(_ sense: Sense = .minimize) { self.sense = sense }

    /// The number of variables.
    public var variableCount: Int { costs.count }
    /// The number of constraints.
    public var constraintCount: Int { rows.count }

    /// Adds a variable.
    ///
    /// - Parameters:
    ///   - cost: What one unit adds to the objective.
    ///   - bounds: The values it may take; a side without a bound is ±infinity.
    ///   - isInteger: Whether it must be whole.
    /// - Returns: The variable, for constraints of this program and for reading its value in a solution.
    public mutating func variable(
        cost: Double, in bounds: ClosedRange<Double> = 0...Double.infinity, isInteger: Bool = false
    ) -> Variable {
        costs.append(cost)
        self.bounds.append(bounds)
        areIntegers.append(isInteger)
        return Variable(index: costs.count - 1)
    }

    /// Adds the constraint that the sum of variable × coefficient lies in `bounds`.
    ///
    /// - Parameters:
    ///   - terms: Variables of this program with their coefficients; a variable named twice counts twice.
    ///   - bounds: A one-sided constraint has ±infinity on the other side, an equation the same number on both.
    /// - Returns: The constraint, for its dual value.
    @discardableResult
    public mutating func constraint(_ terms: [(Variable, Double)], in bounds: ClosedRange<Double>)
        -> Constraint
    {
        let row = Int32(rows.count)
        for (variable, coefficient) in terms {
            precondition(
                costs.indices ~= variable.index, "a variable of another program has no place in this one")
            entries.append(Entry(row: row, column: Int32(variable.index), value: coefficient))
        }
        rows.append(bounds)
        return Constraint(index: rows.count - 1)
    }

    /// Adds a term to a constraint that is there already.
    public mutating func add(_ variable: Variable, times coefficient: Double, to constraint: Constraint) {
        precondition(
            costs.indices ~= variable.index && rows.indices ~= constraint.index,
            "a variable or constraint of another program has no place in this one")
        entries.append(
            Entry(row: Int32(constraint.index), column: Int32(variable.index), value: coefficient))
    }

    /// Replaces the bounds of a constraint.
    public mutating func setBounds(_ bounds: ClosedRange<Double>, of constraint: Constraint) {
        rows[constraint.index] = bounds
    }

    /// Replaces the bounds of a variable.
    public mutating func setBounds(_ bounds: ClosedRange<Double>, of variable: Variable) {
        self.bounds[variable.index] = bounds
    }

    /// Replaces what one unit of a variable adds to the objective.
    public mutating func setCost(_ cost: Double, of variable: Variable) { costs[variable.index] = cost }
}
