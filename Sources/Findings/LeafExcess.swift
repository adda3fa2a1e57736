internal import Billing

/// What each leaf of a part of the bill adds to an episode: adds up to the part's own excess day by day.
struct LeafExcess: Sendable {
    let leaves: [Int]
    let days: Range<Int>
    /// What was expected of each leaf: `expected[i · days + day]`.
    let expected: [Double]

    /// Leaves' expectations from their own weekdays before, scaled to what was expected of all together.
    ///
    /// - Parameters:
    ///   - view: The bill.
    ///   - values: The bill's leaves, as they are after what was explained before.
    ///   - leaves: Indices of the leaves.
    ///   - days: Days of the episode.
    ///   - total: What was expected of all leaves together, one a day of `days`.
    init(_ view: EstateView, values: [Double], leaves: [Int], days: Range<Int>, total: [Double]) {
        self.leaves = leaves
        self.days = days
        let length = days.count
        var expected = [Double](repeating: 0, count: leaves.count * length)
        for t in 0..<length {
            // The same weekday, looked up before the episode began.
            let weeks = t / 7 + 1
            let earlier = (0..<4).map { days.lowerBound + t - 7 * (weeks + $0) }.filter { $0 >= 0 }
            var sum = 0.0
            for (i, leaf) in leaves.enumerated() {
                let usual = max(0, earlier.map { values[leaf * view.dayCount + $0] }.medianOrZero())
                expected[i * length + t] = usual
                sum += usual
            }
            guard sum > 0 else { continue }
            let factor = max(0, total[t]) / sum
            for i in leaves.indices { expected[i * length + t] *= factor }
        }
        self.expected = expected
    }

    /// Sum of each leaf's expectation over the days.
    var expectedByLeaf: [Double] {
        let length = days.count
        return leaves.indices.map { i in (0..<length).reduce(0) { $0 + expected[i * length + $1] } }
    }
}
