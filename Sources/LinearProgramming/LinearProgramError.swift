/// What keeps a program from having a best solution, or the solver from finding one.
public enum LinearProgramError: Error, Sendable, Hashable {
    /// A cost, coefficient, start value or limit is NaN or infinite.
    case notFinite(String)
    /// A lower bound is above the upper one, NaN, +infinity, or the upper one −infinity.
    case badBounds(String, lower: Double, upper: Double)
    /// A start solution with another number of values than there are variables.
    case startOfOtherLength(needed: Int, got: Int)
    /// More variables, constraints or entries than the solver can count (2³¹ − 1).
    case tooLarge
    /// No values satisfy all constraints.
    case infeasible
    /// The objective can be made as good as one likes.
    case unbounded
    /// The time ran out before a solution was found.
    case timeLimit(seconds: Double)
    /// The solver gave up for numerical reasons.
    case numericalTrouble
}

extension LinearProgramError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFinite(let place):
            "needs finite numbers, got NaN or infinity as \(place)"
        case .badBounds(let place, let lower, let upper):
            "needs a lower bound not above the upper one, got \(lower)…\(upper) of \(place)"
        case .startOfOtherLength(let needed, let got):
            "needs a start of \(needed) values, one a variable, got \(got)"
        case .tooLarge:
            "needs fewer than 2147483647 variables, constraints and coefficients; split the program"
        case .infeasible:
            "needs values that satisfy all constraints, and there are none; loosen a constraint"
        case .unbounded:
            "needs an objective with a limit, got one that can be made as good as one likes; bound the variables"
        case .timeLimit(let seconds):
            "needs more than \(seconds) s to find a solution; allow more time or give a start"
        case .numericalTrouble:
            "needs numbers of more equal size: the solver gave up; change the units of the largest or smallest"
        }
    }
}
