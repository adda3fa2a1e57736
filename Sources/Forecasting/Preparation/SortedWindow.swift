import Statistics

/// The values of a moving window in order of size, so that its median is at hand.
struct SortedWindow {
    private var values: [Double]

    /// - Parameter values: In any order.
    init(_ values: some Sequence<Double>) { self.values = values.sorted() }

    /// - Precondition: Not empty.
    var median: Double { values.quantile(ofSorted: 0.5) }

    mutating func insert(_ value: Double) { values.insert(value, at: values.place(ofSorted: value)) }

    /// - Precondition: The value is in the window.
    mutating func remove(_ value: Double) { values.remove(at: values.place(ofSorted: value)) }

    /// Takes one value out and another in, moving only what lies between them.
    ///
    /// - Precondition: The first one is in the window.
    mutating func replace(_ old: Double, with new: Double) {
        var i = values.place(ofSorted: old)
        while i + 1 < values.count, values[i + 1] < new {
            values[i] = values[i + 1]
            i += 1
        }
        while i > 0, values[i - 1] > new {
            values[i] = values[i - 1]
            i -= 1
        }
        values[i] = new
    }

    /// For each position but the first the median of up to `width` values before it; the first one's place holds the first value.
    ///
    /// - Precondition: Not empty, a width of at least 1.
    static func mediansBefore(_ y: [Double], width: Int) -> [Double] {
        var window = SortedWindow(y.prefix(1))
        var out = [y[0], y[0]]
        out.reserveCapacity(y.count + 1)
        for end in 2..<max(2, y.count + 1) {
            if end > width {
                window.replace(y[end - width - 1], with: y[end - 1])
            } else {
                window.insert(y[end - 1])
            }
            out.append(window.median)
        }
        return out
    }
}
