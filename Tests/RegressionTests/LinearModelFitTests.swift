import LinearAlgebra
import Regression
import TestKit
import Testing

@Suite struct LinearModelFitTests {
    @Test func statisticsOfTheFitAgreeWithR() throws {
        for (model, says, _) in try InferenceFixture.load().models() {
            #expect(isClose(model.rSquared, says.rSquared, .rounding))
            #expect(isClose(model.adjustedRSquared, says.adjusted, .rounding))
            #expect(isNear([model.residualStandardError], [says.sigma], 1e-12))
            let test = try #require(model.fTest)
            #expect(isNear([test.statistic], [says.f[0]]))
            #expect(Double(test.numeratorDegreesOfFreedom) == says.f[1])
            #expect(Double(test.denominatorDegreesOfFreedom) == says.f[2])
            #expect(abs(test.pValue - says.fp) <= 1e-8 * says.fp)
            #expect(
                isNear(
                    [model.logLikelihood, model.aic, model.bic], [says.logLikelihood, says.aic, says.bic],
                    1e-12))
            let k = Double(model.coefficients.count + 1)
            let corrected = says.aic + 2 * k * (k + 1) / (Double(model.observations) - k - 1)
            #expect(isNear([try #require(model.aicc)], [corrected], 1e-12))
        }
    }

    @Test func constantResponseHasNoTest() throws {
        let design = try DesignMatrix([("intercept", [1, 1, 1, 1]), ("x", [0, 1, 2, 5])])
        let model = try LinearModel(design, response: [4, 4, 4, 4])
        #expect(model.fTest == nil && model.rSquared == 0)
        #expect(isClose(model.coefficients, [4, 0], .rounding))
        #expect(model.aicc == nil)
        let mean = try LinearModel(DesignMatrix([("intercept", [1, 1, 1])]), response: [1, 2, 6])
        #expect(mean.fTest == nil && isClose(mean.coefficients, [3], .rounding))
    }

    @Test func perfectFitIsSaidToBeOne() throws {
        let x = (0..<20).map(Double.init)
        let design = try DesignMatrix.polynomial("x", x, degree: 3)
        let model = try LinearModel(design, response: x.map { 1 + $0 * ($0 * ($0 - 2) + 5) })
        #expect(isClose(model.coefficients, [1, 5, -2, 1], .rounding))
        #expect(isClose(model.rSquared, 1, .rounding))
        #expect((model.fTest?.pValue ?? 1) < 1e-100)
    }
}
