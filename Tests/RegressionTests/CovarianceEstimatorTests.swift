import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct CovarianceEstimatorTests {
    private let estimators: [(String, CovarianceEstimator)] = [
        ("classical", .classical), ("hc0", .heteroscedastic(.hc0)), ("hc1", .heteroscedastic(.hc1)),
        ("hc2", .heteroscedastic(.hc2)), ("hc3", .heteroscedastic(.hc3)),
        ("lag0", .neweyWest(NeweyWest(.lags(0), correction: .none))),
        ("lag5", .neweyWest(NeweyWest(.lags(5), correction: .none))),
        ("lag5adjusted", .neweyWest(NeweyWest(.lags(5)))),
        ("kernHAC", .neweyWest(NeweyWest(.lags(5)))),
        ("automatic", .neweyWest(NeweyWest(.automatic))),
        ("prewhitened", .neweyWest(NeweyWest(.lags(3), prewhitening: .autoregression, correction: .none))),
        ("automaticPrewhitened", .neweyWest(NeweyWest(.automatic, prewhitening: .autoregression))),
    ]

    @Test func agreesWithSandwich() throws {
        for (model, says, _) in try InferenceFixture.load().models() {
            for (name, estimator) in estimators {
                let table = try model.inference(estimator)
                #expect(isNear(table.covariance.elements, try #require(says.covariances[name])), "\(name)")
                #expect(table.covariance == table.covariance.transposed())
            }
            #expect(try NeweyWest(.automatic).lags(for: model) == says.automaticLags)
            let whitened = NeweyWest(.automatic, prewhitening: .autoregression)
            #expect(try whitened.lags(for: model) == says.automaticLagsPrewhitened)
        }
    }

    @Test func equalsTheSumsOfItsDefinition() throws {
        var generator = SplitMix64(seed: 31)
        let n = 40
        let design = try randomDesign(rows: n, columns: 3, &generator)
        let response = (0..<n).map { Double($0 % 7) + generator.uniform() }
        let model = try LinearModel(design, response: response)
        let bread = try QR(design.matrix.gram()).solve(.identity(4))
        for lags in [0, 3, n - 1, 3 * n] {
            let reach = min(lags, n - 1)
            var meat = Matrix(rows: 4, columns: 4)
            for t in 0..<n {
                for s in 0..<n where abs(t - s) <= reach {
                    let weight = 1 - Double(abs(t - s)) / Double(reach + 1)
                    let product = weight * model.residuals[t] * model.residuals[s]
                    for i in 0..<4 {
                        for j in 0..<4 { meat[i, j] += product * design.matrix[t, i] * design.matrix[s, j] }
                    }
                }
            }
            let plain = (bread * meat * bread).elements
            let table = try model.inference(.neweyWest(NeweyWest(.lags(lags), correction: .none)))
            #expect(isNear(table.covariance.elements, plain), "\(lags)")
        }
    }

    @Test func ruleOfTheSampleSizeSpansAWeek() throws {
        var generator = SplitMix64(seed: 32)
        for (rows, rule) in [(50, 3), (100, 4), (730, 6)] {
            let design = try randomDesign(rows: rows, columns: 1, &generator)
            let model = try LinearModel(design, response: (0..<rows).map { _ in generator.uniform() })
            #expect(try NeweyWest().lags(for: model) == rule)
            #expect(try NeweyWest(.sampleSize(minimum: 7)).lags(for: model) == 7)
        }
    }

    @Test func unitsOfColumnsDoNotMatter() throws {
        var generator = SplitMix64(seed: 33)
        let design = try randomDesign(rows: 60, columns: 2, &generator)
        let response = (0..<60).map { _ in generator.uniform() }
        let columns = (0..<3).map { design.matrix.column($0) }
        let scaled = try DesignMatrix([
            ("intercept", columns[0]), ("x0", columns[1].map { $0 * 1e12 }),
            ("x1", columns[2].map { $0 * 1e-9 }),
        ])
        for (_, estimator) in estimators where estimator != .neweyWest(NeweyWest(.automatic)) {
            if case .neweyWest(let settings) = estimator, settings.bandwidth == .automatic { continue }
            let one = try LinearModel(design, response: response).inference(estimator)
            let other = try LinearModel(scaled, response: response).inference(estimator)
            #expect(isNear(one.tStatistics, other.tStatistics, 1e-9), "\(estimator)")
        }
    }

    @Test func observationOfItsOwnColumnHasNoCorrection() throws {
        let design = try DesignMatrix([("intercept", [1, 1, 1, 1]), ("launch", [0, 0, 1, 0])])
        let model = try LinearModel(design, response: [1, 2, 9, 4])
        #expect(throws: RegressionError.notConverged) { try model.inference(.heteroscedastic(.hc3)) }
        #expect(try model.inference(.heteroscedastic(.hc1)).standardErrors.allSatisfy { $0.isFinite })
    }
}
