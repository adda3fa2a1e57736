public import LinearAlgebra

/// The named columns of a regression, one row an observation.
public struct DesignMatrix: Sendable, Hashable {
    /// One name a column, no two alike.
    public let names: [String]
    /// The numbers; all finite.
    public let matrix: Matrix

    /// A design of these columns.
    ///
    /// - Precondition: At least one column, one name for each, no two names alike.
    /// - Throws: ``RegressionError/notFinite(column:row:)``.
    public init(names: [String], matrix: Matrix) throws(RegressionError) {
        precondition(!names.isEmpty, "a design has at least 1 column")
        precondition(names.count == matrix.columns, "a design has one name for each column")
        precondition(Set(names).count == names.count, "no two columns of a design have the same name")
        if let i = matrix.elements.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(column: names[i / matrix.rows], row: i % matrix.rows)
        }
        self.names = names
        self.matrix = matrix
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

    /// Number of observations.
    public var rows: Int { matrix.rows }

    /// Number of columns.
    public var columns: Int { matrix.columns }
}
