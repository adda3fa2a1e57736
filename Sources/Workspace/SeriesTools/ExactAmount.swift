internal import Billing
internal import Foundation

/// A number as a file gave it, or a sum or difference of such: exact where all parts have at most 18 decimals and fit.
struct ExactAmount: Sendable, Hashable {
    /// The nearest double.
    let value: Double
    /// The value in 10⁻¹⁸; `nil` where it is only known as a double.
    let units: Int128?

    /// A number that is only known as a double.
    init(_ value: Double) {
        self.value = value
        units = nil
    }

    init(value: Double, units: Int128?) {
        self.value = units.map { Double($0) / 1e18 } ?? value
        self.units = units
    }

    /// A decimal; `nil` if the text is no finite number.
    init?(text: String) {
        guard let value = Double(text), value.isFinite else { return nil }
        self.value = value
        units = Decimal18(text).flatMap { $0.isRounded ? nil : $0.units }
    }

    /// The shortest decimal that gives a finite double back.
    init?(shortest value: Double) {
        guard value.isFinite else { return nil }
        self.init(text: "\(value)")
    }

    static func + (a: ExactAmount, b: ExactAmount) -> ExactAmount {
        ExactAmount(value: a.value + b.value, units: exact(a, b) { $0.addingReportingOverflow($1) })
    }

    static func - (a: ExactAmount, b: ExactAmount) -> ExactAmount {
        ExactAmount(value: a.value - b.value, units: exact(a, b) { $0.subtractingReportingOverflow($1) })
    }

    private static func exact(
        _ a: ExactAmount, _ b: ExactAmount,
        _ operation: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
    ) -> Int128? {
        guard let left = a.units, let right = b.units else { return nil }
        let result = operation(left, right)
        return result.overflow ? nil : result.partialValue
    }

    /// All digits.
    var text: String { units.map { Decimal18(units: $0).text() } ?? "\(value)" }

    /// Two decimals; six digits where that would say nothing.
    var short: String {
        guard value != 0, abs(value) < 1 || abs(value) >= 1e15 else { return String(format: "%.2f", value) }
        return String(format: "%.6g", value)
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}

/// One measure of the leaves of a file.
struct ExactColumn: Sendable {
    /// The nearest doubles, one a leaf.
    private(set) var values: [Double] = []
    private var units: [Int128?] = []

    /// Adds a leaf.
    mutating func append(_ amount: ExactAmount) {
        values.append(amount.value)
        units.append(amount.units)
    }

    /// Adds to a leaf.
    mutating func add(_ amount: ExactAmount, to leaf: Int) {
        let sum = self[leaf] + amount
        values[leaf] = sum.value
        units[leaf] = sum.units
    }

    private subscript(leaf: Int) -> ExactAmount { ExactAmount(value: values[leaf], units: units[leaf]) }

    /// The sum over some leaves.
    func sum(_ leaves: [Int]) -> ExactAmount {
        leaves.reduce(ExactAmount(value: 0, units: 0)) { $0 + self[$1] }
    }
}
