public import LinearAlgebra

/// The named columns of a regression, one row an observation.
public struct DesignMatrix: Sendable, Hashable {
    /// One name a column, no two alike.
    public let names: [String]
    /// The numbers; all finite.
    public let matrix: Matrix
    /// What rounding to doubles took from the numbers, where that is known.
    let rounding: Matrix?

    /// A design of these columns.
    ///
    /// - Precondition: At least one column, one name for each, no two names alike.
    /// - Throws: ``RegressionError/notFinite(column:row:)``.
    public init(names: [String], matrix: Matrix) throws(RegressionError) {
        try self.init(names: names, matrix: matrix, rounding: nil)
    }

    init(names: [String], matrix: Matrix, rounding: Matrix?) throws(RegressionError) {
        precondition(!names.isEmpty, "a design has at least 1 column")
        precondition(names.count == matrix.columns, "a design has one name for each column")
        precondition(Set(names).count == names.count, "no two columns of a design have the same name")
        if let place = matrix.firstNotFinite {
            throw .notFinite(column: names[place.column], row: place.row)
        }
        self.names = names
        self.matrix = matrix
        self.rounding = rounding
    }

    /// A design of these named columns.
    ///
    ///     let design = try DesignMatrix([("intercept", ones), ("users", users)])
    ///
    /// - Precondition: At least one column, all of the same length, no two names alike.
    /// - Throws: ``RegressionError/notFinite(column:row:)``.
    public init(_ columns: [(name: String, values: [Double])]) throws(RegressionError) {
        try self.init(names: columns.map(\.name), matrix: Matrix(columns: columns.map(\.values)))
    }

    /// The powers of `x` from 0 to `degree`, named `intercept`, `x`, `x^2`, ….
    ///
    /// A power rarely fits a double; what rounding takes from it is kept and used where the fit needs it, so that
    /// a polynomial of high degree keeps its digits.
    ///
    /// - Precondition: A degree of at least 0.
    /// - Throws: ``RegressionError/notFinite(column:row:)``, also when a power overflows.
    public static func polynomial(
        _ name: String, _ x: [Double], degree: Int
    ) throws(RegressionError) -> DesignMatrix {
        precondition(degree >= 0, "a degree is at least 0")
        var powers = [x.map { _ in DoubleDouble(1) }]
        for k in 0..<degree { powers.append(zip(powers[k], x).map { $0 * DoubleDouble($1) }) }
        let names = (0...degree).map { $0 == 0 ? "intercept" : $0 == 1 ? name : "\(name)^\($0)" }
        let rounding = Matrix(columns: powers.map { $0.map(\.trailing) })
        return try DesignMatrix(
            names: names, matrix: Matrix(columns: powers.map { $0.map(\.leading) }), rounding: rounding)
    }

    /// Number of observations.
    public var rows: Int { matrix.rows }

    /// Number of columns.
    public var columns: Int { matrix.columns }

    /// The numbers with all their digits.
    func extended(columns kept: [Int]? = nil) -> ExtendedMatrix {
        guard let kept else { return ExtendedMatrix(matrix, rounding) }
        return ExtendedMatrix(matrix.selecting(columns: kept), rounding?.selecting(columns: kept))
    }

    /// Whether column `j` holds one number everywhere, and not 0.
    func isConstant(_ j: Int) -> Bool {
        let first = matrix.elements[j * rows]
        return first != 0 && matrix.elements[j * rows..<(j + 1) * rows].allSatisfy { $0 == first }
    }
}
