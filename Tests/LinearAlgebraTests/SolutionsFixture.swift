import Foundation
import LinearAlgebra
import TestKit
import TimeSeries

/// Factorizations and solutions of NumPy, SciPy and exact fractions (`solutions.py`).
struct SolutionsFixture: Decodable {
    struct Full: Decodable {
        let name: String
        let columns: [[Double]]
        let response: [Double]
        let solution: [Double]
        let bound: Double
    }
    struct Deficient: Decodable {
        let name: String
        let columns: [[Double]]
        let response: [Double]
        let solution: [Double]
        let rank: Int
        let singular: [Double]
    }
    struct PositiveDefinite: Decodable {
        let columns: [[Double]]
        let lower: [[Double]]
        let inverse: [[Double]]
        let logDeterminant: Double
        let condition: Double
    }
    struct Symmetric: Decodable {
        let columns: [[Double]]
        let values: [Double]
    }
    struct Band: Decodable {
        let storage: [[Double]]
        let response: [Double]
        let solution: [Double]
    }
    let full: [Full]
    let deficient: [Deficient]
    let positiveDefinite: PositiveDefinite
    let symmetric: Symmetric
    let band: Band
    let positiveBand: Band

    static func load() throws -> SolutionsFixture {
        try Fixture.json("solutions.json", in: .module, as: SolutionsFixture.self)
    }
}

extension Matrix {
    /// A matrix of numbers in −1 ..< 1.
    static func random(_ rows: Int, _ columns: Int, _ generator: inout SplitMix64) -> Matrix {
        Matrix(
            rows: rows, columns: columns,
            elements: (0..<rows * columns).map { _ in 2 * generator.uniform() - 1 })
    }

    /// Whether the difference is small against the larger of the two.
    func isNear(_ other: Matrix, _ bound: Double = 1e-12) -> Bool {
        (self - other).norm <= bound * max(1, norm, other.norm)
    }
}
