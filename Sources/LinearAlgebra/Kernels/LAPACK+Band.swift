internal import CLAPACK

extension LAPACK {
    static func solveBand(_ band: BandMatrix, _ right: [Double]) throws(LinearAlgebraError) -> [Double] {
        oneThread
        let (n, kl, ku) = (CInt(band.order), CInt(band.lowerBandwidth), CInt(band.upperBandwidth))
        let ldA = CInt(band.storage.rows)
        var a = band.storage.elements
        var x = right
        var pivots = [CInt](repeating: 0, count: band.order)
        // SAFETY: a is (2 kl + ku + 1) × n, pivots and x have n elements, proven by the caller.
        let info = unsafe LAPACKE_dgbsv(LAPACK_COL_MAJOR, n, kl, ku, 1, &a, ldA, &pivots, &x, n)
        require(info)
        guard info == 0 else { throw .singular(column: Int(info) - 1) }
        return x
    }

    static func solvePositiveDefiniteBand(
        _ band: SymmetricBandMatrix, _ right: [Double]
    ) throws(LinearAlgebraError) -> [Double] {
        oneThread
        let (n, k, ldA) = (CInt(band.order), CInt(band.bandwidth), CInt(band.storage.rows))
        var a = band.storage.elements
        var x = right
        // SAFETY: a is (k + 1) × n, x has n elements, proven by the caller.
        let info = unsafe LAPACKE_dpbsv(LAPACK_COL_MAJOR, lower, n, k, 1, &a, ldA, &x, n)
        require(info)
        guard info == 0 else { throw .notPositiveDefinite(order: Int(info)) }
        return x
    }
}
