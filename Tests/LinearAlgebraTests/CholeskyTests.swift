import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct CholeskyTests {
    @Test func agreesWithNumPy() throws {
        let item = try SolutionsFixture.load().positiveDefinite
        let factor = try Cholesky(Matrix(columns: item.columns))
        #expect(factor.lower.isNear(Matrix(columns: item.lower)))
        #expect(factor.inverse().isNear(Matrix(columns: item.inverse)))
        #expect(isClose(factor.logDeterminant, item.logDeterminant, .rounding))
        // The estimate may be above the true value, hardly ever by more than a factor of 3.
        #expect(factor.reciprocalCondition >= 0.999 / item.condition)
        #expect(factor.reciprocalCondition < 3 / item.condition)
    }

    @Test func solutionsSolve() throws {
        var generator = SplitMix64(seed: 5)
        for order in [1, 2, 9, 40] {
            let matrix = Matrix.random(order + 3, order, &generator).gram() + .identity(order)
            let right = Matrix.random(order, 2, &generator)
            let factor = try Cholesky(matrix)
            #expect((factor.lower * factor.lower.transposed()).isNear(matrix))
            #expect((matrix * (try factor.solve(right))).isNear(right, 1e-10))
        }
    }

    @Test func indefiniteSaysWhere() {
        #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
            try Cholesky(Matrix(rows: [[1, 2, 0], [2, 1, 0], [0, 0, 1]]))
        }
        #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) {
            try Cholesky(Matrix(rows: [[0]]))
        }
        #expect(throws: LinearAlgebraError.empty) { try Cholesky(Matrix(rows: 0, columns: 0)) }
        #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
            try Cholesky(Matrix(rows: [[.nan]]))
        }
    }
}
