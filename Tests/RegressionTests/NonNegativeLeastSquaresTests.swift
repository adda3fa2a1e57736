import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct NonNegativeLeastSquaresTests {
    private struct Reference: Decodable {
        struct Case: Decodable {
            let title: String
            let columns: [[Double]]
            let response: [Double]
            let free: [Int]
            let coefficients: [Double]
            let norm: Double
        }
        let cases: [Case]
    }

    private func design(_ columns: [[Double]]) throws -> DesignMatrix {
        try DesignMatrix(names: columns.indices.map { "x\($0)" }, matrix: Matrix(columns: columns))
    }

    @Test func agreesWithSciPy() throws {
        let reference = try Fixture.json("nonnegative.json", in: .module, as: Reference.self)
        for expected in reference.cases {
            let method = NonNegativeLeastSquares(free: Set(expected.free.map { "x\($0)" }))
            let model = try method.fit(design(expected.columns), response: expected.response)
            let norm = Matrix(columns: [model.residuals]).norm
            #expect(norm <= expected.norm * (1 + 1e-12), "\(expected.title)")
            for (j, pair) in zip(model.coefficients, expected.coefficients).enumerated() {
                let size = Matrix(columns: [expected.columns[j]]).norm
                #expect(abs(pair.0 - pair.1) * size <= 1e-9 * expected.norm, "\(expected.title) \(j)")
                #expect((pair.0 == 0) == (pair.1 == 0), "\(expected.title) \(j)")
            }
        }
    }

    @Test func conditionsOfKarushKuhnAndTuckerHold() throws {
        var generator = SplitMix64(seed: 12)
        for (rows, columns) in [(5, 2), (30, 10), (20, 40), (100, 30)] {
            let design = try randomDesign(rows: rows, columns: columns, &generator)
            let response = (0..<rows).map { _ in generator.uniform() * 10 - 3 }
            let weights = (0..<rows).map { $0 % 7 == 3 ? 0 : 1 + generator.uniform() }
            let model = try NonNegativeLeastSquares(free: ["x1"]).fit(
                design, response: response, weights: weights)
            let length = Matrix(columns: [response]).norm
            for (j, name) in model.names.enumerated() {
                let scale = 1e-10 * length * Matrix(columns: [design.matrix.column(j)]).norm
                let (value, slope) = (model.coefficients[j], model.gradient[j])
                #expect(name == "x1" || value >= 0)
                #expect(value != 0 ? abs(slope) <= scale : slope <= scale, "\(name) \(slope)")
            }
            #expect(model.atZero.count < columns)
        }
    }

    @Test func negativeCausesAreHeldAtZero() throws {
        let design = try DesignMatrix([("intercept", [1, 1, 1, 1]), ("x", [0, 1, 2, 3])])
        let falling = try NonNegativeLeastSquares().fit(design, response: [9, 7, 5, 3])
        #expect(falling.atZero == ["x"])
        #expect(isClose(try #require(falling.coefficient("intercept")), 6, .rounding))
        let below = try NonNegativeLeastSquares().fit(design, response: [-1, -2, -3, -4])
        #expect(below.coefficients == [0, 0] && below.predict(design) == [0, 0, 0, 0])
    }

    @Test func degenerateColumnsAreLeftAtZero() throws {
        let x = [1.0, 2, 3, 4, 7]
        let twice = try DesignMatrix([("a", x), ("b", x), ("none", [0, 0, 0, 0, 0])])
        let model = try NonNegativeLeastSquares().fit(twice, response: x.map { 3 * $0 })
        #expect(isClose(model.coefficients.reduce(0, +), 3, .rounding))
        #expect(model.atZero.contains("none") && model.atZero.count == 2)
        let zero = try NonNegativeLeastSquares().fit(twice, response: [0, 0, 0, 0, 0])
        #expect(zero.coefficients == [0, 0, 0])
    }

    @Test func scalesWithTheData() throws {
        var generator = SplitMix64(seed: 13)
        let design = try randomDesign(rows: 40, columns: 6, &generator)
        let response = (0..<40).map { _ in generator.uniform() }
        let model = try NonNegativeLeastSquares().fit(design, response: response)
        for factor in [1e12, 1e-9] {
            let scaled = try NonNegativeLeastSquares().fit(design, response: response.map { factor * $0 })
            #expect(isClose(scaled.coefficients.map { $0 / factor }, model.coefficients, .reference))
        }
    }

    @Test func unfitDataSaysSo() throws {
        let design = try DesignMatrix([("x", [1, 2, 3])])
        #expect(throws: RegressionError.responseNotFinite(row: 1)) {
            try NonNegativeLeastSquares().fit(design, response: [1, .nan, 2])
        }
        let zero = try DesignMatrix([("x", [0, 0, 0])])
        #expect(throws: RegressionError.nothingToFit) {
            try NonNegativeLeastSquares().fit(zero, response: [1, 1, 2])
        }
    }
}
