import Foundation
import LinearAlgebra

/// How unusual the shape of each stretch of a series is: its distance from the mean shape, in the directions and by the
/// widths in which shapes of this series vary.
///
///     let scores = try SubsequencePCA(length: 24).score(cpu)
///
/// The stretches of `length` values, one from each value on, have a mean and a covariance. The score of a stretch is
/// Σ *z*ⱼ² / (λⱼ + ε λ₁) over the principal directions, the Mahalanobis distance with a floor under the smallest widths;
/// that of a value is the mean over the stretches that hold it.
///
/// - Complexity: O(*n* · *length²*) time in matrix products; the covariance takes O(*n* · *length*) only, as stretches
///   along a diagonal share all products but two.
/// - SeeAlso: Aggarwal, *Outlier Analysis*, 2nd ed., §3.3; Sub-PCA of TSB-AD (Liu & Paparrizos, NeurIPS 2024), which adds up
///   distances to the component vectors instead.
public struct SubsequencePCA: Sendable, Hashable {
    /// Values in a stretch: the period of the series, if it has one.
    public let length: Int
    /// Floor under the variance of a direction, as a share of the largest.
    public let floor: Double

    /// Stretches handled in one matrix product.
    private static let block = 512

    /// A method for stretches of `length` values.
    ///
    /// - Precondition: A length of at least 2, a floor above 0.
    public init(length: Int, floor: Double = 0.01) {
        precondition(length >= 2 && floor > 0, "a stretch of at least 2 values, and a floor above 0")
        self.length = length
        self.floor = floor
    }

    /// A score at least 0 for each value; 0 for all if they are constant.
    ///
    /// - Precondition: Finite values.
    /// - Throws: ``DetectionError/tooShort(needed:got:)`` with fewer than 2 · `length` values.
    public func score(_ values: [Double]) throws(DetectionError) -> [Double] {
        precondition(values.allSatisfy(\.isFinite), "values are finite")
        guard values.count >= 2 * length else { throw .tooShort(needed: 2 * length, got: values.count) }
        let middle = values.reduce(0) { $0 + $1 / Double(values.count) }
        let unit = values.reduce(0) { max($0, abs($1 - middle)) }
        guard unit > 0 else { return values.map { _ in 0 } }
        let stretches = distances(values.map { ($0 - middle) / unit })
        return meanOfCovering(stretches, count: values.count)
    }

    /// The score of each stretch of `values`.
    private func distances(_ values: [Double]) -> [Double] {
        let count = values.count - length + 1
        let means = (0..<length).map { j in values[j..<j + count].reduce(0, +) / Double(count) }
        guard let weights = whitening(values, means, count) else {
            return [Double](repeating: 0, count: count)
        }
        var result: [Double] = []
        result.reserveCapacity(count)
        for start in stride(from: 0, to: count, by: Self.block) {
            let end = min(start + Self.block, count)
            let columns = (start..<end).flatMap { i in (0..<length).map { values[i + $0] - means[$0] } }
            let rows = Matrix(rows: length, columns: end - start, elements: columns)
            let whitened = weights.transposedTimes(rows).elements
            for i in 0..<(end - start) {
                result.append(whitened[i * length..<(i + 1) * length].reduce(0) { $0 + $1 * $1 })
            }
        }
        return result
    }

    /// The principal directions as columns, each by the width of the stretches in it; `nil` if nothing varies.
    private func whitening(_ values: [Double], _ means: [Double], _ count: Int) -> Matrix? {
        guard let eigen = try? SymmetricEigen(covariance(values, means, count)),
            let largest = eigen.values.last,
            largest > 0
        else { return nil }
        var scaled = eigen.vectors.elements
        for j in 0..<length {
            let width = (max(0, eigen.values[j]) + floor * largest).squareRoot()
            for i in 0..<length { scaled[i + j * length] /= width }
        }
        return Matrix(rows: length, columns: length, elements: scaled)
    }

    private func covariance(_ values: [Double], _ means: [Double], _ count: Int) -> Matrix {
        var result = Matrix(rows: length, columns: length)
        for lag in 0..<length {
            var sum = 0.0
            for t in 0..<count { sum = sum.addingProduct(values[t], values[t + lag]) }
            for i in 0..<(length - lag) {
                let j = i + lag
                if i > 0 {
                    sum -= values[i - 1] * values[j - 1]
                    sum += values[i - 1 + count] * values[j - 1 + count]
                }
                let covariance = sum / Double(count) - means[i] * means[j]
                (result[i, j], result[j, i]) = (covariance, covariance)
            }
        }
        return result
    }

    /// For each value the mean over the stretches that hold it.
    private func meanOfCovering(_ stretches: [Double], count: Int) -> [Double] {
        let sums = stretches.runningSums()
        return (0..<count).map { i in
            let (first, end) = (max(0, i - length + 1), min(i + 1, stretches.count))
            return (sums[end] - sums[first]) / Double(end - first)
        }
    }
}
