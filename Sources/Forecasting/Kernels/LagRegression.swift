import Foundation
import LinearAlgebra

/// Ridge regression of a series on lags of itself and a constant, drawn to "the same as one of the lags ago", and more so
/// until its forecasts do not run away.
struct LagRegression {
    let lags: [Int]
    /// What each lag counts.
    let coefficients: [Double]
    let constant: Double

    /// Steps over which an impulse may grow e-fold.
    private static let patience = 1000.0

    /// - Parameters:
    ///   - z: Values of mean 0 and spread 1, more than the longest lag.
    ///   - lags: Steps back, ascending.
    ///   - anchors: Of these lags the one over which values change least is what coefficients are drawn to; none of them for 0.
    init(_ z: [Double], lags: [Int], anchors: [Int]) {
        self.lags = lags
        let anchor = Self.nearest(of: anchors.filter(lags.contains), in: z)
        let prior = lags.map { $0 == anchor ? 1.0 : 0 } + [0]
        let reach = lags.last ?? 0
        var columns = lags.map { Array(z[(reach - $0)..<(z.count - $0)]) }
        var target = Array(z[reach...])
        if let k = lags.firstIndex(where: { $0 == anchor }) {
            for i in target.indices { target[i] -= columns[k][i] }
        }
        columns.append(Array(repeating: 1, count: z.count - reach))
        let design = Matrix(columns: columns)
        let (gram, right) = (design.gram(), Matrix(columns: [design.transposedTimes(target)]))
        var found = prior
        for penalty in [1, 10, 1e2, 1e3, 1e4, 1e5] {
            var matrix = gram
            for k in prior.indices { matrix[k, k] += penalty }
            guard let step = try? Cholesky(matrix).solve(right) else { break }
            let tried = zip(prior, step.elements).map { $0 + $1 }
            if !Self.growsTooFast(lags, tried) {
                found = tried
                break
            }
        }
        coefficients = Array(found[..<lags.count])
        constant = found[lags.count]
    }

    /// The lag over which values change least.
    private static func nearest(of lags: [Int], in z: [Double]) -> Int? {
        guard lags.count > 1, let reach = lags.max() else { return lags.first }
        let changes = lags.map { lag in (reach..<z.count).reduce(0) { $0 + abs(z[$1] - z[$1 - lag]) } }
        return zip(lags, changes).min { $0.1 < $1.1 }?.0
    }

    /// Whether an impulse is still growing from the fourth length of the longest lag to the fifth.
    private static func growsTooFast(_ lags: [Int], _ coefficients: [Double]) -> Bool {
        guard let reach = lags.last else { return false }
        var impulse = [1.0]
        impulse.reserveCapacity(5 * reach + 1)
        for t in 1...(5 * reach) {
            var value = 0.0
            for (k, lag) in lags.enumerated() where lag <= t { value += coefficients[k] * impulse[t - lag] }
            impulse.append(value)
        }
        func size(_ range: Range<Int>) -> Double { impulse[range].reduce(0) { max($0, abs($1)) } }
        let (before, after) = (
            size((3 * reach + 1)..<(4 * reach + 1)), size((4 * reach + 1)..<(5 * reach + 1))
        )
        return after > max(1e-6, exp(Double(reach) / patience) * before)
    }

    /// The value `t` of a series from those before it.
    func fitted(_ z: [Double], at t: Int) -> Double {
        var value = constant
        for (k, lag) in lags.enumerated() { value += coefficients[k] * z[t - lag] }
        return value
    }

    /// The values with errors of the last ones drawn in to a bound, each seen from those before it as drawn in; a new level is
    /// reached in a few steps.
    func tamed(_ z: [Double], last count: Int, within bound: Double) -> [Double] {
        guard bound > 0 else { return z }
        var z = z
        for t in max(lags.last ?? 0, z.count - count)..<z.count {
            let expected = fitted(z, at: t)
            z[t] = expected + (z[t] - expected).clamped(-bound, bound)
        }
        return z
    }
}
