import Statistics

/// Whether the losses of two methods differ by more than chance: the test of Diebold and Mariano for small samples.
///
///     let test = DieboldMariano(losses: ets.map(abs), against: theta.map(abs), horizon: 7)
///     let isBetter = test.meanDifference < 0 && test.pValue < 0.05
///
/// - SeeAlso: Diebold & Mariano, "Comparing predictive accuracy", *JBES* 13 (1995); Harvey, Leybourne & Newbold, "Testing
///   the equality of prediction mean squared errors", *IJF* 13 (1997), for the correction and Student's distribution; R's
///   `forecast::dm.test` 8.20. DIFFERENCE: losses without any difference give 0 with a p-value of 1 instead of an error.
public struct DieboldMariano: Sendable, Hashable {
    /// How autocovariances of the loss differences are weighed.
    public enum Weights: Sendable, Hashable {
        /// All up to the horizon alike; a variance that is not positive is that without them.
        case rectangular
        /// Less the farther apart; never negative.
        case bartlett
    }

    /// Losses compared.
    public let count: Int
    /// Mean loss of the first method less that of the second; below 0 the first is better.
    public let meanDifference: Double
    /// The mean difference over its standard error, corrected; infinite if all differences are the same but not 0.
    public let statistic: Double

    /// Compares losses of the same forecasts in order of time.
    ///
    /// - Precondition: As many losses of both, at least 2; a horizon of at least 1 and below their number.
    public init(
        losses: [Double], against other: [Double], horizon: Int = 1, weights: Weights = .rectangular
    ) {
        precondition(losses.count == other.count, "as many losses of both methods")
        self.init(differences: zip(losses, other).map { $0 - $1 }, horizon: horizon, weights: weights)
    }

    /// Asks whether the mean of differences in order of time is 0.
    ///
    /// - Precondition: At least 2 differences; a horizon of at least 1 and below their number.
    public init(differences: [Double], horizon: Int = 1, weights: Weights = .rectangular) {
        precondition(
            differences.count >= 2 && 1..<differences.count ~= horizon, "a horizon below the number of losses"
        )
        let n = Double(differences.count)
        let mean = differences.reduce(0, +) / n
        let centred = differences.map { $0 - mean }
        func covariance(_ lag: Int) -> Double {
            zip(centred, centred.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } / n
        }
        let plain = covariance(0)
        var (variance, h) = (plain, Double(horizon))
        for lag in 1..<max(horizon, 1) {
            variance += 2 * (weights == .bartlett ? 1 - Double(lag) / h : 1) * covariance(lag)
        }
        if variance <= 0 { (variance, h) = (plain, 1) }
        let correction = ((n + 1 - 2 * h + h * (h - 1) / n) / n).squareRoot()
        count = differences.count
        meanDifference = mean
        statistic = mean == 0 ? 0 : mean / (variance / n).squareRoot() * correction
    }

    /// The chance of a statistic at least as far from 0 if the methods are equally good.
    public var pValue: Double {
        min(1, 2 * StudentT.cdf(-abs(statistic), degreesOfFreedom: Double(count - 1)))
    }

    /// The chance of a statistic at most as large if the first method is no better than the second.
    public var pValueOfLess: Double { StudentT.cdf(statistic, degreesOfFreedom: Double(count - 1)) }
}
