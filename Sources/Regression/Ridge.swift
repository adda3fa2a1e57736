import Foundation
import LinearAlgebra
import Statistics

/// Ridge regression over a grid of penalties, averaged by how well each predicts the observation left out.
///
/// No penalty is chosen: the weight of each is exp(−(L − L₀) ∕ L₀), where L is its mean squared leave-one-out error and
/// L₀ the least of them. One singular value decomposition serves all. Columns are centred and scaled to a standard
/// deviation of 1 before; the intercept is not penalised.
///
/// - SeeAlso: Hoerl & Kennard, "Ridge regression", *Technometrics* 12 (1970); Golub, Heath & Wahba, "Generalized
///   cross-validation", *Technometrics* 21 (1979).
public struct Ridge: Sendable, Hashable {
    /// The penalties, each above 0.
    public var penalties: [Double]

    /// The penalties 10⁻⁴ … 10⁴ in 25 steps, or these.
    public init(penalties: [Double]? = nil) {
        let grid = penalties ?? (0..<25).map { pow(10, -4 + Double($0) / 3) }
        precondition(
            !grid.isEmpty && grid.allSatisfy { $0 > 0 && $0.isFinite }, "penalties are above 0 and finite")
        self.penalties = grid
    }

    /// Fits `response` to `design`; constant columns, also an intercept, get the coefficient 0.
    ///
    /// - Parameters:
    ///   - design: *n* rows, at least 3; there may be more columns than rows.
    ///   - response: *n* finite numbers.
    /// - Returns: The averaged model.
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` for fewer than 3 rows,
    ///   ``RegressionError/responseNotFinite(row:)``, ``RegressionError/nothingToFit`` if no column varies.
    /// - Complexity: O(*n p* min(*n*, *p*)), then O(*n* min(*n*, *p*)) for each penalty.
    public func fit(_ design: DesignMatrix, response: [Double]) throws(RegressionError) -> RidgeModel {
        let spectrum = try spectrum(design, response)
        let errors = penalties.map { spectrum.leaveOneOut($0) }
        let losses = errors.map { $0.map { $0 * $0 }.mean() }
        let weights = softWeights(losses)
        return RidgeModel(design.names, spectrum, penalties, weights, errors)
    }

    /// Fits `response` to `design` for each penalty on its own, in the order of ``penalties``.
    ///
    /// - Parameters:
    ///   - design: *n* rows, at least 3; there may be more columns than rows.
    ///   - response: *n* finite numbers.
    /// - Returns: One model a penalty, which has the whole weight; the best is the one with the least
    ///   ``RidgeModel/leaveOneOutLoss``.
    /// - Throws: As ``fit(_:response:)``.
    /// - Complexity: As ``fit(_:response:)``: one decomposition serves all.
    public func path(_ design: DesignMatrix, response: [Double]) throws(RegressionError) -> [RidgeModel] {
        let spectrum = try spectrum(design, response)
        return penalties.map { penalty in
            RidgeModel(design.names, spectrum, [penalty], [1], [spectrum.leaveOneOut(penalty)])
        }
    }

    private func spectrum(
        _ design: DesignMatrix, _ response: [Double]
    ) throws(RegressionError) -> RidgeSpectrum {
        precondition(response.count == design.rows, "a response has a number for each row of the design")
        guard design.rows >= 3 else { throw .tooShort(needed: 3, got: design.rows) }
        if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
        return try RidgeSpectrum(design, response)
    }

    private func softWeights(_ losses: [Double]) -> [Double] {
        let least = losses.reduce(.infinity) { min($0, $1) }
        let raw = losses.map { least > 0 ? exp(-($0 - least) / least) : $0 == least ? 1 : 0 }
        let total = raw.sum()
        return raw.map { $0 / total }
    }
}

/// Standardized columns by their singular values, with the response turned along.
struct RidgeSpectrum {
    let centers: [Double]
    /// Standard deviations; 0 for a constant column.
    let scales: [Double]
    let mean: Double
    let centered: [Double]
    let svd: SVD
    let turned: [Double]

    init(_ design: DesignMatrix, _ response: [Double]) throws(RegressionError) {
        let columns = (0..<design.columns).map { design.matrix.column($0) }
        centers = columns.map { $0.mean() }
        scales = zip(columns, centers).map { column, center in
            let deviation = column.standardDeviation()
            return deviation > 1e-12 * abs(center) ? deviation : 0
        }
        guard scales.contains(where: { $0 > 0 }) else { throw .nothingToFit }
        let standard = zip(columns, zip(centers, scales)).map { column, frame in
            column.map { frame.1 > 0 ? ($0 - frame.0) / frame.1 : 0 }
        }
        let mean = response.mean()
        self.mean = mean
        centered = response.map { $0 - mean }
        do { svd = try SVD(Matrix(columns: standard)) } catch { throw .notConverged }
        turned = svd.u.transposedTimes(centered)
    }

    /// How much of each singular direction a penalty lets through, 0 … 1.
    func filter(_ penalty: Double) -> [Double] { svd.values.map { $0 * $0 / ($0 * $0 + penalty) } }

    /// The error at each observation of the fit without it, all from one fit.
    func leaveOneOut(_ penalty: Double) -> [Double] {
        let filter = filter(penalty)
        let fitted = svd.u * zip(filter, turned).map { $0 * $1 }
        var leverages = [Double](repeating: 1 / Double(centered.count), count: centered.count)
        let u = svd.u.elements.span
        for j in filter.indices {
            let (share, start) = (filter[j], j * leverages.count)
            for i in leverages.indices { leverages[i] += u[start + i] * u[start + i] * share }
        }
        return centered.indices.map { (centered[$0] - fitted[$0]) / max(1 - leverages[$0], 1e-12) }
    }
}
