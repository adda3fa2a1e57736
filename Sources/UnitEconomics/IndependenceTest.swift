import Statistics

/// Whether a cost moves with a driver, now or some periods later, beyond what chance would give.
///
/// The innovations of both, each freed of the calendar and of its own past, are correlated at each lag. For unrelated
/// series these correlations are independent and of variance 1∕*n*, however much both trend, wander or repeat their
/// weeks; the chance that the largest of them is as large is told with all lags counted. Spikes are drawn in before, so
/// that no few days decide.
///
/// - SeeAlso: Haugh, "Checking the independence of two covariance-stationary time series: a univariate residual
///   cross-correlation approach", JASA 71, 1976; Li & Hui, "Robust residual cross correlation tests for lagged relations
///   in time series", Journal of Statistical Computation and Simulation 49, 1994.
struct IndependenceTest: Sendable {
    /// The correlation at each lag, 0 first; 0 where too few pairs are known.
    let correlations: [Double]
    /// The lag with the largest correlation in magnitude.
    let lag: Int
    /// The correlation there.
    var correlation: Double { correlations[lag] }
    /// The chance of so large a correlation at any of the lags without a relation.
    let pValue: Double

    init(cost: PreparedHistory, driver: PreparedHistory, maximumLag: Int) {
        var correlations: [Double] = []
        var pairs: [Int] = []
        for lag in 0...maximumLag {
            var left: [Double] = []
            var right: [Double] = []
            for t in lag..<max(cost.innovations.count, lag) {
                guard let y = cost.innovations[t], let x = driver.innovations[t - lag] else { continue }
                left.append(y)
                right.append(x)
            }
            pairs.append(left.count)
            correlations.append(left.count >= 20 ? left.correlation(with: right) : 0)
        }
        self.correlations = correlations
        lag = correlations.indices.max { abs(correlations[$0]) < abs(correlations[$1]) } ?? 0
        let freedom = Double(pairs[lag] - 1 - cost.calendarCount)
        let r = min(abs(correlations[lag]), 1 - 1e-12)
        guard freedom >= 5 else {
            pValue = 1
            return
        }
        let t = r * (freedom / (1 - r * r)).squareRoot()
        let single = 2 * StudentT.cdf(-t, degreesOfFreedom: freedom)
        pValue = min(1, single * Double(maximumLag + 1))
    }
}
