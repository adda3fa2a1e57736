import Foundation
import LinearAlgebra
import Regression
import TestKit
import TimeSeries

/// What statsmodels and explicit refits say (`regressions.py`).
struct RegressionsFixture: Decodable {
    struct Fit: Decodable {
        let coefficients: [Double]
        let standardErrors: [Double]
        let rSquared: Double
        let scale: Double
        let residuals: [Double]
        let mean: [Double]
        let standardErrorOfMean: [Double]
        let lower: [Double]
        let upper: [Double]
    }
    struct Robust: Decodable {
        let coefficients: [Double]
        let scale: Double
        let weights: [Double]
    }
    struct Soft: Decodable {
        let weights: [Double]
        let coefficients: [Double]
    }
    let names: [String]
    let columns: [[Double]]
    let response: [Double]
    let new: [[Double]]
    let weights: [Double]
    let ols: Fit
    let wls: Fit
    let throughZero: Fit
    let spoilt: [Double]
    let huber: Robust
    let ridge: Soft

    static func load() throws -> RegressionsFixture {
        try Fixture.json("regressions.json", in: .module, as: RegressionsFixture.self)
    }

    func design(from first: Int = 0) throws -> DesignMatrix {
        try DesignMatrix(
            names: Array(names[first...]), matrix: Matrix(columns: Array(columns[first...])))
    }

    func newRows(from first: Int = 0) throws -> DesignMatrix {
        try DesignMatrix(names: Array(names[first...]), matrix: Matrix(columns: Array(new[first...])))
    }
}

/// A design of an intercept and `columns` random columns.
func randomDesign(rows: Int, columns: Int, _ generator: inout SplitMix64) throws -> DesignMatrix {
    var parts: [(name: String, values: [Double])] = [("intercept", [Double](repeating: 1, count: rows))]
    for j in 0..<columns { parts.append(("x\(j)", (0..<rows).map { _ in generator.uniform() * 10 })) }
    return try DesignMatrix(parts)
}
