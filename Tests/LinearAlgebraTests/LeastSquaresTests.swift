import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct LeastSquaresTests {
    @Test func agreesWithExactFractions() throws {
        for item in try SolutionsFixture.load().full {
            let matrix = Matrix(columns: item.columns)
            let solution = Matrix(columns: [item.solution])
            let plain = Matrix(columns: [try matrix.leastSquares(item.response)])
            #expect((plain - solution).norm <= item.bound * solution.norm, "\(item.name)")
            let pivoted = try matrix.minimumNormLeastSquares(Matrix(columns: [item.response]))
            #expect(pivoted.rank == matrix.columns, "\(item.name)")
            #expect((pivoted.coefficients - solution).norm <= item.bound * solution.norm, "\(item.name)")
        }
    }

    @Test func shortestSolutionAgreesWithNumPy() throws {
        for item in try SolutionsFixture.load().deficient {
            let matrix = Matrix(columns: item.columns)
            let got = try matrix.minimumNormLeastSquares(Matrix(columns: [item.response]))
            #expect(got.rank == item.rank, "\(item.name)")
            #expect(isClose(got.coefficients.elements, item.solution, .reference), "\(item.name)")
            #expect(throws: LinearAlgebraError.self, "\(item.name)") {
                try matrix.leastSquares(item.response)
            }
        }
    }

    @Test func dependentColumnsAreCounted() throws {
        let deficient = try SolutionsFixture.load().deficient
        #expect(throws: LinearAlgebraError.rankDeficient(rank: 3, of: 4)) {
            try Matrix(columns: deficient[0].columns).leastSquares(deficient[0].response)
        }
        #expect(throws: LinearAlgebraError.rankDeficient(rank: 3, of: 7)) {
            try Matrix(columns: deficient[2].columns).leastSquares(deficient[2].response)
        }
        #expect(try QR(Matrix(columns: deficient[0].columns)).dependentColumns() == [3])
    }

    @Test func normalEquationsHoldAtTheOptimum() throws {
        var generator = SplitMix64(seed: 2)
        for (rows, columns) in [(1, 1), (5, 5), (40, 7), (300, 20)] {
            let matrix = Matrix.random(rows, columns, &generator)
            let response = Matrix.random(rows, 3, &generator)
            let fit = try QR(matrix).solve(response)
            let residual = response - matrix * fit
            #expect(matrix.transposedTimes(residual).norm < 1e-11 * Double(rows))
            #expect(fit.isNear(try matrix.minimumNormLeastSquares(response).coefficients, 1e-9))
        }
    }

    @Test func emptyAndNotFiniteSaySo() {
        #expect(throws: LinearAlgebraError.empty) { try Matrix(rows: 0, columns: 2).leastSquares([]) }
        #expect(throws: LinearAlgebraError.empty) { try Matrix(rows: 2, columns: 0).leastSquares([1, 2]) }
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
            try Matrix(rows: [[1], [.nan]]).leastSquares([1, 2])
        }
        #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
            try Matrix(rows: [[1], [2]]).leastSquares([.infinity, 2])
        }
        #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
            try Matrix(rows: [[1, .nan]]).minimumNormLeastSquares(Matrix(rows: [[1]]))
        }
    }
}
