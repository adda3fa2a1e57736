import Foundation
import LinearAlgebra

/// Ridge regression of few columns through the origin, averaged over penalties by their leave-one-out errors.
///
/// All coefficients are drawn to 0, a constant's too: the next change of a level is nothing, unless the past says more.
///
/// - SeeAlso: ``Regression/Ridge``, which centres and scales its columns and leaves the intercept free.
struct LevelRidge: Sendable {
    let coefficients: [Double]
    /// Leave-one-out errors, each over √(1 + h), so that all have one spread.
    let errors: [Double]
    /// Columns of V ∕ σ.
    private let directions: [[Double]]
    private let filter: [Double]

    /// Fits `target` to `columns`; `nil` if there is nothing to decompose.
    init?(_ columns: [[Double]], target: [Double]) {
        guard let svd = try? SVD(Matrix(columns: columns)), svd.values[0] > 0 else { return nil }
        let (n, rank) = (target.count, svd.rank())
        let u = (0..<rank).map { svd.u.column($0) }
        let turned = u.map { column in column.indices.reduce(0) { $0 + column[$1] * target[$1] } }
        let squares = svd.values.prefix(rank).map { $0 * $0 }
        func fit(_ filter: [Double]) -> (errors: [Double], leverages: [Double]) {
            var (errors, leverages) = (target, [Double](repeating: 0, count: n))
            for (j, share) in filter.enumerated() {
                let part = share * turned[j]
                for i in 0..<n {
                    errors[i] -= part * u[j][i]
                    leverages[i] += share * u[j][i] * u[j][i]
                }
            }
            return (errors, leverages)
        }
        let filters = (0..<25).map { k in
            let penalty = pow(10, -4 + Double(k) / 3)
            return squares.map { $0 / ($0 + penalty) }
        }
        let losses = filters.map { filter in
            let (errors, leverages) = fit(filter)
            var sum = 0.0
            for i in 0..<n {
                let e = errors[i] / max(1e-10, 1 - leverages[i])
                sum += e * e
            }
            return sum / Double(n)
        }
        let least = max(losses.reduce(.infinity) { min($0, $1) }, .leastNormalMagnitude)
        let weights = losses.map { exp(-($0 - least) / least) }
        let total = weights.reduce(0, +)
        let average = (0..<rank).map { j in
            zip(filters, weights).reduce(0) { $0 + $1.0[j] * $1.1 } / total
        }
        let (rest, leverages) = fit(average)
        errors = (0..<n).map { rest[$0] / max(1e-10, 1 - leverages[$0]) / (1 + leverages[$0]).squareRoot() }
        directions = (0..<rank).map { j in svd.v.column(j).map { $0 / svd.values[j] } }
        filter = average
        coefficients = columns.indices.map { k in
            (0..<rank).reduce(0) { $0 + average[$1] * turned[$1] * svd.v[k, $1] / svd.values[$1] }
        }
    }

    /// How far a row lies from those of the fit: the share that its own error would add to the variance.
    func leverage(_ row: [Double]) -> Double {
        var total = 0.0
        for (direction, share) in zip(directions, filter) {
            let along = row.indices.reduce(0) { $0 + direction[$1] * row[$1] }
            total += share * along * along
        }
        return min(total, 10)
    }
}
