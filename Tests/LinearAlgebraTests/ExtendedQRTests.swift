import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct ExtendedQRTests {
    @Test func agreesWithHouseholderWhereDoublesAreEnough() throws {
        var generator = SplitMix64(seed: 9)
        for (rows, columns) in [(1, 1), (7, 3), (30, 6), (101, 11)] {
            let matrix = Matrix.random(rows, columns, &generator)
            let right = Matrix.random(rows, 2, &generator)
            let extended = try ExtendedQR(ExtendedMatrix(matrix), tolerance: 1e-10)
            let (found, left) = extended.solve(ExtendedMatrix(right))
            #expect(found.leading.isNear(try QR(matrix).solve(right), 1e-9))
            #expect(left.leading.isNear(right - matrix * found.leading, 1e-9))
            #expect(extended.orthonormal.gram().isNear(.identity(columns)))
            let inverse = extended.inverseR().leading
            #expect((inverse * inverse.transposed() * matrix.gram()).isNear(.identity(columns), 1e-6))
        }
    }

    /// Hilbert matrices of order 12 have a condition number of 10¹⁶: doubles keep no digit.
    @Test func hilbertOfOrderTwelveKeepsItsDigits() throws {
        var hilbert = ExtendedMatrix(Matrix(rows: 12, columns: 12))
        for i in 0..<12 {
            for j in 0..<12 { hilbert[i, j] = DoubleDouble(1) / DoubleDouble(Double(i + j + 1)) }
        }
        let ones = ExtendedMatrix(Matrix(rows: 12, columns: 1, repeating: 1))
        var right = ExtendedMatrix(Matrix(rows: 12, columns: 1))
        for i in 0..<12 { right[i, 0] = hilbert.row(i, times: ones) }
        let (found, _) = try ExtendedQR(hilbert, tolerance: 1e-20).solve(right)
        #expect(isClose(found.leading.elements, ones.leading.elements, .rounding))
    }

    @Test func dependentColumnsAreCombinationsOfThoseBefore() throws {
        let (a, b) = ([1.0, 1, 1, 1, 1], [0.0, 1, 4, 9, 16])
        let made = zip(a, b).map { 3 * $0 - 2 * $1 }
        let matrix = Matrix(columns: [a, made.map { _ in 0 }, b, made, b.map { $0 * 1e12 }, [1, 0, 0, 0, 0]])
        let qr = try ExtendedQR(ExtendedMatrix(matrix), tolerance: 1e-10)
        #expect(qr.kept == [0, 2, 5])
        #expect(qr.dependent.map(\.column) == [1, 3, 4])
        #expect(qr.dependent[0].coefficients.allSatisfy { $0 == 0 })
        #expect(isClose(qr.dependent[1].coefficients, [3, -2], .rounding))
        #expect(isClose(qr.dependent[2].coefficients, [0, 1e12], .rounding))
    }

    @Test func unitsDoNotMatter() throws {
        let matrix = Matrix(columns: [[1e-200, 2e-200, 5e-200], [1e200, -1e200, 3e200]])
        let qr = try ExtendedQR(ExtendedMatrix(matrix), tolerance: 1e-10)
        let right = Matrix(columns: [matrix * [3e200, 2e-200]])
        #expect(isClose(qr.solve(ExtendedMatrix(right)).coefficients.leading[0, 0] / 1e200, 3, .rounding))
    }

    @Test func unfitInputSaysSo() {
        #expect(throws: LinearAlgebraError.empty) {
            try ExtendedQR(ExtendedMatrix(Matrix(rows: 0, columns: 2)), tolerance: 1e-10)
        }
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
            try ExtendedQR(ExtendedMatrix(Matrix(columns: [[1, .nan]])), tolerance: 1e-10)
        }
    }
}
