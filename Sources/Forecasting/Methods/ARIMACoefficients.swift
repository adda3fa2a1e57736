/// Coefficients of an ARIMA model: 1 − Σ φᵢ Bⁱ on the left, 1 + Σ θᵢ Bⁱ on the right, as R has them.
public struct ARIMACoefficients: Sendable, Hashable {
    /// φ₁ … φₚ.
    public var ar: [Double]
    /// θ₁ … θ_q.
    public var ma: [Double]
    /// Φ₁ … Φ_P.
    public var seasonalAR: [Double]
    /// Θ₁ … Θ_Q.
    public var seasonalMA: [Double]
    /// The mean, or the drift a step if differences are taken once; `nil` for none.
    public var constant: Double?
    /// One a column of the regressors.
    public var regression: [Double]

    /// Given coefficients.
    public init(
        ar: [Double] = [], ma: [Double] = [], seasonalAR: [Double] = [], seasonalMA: [Double] = [],
        constant: Double? = nil, regression: [Double] = []
    ) {
        (self.ar, self.ma, self.seasonalAR, self.seasonalMA) = (ar, ma, seasonalAR, seasonalMA)
        self.constant = constant
        self.regression = regression
    }

    /// From partial autocorrelations, block by block.
    init(_ shape: ARMAShape, _ partial: [Double], constant: Double?, regression: [Double]) {
        let parts = shape.blocks.map { block in
            ARMAShape.coefficients(of: partial[block].map { ARMAShape.Lanes(repeating: $0) }).map { $0[0] }
        }
        self.init(
            ar: parts[0], ma: parts[1].map { -$0 }, seasonalAR: parts[2], seasonalMA: parts[3].map { -$0 },
            constant: constant, regression: regression)
    }

    /// The partial autocorrelations, block by block; within −1 … 1 even if the coefficients are not.
    var partials: [Double] {
        let negative = [ma, seasonalMA].map { $0.map { -$0 } }
        return [ar, negative[0], seasonalAR, negative[1]].flatMap { block in
            ARMAShape.partials(of: block).map { $0.clamped(-1, 1) }
        }
    }

    /// Whether every root of both polynomials is farther from 0 than `radius`.
    func rootsExceed(_ radius: Double, period: Int) -> Bool {
        func isStable(_ coefficients: [Double], lag: Int) -> Bool {
            let scaled = coefficients.enumerated().map { i, value in
                value * power(radius, Double((i + 1) * lag))
            }
            return ARMAShape.partials(of: scaled).allSatisfy { abs($0) < 1 }
        }
        return isStable(ar, lag: 1) && isStable(ma.map { -$0 }, lag: 1)
            && isStable(seasonalAR, lag: period) && isStable(seasonalMA.map { -$0 }, lag: period)
    }
}
