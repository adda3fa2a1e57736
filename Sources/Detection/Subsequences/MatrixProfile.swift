import Foundation

/// For each stretch of a series how far the most similar other stretch is: large where the shape is found nowhere else.
///
///     let profile = try MatrixProfile(cpu, length: 288)
///     let oddest = profile.discord
///
/// Stretches are compared by the Euclidean distance of their standardized values, so that level and scale do not count;
/// those that overlap by more than three quarters are not compared. A constant stretch is at distance 0 of another and
/// √length of any other, as in stumpy.
///
/// - SeeAlso: Yeh and others, "Matrix Profile I", ICDM 2016; the covariances along a diagonal are those of SCAMP (Zimmerman
///   and others, 2019). Checked against stumpy 1.14.
public struct MatrixProfile: Sendable, Hashable {
    /// Values in a stretch.
    public let length: Int
    /// For each stretch, by its first value, the distance to the nearest other; 0 … 2 √`length`.
    ///
    /// Infinite where there is no other to compare with.
    public let distances: [Double]
    /// For each stretch the first value of the nearest other, `nil` where there is none.
    public let neighbours: [Int?]

    /// The stretch that is least like any other, by its first value; `nil` if none has a neighbour.
    public var discord: Int? {
        distances.indices.filter { distances[$0].isFinite }.max { distances[$0] < distances[$1] }
    }

    /// The profile of `values` for stretches of `length` values.
    ///
    /// - Precondition: A length of at least 3, finite values.
    /// - Throws: ``DetectionError/tooShort(needed:got:)`` with fewer than 2 · `length` values.
    /// - Complexity: O(*n²*) time, O(*n*) memory.
    public init(_ values: [Double], length: Int) throws(DetectionError) {
        precondition(length >= 3, "a stretch of at least 3 values")
        precondition(values.allSatisfy(\.isFinite), "values are finite")
        guard values.count >= 2 * length else { throw .tooShort(needed: 2 * length, got: values.count) }
        self.length = length
        let stretches = StandardizedStretches(values, length: length)
        let best = MatrixProfileKernel.apply(stretches, exclusion: (length + 3) / 4)
        distances = best.correlations.map {
            $0 == -.infinity ? .infinity : sqrt(max(0, 2 * Double(length) * (1 - $0)))
        }
        neighbours = best.places.map { $0 < 0 ? nil : $0 }
    }
}

/// Means and norms of all stretches of a series, and how they change from one to the next.
struct StandardizedStretches {
    /// The values less their mean, by the largest of them.
    let values: [Double]
    let length: Int
    let means: [Double]
    /// One by the norm of a stretch less its mean; 0 for a constant stretch.
    let inverseNorms: [Double]

    init(_ original: [Double], length: Int) {
        let middle = original.reduce(0) { $0 + $1 / Double(original.count) }
        let unit = original.reduce(0) { max($0, abs($1 - middle)) }
        let values = unit > 0 ? original.map { ($0 - middle) / unit } : original.map { _ in 0 }
        let count = values.count - length + 1
        var means: [Double] = []
        var inverseNorms: [Double] = []
        for i in 0..<count {
            // Each stretch on its own, not along a running sum: a large value leaves no digits behind.
            let stretch = values[i..<i + length]
            let mean = stretch.reduce(0, +) / Double(length)
            let isConstant = original[i..<i + length].allSatisfy { $0 == original[i] }
            let squares = stretch.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            means.append(mean)
            inverseNorms.append(isConstant || squares <= 0 ? 0 : 1 / squares.squareRoot())
        }
        self.values = values
        self.length = length
        self.means = means
        self.inverseNorms = inverseNorms
    }

    var count: Int { means.count }
}

enum MatrixProfileKernel {
    /// The largest correlation of each stretch with another at least `exclusion` + 1 away, and where that one is.
    static func apply(_ stretches: StandardizedStretches, exclusion: Int) -> (
        correlations: [Double], places: [Int]
    ) {
        let (n, m) = (stretches.count, stretches.length)
        let (x, means, inverse) = (stretches.values, stretches.means, stretches.inverseNorms)
        var (best, places) = ([Double](repeating: -.infinity, count: n), [Int](repeating: -1, count: n))
        var (df, dg) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
        for i in 1..<n {
            df[i] = (x[i + m - 1] - x[i - 1]) / 2
            dg[i] = (x[i + m - 1] - means[i]) + (x[i - 1] - means[i - 1])
        }
        guard exclusion + 1 < n else { return (best, places) }
        for lag in (exclusion + 1)..<n {
            var covariance = 0.0
            for k in 0..<m {
                covariance = covariance.addingProduct(x[k] - means[0], x[k + lag] - means[lag])
            }
            for i in 0..<(n - lag) {
                let j = i + lag
                if i > 0 { covariance = covariance.addingProduct(df[i], dg[j]).addingProduct(df[j], dg[i]) }
                let scale = inverse[i] * inverse[j]
                var correlation = min(1, covariance * scale)
                // A constant stretch equals another, and is √m from any that is not.
                if scale == 0 { correlation = inverse[i] == inverse[j] ? 1 : 0.5 }
                if correlation > best[i] { (best[i], places[i]) = (correlation, j) }
                if correlation > best[j] { (best[j], places[j]) = (correlation, i) }
            }
        }
        return (best, places)
    }
}
