/// How close two doubles must be: relative to the larger one, plus an absolute floor; NaN is never close.
public struct Tolerance: Sendable {
    let relative: Double
    let absolute: Double

    /// Closed forms, the same sum in another order.
    public static let rounding = Tolerance(relative: 1e-12, absolute: 1e-12)
    /// The same algorithm in another program.
    public static let reference = Tolerance(relative: 1e-8, absolute: 1e-8)
    /// Parameters of iterative fits; compare the objective first.
    public static let optimum = Tolerance(relative: 1e-4, absolute: 1e-4)

    /// Half a unit of the last decimal of a printed number.
    public static func printed(decimals: Int) -> Tolerance {
        var unit = 1.0
        for _ in 0..<decimals { unit /= 10 }
        return Tolerance(relative: 0, absolute: unit / 2 * (1 + 1e-9))
    }
}

/// Whether two numbers are within the tolerance of each other.
public func isClose(_ a: Double, _ b: Double, _ tolerance: Tolerance) -> Bool {
    abs(a - b) <= tolerance.relative * max(abs(a), abs(b)) + tolerance.absolute
}

/// Whether two sequences have the same length and are close element by element.
public func isClose(_ a: [Double], _ b: [Double], _ tolerance: Tolerance) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1, tolerance) }
}
