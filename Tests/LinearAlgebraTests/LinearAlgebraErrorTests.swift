import LinearAlgebra
import Testing

@Suite struct LinearAlgebraErrorTests {
    @Test(arguments: [
        (
            LinearAlgebraError.empty,
            "needs at least 1 row and 1 column, got none; check the selection that made the matrix"
        ),
        (
            .notFinite(row: 3, column: 0),
            "needs finite numbers, got NaN or infinity in row 3, column 0; leave the observation out"
        ),
        (
            .rankDeficient(rank: 4, of: 5),
            "needs 5 independent columns, got 4; drop dependent columns or ask for the minimum norm"
        ),
        (
            .notPositiveDefinite(order: 3),
            "needs a positive definite matrix, got one whose leading block of order 3 is not; "
                + "add to its diagonal or use its eigenvalues"
        ),
        (
            .singular(column: 2),
            "needs an invertible matrix, got a zero pivot in column 2; remove the dependent equation"
        ),
        (.notConverged(count: 1), "needs all values to converge, got 1 that did not; scale the matrix"),
    ])
    func saysWhatItNeeds(error: LinearAlgebraError, text: String) {
        #expect(error.description == text)
    }
}
