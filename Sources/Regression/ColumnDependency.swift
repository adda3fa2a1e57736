import Foundation
import LinearAlgebra

/// A column that was dropped because columns before it make it already.
public struct ColumnDependency: Sendable, Hashable {
    /// The name of the dropped column.
    public let column: String
    /// What makes it: column names and their coefficients, those that matter; empty for a column of zeros.
    public let combination: [Part]

    /// One column of a combination.
    public struct Part: Sendable, Hashable {
        /// The name of the column.
        public let column: String
        /// What it is multiplied by.
        public let coefficient: Double
    }

    /// - Parameters:
    ///   - column: Index of the dropped column.
    ///   - coefficients: One for each leading element of `kept`.
    ///   - kept: Indices of the independent columns.
    ///   - design: The whole design.
    init(_ column: Int, _ coefficients: [Double], _ kept: [Int], _ design: DesignMatrix) {
        self.column = design.names[column]
        let whole = design.largest(column)
        combination = zip(kept, coefficients).compactMap { index, coefficient in
            guard abs(coefficient) * design.largest(index) > 1e-9 * whole else { return nil }
            return Part(column: design.names[index], coefficient: coefficient)
        }
    }
}

extension ColumnDependency: CustomStringConvertible {
    public var description: String {
        guard !combination.isEmpty else { return "\(column) is 0 in every row" }
        let parts = combination.enumerated().map { i, part in
            let sign = part.coefficient < 0 ? (i == 0 ? "-" : " - ") : (i == 0 ? "" : " + ")
            let size = abs(part.coefficient)
            let factor = abs(size - 1) < 1e-9 ? "" : String(format: "%.6g", size) + " · "
            return sign + factor + part.column
        }
        return "\(column) cannot be told from the columns before it: it is \(parts.joined())"
    }
}

extension DesignMatrix {
    /// The largest absolute value of column `j`.
    fileprivate func largest(_ j: Int) -> Double {
        matrix.elements[j * rows..<(j + 1) * rows].reduce(0) { max($0, abs($1)) }
    }
}
