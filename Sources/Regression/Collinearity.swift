public import LinearAlgebra
import Statistics

/// How far the columns of a model can be told apart, and what the data cannot separate.
///
/// - SeeAlso: Belsley, Kuh & Welsch, *Regression Diagnostics* (1980), ch. 3.
public struct Collinearity: Sendable {
    /// The names of the columns that were kept.
    public let names: [String]
    /// By what the variance of each coefficient is larger than if its column were unrelated to the others (VIF).
    ///
    /// Around the mean if the design can make a constant, as in R `car::vif`; nil for a column that is constant then.
    public let varianceInflation: [Double?]
    /// The largest singular value of the columns, each of length 1, divided by each of them; ascending from 1.
    public let conditionIndices: [Double]
    /// The part of the variance of coefficient *j* (column) that belongs to condition index *k* (row); columns add up to 1.
    public let varianceProportions: Matrix
    /// The columns that were dropped, each with what it depends on.
    public let dependencies: [ColumnDependency]

    init(_ model: LinearModel) throws(RegressionError) {
        let factored = model.factored
        names = model.names
        dependencies = model.dependencies
        let errors = factored.inverseRoot.rowNorms()
        varianceInflation = errors.indices.map { j in
            let spread = factored.variation(ofColumn: j, around: model.hasConstant)
            return spread > 0 ? spread * errors[j] * errors[j] : nil
        }
        let weighted = factored.scales.map { factored.columns.scalingRows(by: $0) } ?? factored.columns
        let unit = weighted.dividingColumns(by: weighted.columnSquares().map { $0.squareRoot() })
        let svd: SVD
        do { svd = try SVD(unit) } catch { throw .notConverged }
        conditionIndices = svd.values.map { svd.values[0] / $0 }
        var shares = Matrix(rows: names.count, columns: names.count)
        for j in names.indices {
            let parts = svd.values.indices.map { k in
                let part = svd.v[j, k] / svd.values[k]
                return part * part
            }
            let whole = parts.sum()
            for k in parts.indices { shares[k, j] = parts[k] / whole }
        }
        varianceProportions = shares
    }

    /// The groups of columns that the data cannot separate.
    ///
    /// Columns with a variance inflation above 10 that have most of their variance at the same condition index of at
    /// least 30.
    public var inseparable: [[String]] {
        conditionIndices.indices.reversed().compactMap { k in
            guard conditionIndices[k] >= 30 else { return nil }
            let group = names.indices.filter { varianceProportions[k, $0] >= 0.5 && isInflated($0) }
            return group.count >= 2 ? group.map { names[$0] } : nil
        }
    }

    /// What a person should know before reading the coefficients, one sentence each; empty if nothing is wrong.
    public var warnings: [String] {
        let grouped = inseparable
        let told = Set(grouped.joined())
        let alone = names.indices.filter { isInflated($0) && !told.contains(names[$0]) }
        return dependencies.map(\.description)
            + grouped.map {
                "cannot separate \($0.dropLast().joined(separator: ", ")) from \($0[$0.count - 1])"
            }
            + alone.map { "cannot separate \(names[$0]) from the other columns" }
    }

    private func isInflated(_ j: Int) -> Bool { (varianceInflation[j] ?? 0) > 10 }
}

extension LinearModel {
    /// How far the columns can be told apart.
    ///
    /// - Throws: ``RegressionError/notConverged``, hardly ever: the singular value decomposition gave up.
    /// - Complexity: O(*n p²*).
    public func collinearity() throws(RegressionError) -> Collinearity { try Collinearity(self) }
}

extension FactoredDesign {
    /// The weighted sum of squares of a kept column, around its weighted mean or around 0; 0 if it is constant.
    fileprivate func variation(ofColumn j: Int, around isCentered: Bool) -> Double {
        if isCentered && design.isConstant(kept[j]) { return 0 }
        return columns.column(j).variation(scales.map { $0.map { $0 * $0 } }, around: isCentered)
    }
}

extension Matrix {
    /// Each column divided by its length.
    fileprivate func dividingColumns(by lengths: [Double]) -> Matrix {
        var scaled = elements
        for j in 0..<columns {
            for i in j * rows..<(j + 1) * rows { scaled[i] /= lengths[j] }
        }
        return Matrix(rows: rows, columns: columns, elements: scaled)
    }
}
