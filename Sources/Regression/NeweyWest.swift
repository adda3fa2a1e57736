import Foundation
import LinearAlgebra

/// The covariance of coefficients under errors that are correlated over time and of changing variance (HAC).
///
/// Products of the scores *xₜ eₜ* up to `lags` apart are weighed by 1 − *l* ∕ (lags + 1) (Bartlett), so that the result is
/// positive semi-definite.
///
/// - SeeAlso: Newey & West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance
///   matrix", *Econometrica* 55 (1987), and "Automatic lag selection in covariance matrix estimation", *Review of
///   Economic Studies* 61 (1994); R `sandwich::NeweyWest`; statsmodels `cov_type="HAC"`.
public struct NeweyWest: Sendable, Hashable {
    /// How many lags count.
    public enum Bandwidth: Sendable, Hashable {
        /// So many, at least 0.
        case lags(Int)
        /// ⌊4 (*n* ∕ 100)^(2∕9)⌋, at least `minimum`: 7 for daily data, so that a week is spanned.
        case sampleSize(minimum: Int)
        /// As many as the autocorrelation of the scores asks for (Newey & West 1994).
        case automatic
    }

    /// What is done to the scores before.
    public enum Prewhitening: Sendable, Hashable {
        /// Nothing.
        case none
        /// A first-order autoregression is taken off and put back on the result: for strong correlation or few observations.
        case autoregression
    }

    /// What is done for the residuals being smaller than errors.
    public enum SmallSampleCorrection: Sendable, Hashable {
        /// Nothing.
        case none
        /// The covariance times *n* ∕ (*n* − *p*).
        case degreesOfFreedom
    }

    /// How many lags count.
    public var bandwidth: Bandwidth
    /// What is done to the scores before.
    public var prewhitening: Prewhitening
    /// What is done for the residuals being smaller than errors.
    public var correction: SmallSampleCorrection

    /// An estimator with these settings.
    public init(
        _ bandwidth: Bandwidth = .sampleSize(minimum: 0), prewhitening: Prewhitening = .none,
        correction: SmallSampleCorrection = .degreesOfFreedom
    ) {
        if case .lags(let lags) = bandwidth { precondition(lags >= 0, "a number of lags is at least 0") }
        self.bandwidth = bandwidth
        self.prewhitening = prewhitening
        self.correction = correction
    }

    /// The lags that count for `model`; less than its observations.
    ///
    /// - Throws: ``RegressionError/notConverged`` if prewhitening finds no autoregression.
    public func lags(for model: LinearModel) throws(RegressionError) -> Int {
        let n = model.observations
        let wished: Int
        switch bandwidth {
        case .lags(let lags): wished = lags
        case .sampleSize(let minimum): wished = max(minimum, Int(4 * pow(Double(n) / 100, 2.0 / 9)))
        case .automatic: wished = try automaticLags(model)
        }
        return min(wished, n - 1 - (prewhitening == .none ? 0 : 1))
    }

    /// The sum over all lags of the weighed products of `scores`, one row a time.
    func longRun(_ scores: Matrix, lags: Int) throws(RegressionError) -> Matrix {
        let (n, p) = (Double(scores.rows), Double(scores.columns))
        let factor = correction == .none ? 1 : n / (n - p)
        guard prewhitening == .autoregression else { return factor * scores.bartlettProducts(lags) }
        let (transition, innovations) = try scores.autoregression()
        let memory = Matrix.identity(scores.columns) - transition
        let inverse: Matrix
        do { inverse = try QR(memory).solve(.identity(scores.columns)) } catch { throw .notConverged }
        let products = innovations.bartlettProducts(lags)
        return factor * (inverse * products * inverse.transposed())
    }

    /// The lags of Newey & West (1994): the scores added up over all columns but the constant, as one series.
    private func automaticLags(_ model: LinearModel) throws(RegressionError) -> Int {
        let factored = model.factored
        let residuals = zip(model.residuals, model.weights ?? model.residuals.map { _ in 1 }).map { $0 * $1 }
        var scores = factored.columns.scalingRows(by: residuals)
        let n = Double(scores.rows)
        if prewhitening == .autoregression { scores = try scores.autoregression().innovations }
        let varying = factored.kept.map { factored.design.isConstant($0) ? 0.0 : 1 }
        let series = scores * (varying.contains(1) ? varying : varying.map { _ in 1 })
        let reach = Int((prewhitening == .none ? 4 : 3) * pow(n / 100, 2.0 / 9))
        var (level, slope) = (0.0, 0.0)
        for lag in 0...min(reach, series.count - 1) {
            var product = 0.0
            for t in lag..<series.count { product.addProduct(series[t], series[t - lag]) }
            product /= Double(series.count)
            level += (lag == 0 ? 1 : 2) * product
            slope += 2 * Double(lag) * product
        }
        guard level != 0 else { return 0 }
        return Int(min(1.1447 * cbrt(slope / level * (slope / level)) * cbrt(n), n))
    }
}

extension Matrix {
    /// Σ over lags *l* of (1 − *l* ∕ (lags + 1)) (Γₗ + Γₗᵀ), Γ₀ once, with Γₗ the product of the rows *l* apart.
    fileprivate func bartlettProducts(_ lags: Int) -> Matrix {
        // All lags at once: the products with the weighted sum of the rows before.
        var before = elements.map { 0.5 * $0 }
        for lag in 0..<min(lags, rows - 1) {
            let weight = 1 - Double(lag + 1) / Double(lags + 1)
            for j in 0..<columns {
                let start = j * rows
                for i in start + lag + 1..<start + rows {
                    before[i].addProduct(weight, elements[i - lag - 1])
                }
            }
        }
        let half = transposedTimes(Matrix(rows: rows, columns: columns, elements: before))
        return half + half.transposed()
    }

    /// The first-order vector autoregression without intercept, by least squares, and what it leaves.
    fileprivate func autoregression() throws(RegressionError) -> (transition: Matrix, innovations: Matrix) {
        let past = selecting(rows: 0..<rows - 1)
        let present = selecting(rows: 1..<rows)
        do {
            let turned = try QR(past).solve(present)
            return (turned.transposed(), present - past * turned)
        } catch { throw .notConverged }
    }

    private func selecting(rows range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            elements: (0..<columns).flatMap {
                elements[$0 * rows + range.lowerBound..<$0 * rows + range.upperBound]
            })
    }
}
