import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct LeastSquaresProjectionTests {
    private func responses(_ rows: Int, _ count: Int, _ generator: inout SplitMix64) -> Matrix {
        Matrix(
            rows: rows, columns: count, elements: (0..<rows * count).map { _ in 100 * generator.uniform() })
    }

    @Test func manyResponsesAreAsManyModels() throws {
        var generator = SplitMix64(seed: 61)
        let rows = 50
        let weights = (0..<rows).map { _ in 0.1 + generator.uniform() }
        let well = try randomDesign(rows: rows, columns: 4, &generator)
        let line = (0..<rows).map(Double.init)
        let ill = try DesignMatrix.polynomial("t", line, degree: 6)
        let twice = try DesignMatrix([("a", line), ("b", line.map { 2 * $0 }), ("c", line.map { $0 * $0 })])
        for design in [well, ill, twice] {
            for weights in [nil, weights] {
                let projection = try LeastSquaresProjection(design, weights: weights)
                let block = responses(rows, 130, &generator)
                let fits = try projection.fit(block)
                for k in [0, 63, 64, 129] {
                    let model = try LinearModel(design, response: block.column(k), weights: weights)
                    #expect(isNear(fits.coefficients.column(k), model.coefficients))
                    #expect(isNear(fits.standardErrors(of: k), model.standardErrors))
                    #expect(isNear([fits.residualVariances[k]], [model.residualVariance]))
                    let same = try projection.model(of: block.column(k))
                    #expect(same.coefficients == model.coefficients && same.rSquared == model.rSquared)
                }
                #expect(projection.dependencies.count == (design.columns - fits.names.count))
            }
        }
    }

    @Test func responseThatIsNotFiniteIsNamed() throws {
        let projection = try LeastSquaresProjection(DesignMatrix([("a", [1, 2, 3])]))
        let block = Matrix(columns: [[1, 2, 3], [1, .nan, 3]])
        #expect(throws: RegressionError.notFinite(column: "response 1", row: 1)) { try projection.fit(block) }
        #expect(throws: RegressionError.responseNotFinite(row: 2)) {
            try projection.model(of: [1, 2, .infinity])
        }
        #expect(try projection.fit(Matrix(rows: 3, columns: 0)).coefficients.columns == 0)
    }
}
