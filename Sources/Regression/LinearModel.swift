import LinearAlgebra
import Statistics

/// A response explained by the columns of a design, fitted by ordinary or weighted least squares.
///
///     let model = try LinearModel(design, response: costs)
///     let perUser = model.coefficient("users")
///     let honest = try model.inference(.neweyWest(NeweyWest()))
///
/// A column that depends on columns before it is dropped, as in R's `lm`; ``dependencies`` says what it depends on.
/// What a regression table has is in ``inference()``, ``fTest``, ``logLikelihood``, ``aic``, ``aicc`` and ``bic``; what
/// speaks against the model in ``influence()``, ``durbinWatson``, ``ljungBox(lags:)``, ``breuschPagan()`` and
/// ``collinearity()``. Each is computed when it is asked for.
///
/// - SeeAlso: Weisberg, *Applied Linear Regression*, 4th ed., chapters 2–5; R `lm`; statsmodels `OLS` and `WLS`.
public struct LinearModel: Sendable {
    /// The arithmetic that a design asked for.
    public enum Arithmetic: Sendable, Hashable {
        /// Doubles: columns far from dependent.
        case double
        /// Numbers of 31 digits: columns that are nearly or wholly dependent, or so few numbers that it costs nothing.
        case doubleDouble
    }

    /// The names of the columns that were kept.
    public let names: [String]
    /// The columns that depend on those before them, each with what it depends on.
    public let dependencies: [ColumnDependency]
    /// One coefficient for each kept column.
    public let coefficients: [Double]
    /// The standard error of each coefficient, for independent errors of equal variance (divided by the weights).
    public let standardErrors: [Double]
    /// What the model says of each observation, in the unit of the response.
    public let fitted: [Double]
    /// Response minus fitted.
    public let residuals: [Double]
    /// The weights of the observations; nil if all are 1.
    public let weights: [Double]?
    /// Observations minus kept columns; at least 1.
    public let degreesOfFreedom: Int
    /// The estimated standard deviation of an error of weight 1.
    public let residualStandardError: Double
    /// The part of the variation that is explained; 0 if the response does not vary.
    ///
    /// Variation around the mean if the design can make a constant, else around 0.
    public let rSquared: Double
    /// Whether the design can make a constant.
    public let hasConstant: Bool

    /// The sum of the squared residuals, each times its weight.
    let unexplained: Double
    /// The sum of squares that ``rSquared`` is measured against.
    let total: Double
    let factored: FactoredDesign
    private let extendedCoefficients: ExtendedMatrix

    /// Fits `response` to `design`.
    ///
    /// - Parameters:
    ///   - design: *n* rows.
    ///   - response: *n* finite numbers.
    ///   - weights: *n* numbers above 0; the variance of an error is divided by its weight. Default: 1 each.
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` without more rows than columns,
    ///   ``RegressionError/responseNotFinite(row:)``, ``RegressionError/weightNotPositive(row:)``,
    ///   ``RegressionError/nothingToFit`` if all columns are 0.
    /// - Complexity: O(*n p²*); about twenty times more where columns are nearly dependent (``arithmetic``).
    public init(
        _ design: DesignMatrix, response: [Double], weights: [Double]? = nil
    ) throws(RegressionError) {
        precondition(response.count == design.rows, "a response has a number for each row of the design")
        let factored = try FactoredDesign(design, weights: weights)
        try self.init(factored, response, weights, hasConstant: factored.spansConstant())
    }

    init(
        _ factored: FactoredDesign, _ response: [Double], _ weights: [Double]?, hasConstant: Bool
    ) throws(RegressionError) {
        if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
        let (found, residuals) = try factored.solve(response)
        self.factored = factored
        self.weights = weights
        self.hasConstant = hasConstant
        self.residuals = residuals
        names = factored.kept.map { factored.design.names[$0] }
        dependencies = factored.dependencies
        extendedCoefficients = found
        coefficients = found.leading.elements
        fitted = response.indices.map { response[$0] - residuals[$0] }
        degreesOfFreedom = response.count - factored.kept.count
        let unexplained = factored.weighting(residuals).sumOfSquares()
        let scale = (unexplained / Double(degreesOfFreedom)).squareRoot()
        let total = response.variation(weights, around: hasConstant)
        self.unexplained = unexplained
        self.total = total
        residualStandardError = scale
        standardErrors = factored.inverseRoot.rowNorms().map { scale * $0 }
        rSquared = total > 0 ? 1 - unexplained / total : 0
    }

    /// The names of the columns that depend on those before them.
    public var dropped: [String] { dependencies.map(\.column) }

    /// Number of observations.
    public var observations: Int { residuals.count }

    /// Which arithmetic the fit used.
    public var arithmetic: Arithmetic { factored.arithmetic }

    /// The coefficient of the column `name`; nil if it was dropped or is not part of the design.
    public func coefficient(_ name: String) -> Double? {
        names.firstIndex(of: name).map { coefficients[$0] }
    }

    /// What the model says of new observations.
    ///
    /// - Parameter design: The same columns as the design of the fit.
    /// - Returns: One prediction a row.
    public func predict(_ design: DesignMatrix) -> [Prediction] {
        precondition(design.names == factored.design.names, "a prediction needs the columns of the fit")
        let lengths = (design.matrix.selecting(columns: factored.kept) * factored.inverseRoot).rowSquares()
        return zip(means(design), lengths).map { mean, square in
            Prediction(
                mean: mean, standardErrorOfMean: residualStandardError * square.squareRoot(),
                standardError: residualStandardError * (1 + square).squareRoot(),
                degreesOfFreedom: degreesOfFreedom)
        }
    }

    private func means(_ design: DesignMatrix) -> [Double] {
        guard arithmetic == .doubleDouble else {
            return design.matrix.selecting(columns: factored.kept) * coefficients
        }
        let rows = design.extended(columns: factored.kept)
        return (0..<design.rows).map { rows.row($0, times: extendedCoefficients).leading }
    }
}

extension [Double] {
    /// The sum of the squares.
    func sumOfSquares() -> Double { map { $0 * $0 }.sum() }

    /// The sum of the weighted squares, around the weighted mean or around 0.
    func variation(_ weights: [Double]?, around isCentered: Bool) -> Double {
        guard let weights else { return isCentered ? variance() * Double(count - 1) : sumOfSquares() }
        let center = isCentered ? mean(weights: weights) : 0
        return indices.map { (self[$0] - center) * (self[$0] - center) * weights[$0] }.sum()
    }
}
