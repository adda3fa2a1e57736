import LinearAlgebra
import Statistics

/// A response explained by the columns of a design, fitted by least squares.
///
///     let model = try LinearModel(design, response: costs)
///     let perUser = model.coefficient("users")
///
/// A column that depends on columns before it is dropped, as in R's `lm`; its name is in ``dropped``.
///
/// - SeeAlso: Weisberg, *Applied Linear Regression*, 4th ed., chapters 2–5; statsmodels `OLS` and `WLS`.
public struct LinearModel: Sendable {
    /// The names of the columns that were kept.
    public let names: [String]
    /// The names of the columns that depend on those before them.
    public let dropped: [String]
    /// One coefficient for each kept column.
    public let coefficients: [Double]
    /// The standard error of each coefficient, for independent errors of equal variance (divided by the weights).
    public let standardErrors: [Double]
    /// What the model says of each observation, in the unit of the response.
    public let fitted: [Double]
    /// Response minus fitted.
    public let residuals: [Double]
    /// Observations minus kept columns; at least 1.
    public let degreesOfFreedom: Int
    /// The estimated standard deviation of an error of weight 1.
    public let residualStandardError: Double
    /// The part of the variation that is explained; 0 if the response does not vary.
    ///
    /// Variation around the mean if the design can make a constant, else around 0.
    public let rSquared: Double

    private let allNames: [String]
    private let kept: [Int]
    private let inverseR: Matrix

    /// Fits `response` to `design`.
    ///
    /// - Parameters:
    ///   - design: *n* rows.
    ///   - response: *n* finite numbers.
    ///   - weights: *n* numbers above 0; the variance of an error is divided by its weight. Default: 1 each.
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` without more rows than columns,
    ///   ``RegressionError/responseNotFinite(row:)``, ``RegressionError/nothingToFit`` if all columns are 0.
    /// - Complexity: O(*n p²*), once more for each dropped column.
    public init(
        _ design: DesignMatrix, response: [Double], weights: [Double]? = nil
    ) throws(RegressionError) {
        try design.validate(response, weights)
        let scales = weights.map { $0.map { $0.squareRoot() } }
        let scaled = scales.map { design.matrix.scalingRows(by: $0) } ?? design.matrix
        let target = scales.map { zip($0, response).map { $0 * $1 } } ?? response
        let factored = try independentColumns(of: scaled)
        kept = factored.kept
        allNames = design.names
        names = kept.map { design.names[$0] }
        dropped = design.names.indices.filter { !factored.kept.contains($0) }.map { design.names[$0] }
        let solution = try factored.solve(target)
        let inverse = solution.inverseR
        (coefficients, inverseR) = (solution.coefficients, inverse)
        fitted = design.matrix.selecting(columns: kept) * coefficients
        residuals = zip(response, fitted).map { $0 - $1 }
        degreesOfFreedom = response.count - kept.count
        let squares = zip(residuals, weights ?? []).map { $0 * $0 * $1 }
        let unexplained = (weights == nil ? residuals.map { $0 * $0 } : squares).sum()
        let scale = (unexplained / Double(degreesOfFreedom)).squareRoot()
        residualStandardError = scale
        standardErrors = (0..<inverse.rows).map { scale * inverse.rowNorm($0) }
        let total = factored.variation(of: target, scales ?? [Double](repeating: 1, count: target.count))
        rSquared = total > 0 ? 1 - unexplained / total : 0
    }

    /// The coefficient of the column `name`; nil if it was dropped or is not part of the design.
    public func coefficient(_ name: String) -> Double? {
        names.firstIndex(of: name).map { coefficients[$0] }
    }

    /// What the model says of new observations.
    ///
    /// - Parameter design: The same columns as the design of the fit.
    /// - Returns: One prediction a row.
    public func predict(_ design: DesignMatrix) -> [Prediction] {
        precondition(design.names == allNames, "a prediction needs the columns of the fit")
        let rows = design.matrix.selecting(columns: kept)
        let means = rows * coefficients
        let spread = rows * inverseR
        return means.indices.map { i in
            let length = spread.rowNorm(i)
            return Prediction(
                mean: means[i], standardErrorOfMean: residualStandardError * length,
                standardError: residualStandardError * (1 + length * length).squareRoot(),
                degreesOfFreedom: degreesOfFreedom)
        }
    }
}

/// What a linear model says of one new observation.
public struct Prediction: Sendable, Hashable {
    /// The expected value.
    public let mean: Double
    /// How uncertain the expected value is.
    public let standardErrorOfMean: Double
    /// How far the observation itself (of weight 1) may be from `mean`, as a standard deviation.
    public let standardError: Double
    /// Degrees of freedom behind both.
    public let degreesOfFreedom: Int

    /// The interval that holds the observation with chance `coverage`, if the errors are normal.
    ///
    /// - Precondition: `coverage` in 0 ..< 1.
    public func interval(coverage: Double) -> ClosedRange<Double> {
        precondition((0..<1).contains(coverage), "a coverage lies in 0 ..< 1")
        let reach =
            standardError
            * StudentT.quantile(0.5 + coverage / 2, degreesOfFreedom: Double(degreesOfFreedom))
        return mean - reach...mean + reach
    }
}
