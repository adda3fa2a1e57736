import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct MatrixTests {
    @Test func columnsFollowEachOther() {
        var matrix = Matrix(rows: [[1, 2, 3], [4, 5, 6]])
        #expect(matrix.elements == [1, 4, 2, 5, 3, 6])
        #expect(matrix == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
        #expect(matrix.column(1) == [2, 5] && matrix.row(1) == [4, 5, 6])
        #expect(matrix.diagonal == [1, 5])
        #expect(matrix.selecting(columns: [2, 0]) == Matrix(columns: [[3, 6], [1, 4]]))
        matrix[1, 2] = 9
        #expect(matrix[1, 2] == 9)
    }

    @Test func productEqualsTheSlowOne() {
        var generator = SplitMix64(seed: 1)
        for (m, k, n) in [(1, 1, 1), (3, 4, 2), (17, 5, 9), (2, 40, 3)] {
            let (a, b) = (Matrix.random(m, k, &generator), Matrix.random(k, n, &generator))
            var slow = Matrix(rows: m, columns: n)
            for i in 0..<m {
                for j in 0..<n { for l in 0..<k { slow[i, j] += a[i, l] * b[l, j] } }
            }
            #expect((a * b).isNear(slow))
            #expect(a.transposed().transposedTimes(b).isNear(slow))
            #expect(isClose(a * b.column(0), slow.column(0), .rounding))
            #expect(a.gram().isNear(a.transposed() * a))
            #expect(a.gram() == a.gram().transposed())
            #expect(a.transposed().transposed() == a)
        }
    }

    @Test func sumsAndNorm() {
        let matrix = Matrix(rows: [[3, 0], [0, -4]])
        #expect(matrix.norm == 5)
        #expect((2 * matrix - matrix) == matrix)
        #expect((matrix + Matrix.identity(2)) == .diagonal([4, -3]))
        #expect(isClose(Matrix(rows: [[3e200, 4e200]]).norm, 5e200, .rounding))
    }

    @Test func sidesMayBeEmpty() {
        let tall = Matrix(rows: 3, columns: 0)
        #expect((tall * Matrix(rows: 0, columns: 2)) == Matrix(rows: 3, columns: 2))
        #expect(tall.gram() == Matrix(rows: 0, columns: 0))
        #expect(tall.norm == 0)
    }
}
