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

    @Test func weightsMustBeAboveZero() throws {
        let line = try DesignMatrix([("a", [1, 2, 4])])
        for bad in [0, -1, Double.nan, .infinity] {
            #expect(throws: RegressionError.weightNotPositive(row: 1)) {
                try LinearModel(line, response: [1, 2, 3], weights: [1, bad, 1])
            }
        }
    }

    /// A driver whose mean is far above its changes needs neither more digits nor loses any.
    @Test func driverFarFromZeroKeepsItsDigits() throws {
        var generator = SplitMix64(seed: 3)
        let changes = (0..<400).map { _ in (generator.uniform() * 1024).rounded() / 1024 }
        let response = changes.map { 5 + 3 * $0 + generator.uniform() }
        for weights in [nil, (0..<400).map { _ in 0.1 + generator.uniform() }] {
            let near = try LinearModel(
                DesignMatrix([("intercept", changes.map { _ in 2 }), ("users", changes)]), response: response,
                weights: weights)
            let far = try LinearModel(
                DesignMatrix([
                    ("intercept", changes.map { _ in 2 }), ("users", changes.map { $0 + 1_048_576 }),
                ]),
                response: response, weights: weights)
            #expect(far.arithmetic == .double)
            #expect(isClose(far.coefficients[1], near.coefficients[1], .rounding))
            #expect(isClose(far.standardErrors[1], near.standardErrors[1], .rounding))
            #expect(isClose(far.rSquared, near.rSquared, .rounding))
            let shifted = near.coefficients[0] - 524_288 * near.coefficients[1]
            #expect(abs(far.coefficients[0] - shifted) < 1e-12 * abs(shifted))
            #expect(isClose(far.influence().leverage, near.influence().leverage, .rounding))
        }
    }

    @Test func bothArithmeticsGiveTheSameNumbers() throws {
        var generator = SplitMix64(seed: 4)
        let design = try randomDesign(rows: 160, columns: 4, &generator)
        let response = (0..<160).map { _ in generator.uniform() }
        let weights = (0..<160).map { _ in 0.1 + generator.uniform() }
        let twice = try DesignMatrix(
            (0..<5).map { (design.names[$0], design.matrix.column($0)) } + [
                ("again", design.matrix.column(2))
            ])
        for weights in [nil, weights] {
            let plain = try LinearModel(design, response: response, weights: weights)
            let extended = try LinearModel(twice, response: response, weights: weights)
            #expect(plain.arithmetic == .double && extended.arithmetic == .doubleDouble)
            #expect(extended.dropped == ["again"])
            #expect(isClose(plain.coefficients, extended.coefficients, .rounding))
            #expect(isClose(plain.standardErrors, extended.standardErrors, .rounding))
            #expect(isClose(plain.residuals, extended.residuals, .rounding))
            #expect(isClose(plain.rSquared, extended.rSquared, .rounding))
            #expect(isClose(plain.influence().leverage, extended.influence().leverage, .rounding))
            let rows = plain.predict(design).map(\.standardError)
            #expect(isClose(rows, extended.predict(twice).map(\.standardError), .rounding))
        }
    }

    @Test func arithmeticFollowsTheCondition() throws {
        var generator = SplitMix64(seed: 6)
        let design = try randomDesign(rows: 300, columns: 3, &generator)
        let response = (0..<300).map { _ in generator.uniform() }
        for (difference, arithmetic) in [(1.0, LinearModel.Arithmetic.double), (1e-4, .doubleDouble)] {
            let near = design.matrix.column(1).map { $0 + difference * generator.uniform() }
            let parts = (0..<4).map { (design.names[$0], design.matrix.column($0)) } + [("near", near)]
            let model = try LinearModel(DesignMatrix(parts), response: response)
            #expect(model.arithmetic == arithmetic && model.dropped.isEmpty)
        }
    }

    @Test(arguments: [1e12, 1e-9, 1e80])
    func scaleOfTheDataDoesNotMatter(scale: Double) throws {
        var generator = SplitMix64(seed: 5)
        let design = try randomDesign(rows: 40, columns: 3, &generator)
        let response = (0..<40).map { _ in generator.uniform() }
        let scaled = try DesignMatrix(
            names: design.names,
            matrix: Matrix(rows: 40, columns: 4, elements: design.matrix.elements.map { $0 * scale }))
        let plain = try LinearModel(design, response: response)
        let large = try LinearModel(scaled, response: response.map { $0 * scale })
        #expect(isClose(plain.coefficients, large.coefficients, .rounding))
        #expect(isClose(plain.tStatistics, large.tStatistics, .reference))
        #expect(isClose(plain.rSquared, large.rSquared, .rounding))
    }
}
