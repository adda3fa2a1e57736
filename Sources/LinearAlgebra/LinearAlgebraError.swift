/// What can be wrong with data that should be factored or solved.
public enum LinearAlgebraError: Error, Sendable, Hashable {
    /// A matrix has no row or no column.
    case empty
    /// A number is NaN or infinite.
    case notFinite(row: Int, column: Int)
    /// Only `rank` of `columns` columns are independent, to working precision.
    case rankDeficient(rank: Int, of: Int)
    /// The leading block of this order is the first that is not positive definite.
    case notPositiveDefinite(order: Int)
    /// The pivot in this column (from 0) is exactly 0.
    case singular(column: Int)
    /// So many values did not converge.
    case notConverged(count: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty:
            "needs at least 1 row and 1 column, got none; check the selection that made the matrix"
        case .notFinite(let row, let column):
            "needs finite numbers, got NaN or infinity in row \(row), column \(column); leave the observation out"
        case .rankDeficient(let rank, let columns):
            "needs \(columns) independent columns, got \(rank); drop dependent columns or ask for the minimum norm"
        case .notPositiveDefinite(let order):
            "needs a positive definite matrix, got one whose leading block of order \(order) is not; "
                + "add to its diagonal or use its eigenvalues"
        case .singular(let column):
            "needs an invertible matrix, got a zero pivot in column \(column); remove the dependent equation"
        case .notConverged(let count):
            "needs all values to converge, got \(count) that did not; scale the matrix"
        }
    }
}
