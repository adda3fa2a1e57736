import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct SVDTests {
    @Test func agreesWithNumPy() throws {
        for item in try SolutionsFixture.load().deficient {
            let svd = try SVD(Matrix(columns: item.columns))
            #expect(isClose(svd.values, item.singular, .rounding), "\(item.name)")
            #expect(svd.rank() == item.rank, "\(item.name)")
        }
    }

    @Test func factorsMultiplyBack() throws {
        var generator = SplitMix64(seed: 7)
        for (rows, columns) in [(1, 1), (20, 6), (6, 20), (9, 9)] {
            let matrix = Matrix.random(rows, columns, &generator)
            let svd = try SVD(matrix)
            #expect((svd.u * .diagonal(svd.values) * svd.v.transposed()).isNear(matrix))
            #expect(svd.u.gram().isNear(.identity(svd.values.count)))
            #expect(svd.v.gram().isNear(.identity(svd.values.count)))
            #expect(svd.values == svd.values.sorted(by: >))
        }
    }

    @Test func hilbertKeepsItsSmallValues() throws {
        let hilbert = Matrix(columns: (0..<8).map { i in (0..<8).map { 1 / Double(i + $0 + 1) } })
        let svd = try SVD(hilbert)
        #expect(svd.rank() == 8)
        #expect(svd.rank(tolerance: 1e-6) == 5)
    }

    @Test func unfitInputSaysSo() {
        #expect(throws: LinearAlgebraError.empty) { try SVD(Matrix(rows: 3, columns: 0)) }
        #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) { try SVD(Matrix(rows: [[.nan]])) }
    }
}
