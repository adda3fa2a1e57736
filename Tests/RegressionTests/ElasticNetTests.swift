import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct ElasticNetTests {
    private struct Learned: Decodable {
        struct Fit: Decodable {
            let penalty: Double
            let coefficients: [Double]
            let objective: Double
        }
        struct Case: Decodable {
            let title: String
            let columns: [[Double]]
            let response: [Double]
            let mixing: Double
            let positive: Bool
            let fits: [Fit]
        }
        let cases: [Case]
    }

    private struct Paths: Decodable {
        struct Case: Decodable {
            let title: String
            let mixing: Double
            let trendIsFree: Bool
            let isWeighted: Bool
            let penalties: [Double]
            let intercepts: [Double]
            let coefficients: [[Double]]
        }
        let names: [String]
        let columns: [[Double]]
        let response: [Double]
        let weights: [Double]
        let cases: [Case]
    }

    private func deviation(_ values: [Double]) -> Double {
        let center = values.reduce(0, +) / Double(values.count)
        let squares: [Double] = values.map { ($0 - center) * ($0 - center) }
        return (squares.reduce(0, +) / Double(values.count)).squareRoot()
    }

    @Test func agreesWithScikitLearn() throws {
        let reference = try Fixture.json("elasticnet.json", in: .module, as: Learned.self)
        for expected in reference.cases {
            let design = try DesignMatrix(
                names: expected.columns.indices.map { "x\($0)" }, matrix: Matrix(columns: expected.columns))
            let deviations = expected.columns.map(deviation)
            var net = ElasticNet(mixing: expected.mixing, penalties: .given(expected.fits.map(\.penalty)))
            net.sign = expected.positive ? .nonNegative : .free
            let path = try net.path(design, response: expected.response)
            for (model, fit) in zip(path.models, expected.fits) {
                let standard = zip(model.coefficients, deviations).map { $0 * $1 }
                let residuals = zip(expected.response, model.predict(design)).map { $0 - $1 }
                let squares = residuals.reduce(0) { $0 + $1 * $1 } / Double(2 * residuals.count)
                let sizes: [Double] = standard.map { b in
                    expected.mixing * abs(b) + (1 - expected.mixing) / 2 * b * b
                }
                let objective = squares + fit.penalty * sizes.reduce(0, +)
                #expect(objective <= fit.objective * (1 + 1e-12), "\(expected.title) \(fit.penalty)")
                #expect(isClose(objective, fit.objective, .reference))
                for (a, b) in zip(standard, fit.coefficients) {
                    #expect(abs(a - b) < 1e-5, "\(expected.title)")
                }
                #expect(model.violation < 1e-9 * deviation(expected.response))
            }
        }
    }

    @Test func agreesWithGlmnet() throws {
        let reference = try Fixture.json("glmnet.json", in: .module, as: Paths.self)
        let design = try DesignMatrix(names: reference.names, matrix: Matrix(columns: reference.columns))
        for expected in reference.cases {
            let net = ElasticNet(
                mixing: expected.mixing, penalties: .given(expected.penalties),
                unpenalised: expected.trendIsFree ? ["trend"] : [])
            let path = try net.path(
                design, response: reference.response, weights: expected.isWeighted ? reference.weights : nil)
            for (k, model) in path.models.enumerated() {
                // glmnet's stopping rule leaves seven to eight digits.
                for (a, b) in zip(model.coefficients, expected.coefficients[k]) {
                    #expect(abs(a - b) <= 1e-7 * max(1, abs(b)), "\(expected.title) \(k)")
                }
                #expect(abs(model.intercept - expected.intercepts[k]) <= 1e-7, "\(expected.title) \(k)")
            }
        }
    }

    @Test func conditionsOfKarushKuhnAndTuckerHold() throws {
        var generator = SplitMix64(seed: 33)
        for (rows, columns, mixing) in [(50, 10, 1.0), (30, 60, 1), (100, 40, 0.5), (40, 12, 0)] {
            let design = try randomDesign(rows: rows, columns: columns, &generator)
            let response = (0..<rows).map { 3 * design.matrix[$0, 1] + 20 * generator.uniform() }
            let path = try ElasticNet(mixing: mixing).path(design, response: response)
            #expect(path.models.count == 100)
            for (k, model) in path.models.enumerated() where k % 11 == 0 {
                let residuals = zip(response, model.predict(design)).map { $0 - $1 }
                #expect(isClose(residuals.reduce(0, +) / 100, 0, .reference))
                for j in 1..<design.columns {
                    let column = design.matrix.column(j)
                    let (size, value) = (deviation(column), model.coefficients[j])
                    let products: [Double] = zip(column, residuals).map { $0 * $1 / size / Double(rows) }
                    let slope = products.reduce(0, +) - model.penalty * (1 - mixing) * value * size
                    let bound = model.penalty * mixing
                    let goal = value == 0 ? max(-bound, min(bound, slope)) : value > 0 ? bound : -bound
                    #expect(abs(slope - goal) < 1e-7, "\(rows) × \(columns), penalty \(k), column \(j)")
                }
            }
            if mixing > 0 { #expect(path.models[0].used.isEmpty && path.models[1].used.count <= 2) }
        }
    }

    @Test func noPenaltyIsLeastSquaresAndFreeColumnsAreNotShrunk() throws {
        let data = try RegressionsFixture.load()
        let plain = try LinearModel(data.design(), response: data.response, weights: data.weights)
        let net = ElasticNet(penalties: .given([0]))
        let model = try net.path(data.design(), response: data.response, weights: data.weights).models[0]
        #expect(isClose(Array(model.coefficients[1...]), Array(plain.coefficients[1...]), .reference))
        #expect(isClose(model.intercept, plain.coefficients[0], .reference))
        #expect(isClose(model.explained, plain.rSquared, .reference))
        let free = ElasticNet(penalties: .given([1e9]), unpenalised: ["trend", "users"])
        let kept = try free.path(data.design(), response: data.response).models[0]
        let part = try LinearModel(
            DesignMatrix(
                names: ["one", "trend", "users"], matrix: data.design().matrix.selecting(columns: [0, 1, 2])),
            response: data.response)
        #expect(kept.used == ["trend", "users"])
        #expect(isClose(Array(kept.coefficients[1...2]), Array(part.coefficients[1...]), .reference))
    }

    @Test func degenerateDataIsFitted() throws {
        var generator = SplitMix64(seed: 34)
        let x = (0..<30).map { _ in generator.uniform() }
        let design = try DesignMatrix([
            ("one", x.map { _ in 1 }), ("x", x), ("again", x), ("twice", x.map { 2 * $0 }),
        ])
        let response = x.map { 1e12 * (5 * $0 + 1) }
        for model in try ElasticNet(unpenalised: ["x"]).path(design, response: response).models {
            #expect(model.used == ["x"] && isClose(model.coefficients[1] / 1e12, 5, .reference))
        }
        for model in try ElasticNet().path(design, response: response).models {
            #expect(model.coefficients.allSatisfy(\.isFinite) && model.violation < 1e-6 * 1e12)
        }
        let flat = try ElasticNet().path(design, response: x.map { _ in 0 })
        #expect(flat.models.count == 1 && flat.models[0].coefficients == [0, 0, 0, 0])
        #expect(throws: RegressionError.nothingToFit) {
            try ElasticNet().path(DesignMatrix([("one", [1, 1, 1])]), response: [1, 2, 3])
        }
        #expect(throws: RegressionError.tooShort(needed: 3, got: 2)) {
            try ElasticNet().path(DesignMatrix([("x", [1, 2])]), response: [1, 2])
        }
        #expect(throws: RegressionError.responseNotFinite(row: 1)) {
            try ElasticNet().path(DesignMatrix([("x", [1, 2, 4])]), response: [1, .nan, 3])
        }
    }
}
