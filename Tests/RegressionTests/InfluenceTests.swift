import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct InfluenceTests {
    @Test func agreesWithR() throws {
        for (model, says, _) in try InferenceFixture.load().models() {
            let influence = model.influence()
            #expect(isNear(influence.leverage, says.leverage))
            #expect(isNear(influence.standardizedResiduals.compactMap { $0 }, says.standardized))
            #expect(isNear(influence.studentizedResiduals.compactMap { $0 }, says.studentized))
            #expect(isNear(influence.cooksDistances.compactMap { $0 }, says.cook))
            #expect(isNear(influence.dffits.compactMap { $0 }, says.dffits))
        }
    }

    @Test func equalsLeavingEachObservationOut() throws {
        var generator = SplitMix64(seed: 41)
        let design = try randomDesign(rows: 15, columns: 2, &generator)
        let response = (0..<15).map { _ in generator.uniform() }
        let model = try LinearModel(design, response: response)
        let influence = model.influence()
        #expect(isClose(influence.leverage.reduce(0, +), 3, .rounding))
        for i in 0..<15 {
            let rows = (0..<15).filter { $0 != i }
            let part = try DesignMatrix(
                names: design.names, matrix: Matrix(rows: rows.map { design.matrix.row($0) }))
            let without = try LinearModel(part, response: rows.map { response[$0] })
            let moved = design.matrix * zip(model.coefficients, without.coefficients).map { $0 - $1 }
            let distance = moved.map { $0 * $0 }.reduce(0, +) / (3 * model.residualVariance)
            #expect(isClose(try #require(influence.cooksDistances[i]), distance, .reference))
            let scale = without.residualStandardError * influence.leverage[i].squareRoot()
            #expect(isClose(try #require(influence.dffits[i]), moved[i] / scale, .reference))
        }
    }

    @Test func observationOfItsOwnColumnHasNoResidualToJudge() throws {
        let design = try DesignMatrix([("intercept", [1, 1, 1, 1, 1]), ("launch", [0, 0, 1, 0, 0])])
        let influence = try LinearModel(design, response: [1, 2, 90, 4, 2]).influence()
        #expect(isClose(influence.leverage[2], 1, .rounding))
        #expect(influence.standardizedResiduals[2] == nil && influence.cooksDistances[2] == nil)
        #expect(influence.dffits[2] == nil && influence.studentizedResiduals[0] != nil)
    }

    @Test func hugeOutlierStandsOut() throws {
        var generator = SplitMix64(seed: 42)
        let design = try randomDesign(rows: 60, columns: 2, &generator)
        var response = (0..<60).map { _ in generator.uniform() }
        response[17] = 1e12
        let influence = try LinearModel(design, response: response).influence()
        let largest = influence.cooksDistances.indices.max {
            (influence.cooksDistances[$0] ?? 0) < (influence.cooksDistances[$1] ?? 0)
        }
        #expect(largest == 17)
        #expect(try #require(influence.studentizedResiduals[17]) > 1e6)
    }
}
