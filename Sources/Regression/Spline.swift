import LinearAlgebra
import Statistics

/// The columns that make any smooth curve of one variable: cubic between knots, a line outside.
///
///     let curve = Spline.natural(of: temperature, degreesOfFreedom: 4)
///     let columns = curve.columns(at: temperature)
///
/// The knots are fixed when the spline is made, so that new values get the columns that the fit had. Inside the outer
/// knots the columns are those of R.
///
/// DIFFERENCE: outside the outer knots R continues a B-spline as a cubic, which soon leaves the data by orders of magnitude;
/// here every spline goes on as the line that touches it there (R does so for natural splines).
///
/// - SeeAlso: de Boor, *A Practical Guide to Splines*; Hastie, Tibshirani & Friedman, *The Elements of Statistical
///   Learning*, 2nd ed., §5.2; R `splines::ns` and `splines::bs`.
public struct Spline: Sendable, Hashable {
    /// What holds at the outer knots.
    public enum Ends: Sendable, Hashable {
        /// The second derivative is 0: two columns fewer, and less variance near the ends.
        case natural
        /// Nothing: the cubic B-splines without the first.
        case free
    }

    /// What holds at the outer knots.
    public let ends: Ends
    /// The inner knots, ascending, strictly between the outer ones.
    public let knots: [Double]
    /// The outer knots.
    public let boundary: ClosedRange<Double>

    private let basis: CubicBasis

    /// A spline with these knots.
    ///
    /// - Precondition: Inner knots that ascend strictly within the outer ones; all finite; outer knots apart.
    public init(_ ends: Ends, knots: [Double], boundary: ClosedRange<Double>) {
        let all = [boundary.lowerBound] + knots + [boundary.upperBound]
        precondition(all.allSatisfy(\.isFinite), "knots are finite")
        precondition(zip(all, all.dropFirst()).allSatisfy { $0 < $1 }, "knots ascend within the outer knots")
        self.ends = ends
        self.knots = knots
        self.boundary = boundary
        basis = CubicBasis(knots: knots, boundary: boundary)
    }

    /// A natural spline with inner knots at even quantiles of `values`, as R's `ns(values, df)`.
    ///
    /// - Parameters:
    ///   - values: Finite, at least two of them different. Where quantiles coincide, knots and columns are fewer.
    ///   - degreesOfFreedom: Columns, at least 1.
    /// - Returns: The spline whose outer knots are the least and the largest value.
    public static func natural(of values: [Double], degreesOfFreedom: Int) -> Spline {
        precondition(degreesOfFreedom >= 1, "a natural spline has at least 1 column")
        return Spline(.natural, values, innerKnots: degreesOfFreedom - 1)
    }

    /// Cubic B-splines with inner knots at even quantiles of `values`, as R's `bs(values, df)`.
    ///
    /// - Parameters:
    ///   - values: Finite, at least two of them different. Where quantiles coincide, knots and columns are fewer.
    ///   - degreesOfFreedom: Columns, at least 3.
    /// - Returns: The spline whose outer knots are the least and the largest value.
    public static func free(of values: [Double], degreesOfFreedom: Int) -> Spline {
        precondition(degreesOfFreedom >= 3, "a cubic spline has at least 3 columns")
        return Spline(.free, values, innerKnots: degreesOfFreedom - 3)
    }

    private init(_ ends: Ends, _ values: [Double], innerKnots: Int) {
        let sorted = values.sorted()
        guard let low = sorted.first, let high = sorted.last, low < high else {
            preconditionFailure("knots need two different values")
        }
        let places = (0..<innerKnots).map { Double($0 + 1) / Double(innerKnots + 1) }
        var knots: [Double] = []
        for knot in places.map({ sorted.quantile(ofSorted: $0) })
        where knot > (knots.last ?? low) && knot < high {
            knots.append(knot)
        }
        self.init(ends, knots: knots, boundary: low...high)
    }

    /// Number of columns; a constant is not among what they span.
    public var columnCount: Int { knots.count + (ends == .natural ? 1 : 3) }

    /// The columns at these values of the variable, each as long as `values`.
    ///
    /// - Precondition: Finite values.
    /// - Complexity: O(1) for each value and column.
    public func columns(at values: [Double]) -> [[Double]] {
        precondition(values.allSatisfy(\.isFinite), "a spline has columns at finite values")
        let rows = Matrix(columns: values.map { Array(continued($0).dropFirst()) })
        let turned = ends == .natural ? basis.turnedToNaturalEnds(rows) : rows
        let first = ends == .natural ? 2 : 0
        return (first..<turned.rows).map { j in (0..<turned.columns).map { turned[j, $0] } }
    }

    /// The B-splines at `x`; outside the outer knots, their tangents at the nearest.
    private func continued(_ x: Double) -> [Double] {
        if boundary.contains(x) { return basis.values(x) }
        let end = x < boundary.lowerBound ? boundary.lowerBound : boundary.upperBound
        return zip(basis.values(end), basis.values(end, derivative: 1)).map { $0 + (x - end) * $1 }
    }
}

/// All cubic B-splines over the knots, the first included.
private struct CubicBasis: Sendable, Hashable {
    private let knots: [Double]
    private let ends: ClosedRange<Double>

    init(knots: [Double], boundary: ClosedRange<Double>) {
        let (low, high) = (boundary.lowerBound, boundary.upperBound)
        self.knots = [low, low, low, low] + knots + [high, high, high, high]
        ends = boundary
    }

    /// The B-splines or their derivatives at `x` within the outer knots.
    func values(_ x: Double, derivative: Int = 0) -> [Double] {
        let last = knots.count - 5
        let interval = (3...last).last { knots[$0] <= x } ?? 3
        return (0..<knots.count - 4).map { value($0, order: 4, x, interval, derivative) }
    }

    /// The recursion of de Boor and Cox; `interval` is the one that counts as holding `x`.
    private func value(_ i: Int, order: Int, _ x: Double, _ interval: Int, _ derivative: Int) -> Double {
        guard i <= interval && interval < i + order else { return 0 }
        if order == 1 { return derivative == 0 ? 1 : 0 }
        let (left, right) = (knots[i + order - 1] - knots[i], knots[i + order] - knots[i + 1])
        let below = max(derivative - 1, 0)
        let rising = left > 0 ? value(i, order: order - 1, x, interval, below) / left : 0
        let falling = right > 0 ? value(i + 1, order: order - 1, x, interval, below) / right : 0
        if derivative > 0 { return Double(order - 1) * (rising - falling) }
        return (x - knots[i]) * rising + (knots[i + order] - x) * falling
    }

    /// Turns the B-splines (one a row, without the first) so that all but the first two rows have no curvature at the ends.
    func turnedToNaturalEnds(_ rows: Matrix) -> Matrix {
        let curvature = [ends.lowerBound, ends.upperBound].map {
            Array(values($0, derivative: 2).dropFirst())
        }
        // Distinct knots: the two curvatures are finite and independent.
        guard let qr = try? QR(Matrix(columns: curvature)) else { return rows }
        return qr.transposedQTimes(rows)
    }
}
