import LinearAlgebra
import Statistics

/// Least squares whose coefficients must not be negative, for causes that can only add: users, requests, a fixed fee.
///
///     let split = try NonNegativeLeastSquares().fit(design, response: costs)
///     let fixed = split.coefficient("intercept")
///
/// The active-set method of Lawson and Hanson on the triangle of one QR factorization, so the normal equations, which would
/// square the condition, are never formed. A column that depends on those in use stays at 0.
///
/// - SeeAlso: Lawson & Hanson, *Solving Least Squares Problems* (1974), chapter 23; SciPy `nnls`; R `nnls`.
public struct NonNegativeLeastSquares: Sendable, Hashable {
    /// The columns that may have either sign.
    public var free: Set<String>

    /// A regression in which only the columns `free` may have negative coefficients.
    public init(free: Set<String> = []) {
        self.free = free
    }

    /// Fits `response` to `design`.
    ///
    /// - Parameters:
    ///   - design: *n* rows; there may be more columns than rows.
    ///   - response: *n* finite numbers.
    ///   - weights: *n* numbers, none negative, not all 0: what the square of each residual counts. Default: 1 each.
    /// - Returns: The fit; of several equal ones, one.
    /// - Throws: ``RegressionError/responseNotFinite(row:)``, ``RegressionError/nothingToFit`` if all columns are 0,
    ///   ``RegressionError/notConverged``.
    /// - Complexity: O(*n p²*) and O(*p k²*) for each of about *k* rounds, with *k* coefficients above 0.
    public func fit(
        _ design: DesignMatrix, response: [Double], weights: [Double]? = nil
    ) throws(RegressionError) -> NonNegativeModel {
        let rows = try WeightedRows(design, response, weights)
        var search = try ActiveSet(rows, isFree: design.names.map(free.contains))
        try search.run()
        let coefficients = search.coefficients
        let fitted = design.matrix * coefficients
        let residuals = zip(response, fitted).map { $0 - $1 }
        let weighted = zip(residuals, weights ?? residuals.map { _ in 1 }).map { $0 * $1 }
        return NonNegativeModel(
            names: design.names, coefficients: coefficients, fitted: fitted, residuals: residuals,
            gradient: design.matrix.transposedTimes(weighted))
    }
}

/// A fitted regression without negative coefficients.
public struct NonNegativeModel: Sendable {
    /// The names of the columns, all of them.
    public let names: [String]
    /// One coefficient a column: at least 0, unless the column is free.
    public let coefficients: [Double]
    /// What the model says of each observation, in the unit of the response.
    public let fitted: [Double]
    /// Response minus fitted.
    public let residuals: [Double]
    /// The product of each column with the (weighted) residuals.
    ///
    /// At the optimum it is 0 where the coefficient is not, and at most 0 where the coefficient is held at 0.
    public let gradient: [Double]

    /// The coefficient of the column `name`; nil if it is not part of the design.
    public func coefficient(_ name: String) -> Double? {
        names.firstIndex(of: name).map { coefficients[$0] }
    }

    /// The names of the columns whose coefficient is 0.
    public var atZero: [String] { names.indices.filter { coefficients[$0] == 0 }.map { names[$0] } }

    /// What the model says of new observations: one number a row.
    ///
    /// - Precondition: The same columns as the design of the fit.
    public func predict(_ design: DesignMatrix) -> [Double] {
        precondition(design.names == names, "a prediction needs the columns of the fit")
        return design.matrix * coefficients
    }
}

/// Which columns are in use, over the triangle of the design with columns of length 1.
private struct ActiveSet {
    private let triangle: Matrix
    private let target: [Double]
    private let lengths: [Double]
    private let isFree: [Bool]
    private let tolerance: Double
    private var inUse: [Int] = []
    private var solution: [Double]

