import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct RollingOriginTests {
    @Test func foldsNeverLookAhead() throws {
        for origins in [
            RollingOrigin(first: 10, horizon: 7), RollingOrigin(first: 1, horizon: 3, step: 2, gap: 4),
            RollingOrigin(first: 20, horizon: 5, step: 1, gap: 1, window: .sliding(12)),
        ] {
            let folds = try origins.folds(of: 60)
            for fold in folds {
                #expect(fold.training.upperBound + origins.gap == fold.test.lowerBound)
                #expect(!fold.training.isEmpty && !fold.test.isEmpty && fold.test.upperBound <= 60)
                if case .sliding(let rows) = origins.window { #expect(fold.training.count <= rows) }
            }
            #expect(folds.last?.test.upperBound == 60)
        }
        #expect(
            try RollingOrigin(first: 4, horizon: 2, step: 3, gap: 1).folds(of: 9).map(\.test) == [
                5..<7, 8..<9,
            ])
        #expect(throws: RegressionError.tooShort(needed: 13, got: 12)) {
            try RollingOrigin(first: 10, horizon: 7, gap: 2).folds(of: 12)
        }
    }

    @Test func poisonInTheFutureChangesNoFitBefore() throws {
        var generator = SplitMix64(seed: 41)
        let design = try randomDesign(rows: 60, columns: 3, &generator)
        let response = (0..<60).map { _ in generator.uniform() }
        let origins = RollingOrigin(first: 20, horizon: 5, gap: 2)
        var spoilt = design.matrix
        for j in 0..<4 { for i in 42..<60 { spoilt[i, j] = 1e9 * Double(i + j) } }
        let poisoned = try DesignMatrix(names: design.names, matrix: spoilt)
        let poison: [Double] = response[..<42] + response[42...].map { _ in -1e9 }
        let linear = {
            (rows: DesignMatrix, y: [Double]) throws(RegressionError) -> (DesignMatrix) -> [Double] in
            let model = try LinearModel(rows, response: y)
            return { model.predict($0).map(\.mean) }
        }
        let clean = try origins.errors(design, response: response, fit: linear)
        let dirty = try origins.errors(poisoned, response: poison, fit: linear)
        for (k, fold) in clean.folds.enumerated() where fold.test.upperBound <= 42 {
            #expect(clean.errors[k] == dirty.errors[k])
        }
        #expect(clean.errors[4] != dirty.errors[4])
    }

    @Test func choosesAPenaltyThatPredicts() throws {
        var generator = SplitMix64(seed: 42)
        let design = try randomDesign(rows: 200, columns: 30, &generator)
        let noise = (0..<200).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() } }
        let response = (0..<200).map { design.matrix[$0, 1] - 0.5 * design.matrix[$0, 2] + noise[$0] }
        let origins = RollingOrigin(first: 100, horizon: 20)
        let chosen = try ElasticNet().validated(design, response: response, origins: origins)
        #expect(chosen.oneStandardError.penalty >= chosen.best.penalty)
        #expect(Set(chosen.oneStandardError.used).isSuperset(of: ["x0", "x1"]))
        #expect(chosen.oneStandardError.used.count < 12)
        let least = chosen.errors.map(\.loss).min()
        let plain = try origins.errors(design, response: response) {
            (rows: DesignMatrix, y: [Double]) throws(RegressionError) -> (DesignMatrix) -> [Double] in
            let model = try LinearModel(rows, response: y)
            return { model.predict($0).map(\.mean) }
        }
        #expect(try #require(least) < plain.loss)
        let k = try #require(chosen.path.penalties.firstIndex(of: chosen.best.penalty))
        let again = try origins.errors(design, response: response) {
            (rows: DesignMatrix, y: [Double]) throws(RegressionError) -> (DesignMatrix) -> [Double] in
            let net = ElasticNet(penalties: .given([chosen.best.penalty]))
            let model = try net.path(rows, response: y).models[0]
            return { model.predict($0) }
        }
        #expect(isClose(chosen.errors[k].loss, again.loss, .reference))
        #expect(chosen.errors[k].meanAbsoluteError > 0.5)
    }
}
