import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct BandMatrixTests {
    @Test func agreesWithSciPy() throws {
        let fixture = try SolutionsFixture.load()
        var band = BandMatrix(order: 9, lowerBandwidth: 1, upperBandwidth: 2)
        for j in 0..<9 {
            for i in max(0, j - 2)...min(8, j + 1) { band[i, j] = fixture.band.storage[2 + i - j][j] }
        }
        #expect(isClose(try band.solve(fixture.band.response), fixture.band.solution, .rounding))
        var positive = SymmetricBandMatrix(order: 9, bandwidth: 2)
        for j in 0..<9 {
            for i in j...min(8, j + 2) { positive[i, j] = fixture.positiveBand.storage[i - j][j] }
        }
        let solution = try positive.solvePositiveDefinite(fixture.positiveBand.response)
        #expect(isClose(solution, fixture.positiveBand.solution, .rounding))
    }

    @Test func solutionsEqualTheDenseOnes() throws {
        var generator = SplitMix64(seed: 8)
        for (order, width) in [(1, 0), (1, 2), (6, 1), (30, 4)] {
            var band = BandMatrix(order: order, lowerBandwidth: width, upperBandwidth: 1)
            var symmetric = SymmetricBandMatrix(order: order, bandwidth: width)
            var (full, fullSymmetric) = (
                Matrix(rows: order, columns: order), Matrix(rows: order, columns: order)
            )
            for i in 0..<order {
                for j in 0..<order {
                    if i - j <= width, j - i <= 1 { band[i, j] = generator.uniform() + (i == j ? 3 : 0) }
                    if j <= i, i - j <= width { symmetric[i, j] = generator.uniform() + (i == j ? 20 : 0) }
                    full[i, j] = band[i, j]
                }
            }
            for i in 0..<order { for j in 0..<order { fullSymmetric[i, j] = symmetric[i, j] } }
            let right = Matrix.random(order, 1, &generator).elements
            #expect(isClose(full * (try band.solve(right)), right, .reference))
            #expect(isClose(fullSymmetric * (try symmetric.solvePositiveDefinite(right)), right, .reference))
        }
    }

    @Test func unfitInputSaysWhere() {
        var band = BandMatrix(order: 3, lowerBandwidth: 1, upperBandwidth: 1)
        for i in 0..<3 { band[i, i] = 1 }
        band[1, 1] = 0
        #expect(band[0, 2] == 0)
        #expect(throws: LinearAlgebraError.singular(column: 1)) { try band.solve([1, 2, 3]) }
        band[2, 1] = .nan
        #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 1)) { try band.solve([1, 2, 3]) }
        #expect(throws: LinearAlgebraError.empty) {
            try BandMatrix(order: 0, lowerBandwidth: 1, upperBandwidth: 1).solve([])
        }
        var symmetric = SymmetricBandMatrix(order: 2, bandwidth: 1)
        symmetric[0, 0] = 1
        #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
            try symmetric.solvePositiveDefinite([1, 1])
        }
        symmetric[0, 1] = .infinity
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
            try symmetric.solvePositiveDefinite([1, 1])
        }
    }
}
