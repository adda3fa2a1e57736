import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct RidgeTests {
    @Test func agreesWithExplicitRefits() throws {
        let data = try RegressionsFixture.load()
        let model = try Ridge().fit(data.design(), response: data.response)
        #expect(isClose(model.penaltyWeights, data.ridge.weights, .reference))
        #expect(model.coefficients[0] == 0)
        #expect(isClose(Array(model.coefficients[1...]), data.ridge.coefficients, .reference))
    }

    @Test func smallPenaltyIsLeastSquares() throws {
        let data = try RegressionsFixture.load()
        let plain = try LinearModel(data.design(), response: data.response)
        let model = try Ridge(penalties: [1e-9]).fit(data.design(), response: data.response)
        #expect(isClose(Array(model.coefficients[1...]), Array(plain.coefficients[1...]), .reference))
        #expect(isClose(model.intercept, plain.coefficients[0], .reference))
        #expect(isClose(model.effectiveParameters, 4, .reference))
        let (ridge, line) = (model.predict(try data.newRows()), plain.predict(try data.newRows()))
        for (soft, exact) in zip(ridge, line) {
            #expect(isClose(soft.mean, exact.mean, .reference))
            let spread = exact.standardError / plain.residualStandardError
            #expect(isClose(soft.spreadFactor, spread, .reference))
        }
    }

    @Test func leaveOneOutEqualsRefits() throws {
        var generator = SplitMix64(seed: 3)
        let design = try randomDesign(rows: 12, columns: 3, &generator)
        let response = (0..<12).map { design.matrix[$0, 1] + generator.uniform() }
        let model = try Ridge(penalties: [1e-10]).fit(design, response: response)
        for i in 0..<12 {
            let others = (0..<12).filter { $0 != i }
            let rows = Matrix(rows: others.map { design.matrix.row($0) })
            let part = try LinearModel(
                DesignMatrix(names: design.names, matrix: rows), response: others.map { response[$0] })
            let alone = try DesignMatrix(names: design.names, matrix: Matrix(rows: [design.matrix.row(i)]))
            #expect(
                isClose(model.leaveOneOutErrors[i], response[i] - part.predict(alone)[0].mean, .reference))
        }
    }

    @Test func uselessColumnsAreDamped() throws {
        var generator = SplitMix64(seed: 4)
        let design = try randomDesign(rows: 25, columns: 30, &generator)
        let response = (0..<25).map { _ in generator.uniform() }
        let model = try Ridge().fit(design, response: response)
        #expect(model.coefficients.allSatisfy { abs($0) < 0.05 })
        #expect(isClose(model.penaltyWeights.reduce(0, +), 1, .rounding))
    }

    @Test func unfitDataSaysSo() throws {
        let short = try DesignMatrix([("x", [1, 2])])
        #expect(throws: RegressionError.tooShort(needed: 3, got: 2)) {
            try Ridge().fit(short, response: [1, 2])
        }
        let flat = try DesignMatrix([("x", [1, 1, 1])])
        #expect(throws: RegressionError.nothingToFit) { try Ridge().fit(flat, response: [1, 2, 3]) }
        let line = try DesignMatrix([("x", [1, 2, 3])])
        #expect(throws: RegressionError.responseNotFinite(row: 2)) {
            try Ridge().fit(line, response: [1, 2, .infinity])
        }
        let constant = try Ridge().fit(line, response: [5, 5, 5])
        #expect(constant.coefficients == [0] && constant.intercept == 5)
    }

    private struct Path: Decodable {
        let columns: [[Double]]
        let response: [Double]
        let penalties: [Double]
        let coefficients: [[Double]]
        let squaredErrors: [[Double]]
        let best: Double
    }

    @Test func pathAgreesWithScikitLearn() throws {
        let data = try Fixture.json("ridgepath.json", in: .module, as: Path.self)
        let design = try DesignMatrix(
            names: data.columns.indices.map { "x\($0)" }, matrix: Matrix(columns: data.columns))
        let models = try Ridge(penalties: data.penalties).path(design, response: data.response)
        for (k, model) in models.enumerated() {
            #expect(isClose(model.coefficients, data.coefficients[k], .reference))
            let squares = model.leaveOneOutErrors.map { $0 * $0 }
            for (a, b) in zip(squares, data.squaredErrors[k]) { #expect(abs(a - b) <= 1e-9 * max(1, b)) }
        }
        let best = models.indices.min { models[$0].leaveOneOutLoss < models[$1].leaveOneOutLoss }
        #expect(best.map { data.penalties[$0] } == data.best)
    }
}
