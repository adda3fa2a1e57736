import LinearAlgebra
import Statistics

/// The rounds of a robust regression, on orthonormal columns.
struct ReweightedLeastSquares {
    let loss: RobustLoss
    let leverage: LeverageGuard
    let start: RobustStart
    let maximumRounds: Int

    /// The median distance from 0 of normal numbers.
    private static let normalMedian = 0.674_489_750_196_081_7

    func fit(_ design: DesignMatrix, _ response: [Double]) throws(RegressionError) -> RobustModel {
        let rows = try WeightedRows(design, response, nil)
        guard design.rows > design.columns else {
            throw .tooShort(needed: design.columns + 1, got: design.rows)
        }
        let basis = try OrthonormalBasis(rows.matrix)
        let trust = leverage == .none ? response.map { _ in 1 } : basis.leverages.map { max(0, 1 - $0) }
        var state = RobustState(
            fitted: try firstFit(design, response, basis), weights: response.map { _ in 1 })
        state.isSettled = zip(response, state.fitted).allSatisfy { $0 == $1 }
        let floor = 1e-9 * response.map { abs($0) }.mean()
        while !state.isSettled, state.rounds < maximumRounds {
            let residuals = zip(response, state.fitted).map { $0 - $1 }
            let scale = max(residuals.map { abs($0) }.median() / Self.normalMedian, floor)
            guard scale > 0 else { break }
            let weights = zip(residuals, trust).map { loss.weight($0 / scale) * $1 }
            guard let turned = basis.leastSquares(response, weights) else { throw .notConverged }
            state.move(to: basis.q * turned, weights, scale)
        }
        let kept = state.weights.indices.filter { state.weights[$0] > 0 }
        let linear = try LinearModel(
            try design.rows(kept), response: kept.map { response[$0] },
            weights: kept.map { state.weights[$0] })
        return RobustModel(design, response, basis, state, linear, (loss, trust))
    }

    private func firstFit(
        _ design: DesignMatrix, _ response: [Double], _ basis: OrthonormalBasis
    ) throws(RegressionError) -> [Double] {
        switch start {
        case .leastSquares: basis.q * basis.q.transposedTimes(response)
        case .leastAbsoluteDeviations:
            try QuantileRegression().fit(design, response: response, at: 0.5).fitted
        }
    }
}

/// Where a robust regression has come to.
struct RobustState {
    var fitted: [Double]
    var weights: [Double]
    var scale = 0.0
    var rounds = 0
    var isSettled = false

    init(fitted: [Double], weights: [Double]) {
        self.fitted = fitted
        self.weights = weights
    }

    mutating func move(to next: [Double], _ weights: [Double], _ scale: Double) {
        let change = zip(next, fitted).reduce(0) { max($0, abs($1.0 - $1.1)) }
        (fitted, self.weights, self.scale) = (next, weights, scale)
        rounds += 1
        isSettled = change <= 1e-10 * scale
    }
}

extension DesignMatrix {
    /// These rows alone.
    func rows(_ chosen: [Int]) throws(RegressionError) -> DesignMatrix {
        guard chosen.count < rows else { return self }
        let elements = (0..<columns).flatMap { j in chosen.map { matrix.elements[j * rows + $0] } }
        return try DesignMatrix(
            names: names, matrix: Matrix(rows: chosen.count, columns: columns, elements: elements))
    }
}
