public import LinearAlgebra
import Statistics

/// Reconciliation that knows how the errors of the nodes move together: MinT with a shrunk covariance, for groups of up to
/// some two thousand nodes.
///
///     let plan = try MinTrace(parents: [nil, 0, 0], errors: errors)
///     let values = plan.reconciled([10, 3, 4])
///
/// - SeeAlso: Wickramasuriya, Athanasopoulos, Hyndman, JASA 114 (2019); Schäfer, Strimmer, "A shrinkage approach to
///   large-scale covariance matrix estimation", 2005; equal to hierarchicalforecast's `mint_shrink`.
public struct MinTrace: Sendable {
    /// How much the correlations were shrunk towards none, 0…1.
    public let shrinkage: Double

    private let isParent: [Bool]
    private let parents: [Int?]
    /// W Cᵀ (C W Cᵀ)⁻¹: what a misfit of each sum moves each node by.
    private let projection: Matrix
    private let sums: [Int]

    /// A plan from past one-step errors.
    ///
    /// - Parameters:
    ///   - parents: Index of each node's parent, `nil` for roots; parents stand before their children.
    ///   - errors: Past errors, a row a time and a column a node; at least 3 rows.
    /// - Throws: ``ForecastingError/tooShort(needed:got:)`` with fewer rows, ``ForecastingError/contradictoryPins(node:)``
    ///   if neither a node nor what is below it ever erred.
    /// - Complexity: O(*n³*) time, O(*n²*) memory.
    public init(parents: [Int?], errors: Matrix) throws(ForecastingError) {
        precondition(errors.columns == parents.count, "errors for each node")
        guard errors.rows >= 3 else { throw .tooShort(needed: 3, got: errors.rows) }
        var isParent = [Bool](repeating: false, count: parents.count)
        for case let parent? in parents { isParent[parent] = true }
        let covariance = ShrunkCovariance(errors)
        let sums = parents.indices.filter { isParent[$0] }
        let constraints = MinTrace.constraints(parents, sums)
        let spread = constraints * covariance.matrix
        let misfitCovariance = spread * constraints.transposed()
        do {
            let projected = try Cholesky(misfitCovariance).solve(spread)
            projection = projected.transposed()
        } catch {
            let still = sums.indices.first { misfitCovariance[$0, $0] <= 0 } ?? 0
            throw .contradictoryPins(node: sums.isEmpty ? 0 : sums[still])
        }
        (self.parents, self.isParent, self.sums) = (parents, isParent, sums)
        shrinkage = covariance.shrinkage
    }

    /// A row for each sum: 1 at the parent, −1 at its children.
    private static func constraints(_ parents: [Int?], _ sums: [Int]) -> Matrix {
        var row = [Int](repeating: -1, count: parents.count)
        for (k, node) in sums.enumerated() { row[node] = k }
        var matrix = Matrix(rows: sums.count, columns: parents.count)
        for (k, node) in sums.enumerated() { matrix[k, node] = 1 }
        for (node, parent) in parents.enumerated() {
            if let parent { matrix[row[parent], node] = -1 }
        }
        return matrix
    }

    /// The reconciled values.
    ///
    /// - Parameter forecasts: One a node.
    /// - Returns: One value a node; every parent is the sum of its children, added up from the leaves.
    public func reconciled(_ forecasts: [Double]) -> [Double] {
        precondition(forecasts.count == parents.count, "a forecast for each node")
        var misfit = forecasts
        for (node, parent) in parents.enumerated() {
            if let parent { misfit[parent] -= forecasts[node] }
        }
        let moves = projection * sums.map { misfit[$0] }
        var values = forecasts.indices.map { isParent[$0] ? 0 : forecasts[$0] - moves[$0] }
        for node in stride(from: values.count - 1, through: 0, by: -1) {
            if let parent = parents[node] { values[parent] += values[node] }
        }
        return values
    }
}

/// The covariance of errors around their means, with its correlations shrunk towards none by as much as they are uncertain.
struct ShrunkCovariance {
    let matrix: Matrix
    let shrinkage: Double

    init(_ errors: Matrix) {
        let n = Double(errors.rows)
        let centred = Matrix(
            columns: (0..<errors.columns).map { j in
                let column = errors.column(j)
                let mean = column.mean()
                return column.map { $0 - mean }
            })
        let gram = centred.transposed() * centred
        let scales = (0..<errors.columns).map { (gram[$0, $0] / n).squareRoot() }
        let standard = Matrix(
            columns: scales.enumerated().map { j, scale in
                centred.column(j).map { scale > 0 ? $0 / scale : 0 }
            }
        )
        let squares = Matrix(
            rows: standard.rows, columns: standard.columns, elements: standard.elements.map { $0 * $0 })
        let products = standard.transposed() * standard
        let squareProducts = squares.transposed() * squares
        var (uncertainty, strength) = (0.0, 0.0)
        for j in 0..<errors.columns {
            for i in 0..<errors.columns where i != j {
                let product = products[i, j]
                uncertainty += (squareProducts[i, j] - product * product / n) / (n * (n - 1))
                strength += (product / n) * (product / n)
            }
        }
        let shrinkage = strength > 0 ? min(max(uncertainty / strength, 0), 1) : 1
        var matrix = gram
        for j in 0..<errors.columns {
            for i in 0..<errors.columns { matrix[i, j] *= (i == j ? 1 : 1 - shrinkage) / n }
        }
        (self.matrix, self.shrinkage) = (matrix, shrinkage)
    }
}
