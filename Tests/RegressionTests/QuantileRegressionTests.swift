import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct QuantileRegressionTests {
    private struct Reference: Decodable {
        struct Fit: Decodable {
            let probability: Double
            let coefficients: [Double]
            let loss: Double
            let standardErrors: [Double]
        }
        struct Case: Decodable {
            let title: String
            let columns: [[Double]]
            let response: [Double]
            let fits: [Fit]
        }
        let cases: [Case]
    }

    private func design(_ columns: [[Double]]) throws -> DesignMatrix {
        let ones = columns[0].map { _ in 1.0 }
        return try DesignMatrix(
            [("intercept", ones)] + columns.enumerated().map { ("x\($0)", $1) })
    }

    @Test func agreesWithQuantreg() throws {
        let reference = try Fixture.json("quantiles.json", in: .module, as: Reference.self)
        for expected in reference.cases {
            let rows = try design(expected.columns)
            for fit in expected.fits {
                let model = try QuantileRegression().fit(
                    rows, response: expected.response, at: fit.probability)
                let title: Comment = "\(expected.title) at \(fit.probability)"
                #expect(model.isOptimal, title)
                #expect(model.loss <= fit.loss * (1 + 1e-12), title)
                #expect(isClose(model.loss, fit.loss, .reference), title)
                guard !expected.title.contains("ties") else { continue }
                for (a, b) in zip(model.coefficients, fit.coefficients) {
                    #expect(abs(a / b - 1) < 1e-8, title)
                }
                for (a, b) in zip(try model.standardErrors(), fit.standardErrors) {
                    #expect(abs(a / b - 1) < 1e-8, title)
                }
            }
        }
    }

    @Test func noEdgeFallsAtTheOptimum() throws {
        var generator = SplitMix64(seed: 52)
        for (rows, columns) in [(8, 2), (40, 6), (150, 12)] {
            let design = try randomDesign(rows: rows, columns: columns, &generator)
            let response = (0..<rows).map { _ in generator.uniform() * generator.uniform() }
            for probability in [0.03, 0.5, 0.8] {
                let model = try QuantileRegression().fit(design, response: response, at: probability)
                #expect(model.isOptimal)
                for _ in 0..<200 {
                    let moved = model.coefficients.map { $0 + 1e-3 * (generator.uniform() - 0.5) }
                    let residuals = zip(response, design.matrix * moved).map { $0 - $1 }
                    let loss = residuals.reduce(0) { $0 + $1 * (probability - ($1 < 0 ? 1 : 0)) }
                    #expect(loss >= model.loss)
                }
                // An intercept makes the share of residuals below 0 that of the probability, up to those that are 0.
                let below = Double(model.residuals.count { $0 < -1e-9 })
                let atMost = Double(model.residuals.count { $0 < 1e-9 })
                #expect(below <= probability * Double(rows) && probability * Double(rows) <= atMost)
            }
        }
    }

    @Test func medianOfNumbersIsTheMedian() throws {
        let ones = try DesignMatrix([("one", [1, 1, 1, 1, 1])])
        let model = try QuantileRegression().fit(ones, response: [5, 1, 9, 2, 1e12], at: 0.5)
        #expect(isClose(model.coefficients[0], 5, .reference))
        let weighted = try QuantileRegression().fit(
            ones, response: [5, 1, 9, 2, 7], at: 0.5, weights: [0, 1, 10, 1, 1])
        #expect(isClose(weighted.coefficients[0], 9, .rounding))
    }

    @Test func quantilesDoNotCross() throws {
        var generator = SplitMix64(seed: 53)
        let design = try randomDesign(rows: 40, columns: 3, &generator)
        let response = (0..<40).map { _ in generator.uniform() }
        let probabilities = [0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9]
        let models = try QuantileRegression().fit(design, response: response, at: probabilities)
        let far = try DesignMatrix(names: design.names, matrix: Matrix(rows: [[1, 40, -30, 20]]))
        let alone = models.models.map { $0.predict(far)[0] }
        let together = models.predict(far)[0]
        #expect(alone != alone.sorted() && together == alone.sorted())
    }

    @Test func degenerateDataIsFitted() throws {
        let x = (0..<20).map(Double.init)
        let design = try DesignMatrix([("one", x.map { _ in 1 }), ("x", x), ("again", x.map { 3 - 2 * $0 })])
        let exact = try QuantileRegression().fit(design, response: x.map { 1e12 * (2 + $0) }, at: 0.2)
        #expect(exact.dropped == ["again"] && exact.isOptimal)
        #expect(isClose(exact.coefficients.map { $0 / 1e12 }, [2, 1], .reference))
        let zero = try QuantileRegression().fit(design, response: x.map { _ in 0 }, at: 0.9)
        #expect(zero.coefficients == [0, 0] && zero.loss == 0)
        #expect(try zero.standardErrors() == [0, 0])
        let spike = try QuantileRegression().fit(design, response: x.map { $0 == 7 ? 1e9 : 2 + $0 }, at: 0.5)
        #expect(isClose(spike.coefficients, [2, 1], .reference))
        #expect(throws: RegressionError.tooShort(needed: 4, got: 3)) {
            try QuantileRegression().fit(
                DesignMatrix([("a", [1, 2, 3]), ("b", [1, 1, 1]), ("c", [0, 0, 1])]), response: [1, 2, 3],
                at: 0.5)
        }
        #expect(throws: RegressionError.responseNotFinite(row: 0)) {
            try QuantileRegression().fit(DesignMatrix([("a", [1, 2, 3])]), response: [.nan, 2, 3], at: 0.5)
        }
    }
}
