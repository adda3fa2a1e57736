import LinearAlgebra
import TimeSeries

/// A fit that goes through as many observations as it has coefficients, and the pivots from one to a better one.
///
/// One of them is optimal. Along an edge one observation is let go; the loss is piecewise linear there, and its lowest point is
/// where the slope, which each observation passed makes steeper, turns positive. At the optimum no edge falls: the slopes are
/// the proof.
///
/// - SeeAlso: Barrodale & Roberts, *SIAM Journal on Numerical Analysis* 10 (1973); Koenker & d'Orey, "Algorithm AS 229",
///   *Applied Statistics* 36 (1987).
struct QuantileVertex {
    private let columns: Matrix
    private let response: [Double]
    private let probability: Double
    private var rows: [Int] = []
    private let nudged: [Double]
    /// The coefficients of the columns.
    private(set) var coefficients: [Double]
    /// Whether no edge falls.
    private(set) var isOptimal = false
    /// Pivots so far.
    private(set) var pivots = 0

    /// Orthonormal columns, a response of the order of 1.
    init(_ columns: Matrix, _ response: [Double], _ probability: Double) {
        self.columns = columns
        self.response = response
        self.probability = probability
        coefficients = [Double](repeating: 0, count: columns.columns)
        // Whole numbers and repeated rows make many observations lie on one fit, among which pivots could go in circles.
        var generator = SplitMix64(seed: 0x51)
        nudged = response.map { $0 + 1e-12 * (generator.uniform() - 0.5) }
    }

    /// Takes the independent observations that `guess` comes nearest to.
    mutating func start(near guess: [Double]) {
        let distances = zip(response, columns * guess).map { abs($0 - $1) }
        var directions: [[Double]] = []
        rows = []
        for i in distances.indices.sorted(by: { (distances[$0], $0) < (distances[$1], $1) }) {
            guard rows.count < columns.columns else { break }
            var rest = columns.row(i)
            let length = Matrix(columns: [rest]).norm
            for direction in directions {
                let along = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
                for j in rest.indices { rest[j] -= along * direction[j] }
            }
            let new = Matrix(columns: [rest]).norm
            guard new > 1e-6 * length else { continue }
            directions.append(rest.map { $0 / new })
            rows.append(i)
        }
        coefficients = guess
    }

    /// The optimum for another response, from the same observations on; nil if these are too few.
    func moved(to response: [Double], _ maximumRounds: Int) -> QuantileVertex? {
        guard rows.count == columns.columns else { return nil }
        var next = QuantileVertex(columns, response, probability)
        next.rows = rows
        next.pivot(atMost: maximumRounds * rows.count)
        return next
    }

    /// Goes from vertex to vertex until no edge falls.
    mutating func pivot(atMost limit: Int) {
        while pivots <= limit {
            guard rows.count == columns.columns, let edges = edges() else { return }
            coefficients = edges * rows.map { response[$0] }
            let residuals = residuals(edges * rows.map { nudged[$0] })
            guard let fall = steepestFall(edges, residuals) else {
                isOptimal = true
                return
            }
            guard let entering = lowest(fall, edges, residuals) else { return }
            rows[fall.row] = entering
            pivots += 1
        }
    }

    /// The inverse of the rows: column *k* moves the fit by 1 at row *k* and not at all at the others.
    private func edges() -> Matrix? {
        let square = Matrix(rows: rows.map { columns.row($0) })
        guard let qr = try? QR(square) else { return nil }
        return try? qr.solve(.identity(rows.count))
    }

    private func residuals(_ coefficients: [Double]) -> [Double] {
        var result = zip(nudged, columns * coefficients).map { $0 - $1 }
        for i in rows { result[i] = 0 }
        return result
    }

    private struct Fall {
        let row: Int
        let sign: Double
        let slope: Double
    }

    /// The edge along which the loss falls fastest; nil at the optimum.
    private func steepestFall(_ edges: Matrix, _ residuals: [Double]) -> Fall? {
        var share = residuals.map { $0 > 0 ? -probability : 1 - probability }
        for i in rows { share[i] = 0 }
        let slopes = edges.transposedTimes(columns.transposedTimes(share))
        var best: Fall?
        for (k, slope) in slopes.enumerated() {
            for fall in [
                Fall(row: k, sign: 1, slope: slope + 1 - probability),
                Fall(row: k, sign: -1, slope: probability - slope),
            ] where fall.slope < min(-1e-9, best?.slope ?? 0) { best = fall }
        }
        return best
    }

    /// The observation at which the loss is lowest along an edge.
    private func lowest(_ fall: Fall, _ edges: Matrix, _ residuals: [Double]) -> Int? {
        let along = columns * edges.column(fall.row)
        let isOnFit = Set(rows)
        var crossings: [(place: Double, row: Int)] = []
        for i in along.indices where !isOnFit.contains(i) {
            let speed = fall.sign * along[i]
            guard speed != 0, residuals[i] / speed > 0 else { continue }
            crossings.append((residuals[i] / speed, i))
        }
        crossings.sort { ($0.place, $0.row) < ($1.place, $1.row) }
        var slope = fall.slope
        for crossing in crossings {
            slope += abs(along[crossing.row])
            if slope >= 0 { return crossing.row }
        }
        return nil
    }
}
