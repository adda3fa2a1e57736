internal import CCBC

/// The only calls of Clp and Cbc.
enum CoinSolver {
    struct LinearAnswer {
        var values: [Double]
        var duals: [Double]
        var reducedCosts: [Double]
    }

    struct WholeAnswer {
        var values: [Double]
        var bound: Double
        var isProven: Bool
    }

    /// Minimizes without regard to integers; `seconds` 0 is no limit.
    static func minimize(_ program: ScaledProgram, seconds: Double) throws(LinearProgramError) -> LinearAnswer
    {
        let (columns, rows) = (program.costs.count, program.rowLower.count)
        var values = [Double](repeating: 0, count: columns)
        var duals = [Double](repeating: 0, count: rows)
        var reduced = [Double](repeating: 0, count: columns)
        // SAFETY: starts has columns + 1 elements and ends at the count of indices and values, by ScaledProgram.columns; the
        // others have one element a column or row; all outlive the call.
        let status = unsafe ccbc_linear(
            Int32(columns), Int32(rows), program.starts, program.indices, program.values, program.costs,
            program.lower, program.upper, program.rowLower, program.rowUpper, seconds, &values, &duals,
            &reduced)
        guard Int(status) == Int(CCBC_OPTIMAL) else { throw error(status, seconds) }
        return LinearAnswer(values: values, duals: duals, reducedCosts: reduced)
    }

    /// Minimizes with whole numbers.
    static func minimizeWhole(_ program: ScaledProgram, limits: LinearProgram.Limits)
        throws(LinearProgramError) -> WholeAnswer
    {
        let (columns, rows) = (program.costs.count, program.rowLower.count)
        var values = [Double](repeating: 0, count: columns)
        var bound = 0.0
        let seconds = limits.seconds ?? 0
        let status: CInt
        if let start = limits.start {
            // SAFETY: as in minimize; start has one element a column, checked by LinearProgram.validate.
            status = unsafe ccbc_integer(
                Int32(columns), Int32(rows), program.starts, program.indices, program.values, program.costs,
                program.lower, program.upper, program.rowLower, program.rowUpper, program.areIntegers,
                start, seconds, limits.relativeGap, &values, &bound)
        } else {
            // SAFETY: as in minimize.
            status = unsafe ccbc_integer(
                Int32(columns), Int32(rows), program.starts, program.indices, program.values, program.costs,
                program.lower, program.upper, program.rowLower, program.rowUpper, program.areIntegers,
                nil, seconds, limits.relativeGap, &values, &bound)
        }
        switch Int(status) {
        case Int(CCBC_OPTIMAL): return WholeAnswer(values: values, bound: bound, isProven: true)
        case Int(CCBC_FEASIBLE): return WholeAnswer(values: values, bound: bound, isProven: false)
        default: throw error(status, seconds)
        }
    }

    private static func error(_ status: CInt, _ seconds: Double) -> LinearProgramError {
        switch Int(status) {
        case Int(CCBC_INFEASIBLE): .infeasible
        case Int(CCBC_UNBOUNDED): .unbounded
        case Int(CCBC_TIME): .timeLimit(seconds: seconds)
        default: .numericalTrouble
        }
    }

    /// The solvers and their versions.
    static var version: String { unsafe String(cString: ccbc_version()) }
}
