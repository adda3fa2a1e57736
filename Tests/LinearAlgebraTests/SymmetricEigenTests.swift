import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct SymmetricEigenTests {
    @Test func agreesWithNumPy() throws {
        let item = try SolutionsFixture.load().symmetric
        #expect(isClose(try SymmetricEigen(Matrix(columns: item.columns)).values, item.values, .rounding))
    }

    @Test func vectorsAreOrthonormalAndFit() throws {
        var generator = SplitMix64(seed: 6)
        for order in [1, 3, 25] {
            let half = Matrix.random(order, order, &generator)
            let matrix = half + half.transposed()
            let eigen = try SymmetricEigen(matrix)
            #expect(eigen.vectors.gram().isNear(.identity(order)))
            #expect((matrix * eigen.vectors).isNear(eigen.vectors * .diagonal(eigen.values)))
            #expect(eigen.values == eigen.values.sorted())
        }
    }

    @Test func unfitInputSaysSo() {
        #expect(throws: LinearAlgebraError.empty) { try SymmetricEigen(Matrix(rows: 0, columns: 0)) }
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
            try SymmetricEigen(Matrix(rows: [[1, 0], [.infinity, 1]]))
        }
    }
}
