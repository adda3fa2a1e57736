public import LinearAlgebra

/// One design for many responses: factored once, then each response costs a product with it.
///
///     let calendar = try LeastSquaresProjection(design)
///     let fits = try calendar.fit(responses)
///
/// - SeeAlso: ``LinearModel``, whose numbers it gives.
public struct LeastSquaresProjection: Sendable {
    /// The names of the columns that were kept.
    public let names: [String]
    /// The columns that depend on those before them, each with what it depends on.
    public var dependencies: [ColumnDependency] { factored.dependencies }
    /// Observations minus kept columns; at least 1.
    public let degreesOfFreedom: Int

    private let factored: FactoredDesign
    private let weights: [Double]?
    private let hasConstant: Bool

    /// Makes `design` ready.
    ///
    /// - Parameters:
    ///   - design: *n* rows.
    ///   - weights: *n* numbers above 0, the same for every response. Default: 1 each.
    /// - Throws: ``RegressionError/tooShort(needed:got:)``, ``RegressionError/weightNotPositive(row:)``,
    ///   ``RegressionError/nothingToFit``, as ``LinearModel``.
    /// - Complexity: O(*n p²*).
    public init(_ design: DesignMatrix, weights: [Double]? = nil) throws(RegressionError) {
        factored = try FactoredDesign(design, weights: weights)
        self.weights = weights
        hasConstant = try factored.spansConstant()
        names = factored.kept.map { design.names[$0] }
        degreesOfFreedom = design.rows - factored.kept.count
    }

    /// The whole model of one response.
    ///
    /// - Parameter response: *n* finite numbers.
    /// - Returns: The same as `LinearModel(design, response:)`.
    /// - Throws: ``RegressionError/responseNotFinite(row:)``.
    /// - Complexity: O(*n p*).
    public func model(of response: [Double]) throws(RegressionError) -> LinearModel {
        precondition(
            response.count == factored.design.rows, "a response has a number for each row of the design")
        return try LinearModel(factored, response, weights, hasConstant: hasConstant)
    }

    /// The coefficients and residual variances of many responses.
    ///
    /// - Parameter responses: One response a column, *n* × *k* finite numbers.
    /// - Returns: One fit a response, in their order.
    /// - Throws: ``RegressionError/notFinite(column:row:)``, which names the column `response 3` for the fourth.
    /// - Complexity: O(*n p k*), at the speed of matrix products.
    public func fit(_ responses: Matrix) throws(RegressionError) -> ResponseFits {
        precondition(
            responses.rows == factored.design.rows, "a response has a number for each row of the design")
        if let place = responses.firstNotFinite {
            throw .notFinite(column: "response \(place.column)", row: place.row)
        }
        var coefficients: [Double] = []
        var variances: [Double] = []
        coefficients.reserveCapacity(names.count * responses.columns)
        variances.reserveCapacity(responses.columns)
        // Blocks that stay in the cache between the products.
        for start in stride(from: 0, to: responses.columns, by: 64) {
            let range = start..<min(start + 64, responses.columns)
            let rows = responses.rows
            let block = Matrix(
                rows: rows, columns: range.count,
                elements: Array(responses.elements[range.lowerBound * rows..<range.upperBound * rows]))
            let (found, squares) = try factored.solve(block: block)
            coefficients += found.elements
            for square in squares { variances.append(square / Double(degreesOfFreedom)) }
        }
        return ResponseFits(
            names: names,
            coefficients: Matrix(rows: names.count, columns: responses.columns, elements: coefficients),
            residualVariances: variances, degreesOfFreedom: degreesOfFreedom,
            unitErrors: factored.inverseRoot.rowNorms())
    }
}

/// The fits of many responses to one design.
public struct ResponseFits: Sendable {
    /// The names of the columns that were kept.
    public let names: [String]
    /// One column of coefficients a response.
    public let coefficients: Matrix
    /// The estimated variance of the errors of each response.
    public let residualVariances: [Double]
    /// Observations minus kept columns.
    public let degreesOfFreedom: Int
    fileprivate let unitErrors: [Double]

    /// The standard errors of the coefficients of response `k`, for independent errors of equal variance.
    public func standardErrors(of k: Int) -> [Double] {
        let scale = residualVariances[k].squareRoot()
        return unitErrors.map { scale * $0 }
    }
}
