import LinearAlgebra

/// The interior point method of Frisch and Newton for the dual of a quantile regression, with Mehrotra's corrector.
///
/// It keeps the dual variables *x* within 0 … 1 and the positive and negative residuals *z*, *w* above 0, and closes the gap
/// between both problems. The letters are those of the paper.
///
/// - SeeAlso: Portnoy & Koenker, *Statistical Science* 12 (1997), §5; R `quantreg::rq.fit.fnb`.
struct FrischNewton {
    private let a: Matrix
    private let response: [Double]
    private var x: [Double]
    private var s: [Double]
    private var z: [Double]
    private var w: [Double]
    /// The coefficients of the columns.
    private(set) var coefficients: [Double]

    /// How near a step goes to the walls.
    private static let boldness = 0.9995

    /// Orthonormal columns, a response of the order of 1.
    init(_ columns: Matrix, _ response: [Double], _ probability: Double) {
        a = columns
        self.response = response
        x = response.map { _ in 1 - probability }
        s = response.map { _ in probability }
        coefficients = columns.transposedTimes(response)
        let residuals = zip(response, columns * coefficients).map { $0 - $1 }
        // z − w = A b − y from here on: the dual is never left.
        z = residuals.map { max(-$0, 0) + 1e-3 }
        w = residuals.map { max($0, 0) + 1e-3 }
    }

    private var gap: Double {
        var total = 0.0
        for i in x.indices { total += z[i] * x[i] + w[i] * s[i] }
        return total
    }

    /// Goes on until the gap is closed, or rounding ends it; gives the number of steps.
    mutating func run(_ maximumRounds: Int) -> Int {
        for round in 0..<maximumRounds {
            guard gap > 1e-10 * Double(x.count), step() else { return round }
        }
        return maximumRounds
    }

    /// One predictor and corrector; false if the equations are singular.
    private mutating func step() -> Bool {
        let q = x.indices.map { 1 / (z[$0] / x[$0] + w[$0] / s[$0]) }
        guard let cholesky = try? Cholesky(a.scalingRows(by: q.map { $0.squareRoot() }).gram()) else {
            return false
        }
        var moves = Moves(x.count)
        var right = x.indices.map { w[$0] - z[$0] }
        guard var change = direction(cholesky, q, right) else { return false }
        moves.set(self, q, right, a * change, centre: 0)
        var (primal, dual) = reach(moves)
        if min(primal, dual) < 1 {
            let centre = centre(moves, primal, dual)
            for i in x.indices {
                let below = (centre - moves.x[i] * moves.z[i]) / x[i]
                right[i] += below - (centre - moves.s[i] * moves.w[i]) / s[i]
            }
            guard let corrected = direction(cholesky, q, right) else { return false }
            change = corrected
            moves.set(self, q, right, a * change, centre: centre)
            (primal, dual) = reach(moves)
        }
        return move(moves, change, primal, dual)
    }

    /// The solution of AᵀQA · d = AᵀQ · `right`.
    private func direction(_ cholesky: Cholesky, _ q: [Double], _ right: [Double]) -> [Double]? {
        let projected = a.transposedTimes(zip(q, right).map { $0 * $1 })
        return try? cholesky.solve(Matrix(columns: [projected])).elements
    }

    /// How far the primal and the dual may go along the moves, at most 1.
    private func reach(_ moves: Moves) -> (primal: Double, dual: Double) {
        var (primal, dual) = (Double.infinity, Double.infinity)
        for i in x.indices {
            if moves.x[i] < 0 { primal = min(primal, -x[i] / moves.x[i]) }
            if moves.s[i] < 0 { primal = min(primal, -s[i] / moves.s[i]) }
            if moves.z[i] < 0 { dual = min(dual, -z[i] / moves.z[i]) }
            if moves.w[i] < 0 { dual = min(dual, -w[i] / moves.w[i]) }
        }
        return (min(1, Self.boldness * primal), min(1, Self.boldness * dual))
    }

    /// Mehrotra's centre: the cube of the share of the gap that the predictor would leave.
    private func centre(_ moves: Moves, _ primal: Double, _ dual: Double) -> Double {
        var left = 0.0
        for i in x.indices {
            left += (z[i] + dual * moves.z[i]) * (x[i] + primal * moves.x[i])
            left += (w[i] + dual * moves.w[i]) * (s[i] + primal * moves.s[i])
        }
        let share = left / gap
        return gap * share * share * share / Double(2 * x.count)
    }

    private mutating func move(_ moves: Moves, _ change: [Double], _ primal: Double, _ dual: Double) -> Bool {
        guard moves.isFinite else { return false }
        for i in x.indices {
            x[i] += primal * moves.x[i]
            s[i] += primal * moves.s[i]
            z[i] += dual * moves.z[i]
            w[i] += dual * moves.w[i]
        }
        for j in coefficients.indices { coefficients[j] += dual * change[j] }
        return true
    }

    /// The direction of each variable.
    private struct Moves {
        var x: [Double]
        var s: [Double]
        var z: [Double]
        var w: [Double]

        init(_ count: Int) {
            x = [Double](repeating: 0, count: count)
            (s, z, w) = (x, x, x)
        }

        var isFinite: Bool {
            x.allSatisfy(\.isFinite) && z.allSatisfy(\.isFinite) && w.allSatisfy(\.isFinite)
        }

        /// From the change of the fitted values; what the moves before multiply to is corrected for.
        mutating func set(
            _ now: FrischNewton, _ q: [Double], _ right: [Double], _ fitted: [Double], centre: Double
        ) {
            for i in x.indices {
                let (xz, sw) = centre > 0 ? (x[i] * z[i], s[i] * w[i]) : (0, 0)
                x[i] = q[i] * (right[i] - fitted[i])
                s[i] = -x[i]
                z[i] = (centre - xz - now.z[i] * x[i]) / now.x[i] - now.z[i]
                w[i] = (centre - sw - now.w[i] * s[i]) / now.s[i] - now.w[i]
            }
        }
    }
}
