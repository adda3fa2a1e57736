import Statistics

/// One-step errors to draw from: the last of a history, in blocks of a week, outliers drawn in, centred.
struct ResidualPool {
    let errors: [Double]
    /// Errors that are drawn together.
    let block: Int

    init(_ all: [Double], period: Int, freedom: Int) {
        let kept = Array(all.suffix(180))
        let magnitudes = kept.map(abs).sorted()
        let typical = 1.4826 * magnitudes.quantile(ofSorted: 0.5)
        let spread = kept.reduce(0) { $0 + $1 * $1 } / Double(kept.count)
        let bound = typical > 0 ? 5 * typical : 3 * spread.squareRoot()
        let n = Double(kept.count)
        // Fitted errors are smaller than those to come.
        let inflation = (n / max(n / 2, n - Double(freedom))).squareRoot()
        let clipped = kept.map { $0.clamped(-bound, bound) * inflation }
        let mean = clipped.reduce(0, +) / n
        errors = clipped.map { $0 - mean }
        block = max(1, min(7, kept.count / 4))
    }

    /// Where a block starts, for a number in 0 ..< 1.
    func start(_ uniform: Double) -> Int { Int(uniform * Double(errors.count - block + 1)) }
}
