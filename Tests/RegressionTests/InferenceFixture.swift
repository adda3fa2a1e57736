import Foundation
import LinearAlgebra
import Regression
import TestKit

/// What R, sandwich and lmtest say (`inference.R`).
struct InferenceFixture: Decodable {
    struct Fit: Decodable {
        let coefficients, standardErrors, t, p, interval: [Double]
        let rSquared, adjusted, sigma: Double
        let f: [Double]
        let fp, logLikelihood, aic, bic: Double
        let mean, meanLower, meanUpper, lower, upper: [Double]
        let leverage, standardized, studentized, cook, dffits: [Double]
        let covariances: [String: [Double]]
        let automaticLags, automaticLagsPrewhitened: Int
        let durbinWatson: Double
        let vif: [Double]
    }
    let names: [String]
    let columns: [[Double]]
    let response, weights: [Double]
    let new: [[Double]]
    let ols, wls, throughZero: Fit
    let ljungBox, breuschPagan, breuschPaganNormal: [Double]

    static func load() throws -> InferenceFixture {
        try Fixture.json("inference.json", in: .module, as: InferenceFixture.self)
    }

    /// The three models of the fixture, each with what R says and the rows to predict.
    func models() throws -> [(model: LinearModel, says: Fit, rows: DesignMatrix)] {
        let whole = try DesignMatrix(names: names, matrix: Matrix(columns: columns))
        let part = try DesignMatrix(names: Array(names[2...]), matrix: Matrix(columns: Array(columns[2...])))
        let rows = try DesignMatrix(names: names, matrix: Matrix(columns: new))
        let partRows = try DesignMatrix(names: Array(names[2...]), matrix: Matrix(columns: Array(new[2...])))
        return [
            (try LinearModel(whole, response: response), ols, rows),
            (try LinearModel(whole, response: response, weights: weights), wls, rows),
            (try LinearModel(part, response: response), throughZero, partRows),
        ]
    }
}

/// Relative to the largest value: what two programs may differ by in the same closed form.
func isNear(_ a: [Double], _ b: [Double], _ bound: Double = 1e-10) -> Bool {
    let size = b.reduce(0) { max($0, abs($1)) }
    return a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= bound * size }
}
