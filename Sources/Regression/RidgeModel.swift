import LinearAlgebra
import Statistics

/// A fitted ridge regression, averaged over its penalties.
public struct RidgeModel: Sendable {
    /// The names of the columns, all of them.
    public let names: [String]
    /// The value where all columns are 0.
    public let intercept: Double
    /// One coefficient a column, in the unit of response per unit of the column.
    public let coefficients: [Double]
    /// The weight of each penalty; they add up to 1.
    public let penaltyWeights: [Double]
    /// The average over the penalties of the error at each observation when it is left out.
    public let leaveOneOutErrors: [Double]
    /// The average over the penalties of the number of coefficients that the fit is worth, with the intercept.
    public let effectiveParameters: Double

    /// The mean of the squares of ``leaveOneOutErrors``.
    public var leaveOneOutLoss: Double { leaveOneOutErrors.map { $0 * $0 }.mean() }

    private let spectrum: RidgeSpectrum
    private let filter: [Double]

    init(
        _ names: [String], _ spectrum: RidgeSpectrum, _ penalties: [Double], _ weights: [Double],
        _ errors: [[Double]]
    ) {
        self.names = names
        self.spectrum = spectrum
        penaltyWeights = weights
        let filters = penalties.map { spectrum.filter($0) }
        let directions = spectrum.svd.values.indices
        filter = directions.map { j in weights.indices.map { weights[$0] * filters[$0][j] }.sum() }
        effectiveParameters = 1 + filter.sum()
        leaveOneOutErrors = spectrum.centered.indices.map { i in
            weights.indices.map { weights[$0] * errors[$0][i] }.sum()
        }
        var shares = [Double](repeating: 0, count: spectrum.svd.values.count)
        for j in directions where spectrum.svd.values[j] > 0 {
            shares[j] = filter[j] * spectrum.turned[j] / spectrum.svd.values[j]
        }
        let standard = spectrum.svd.v * shares
        let slopes = zip(standard, spectrum.scales).map { $1 > 0 ? $0 / $1 : 0 }
        coefficients = slopes
        intercept = spectrum.mean - zip(slopes, spectrum.centers).map { $0 * $1 }.sum()
    }

    /// What the model says of new observations.
    ///
    /// - Parameter design: The same columns as the design of the fit.
    /// - Returns: For each row, the mean and the factor of at least 1 by which the spread of an error grows there, the
    ///   farther the row lies from the history.
    public func predict(_ design: DesignMatrix) -> [(mean: Double, spreadFactor: Double)] {
        precondition(design.names == names, "a prediction needs the columns of the fit")
        let means = design.matrix * coefficients
        return means.indices.map { i in
            (intercept + means[i], (1 + leverage(design.matrix.row(i))).squareRoot())
        }
    }

    private func leverage(_ row: [Double]) -> Double {
        let standard = row.indices.map { j in
            spectrum.scales[j] > 0 ? (row[j] - spectrum.centers[j]) / spectrum.scales[j] : 0
        }
        let along = spectrum.svd.v.transposedTimes(standard)
        var total = 1 / Double(spectrum.centered.count)
        for j in along.indices where spectrum.svd.values[j] > 0 {
            let part = along[j] / spectrum.svd.values[j]
            total += part * part * filter[j]
        }
        return total
    }
}
