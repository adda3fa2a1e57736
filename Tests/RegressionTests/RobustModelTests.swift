import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct RobustModelTests {
    private struct Reference: Decodable {
        struct Fit: Decodable {
            let loss: String
            let coefficients: [Double]
            let scale: Double
            let weights: [Double]
            let standardErrors: [String: [Double]]
        }
        let columns: [[Double]]
        let response: [Double]
        let fits: [Fit]

        static func load() throws -> Reference {
            try Fixture.json("robust.json", in: .module, as: Reference.self)
        }

        func design() throws -> DesignMatrix {
            try DesignMatrix(names: ["intercept", "users", "size"], matrix: Matrix(columns: columns))
        }
    }

    private struct R: Decodable {
        struct Fit: Decodable {
            let loss: String
            let coefficients: [Double]
            let scale: Double
            let standardErrors: [Double]
        }
        let fits: [Fit]
    }

    private func fit(_ loss: String, _ data: Reference) throws -> RobustModel {
        guard loss == "bisquare" else {
            return try Huber(maximumRounds: 500).fit(data.design(), response: data.response)
        }
        var method = Bisquare()
        method.start = .leastSquares
        return try method.fit(data.design(), response: data.response)
    }

    @Test func agreesWithStatsmodels() throws {
        let data = try Reference.load()
        for expected in data.fits {
            let model = try fit(expected.loss, data)
            #expect(model.isSettled)
            #expect(isClose(model.coefficients, expected.coefficients, .reference))
            #expect(isClose(model.scale, expected.scale, .reference))
            #expect(isClose(model.weights, expected.weights, .reference))
            for (name, kind) in [("H1", RobustModel.Covariance.h1), ("H2", .h2), ("H3", .h3)] {
                let errors = try #require(expected.standardErrors[name])
                #expect(
                    isClose(try model.standardErrors(kind), errors, .reference), "\(expected.loss) \(name)")
            }
        }
    }

    @Test func agreesWithRlm() throws {
        let data = try Reference.load()
        let n = Double(data.response.count)
        for expected in try Fixture.json("rlm.json", in: .module, as: R.self).fits {
            let model = try fit(expected.loss, data)
            #expect(isClose(model.coefficients, expected.coefficients, .reference))
            #expect(isClose(model.scale, expected.scale, .reference))
            // R divides the variance of ψ′ by n - 1, statsmodels by n: a part of 1 / n in a correction near 1.
            for (a, b) in zip(try model.standardErrors(.h1), expected.standardErrors) {
                #expect(abs(a / b - 1) < 0.1 / n && a <= b)
            }
        }
    }

    @Test func sandwichIsNearTheOthersForOneDistribution() throws {
        var generator = SplitMix64(seed: 62)
        let design = try randomDesign(rows: 2000, columns: 3, &generator)
        let response = (0..<2000).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() } }
        let model = try Huber().fit(design, response: response)
        let h1 = try model.standardErrors(.h1)
        for kind in [RobustModel.Covariance.h2, .h3, .sandwich] {
            for (a, b) in zip(try model.standardErrors(kind), h1) { #expect(abs(a / b - 1) < 0.1) }
        }
        let predicted = try model.predict(design)
        #expect(isClose(predicted.map(\.mean), model.fitted, .reference))
        #expect(predicted.allSatisfy { $0.standardError > model.scale && $0.standardErrorOfMean < 0.1 })
    }

    @Test func leverageGuardHoldsAgainstOneFarRow() throws {
        var generator = SplitMix64(seed: 63)
        var x = (0..<40).map { _ in generator.uniform() }
        var response = x.map { 10 * $0 + 0.1 * generator.uniform() }
        x[7] = 60
        response[7] = 0
        let design = try DesignMatrix([("one", x.map { _ in 1 }), ("x", x)])
        let plain = try Huber().fit(design, response: response)
        var method = Huber()
        method.leverage = .mallows
        let guarded = try method.fit(design, response: response)
        let (pulled, held) = (try #require(plain.coefficient("x")), try #require(guarded.coefficient("x")))
        #expect(abs(pulled) < 1 && abs(held - 10) < 0.5)
        #expect(guarded.weights[7] < 0.01)
        #expect(try guarded.standardErrors().allSatisfy { $0 > 0 && $0.isFinite })
    }

    @Test func bisquareForgetsManyGrossErrors() throws {
        var generator = SplitMix64(seed: 64)
        let design = try randomDesign(rows: 60, columns: 2, &generator)
        let clean = (0..<60).map {
            5 + 2 * design.matrix[$0, 1] - design.matrix[$0, 2] + 0.1 * generator.uniform()
        }
        let spoilt = clean.indices.map { $0 % 4 == 0 ? clean[$0] + 1e6 : clean[$0] }
        let model = try Bisquare().fit(design, response: spoilt)
        #expect(
            model.isSettled && model.weights.indices.allSatisfy { (model.weights[$0] == 0) == ($0 % 4 == 0) })
        #expect(abs(model.coefficients[1] - 2) < 0.02 && abs(model.coefficients[2] + 1) < 0.02)
        #expect(model.residuals.count == 60 && abs(model.residuals[0] - 1e6) < 1)
    }

    @Test func exactAndDependentDataAreFitted() throws {
        let x = (0..<10).map(Double.init)
        let design = try DesignMatrix([("one", x.map { _ in 1 }), ("x", x), ("again", x.map { 2 * $0 })])
        for response in [x.map { _ in 0 }, x.map { 3 * $0 - 2 }, x.map { $0 == 3 ? 1e12 : $0 }] {
            let model = try Bisquare().fit(design, response: response)
            #expect(model.linear.dropped == ["again"])
            #expect(try model.standardErrors().allSatisfy { $0.isFinite })
            #expect(model.coefficients.allSatisfy { $0.isFinite })
        }
        #expect(throws: RegressionError.tooShort(needed: 4, got: 3)) {
            try Bisquare().fit(design.firstRows(3), response: [1, 2, 3])
        }
    }
}

extension DesignMatrix {
    fileprivate func firstRows(_ count: Int) throws -> DesignMatrix {
        try DesignMatrix(
            names: names, matrix: Matrix(columns: (0..<columns).map { Array(matrix.column($0)[..<count]) }))
    }
}
