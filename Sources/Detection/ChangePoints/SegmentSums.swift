import Foundation

/// Costs of any stretch of a series in constant time, from running sums.
///
/// Values are taken from their mean and times from the middle, so that little is lost when sums are subtracted; what rounding
/// leaves below 0 is 0.
struct SegmentSums {
    private let values: [Double]
    private let squares: [Double]
    private let products: [Double]
    private let middle: Double

    init(_ y: [Double]) {
        let n = y.count
        let mean = n > 0 ? y.reduce(0, +) / Double(n) : 0
        middle = Double(n - 1) / 2
        var (values, squares, products) = ([0.0], [0.0], [0.0])
        values.reserveCapacity(n + 1)
        squares.reserveCapacity(n + 1)
        products.reserveCapacity(n + 1)
        for (i, value) in y.enumerated() {
            let v = value - mean
            values.append(values[i] + v)
            squares.append(squares[i] + v * v)
            products.append(products[i] + (Double(i) - middle) * v)
        }
        (self.values, self.squares, self.products) = (values, squares, products)
    }

    var count: Int { values.count - 1 }

    /// Sum of squared distances of `start ..< end` from their mean.
    func aroundMean(_ start: Int, _ end: Int) -> Double {
        let sum = values[end] - values[start]
        return max(0, squares[end] - squares[start] - sum * sum / Double(end - start))
    }

    /// Sum of squared distances of `start ..< end` from their least-squares line.
    func aroundLine(_ start: Int, _ end: Int) -> Double {
        let m = Double(end - start)
        guard m > 2 else { return 0 }
        let slope = line(start, end)
        return max(0, aroundMean(start, end) - slope * slope * m * (m * m - 1) / 12)
    }

    /// `n` times the logarithm of the variance of `start ..< end`, as twice the negative log-likelihood of a normal law but for
    /// constants; `floor` keeps a constant stretch finite.
    func normal(_ start: Int, _ end: Int, floor: Double) -> Double {
        let m = Double(end - start)
        return m * log(aroundMean(start, end) / m + floor)
    }

    /// The slope of the least-squares line through `start ..< end`, at least two values.
    func line(_ start: Int, _ end: Int) -> Double {
        let m = Double(end - start)
        let sum = values[end] - values[start]
        // Times of the stretch have the mean `centre`, and m(m²−1)/12 is their sum of squares about it.
        let centre = Double(start + end - 1) / 2 - middle
        return (products[end] - products[start] - centre * sum) / (m * (m * m - 1) / 12)
    }

    /// The mean of `start ..< end`, from the mean of all.
    func mean(_ start: Int, _ end: Int) -> Double { (values[end] - values[start]) / Double(end - start) }
}
