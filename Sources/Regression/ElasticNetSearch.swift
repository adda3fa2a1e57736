import LinearAlgebra

/// The search along a path: each penalty starts where the last one ended.
///
/// Coordinate descent finds which coefficients are 0 and the signs of the others; given these, the optimum is the
/// solution of a linear system, which is tried when passes settle slowly and kept if it has those signs. All slopes are at
/// hand after each pass, so columns need no screening rule: looking at all of them costs less than the pass.
struct ElasticNetSearch {
    private var kernel: CoordinateDescentKernel
    private let gram: [Double]
    private let products: [Double]
    private let mixing: Double
    private let sign: ElasticNet.Sign
    private var absolute = 0.0
    private var squared = 0.0
    /// Passes over the coefficients for the last penalty.
    private(set) var passes = 0

    /// A change of the fit, squared, below this part of the variance of the response counts as none.
    private static let settled = 1e-18
    /// Passes before the linear system is tried.
    private static let patience = 8

    init(_ problem: PenalisedProblem, _ settings: ElasticNet) {
        (gram, products) = (problem.gram, problem.products)
        (mixing, sign) = (settings.mixing, settings.sign)
        kernel = CoordinateDescentKernel(
            gram: gram, products: products, lowest: settings.sign == .free ? -.infinity : 0)
    }

    var coefficients: [Double] { kernel.coefficients }

    /// The product of each column with the residuals.
    var slopes: [Double] { products.indices.map { kernel.slope($0) } }

    /// The largest departure from the conditions of Karush, Kuhn and Tucker.
    var violation: Double { products.indices.reduce(0) { max($0, violation($1)) } }

    private func violation(_ j: Int) -> Double {
        let (value, slope) = (kernel.coefficients[j], kernel.slope(j))
        guard gram[j + j * products.count] > 0 else { return 0 }
        if value != 0 { return abs(slope - squared * value - (value > 0 ? absolute : -absolute)) }
        return max(0, (sign == .free ? abs(slope) : slope) - absolute)
    }

    /// Moves to the optimum at a penalty, for a response in units of its standard deviation.
    mutating func solve(_ penalty: Double, responseScale: Double) {
        guard responseScale > 0 else { return }
        (absolute, squared) = (penalty * mixing / responseScale, penalty * (1 - mixing))
        passes = 0
        var rounds = 0
        while passes < 100_000 {
            let active = activeColumns()
            var change = 0.0
            for _ in 0..<Self.patience {
                change = kernel.sweep(active, absolute: absolute, squared: squared)
                passes += 1
                if change <= Self.settled { break }
            }
            // Late rounds: the system is singular, descent alone must do.
            if change > Self.settled, rounds < 50 { takeLinearSteps() }
            rounds += 1
            refresh()
            if violation <= 1e-9 || (change <= Self.settled && activeColumns() == active) { return }
        }
    }

    /// The columns whose coefficient is not 0 or should not be, by more than rounding.
    private func activeColumns() -> [Int] {
        products.indices.filter { kernel.coefficients[$0] != 0 || violation($0) > 1e-13 }
    }

    /// Makes the slopes free of accumulated rounding.
    private mutating func refresh() {
        let values = kernel.coefficients
        kernel.set(values.indices.filter { values[$0] != 0 }.map { ($0, values[$0]) })
    }

    /// Goes to the optimum of the present signs, or as far as the first coefficient that becomes 0, a few times.
    private mutating func takeLinearSteps() {
        for _ in 0..<10 {
            let inUse = products.indices.filter { kernel.coefficients[$0] != 0 }
            guard let goal = optimum(of: inUse) else { return }
            let before = inUse.map { kernel.coefficients[$0] }
            let steps = zip(before, goal).map { $0 * $1 > 0 ? 1 : $0 / ($0 - $1) }
            let step = steps.reduce(1) { min($0, $1) }
            kernel.set(
                inUse.indices.map { k in
                    let isStopped = step < 1 && steps[k] <= step
                    return (inUse[k], isStopped ? 0 : before[k] + step * (goal[k] - before[k]))
                })
            if step == 1 { return }
        }
    }

    /// The coefficients at which these columns, with their present signs, are optimal; nil if they depend on one another.
    private func optimum(of inUse: [Int]) -> [Double]? {
        guard !inUse.isEmpty else { return nil }
        let order = inUse.count
        var elements: [Double] = []
        elements.reserveCapacity(order * order)
        var right: [Double] = []
        for (k, j) in inUse.enumerated() {
            let start = j * products.count
            for i in inUse { elements.append(gram[start + i]) }
            elements[k + k * order] += squared
            right.append(products[j] - (kernel.coefficients[j] > 0 ? absolute : -absolute))
        }
        let matrix = Matrix(rows: order, columns: order, elements: elements)
        guard let cholesky = try? Cholesky(matrix), cholesky.reciprocalCondition > 1e-13 else { return nil }
        return try? cholesky.solve(Matrix(columns: [right])).elements
    }
}
