import LinearAlgebra
import Statistics

/// Products of the penalised columns after the intercept and the unpenalised columns are taken out of them, all in units of
/// their standard deviation.
struct PenalisedProblem {
    let names: [String]
    let penalised: [Int]
    /// The standard deviation of the response; 0 if it does not vary.
    let responseScale: Double
    let gram: [Double]
    let products: [Double]
    private let centers: [Double]
    private let scales: [Double]
    private let responseCenter: Double
    private let free: [Int]
    private let factor: QR?
    private let top: Matrix
    private let topResponse: [Double]
    private let variation: Double

    init(
        _ design: DesignMatrix, _ response: [Double], _ weights: [Double]?, _ settings: ElasticNet
    ) throws(RegressionError) {
        _ = try WeightedRows(design, response, weights)
        let weights = weights ?? [Double](repeating: 1, count: response.count)
        let frame = ColumnFrame(design.matrix, weights)
        let scales = settings.scaling == .none ? frame.deviations.map { $0 > 0 ? 1 : 0 } : frame.deviations
        (centers, self.scales) = (frame.centers, scales)
        let target = ColumnFrame(Matrix(columns: [response]), weights)
        (responseCenter, responseScale) = (target.centers[0], target.deviations[0])
        names = design.names
        let columns = frame.standardized(design.matrix, scales)
        let y = target.standardized(Matrix(columns: [response]), target.deviations).elements
        let moving = scales.indices.filter { scales[$0] > 0 }
        (free, factor) = try independent(
            moving.filter { settings.unpenalised.contains(design.names[$0]) }, columns)
        let candidates = moving.filter { !settings.unpenalised.contains(design.names[$0]) }
        guard !moving.isEmpty else { throw .nothingToFit }
        var rest = columns.selecting(columns: candidates)
        let lengths = rest.columnNorms()
        var restResponse = y
        if let factor {
            let turned = factor.transposedQTimes(rest)
            let turnedResponse = factor.transposedQTimes(Matrix(columns: [y])).elements
            let k = free.count
            (top, rest) = (turned.rows(0..<k), turned.rows(k..<turned.rows))
            (topResponse, restResponse) = (Array(turnedResponse[..<k]), Array(turnedResponse[k...]))
        } else {
            (top, topResponse) = (Matrix(rows: 0, columns: candidates.count), [])
        }
        // What the unpenalised columns explain whole would leave rounding as a column.
        let kept = zip(rest.columnNorms(), lengths).map { $0 > 1e-7 * $1 }
        let clean = kept.contains(false) ? rest.zeroing(columns: kept.map { !$0 }) : rest
        penalised = candidates
        gram = clean.gram().elements
        products = clean.transposedTimes(restResponse)
        variation = restResponse.reduce(0) { $0 + $1 * $1 }
    }

    /// The model in the units of the design.
    func model(_ penalty: Double, _ search: ElasticNetSearch) -> ElasticNetModel {
        var standard = [Double](repeating: 0, count: names.count)
        for (k, j) in penalised.enumerated() { standard[j] = search.coefficients[k] }
        if let factor {
            let fromPenalised = top * search.coefficients
            let right = Matrix(columns: [zip(topResponse, fromPenalised).map { $0 - $1 }])
            let values = (try? factor.solveTriangle(right)) ?? right
            for (k, j) in free.enumerated() { standard[j] = values.elements[k] }
        }
        let slopes = zip(standard, scales).map { $1 > 0 ? $0 / $1 * responseScale : 0 }
        let intercept = responseCenter - zip(slopes, centers).map { $0 * $1 }.sum()
        let explained = zip(search.coefficients, zip(products, search.slopes)).map { $0 * ($1.0 + $1.1) }
            .sum()
        let total = variation + topResponse.reduce(0) { $0 + $1 * $1 }
        return ElasticNetModel(
            names: names, penalty: penalty, intercept: intercept, coefficients: slopes,
            explained: total > 0 ? min(1, (total - variation + explained) / total) : 0,
            violation: search.violation * responseScale, passes: search.passes)
    }
}

/// The weighted means and standard deviations (over *n*) of columns; the deviation of a constant column is 0.
private struct ColumnFrame {
    let centers: [Double]
    let deviations: [Double]
    private let roots: [Double]

    init(_ matrix: Matrix, _ weights: [Double]) {
        let total = weights.sum()
        let shares = weights.map { $0 / total }
        let centers = (0..<matrix.columns).map { j in
            zip(matrix.column(j), shares).map { $0 * $1 }.sum()
        }
        self.centers = centers
        deviations = (0..<matrix.columns).map { j in
            let squares = zip(matrix.column(j), shares).map { value, share in
                (value - centers[j]) * (value - centers[j]) * share
            }
            let deviation = squares.sum().squareRoot()
            return deviation > 1e-12 * abs(centers[j]) ? deviation : 0
        }
        roots = shares.map { $0.squareRoot() }
    }

    /// Columns around their mean, in units of `scales`, each row times the root of its share of the weight.
    func standardized(_ matrix: Matrix, _ scales: [Double]) -> Matrix {
        var values = matrix.elements
        for j in 0..<matrix.columns {
            let (center, scale) = (centers[j], scales[j] > 0 ? 1 / scales[j] : 0)
            for i in 0..<matrix.rows {
                values[i + j * matrix.rows] = (values[i + j * matrix.rows] - center) * scale * roots[i]
            }
        }
        return Matrix(rows: matrix.rows, columns: matrix.columns, elements: values)
    }
}

/// The columns among `chosen` that do not depend on those before them, factored; nil if there is none.
private func independent(_ chosen: [Int], _ matrix: Matrix) throws(RegressionError) -> ([Int], QR?) {
    var kept = chosen
    while !kept.isEmpty {
        let qr: QR
        do { qr = try QR(matrix.selecting(columns: kept)) } catch { throw .notConverged }
        guard let first = qr.dependentColumns(tolerance: 1e-10).first else { return (kept, qr) }
        kept.remove(at: first)
    }
    return ([], nil)
}

extension QR {
    /// The solution of R · x = `right`.
    fileprivate func solveTriangle(_ right: Matrix) throws -> Matrix { try inverseR() * right }
}

extension Matrix {
    fileprivate func columnNorms() -> [Double] { (0..<columns).map { Matrix(columns: [column($0)]).norm } }

    fileprivate func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            elements: (0..<columns).flatMap {
                elements[$0 * rows + range.lowerBound..<$0 * rows + range.upperBound]
            })
    }

    fileprivate func zeroing(columns isZero: [Bool]) -> Matrix {
        var values = elements
        for j in 0..<columns where isZero[j] {
            for i in 0..<rows { values[i + j * rows] = 0 }
        }
        return Matrix(rows: rows, columns: columns, elements: values)
    }
}
