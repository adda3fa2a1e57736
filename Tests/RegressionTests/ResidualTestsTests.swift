import LinearAlgebra
import Regression
import TestKit
import Testing

@Suite struct ResidualTestsTests {
    @Test func testsAgreeWithR() throws {
        let fixture = try InferenceFixture.load()
        let models = try fixture.models()
        #expect(isNear([models[0].model.durbinWatson], [models[0].says.durbinWatson], 1e-12))
        #expect(isNear([models[2].model.durbinWatson], [models[2].says.durbinWatson], 1e-12))
        check(models[0].model.ljungBox(lags: 7), fixture.ljungBox)
        let spread = try models[0].model.breuschPagan()
        check(try #require(spread), fixture.breuschPagan)
    }

    private func check(_ test: ChiSquaredTest, _ says: [Double]) {
        #expect(isNear([test.statistic], [says[0]]))
        #expect(Double(test.degreesOfFreedom) == says[1])
        #expect(abs(test.pValue - says[2]) <= 1e-8 * says[2])
    }

    @Test func perfectFitGivesNoEvidence() throws {
        let design = try DesignMatrix([("x", [1, 2, 3, 4])])
        let model = try LinearModel(design, response: [0, 0, 0, 0])
        #expect(model.durbinWatson == 2)
        #expect(model.ljungBox(lags: 2).statistic == 0)
        #expect(try model.breuschPagan() == nil)
    }

    @Test func alternatingErrorsAreFarAboveTwo() throws {
        let design = try DesignMatrix([("intercept", [Double](repeating: 1, count: 50))])
        let model = try LinearModel(design, response: (0..<50).map { $0 % 2 == 0 ? 1 : -1 })
        #expect(model.durbinWatson > 3.9)
        #expect(model.ljungBox(lags: 1).pValue < 1e-10)
        #expect(try model.breuschPagan() == nil)
    }

    @Test func weightsTakeAKnownSpreadAway() throws {
        let design = try DesignMatrix([
            ("intercept", [Double](repeating: 1, count: 40)), ("x", (1...40).map(Double.init)),
        ])
        let response = (1...40).map { Double($0) * ($0 % 2 == 0 ? 1.1 : 0.9) }
        let plain = try LinearModel(design, response: response)
        let weighted = try LinearModel(
            design, response: response, weights: (1...40).map { 1 / Double($0 * $0) })
        let (before, after) = (try plain.breuschPagan(), try weighted.breuschPagan())
        #expect(try #require(before).pValue < 0.001)
        #expect(try #require(after).pValue > 0.1)
    }
}
