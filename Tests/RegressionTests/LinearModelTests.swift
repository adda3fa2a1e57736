import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct LinearModelTests {
    private func check(_ model: LinearModel, _ fit: RegressionsFixture.Fit, _ rows: DesignMatrix) {
        #expect(isClose(model.coefficients, fit.coefficients, .reference))
        #expect(isClose(model.standardErrors, fit.standardErrors, .reference))
        #expect(isClose(model.rSquared, fit.rSquared, .reference))
        #expect(isClose(model.residualStandardError, fit.scale, .reference))
        #expect(isClose(model.residuals, fit.residuals, .reference))
        let predictions = model.predict(rows)
        let intervals = predictions.map { $0.interval(coverage: 0.9) }
        #expect(isClose(predictions.map(\.mean), fit.mean, .reference))
        #expect(isClose(predictions.map(\.standardErrorOfMean), fit.standardErrorOfMean, .reference))
        #expect(isClose(intervals.map(\.lowerBound), fit.lower, .reference))
        #expect(isClose(intervals.map(\.upperBound), fit.upper, .reference))
    }

    @Test func agreesWithStatsmodels() throws {
        let data = try RegressionsFixture.load()
        let design = try data.design()
        check(try LinearModel(design, response: data.response), data.ols, try data.newRows())
        let weighted = try LinearModel(design, response: data.response, weights: data.weights)
        check(weighted, data.wls, try data.newRows())
        let throughZero = try LinearModel(try data.design(from: 2), response: data.response)
        check(throughZero, data.throughZero, try data.newRows(from: 2))
    }

    @Test func normalEquationsHoldAtTheOptimum() throws {
        var generator = SplitMix64(seed: 1)
        for (rows, columns) in [(5, 2), (40, 6), (200, 12)] {
            let design = try randomDesign(rows: rows, columns: columns, &generator)
            let response = (0..<rows).map { _ in generator.uniform() }
            let model = try LinearModel(design, response: response)
            let products = design.matrix.transposedTimes(model.residuals)
            #expect(isClose(products, products.map { _ in 0 }, .reference))
            let sums: [Double] = zip(model.fitted, model.residuals).map { $0 + $1 }
            #expect(isClose(sums, response, .rounding))
            #expect(model.rSquared >= 0 && model.rSquared <= 1)
        }
    }

    @Test func dependentColumnsAreDroppedByName() throws {
        var generator = SplitMix64(seed: 2)
        let base = try randomDesign(rows: 30, columns: 2, &generator)
        let (a, b) = (base.matrix.column(1), base.matrix.column(2))
        let sum = zip(a, b).map { 2 * $0 - $1 + 3 }
        let fresh = (0..<30).map { _ in generator.uniform() }
        let design = try DesignMatrix([
            ("intercept", base.matrix.column(0)), ("a", a), ("b", b), ("sum", sum), ("fresh", fresh),
            ("zero", [Double](repeating: 0, count: 30)),
        ])
        let response = (0..<30).map { a[$0] + 5 * fresh[$0] + generator.uniform() }
        let model = try LinearModel(design, response: response)
        #expect(model.dropped == ["sum", "zero"])
        #expect(model.names == ["intercept", "a", "b", "fresh"])
        #expect(model.coefficient("sum") == nil)
        let direct = try LinearModel(
            DesignMatrix(names: model.names, matrix: design.matrix.selecting(columns: [0, 1, 2, 4])),
            response: response)
        #expect(isClose(model.coefficients, direct.coefficients, .rounding))
        #expect(model.predict(design).count == 30)
    }

    @Test func exactLineIsFoundExactly() throws {
        let design = try DesignMatrix([("intercept", [1, 1, 1]), ("x", [0, 1, 2])])
        let model = try LinearModel(design, response: [1, 3, 5])
        #expect(isClose(model.coefficients, [1, 2], .rounding))
        #expect(isClose(model.rSquared, 1, .rounding))
        #expect(try LinearModel(design, response: [4, 4, 4]).rSquared <= 1)
    }

    @Test func unfitDataSaysSo() throws {
        let square = try DesignMatrix([("a", [1, 2]), ("b", [3, 4])])
        #expect(throws: RegressionError.tooShort(needed: 3, got: 2)) {
            try LinearModel(square, response: [1, 2])
        }
        let line = try DesignMatrix([("a", [1, 2])])
        #expect(throws: RegressionError.responseNotFinite(row: 1)) {
            try LinearModel(line, response: [1, .nan])
        }
        #expect(throws: RegressionError.notFinite(column: "b", row: 0)) {
            try DesignMatrix([("a", [1, 2]), ("b", [.infinity, 4])])
        }
        let zero = try DesignMatrix([("a", [0, 0])])
        #expect(throws: RegressionError.nothingToFit) { try LinearModel(zero, response: [1, 2]) }
    }
}
