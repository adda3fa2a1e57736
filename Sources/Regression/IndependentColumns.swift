import LinearAlgebra
import Statistics

/// The columns of a design that do not depend on columns before them, factored.
struct IndependentColumns {
    let kept: [Int]
    let qr: QR

    /// The coefficients of the kept columns, and R⁻¹.
    func solve(_ response: [Double]) throws(RegressionError) -> (coefficients: [Double], inverseR: Matrix) {
        do {
            return (try qr.solve(Matrix(columns: [response])).elements, try qr.inverseR())
        } catch { throw .notConverged }
    }

    /// The variation that a model is measured against: around the weighted mean if the columns span a constant.
    func variation(of response: [Double], _ scales: [Double]) -> Double {
        let turned = qr.transposedQTimes(Matrix(columns: [scales])).elements
        let outside = Matrix(columns: [Array(turned.dropFirst(kept.count))]).norm
        let constant = Matrix(columns: [scales]).norm
        guard outside <= 1e-8 * constant else { return response.map { $0 * $0 }.sum() }
        let values = zip(response, scales).map { $0 / $1 }
        let weights = scales.map { $0 * $0 }
        let center = values.mean(weights: weights)
        return zip(values, weights).map { ($0 - center) * ($0 - center) * $1 }.sum()
    }
}

/// Factors `matrix` without the columns of which less than 1e-10 is new; the first of each group stays.
func independentColumns(of matrix: Matrix) throws(RegressionError) -> IndependentColumns {
    var kept = Array(0..<matrix.columns)
    while !kept.isEmpty {
        let qr: QR
        do { qr = try QR(matrix.selecting(columns: kept)) } catch { throw .notConverged }
        guard let dependent = qr.dependentColumns(tolerance: 1e-10).first else {
            return IndependentColumns(kept: kept, qr: qr)
        }
        kept.remove(at: dependent)
    }
    throw .nothingToFit
}

extension Matrix {
    /// Each row times its scale.
    func scalingRows(by scales: [Double]) -> Matrix {
        var scaled = self
        for j in 0..<columns {
            for i in 0..<rows { scaled[i, j] *= scales[i] }
        }
        return scaled
    }

    /// The length of row `i`.
    func rowNorm(_ i: Int) -> Double { Matrix(columns: [row(i)]).norm }
}

extension DesignMatrix {
    /// Throws what makes a response unfit; mismatched shapes are the caller's mistake.
    func validate(_ response: [Double], _ weights: [Double]?) throws(RegressionError) {
        precondition(response.count == rows, "a response has a number for each row of the design")
        guard rows > columns else { throw .tooShort(needed: columns + 1, got: rows) }
        if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
        guard let weights else { return }
        precondition(weights.count == rows, "as many weights as rows")
        precondition(weights.allSatisfy { $0 > 0 && $0.isFinite }, "a weight is above 0 and finite")
    }
}
