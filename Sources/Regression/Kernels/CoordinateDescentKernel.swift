/// Coordinate descent for the elastic net on products of columns ("covariance updates").
///
/// - SeeAlso: Friedman, Hastie & Tibshirani, "Regularization paths for generalized linear models via coordinate descent",
///   *Journal of Statistical Software* 33 (2010), §2.
struct CoordinateDescentKernel {
    /// Number of columns.
    let order: Int
    /// How many groups of eight make a column.
    private let groups: Int
    /// The products of each column with all others, padded with 0.
    private let gram: [SIMD8<Double>]
    private let diagonal: [Double]
    private let products: [SIMD8<Double>]
    private let lowest: Double
    private(set) var coefficients: [Double]
    /// The product of each column with the residuals.
    private var gradient: [SIMD8<Double>]

    /// All coefficients at 0; `lowest`, 0 or −∞, is the least that any may become.
    init(gram full: [Double], products target: [Double], lowest: Double) {
        order = target.count
        groups = (target.count + 7) / 8
        var padded = [SIMD8<Double>](repeating: .zero, count: order * groups)
        for j in 0..<order {
            for i in 0..<order { padded[j * groups + i / 8][i % 8] = full[i + j * order] }
        }
        var right = [SIMD8<Double>](repeating: .zero, count: groups)
        for j in 0..<order { right[j / 8][j % 8] = target[j] }
        gram = padded
        diagonal = (0..<order).map { full[$0 + $0 * target.count] }
        products = right
        gradient = right
        coefficients = [Double](repeating: 0, count: order)
        self.lowest = lowest
    }

    /// The product of column `j` with the residuals.
    func slope(_ j: Int) -> Double { gradient[j / 8][j % 8] }

    /// One pass over the columns `active`.
    ///
    /// - Returns: The largest change of the fitted values, squared, that one coefficient made.
    mutating func sweep(_ active: [Int], absolute: Double, squared: Double) -> Double {
        var largest = 0.0
        for j in active {
            let (old, length) = (coefficients[j], diagonal[j])
            let along = slope(j) + length * old
            let shrunk = along > absolute ? along - absolute : along < -absolute ? along + absolute : 0
            let new = max(shrunk / (length + squared), lowest)
            guard new != old else { continue }
            let change = new - old
            coefficients[j] = new
            subtract(change, j)
            largest = max(largest, length * change * change)
        }
        return largest
    }

    /// Sets all coefficients; those not given are 0.
    mutating func set(_ values: [(column: Int, value: Double)]) {
        for j in 0..<order { coefficients[j] = 0 }
        gradient = products
        for (j, value) in values where value != 0 {
            coefficients[j] = value
            subtract(value, j)
        }
    }

    private mutating func subtract(_ change: Double, _ j: Int) {
        let factor = SIMD8(repeating: -change)
        let base = j * groups
        for k in 0..<groups { gradient[k].addProduct(gram[base + k], factor) }
    }
}
