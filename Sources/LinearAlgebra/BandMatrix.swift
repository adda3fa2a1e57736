/// A square matrix that is 0 outside a band around the diagonal.
public struct BandMatrix: Sendable, Hashable {
    /// Number of rows and of columns.
    public let order: Int
    /// Diagonals below the main one.
    public let lowerBandwidth: Int
    /// Diagonals above the main one.
    public let upperBandwidth: Int
    /// The storage of LAPACK, with room above for the fill-in of pivoting.
    private(set) var storage: Matrix

    /// A band of zeros.
    ///
    /// - Precondition: No number negative.
    public init(order: Int, lowerBandwidth: Int, upperBandwidth: Int) {
        precondition(order >= 0 && lowerBandwidth >= 0 && upperBandwidth >= 0, "a band has no negative side")
        self.order = order
        self.lowerBandwidth = lowerBandwidth
        self.upperBandwidth = upperBandwidth
        storage = Matrix(rows: 2 * lowerBandwidth + upperBandwidth + 1, columns: order)
    }

    /// The number in row `i`, column `j`; 0 outside the band, where nothing can be set.
    public subscript(i: Int, j: Int) -> Double {
        get { contains(i, j) ? storage[lowerBandwidth + upperBandwidth + i - j, j] : 0 }
        set {
            precondition(contains(i, j), "only places within the band can be set")
            storage[lowerBandwidth + upperBandwidth + i - j, j] = newValue
        }
    }

    /// The solution *x* of A · *x* = `right`, by elimination with row pivoting.
    ///
    /// - Precondition: As many elements as the order.
    /// - Throws: ``LinearAlgebraError/singular(column:)``, ``LinearAlgebraError/empty``,
    ///   ``LinearAlgebraError/notFinite(row:column:)`` (of a place in the band or of the right-hand side).
    /// - Complexity: O(*n k²*) for a band of width *k*.
    /// - SeeAlso: LAPACK `dgbsv`.
    public func solve(_ right: [Double]) throws(LinearAlgebraError) -> [Double] {
        try storage.validateBand(shift: -lowerBandwidth - upperBandwidth)
        try Matrix(columns: [right]).validateAsRightHandSide(rows: order)
        return try LAPACK.solveBand(self, right)
    }

    private func contains(_ i: Int, _ j: Int) -> Bool {
        precondition(0 <= i && i < order && 0 <= j && j < order, "a place within the matrix")
        return -upperBandwidth <= i - j && i - j <= lowerBandwidth
    }
}

/// A symmetric matrix that is 0 outside a band around the diagonal.
public struct SymmetricBandMatrix: Sendable, Hashable {
    /// Number of rows and of columns.
    public let order: Int
    /// Diagonals on each side of the main one.
    public let bandwidth: Int
    private(set) var storage: Matrix

    /// A band of zeros.
    ///
    /// - Precondition: No number negative.
    public init(order: Int, bandwidth: Int) {
        precondition(order >= 0 && bandwidth >= 0, "a band has no negative side")
        self.order = order
        self.bandwidth = bandwidth
        storage = Matrix(rows: bandwidth + 1, columns: order)
    }

    /// The number in row `i`, column `j`, which is also that in row `j`, column `i`; 0 outside the band.
    public subscript(i: Int, j: Int) -> Double {
        get { contains(i, j) ? storage[abs(i - j), min(i, j)] : 0 }
        set {
            precondition(contains(i, j), "only places within the band can be set")
            storage[abs(i - j), min(i, j)] = newValue
        }
    }

    /// The solution *x* of A · *x* = `right` for a positive definite A, by Cholesky.
    ///
    /// - Precondition: As many elements as the order.
    /// - Throws: ``LinearAlgebraError/notPositiveDefinite(order:)``, ``LinearAlgebraError/empty``,
    ///   ``LinearAlgebraError/notFinite(row:column:)`` (of a place in the band or of the right-hand side).
    /// - Complexity: O(*n k²*) for a band of width *k*.
    /// - SeeAlso: LAPACK `dpbsv`.
    public func solvePositiveDefinite(_ right: [Double]) throws(LinearAlgebraError) -> [Double] {
        try storage.validateBand(shift: 0)
        try Matrix(columns: [right]).validateAsRightHandSide(rows: order)
        return try LAPACK.solvePositiveDefiniteBand(self, right)
    }

    private func contains(_ i: Int, _ j: Int) -> Bool {
        precondition(0 <= i && i < order && 0 <= j && j < order, "a place within the matrix")
        return abs(i - j) <= bandwidth
    }
}

extension Matrix {
    /// Throws for a band that is empty or holds a number that is not finite, named by its place in the full matrix.
    fileprivate func validateBand(shift: Int) throws(LinearAlgebraError) {
        guard columns > 0 else { throw .empty }
        guard let k = elements.firstIndex(where: { !$0.isFinite }) else { return }
        throw .notFinite(row: k % rows + shift + k / rows, column: k / rows)
    }
}
