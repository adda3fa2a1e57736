import LinearAlgebra
import Regression
import Statistics

/// A regression of a cost on a driver whose errors remember the period before, and which spikes cannot pull far.
///
/// Cochrane and Orcutt's transformation with the memory of the errors estimated anew in each pass, Huber's weights on
/// what is left, and Newey and West's standard error, which holds when errors still vary in size or remember longer. With a memory near 1 the regression
/// is one of changes, so that a wandering cost and a wandering driver do not look related.
///
/// - SeeAlso: Cochrane & Orcutt, "Application of least squares regression to relationships containing auto-correlated
///   error terms", JASA 44, 1949; Huber & Ronchetti, *Robust Statistics*, 2nd ed., §7.6.
struct DynamicRegression: Sendable {
    /// The effect of the driver, in the unit of the cost per unit of the driver.
    let coefficient: Double
    let standardError: Double
    let degreesOfFreedom: Double
    /// The memory of the errors: 0 for none.
    let memory: Double
    /// −2 × log-likelihood of normal innovations of the robust scale, with log *n* for each column: smaller is better.
    let criterion: Double
    /// Rows and their weights: below 1 for spikes.
    let rows: [Int]
    let weights: [Double]
    private let others: [String: Double]

    /// Passes in which the memory of the errors settles.
    private static let passes = 4

    /// Fits `y` to `x` and the other columns; `nil` if there are too few rows or `x` adds nothing to the columns.
    ///
    /// - Parameters:
    ///   - y: The response, `nil` where not known.
    ///   - x: The regressor whose effect is asked for, `nil` where not known.
    ///   - columns: What else may move the response.
    ///   - minimumErrorLags: Periods over which what is left may still be related, at least.
    init?(
        _ y: [Double?], on x: [Double?], columns: [(name: String, values: [Double])],
        minimumErrorLags: Int
    ) {
        var memory = 0.0
        var fit: Fit?
        for _ in 0..<Self.passes {
            guard let next = Fit(y, x, columns, memory: memory, minimumErrorLags: minimumErrorLags) else {
                return nil
            }
            fit = next
            let estimate = next.residualMemory(y, x, columns)
            let bias = (2 + 4 * estimate) / Double(next.rows.count)
            memory = max(0, min(0.99, estimate + (estimate > 0.2 ? bias : 0)))
        }
        guard let fit = Fit(y, x, columns, memory: memory, minimumErrorLags: minimumErrorLags) ?? fit else {
            return nil
        }
        guard let spread = fit.standardError() else { return nil }
        coefficient = fit.coefficient
        standardError = spread
        self.memory = fit.memory
        rows = fit.rows
        weights = fit.model.weights
        degreesOfFreedom = Double(fit.model.linear.degreesOfFreedom)
        let n = Double(fit.rows.count)
        let scale = max(fit.model.scale, 1e-300)
        criterion = 2 * n * logarithm(scale) + Double(fit.model.linear.names.count) * logarithm(n)
        others = Dictionary(
            zip(fit.model.linear.names, fit.model.linear.coefficients),
            uniquingKeysWith: { first, _ in first })
    }

    /// The coefficient of another column; `nil` if it depended on those before it.
    func coefficient(of name: String) -> Double? { others[name] }

    /// Half the width of the interval that holds the effect with chance `coverage`.
    func reach(coverage: Double) -> Double {
        standardError * StudentT.quantile(0.5 + coverage / 2, degreesOfFreedom: max(degreesOfFreedom, 1))
    }
}

/// One pass: a robust regression of the changes that the memory of the errors leaves.
private struct Fit {
    let memory: Double
    /// The periods of the rows.
    let rows: [Int]
    let model: RobustModel
    private let minimumErrorLags: Int

    static let regressorName = "driver"

    var coefficient: Double { model.linear.coefficient(Self.regressorName) ?? 0 }

    init?(
        _ y: [Double?], _ x: [Double?], _ columns: [(name: String, values: [Double])], memory: Double,
        minimumErrorLags: Int
    ) {
        let isKnown = y.indices.map { y[$0] != nil && x[$0] != nil }
        let rows = y.indices.filter { isKnown[$0] && (memory == 0 || $0 > 0 && isKnown[$0 - 1]) }
        guard rows.count > columns.count + 12 else { return nil }
        func changes(_ values: [Double?]) -> [Double] {
            rows.map { (values[$0] ?? 0) - (memory == 0 ? 0 : memory * (values[$0 - 1] ?? 0)) }
        }
        let named = columns.map { ($0.name, changes($0.values)) } + [(Self.regressorName, changes(x))]
        guard let design = try? DesignMatrix(named),
            let model = try? Huber(maximumRounds: 30).fit(design, response: changes(y)),
            model.linear.coefficient(Self.regressorName) != nil
        else { return nil }
        self.memory = memory
        self.rows = rows
        self.model = model
        self.minimumErrorLags = minimumErrorLags
    }

    /// How much of an error is still there a period later; spikes are drawn in to three robust standard deviations.
    func residualMemory(
        _ y: [Double?], _ x: [Double?], _ columns: [(name: String, values: [Double])]
    ) -> Double {
        let coefficients = columns.map { model.linear.coefficient($0.name) ?? 0 }
        var errors: [Double?] = y.indices.map { t in
            guard let cost = y[t], let driver = x[t] else { return nil }
            var error = cost - coefficient * driver
            for (k, column) in columns.enumerated() { error -= coefficients[k] * column.values[t] }
            return error
        }
        let known = errors.compactMap(\.self)
        let scale = known.robustScale()
        let center = known.median()
        errors = errors.map { $0.map { max(-3 * scale, min(3 * scale, $0 - center)) } }
        var cross = 0.0
        var square = 0.0
        for t in errors.indices.dropFirst() {
            guard let before = errors[t - 1], let now = errors[t] else { continue }
            cross += before * now
            square += before * before
        }
        return square > 0 ? cross / square : 0
    }

    /// The standard error of the effect; `nil` if it cannot be told.
    ///
    /// The sandwich of a weighted fit takes the weights for given. Under Huber's rule an observation beyond the threshold
    /// pulls with a constant force, so it says nothing of the slope: the information is the share of the others.
    func standardError() -> Double? {
        let huber = NeweyWest(.sampleSize(minimum: minimumErrorLags))
        guard let inference = try? model.linear.inference(.neweyWest(huber)),
            let i = inference.names.firstIndex(of: Self.regressorName)
        else { return nil }
        let near = Double(model.weights.count { $0 == 1 })
        guard near > 0 else { return nil }
        return inference.standardErrors[i] * model.weights.sum() / near
    }
}
