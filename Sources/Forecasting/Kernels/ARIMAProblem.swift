import LinearAlgebra

/// A history and what explains it, ready for ARMA models of its differences.
struct ARIMAProblem {
    let values: [Double]
    /// Regressors at all values, with the constant first if there is one.
    let columns: [[Double]]
    let differencing: Differencing
    let hasConstant: Bool
    /// Differenced values less their regression by least squares, then the orthonormal regressors.
    let series: [Double]
    /// Differenced values.
    let count: Int
    /// Places in `columns` of the regressors that differences and other regressors leave something of.
    private let kept: [Int]
    /// Coefficients by least squares, and what turns those of the orthonormal regressors into theirs.
    private let first: [Double]
    private let inverse: Matrix

    init(_ values: [Double], _ regressors: [[Double]], order: ARIMAOrder, hasConstant: Bool) {
        self.values = values
        differencing = Differencing(order)
        self.hasConstant = hasConstant && order.differences <= 1
        columns = (self.hasConstant ? [Self.constant(0..<values.count, order)] : []) + regressors
        let w = differencing.applied(to: values)
        count = w.count
        let x = columns.map { [differencing] in differencing.applied(to: $0) }
        let basis = OrthonormalRegressors(x)
        (kept, inverse) = (basis.kept, basis.inverse)
        // Twice, as the second pass takes off what the first one rounded.
        var (rest, coefficients) = (w, [Double](repeating: 0, count: basis.columns.count))
        for _ in 0..<2 {
            for (k, q) in basis.columns.enumerated() {
                let weight = zip(q, rest).reduce(0) { $0 + $1.0 * $1.1 }
                coefficients[k] += weight
                for i in rest.indices { rest[i] -= weight * q[i] }
            }
        }
        first = coefficients
        series = rest + basis.columns.flatMap { $0 }
    }

    /// The regressor of the mean, or of the drift if differences are taken once.
    static func constant(_ range: Range<Int>, _ order: ARIMAOrder) -> [Double] {
        range.map { order.differences == 0 ? 1 : Double($0 + 1) }
    }

    /// Regression coefficients, one a column, from those of the orthonormal regressors.
    func coefficients(_ orthonormal: [Double]) -> [Double] {
        var out = [Double](repeating: 0, count: columns.count)
        for (i, column) in kept.enumerated() {
            for j in kept.indices { out[column] += inverse[i, j] * (first[j] + orthonormal[j]) }
        }
        return out
    }

    /// Coefficients that the likelihood has besides those of the ARMA part and the variance.
    var regressionCount: Int { kept.count }
}

/// An orthonormal basis of some columns, without those that others explain.
private struct OrthonormalRegressors {
    let columns: [[Double]]
    let kept: [Int]
    let inverse: Matrix

    init(_ all: [[Double]]) {
        var kept = all.indices.filter { all[$0].contains { $0 != 0 } }
        while !kept.isEmpty, let qr = try? QR(Matrix(columns: kept.map { all[$0] })) {
            let dependent = qr.dependentColumns(tolerance: 1e-9)
            if dependent.isEmpty, let inverse = try? qr.inverseR() {
                let q = qr.thinQ()
                columns = kept.indices.map { q.column($0) }
                (self.kept, self.inverse) = (kept, inverse)
                return
            }
            kept.remove(at: dependent.first ?? kept.count - 1)
        }
        (columns, self.kept, inverse) = ([], [], Matrix(rows: 0, columns: 0))
    }
}
