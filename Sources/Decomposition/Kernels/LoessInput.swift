/// Values at times 0 ..< count as loess reads them, with their robustness weights if they have any.
///
/// One value more at both ends, equal to its neighbour, serves interpolation; zeros behind let lanes read past the end.
struct LoessInput {
    /// Time 0 stands at this index.
    static let lead = 1
    let count: Int
    private(set) var values: [Double]
    /// Robustness weights; counted only if ``isWeighted``.
    private(set) var weights: [Double]
    /// Weight · value.
    private(set) var products: [Double]
    private(set) var isWeighted = false

    init(count: Int, weighted: Bool) {
        self.count = count
        let room = count + LoessInput.lead + 18
        values = [Double](repeating: 0, count: room)
        weights = [Double](repeating: 0, count: weighted ? room : 0)
        products = weights
    }

    /// Takes `x − y` as values, with the weights `rho` or, if there are none, 1 each.
    mutating func set(_ x: [Double], minus y: [Double], weights rho: [Double]) {
        LoessInput.fill(&values, count, x, y) { $0 - $1 }
        isWeighted = !rho.isEmpty
        guard isWeighted else { return }
        LoessInput.fill(&weights, count, rho, rho) { weight, _ in weight }
        LoessInput.multiply(&products, values, weights)
    }

    /// Takes the values `x`, each with weight 1.
    mutating func set(_ x: [Double]) {
        LoessInput.fill(&values, count, x, x) { value, _ in value }
        isWeighted = false
    }

    @inline(__always)
    private static func fill(
        _ padded: inout [Double], _ count: Int, _ x: [Double], _ y: [Double],
        _ value: (Double, Double) -> Double
    ) {
        var cells = padded.mutableSpan
        let (x, y) = (x.span, y.span)
        for i in 0..<min(count, x.count, y.count, cells.count - lead) { cells[i + lead] = value(x[i], y[i]) }
        cells[0] = cells[1]
        cells[count + 1] = cells[count]
    }

    private static func multiply(_ products: inout [Double], _ x: [Double], _ y: [Double]) {
        var cells = products.mutableSpan
        let (x, y) = (x.span, y.span)
        for i in 0..<min(x.count, y.count, cells.count) { cells[i] = x[i] * y[i] }
    }
}
