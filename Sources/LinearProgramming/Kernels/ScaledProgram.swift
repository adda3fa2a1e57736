/// A program as the solver takes it: minimized, by columns, its costs and bounds of ordinary size.
///
/// The solver's tolerances are absolute (1e-7), so costs and bounds are divided by powers of two near their geometric means:
/// money in 10¹² and prices in 10⁻⁹ are solved alike, and no digit is lost. Bounds of integer programs stay.
struct ScaledProgram {
    var starts: [Int32]
    var indices: [Int32]
    var values: [Double]
    var costs: [Double]
    var lower: [Double]
    var upper: [Double]
    var rowLower: [Double]
    var rowUpper: [Double]
    var areIntegers: [UInt8]
    /// Costs were divided by it; below 0 when maximizing.
    let costUnit: Double
    /// Bounds were divided by it.
    let unit: Double

    init(_ program: LinearProgram) {
        let isInteger = program.areIntegers.contains(true)
        let ends = (program.rows + program.bounds).flatMap { [$0.lowerBound, $0.upperBound] }
        let unit = isInteger ? 1 : ScaledProgram.powerOfTwo(near: ends)
        let magnitude = ScaledProgram.powerOfTwo(near: program.costs)
        let costUnit = program.sense == .minimize ? magnitude : -magnitude
        self.unit = unit
        self.costUnit = costUnit
        costs = program.costs.map { $0 / costUnit }
        lower = program.bounds.map { $0.lowerBound / unit }
        upper = program.bounds.map { $0.upperBound / unit }
        rowLower = program.rows.map { $0.lowerBound / unit }
        rowUpper = program.rows.map { $0.upperBound / unit }
        areIntegers = program.areIntegers.map { $0 ? 1 : 0 }
        (starts, indices, values) = ScaledProgram.columns(program)
    }

    /// The power of two nearest to the geometric mean of the finite magnitudes; 1 without any.
    private static func powerOfTwo(near values: [Double]) -> Double {
        var sum = 0
        var count = 0
        for value in values where value.isFinite && value != 0 {
            sum += Int(value.exponent)
            count += 1
        }
        guard count > 0 else { return 1 }
        return Double(sign: .plus, exponent: min(500, max(-500, sum / count)), significand: 1)
    }

    /// The entries column by column, rows ascending; entries of the same place added up.
    private static func columns(_ program: LinearProgram) -> ([Int32], [Int32], [Double]) {
        var counts = [Int](repeating: 0, count: program.costs.count + 1)
        for entry in program.entries { counts[Int(entry.column) + 1] += 1 }
        for j in program.costs.indices { counts[j + 1] += counts[j] }
        var places = counts
        var order = [Int](repeating: 0, count: program.entries.count)
        for k in program.entries.indices {
            let column = Int(program.entries[k].column)
            order[places[column]] = k
            places[column] += 1
        }
        var starts: [Int32] = [0]
        var indices: [Int32] = []
        var values: [Double] = []
        indices.reserveCapacity(order.count)
        values.reserveCapacity(order.count)
        for j in program.costs.indices {
            let first = indices.count
            for k in order[counts[j]..<counts[j + 1]].sorted(by: { before(program.entries, $0, $1) }) {
                let entry = program.entries[k]
                if indices.count > first, indices[indices.count - 1] == entry.row {
                    values[values.count - 1] += entry.value
                } else {
                    indices.append(entry.row)
                    values.append(entry.value)
                }
            }
            starts.append(Int32(indices.count))
        }
        return (starts, indices, values)
    }

    private static func before(_ entries: [LinearProgram.Entry], _ a: Int, _ b: Int) -> Bool {
        entries[a].row == entries[b].row ? a < b : entries[a].row < entries[b].row
    }

    /// A linear program's answer in the units it was asked in.
    func solution(of program: LinearProgram, _ raw: CoinSolver.LinearAnswer) -> LinearProgram.Solution {
        let values = program.within(raw.values.map { $0 * unit })
        let objective = program.objective(values)
        return LinearProgram.Solution(
            objective: objective, bound: objective, gap: 0, isOptimal: true, values: values,
            duals: raw.duals.map { $0 * costUnit }, reducedCosts: raw.reducedCosts.map { $0 * costUnit })
    }

    /// An integer program's answer in the units it was asked in.
    func solution(
        of program: LinearProgram, whole values: [Double], _ found: CoinSolver.WholeAnswer,
        relaxed: CoinSolver.LinearAnswer, limits: LinearProgram.Limits
    ) -> LinearProgram.Solution {
        let values = program.within(program.rounded(values))
        let objective = program.objective(values)
        let relaxation = zip(relaxed.values, costs).reduce(0) { $0 + $1.0 * $1.1 }
        let scaledObjective = objective / costUnit
        // The search may leave a weaker bound than the relaxation, and rounding one above the objective.
        let proven = min(scaledObjective, max(found.bound, relaxation))
        let bound = found.isProven && limits.relativeGap <= 1e-9 ? objective : proven * costUnit
        let gap = bound == objective ? 0 : abs(objective - bound) / max(abs(objective), abs(costUnit) * 1e-9)
        return LinearProgram.Solution(
            objective: objective, bound: bound, gap: gap, isOptimal: gap <= limits.relativeGap,
            values: values, duals: nil, reducedCosts: nil)
    }
}

extension LinearProgram {
    /// The objective at these values.
    func objective(_ values: [Double]) -> Double { zip(values, costs).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The values moved into their bounds, which the solver may miss by its tolerance.
    func within(_ values: [Double]) -> [Double] {
        zip(values, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
    }

    /// The integer variables at whole numbers.
    func rounded(_ values: [Double]) -> [Double] {
        zip(values, areIntegers).map { $1 ? $0.rounded() : $0 }
    }
}

extension LinearProgram.Solution {
    /// The same with whole numbers where a relaxation happened to be whole; an integer program has no duals.
    func rounded(_ areIntegers: [Bool], of program: LinearProgram) -> LinearProgram.Solution {
        let values = program.rounded(values)
        let objective = program.objective(values)
        return LinearProgram.Solution(
            objective: objective, bound: objective, gap: 0, isOptimal: true, values: values, duals: nil,
            reducedCosts: nil)
    }
}
