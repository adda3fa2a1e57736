import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct QRTests {
    @Test func factorsMultiplyBack() throws {
        var generator = SplitMix64(seed: 3)
        for (rows, columns) in [(1, 1), (4, 4), (30, 6), (3, 8)] {
            let matrix = Matrix.random(rows, columns, &generator)
            let qr = try QR(matrix)
            let q = qr.thinQ()
            #expect((q * qr.r).isNear(matrix))
            #expect(q.gram().isNear(.identity(q.columns)))
            let turned = qr.transposedQTimes(matrix)
            #expect(turned.norm.isFinite && isClose(turned.norm, matrix.norm, .rounding))
        }
    }

    @Test func inverseTriangleGivesTheInverseGram() throws {
        var generator = SplitMix64(seed: 4)
        let matrix = Matrix.random(30, 5, &generator)
        let inverse = try QR(matrix).inverseR()
        #expect((inverse * inverse.transposed() * matrix.gram()).isNear(.identity(5), 1e-10))
    }

    @Test func scaleOfColumnsDoesNotMatterForRank() throws {
        let matrix = Matrix(columns: [[1, 1, 1, 1], [1e-12, 2e-12, 3e-12, 5e-12], [1e9, 0, 3e9, 2e9]])
        #expect(try QR(matrix).dependentColumns().isEmpty)
        #expect(isClose(try matrix.leastSquares(matrix * [1, 2e12, 3e-9]), [1, 2e12, 3e-9], .reference))
    }
}