    init(_ rows: WeightedRows, isFree: [Bool]) throws(RegressionError) {
        let p = rows.matrix.columns
        let squares = rows.matrix.columnSquares()
        let lengths = (0..<p).map { j in
            squares[j].isNormal ? squares[j].squareRoot() : Matrix(columns: [rows.matrix.column(j)]).norm
        }
        self.lengths = lengths
        guard lengths.contains(where: { $0 > 0 }) else { throw .nothingToFit }
        var scaled = rows.matrix.elements
        let n = rows.matrix.rows
        for j in 0..<p where lengths[j] > 0 {
            for i in j * n..<(j + 1) * n { scaled[i] /= lengths[j] }
        }
        do {
            let qr = try QR(Matrix(rows: n, columns: p, elements: scaled))
            let r = qr.r
            target = Array(qr.transposedQTimes(Matrix(columns: [rows.response])).elements.prefix(r.rows))
            triangle = r
        } catch { throw .notConverged }
        self.isFree = isFree
        tolerance =
            10 * Double.ulpOfOne * Double(max(rows.matrix.rows, p)) * Matrix(columns: [rows.response]).norm
        solution = [Double](repeating: 0, count: p)
    }

    /// The coefficients in the units of the design.
    var coefficients: [Double] { zip(solution, lengths).map { $1 > 0 ? $0 / $1 : 0 } }

    mutating func run() throws(RegressionError) {
        for j in isFree.indices where isFree[j] && lengths[j] > 0 {
            if try leastSquares(inUse + [j]) != nil { inUse.append(j) }
        }
        _ = try moveToOptimum(try leastSquares(inUse))
        var refused: Set<Int> = []
        for _ in 0..<(10 * isFree.count + 30) {
            guard let next = steepest(except: refused) else { return }
            guard let trial = try leastSquares(inUse + [next]), trial[next] > 0 else {
                refused.insert(next)
                continue
            }
            inUse.append(next)
            if try moveToOptimum(trial) { refused = [] } else { refused.insert(next) }
        }
        throw .notConverged
    }

    /// The column at 0 along which the squares fall fastest; nil at the optimum.
    private func steepest(except refused: Set<Int>) -> Int? {
        let fitted = triangle * solution
        let slopes = triangle.transposedTimes(zip(target, fitted).map { $0 - $1 })
        let candidates = slopes.indices.filter {
            slopes[$0] > tolerance && !inUse.contains($0) && !refused.contains($0)
        }
        return candidates.max { slopes[$0] < slopes[$1] }
    }

    /// Goes to `first`, the least squares of the columns in use, dropping each that would become negative on the way.
    ///
    /// - Returns: Whether it moved.
    private mutating func moveToOptimum(_ first: [Double]?) throws(RegressionError) -> Bool {
        let before = solution
        var next = first
        while let goal = next {
            let blocking = inUse.filter { !isFree[$0] && goal[$0] <= 0 }
            let steps = blocking.map { solution[$0] > 0 ? solution[$0] / (solution[$0] - goal[$0]) : 0 }
            guard let step = steps.min() else {
                solution = goal
                break
            }
            for j in inUse { solution[j] += step * (goal[j] - solution[j]) }
            for (j, reached) in zip(blocking, steps) where reached == step || solution[j] <= 0 {
                solution[j] = 0
                inUse.removeAll { $0 == j }
            }
            next = try leastSquares(inUse)
        }
        return solution != before
    }

    /// The least squares of these columns, 0 elsewhere; nil if one depends on the others.
    private func leastSquares(_ chosen: [Int]) throws(RegressionError) -> [Double]? {
        var result = [Double](repeating: 0, count: solution.count)
        guard !chosen.isEmpty else { return result }
        do {
            let qr = try QR(triangle.selecting(columns: chosen))
            guard qr.dependentColumns(tolerance: 1e-10).isEmpty else { return nil }
            let values = try qr.solve(Matrix(columns: [target])).elements
            for (j, value) in zip(chosen, values) { result[j] = value }
            return result
        } catch { throw .notConverged }
    }
}
