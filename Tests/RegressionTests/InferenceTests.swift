import LinearAlgebra
import Regression
import TestKit
import Testing

@Suite struct InferenceTests {
    @Test func tableAgreesWithR() throws {
        for (model, says, _) in try InferenceFixture.load().models() {
            #expect(isNear(model.coefficients, says.coefficients))
            #expect(isNear(model.standardErrors, says.standardErrors))
            #expect(isNear(model.tStatistics, says.t))
            #expect(isClose(model.pValues, says.p, .reference))
            let intervals = model.intervals(coverage: 0.9)
            #expect(isNear(intervals.map(\.lowerBound) + intervals.map(\.upperBound), says.interval))
            let table = model.inference()
            #expect(isNear(table.standardErrors, says.standardErrors))
            #expect(isNear(table.tStatistics, says.t))
            #expect(isClose(table.pValues, says.p, .reference))
            #expect(isNear(table.intervals(coverage: 0.9).map(\.lowerBound), intervals.map(\.lowerBound)))
        }
    }

    @Test func predictionsAgreeWithR() throws {
        for (i, (model, says, rows)) in try InferenceFixture.load().models().enumerated() {
            let predictions = model.predict(rows)
            #expect(isNear(predictions.map(\.mean), says.mean))
            #expect(isNear(predictions.map { $0.meanInterval(coverage: 0.9).lowerBound }, says.meanLower))
            #expect(isNear(predictions.map { $0.meanInterval(coverage: 0.9).upperBound }, says.meanUpper))
            #expect(isNear(predictions.map { $0.interval(coverage: 0.9).lowerBound }, says.lower), "\(i)")
            #expect(isNear(predictions.map { $0.interval(coverage: 0.9).upperBound }, says.upper), "\(i)")
        }
    }

    @Test func sumOfCoefficientsHasTheErrorOfTheirCovariance() throws {
        let model = try InferenceFixture.load().models()[0].model
        let table = model.inference()
        #expect(
            isClose(table.standardError(ofSumWeightedBy: [0, 1, 0, 0]), table.standardErrors[1], .rounding))
        let covariance = table.covariance
        let variance = covariance[1, 1] + covariance[2, 2] + 2 * covariance[1, 2]
        #expect(
            isClose(table.standardError(ofSumWeightedBy: [0, 1, 1, 0]), variance.squareRoot(), .rounding))
    }
}
