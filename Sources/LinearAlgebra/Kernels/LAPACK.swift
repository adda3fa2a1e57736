internal import CLAPACK

/// The routines of LAPACK that the module uses; its extensions are the only callers of C.
enum LAPACK {
    static let lower = CChar(UInt8(ascii: "L"))
    static let upper = CChar(UInt8(ascii: "U"))
    static let plain = CChar(UInt8(ascii: "N"))
    static let transposed = CChar(UInt8(ascii: "T"))

    /// OpenBLAS on one thread, set before its first use: we are parallel over series, not within a product.
    static let oneThread: Void = openblas_set_num_threads(1)

    /// A negative `info` names a wrong argument, which is our mistake.
    static func require(_ info: CInt) {
        precondition(info >= 0, "LAPACK refuses argument \(-info)")
    }
}
