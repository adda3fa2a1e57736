/// The observed members of a subseries: places in cycles, robustness weights and values.
struct SubseriesPoints {
    /// A value at a place, or the mean of the two that are nearest to it.
    struct Member {
        let place: Int
        private var share = 0.0
        private var sum = 0.0
        private var weightSum = 0.0
        private var weightedSum = 0.0

        init(place: Int) {
            self.place = place
        }

        mutating func add(_ value: Double, weight: Double, share: Double) {
            self.share += share
            sum += share * value
            weightSum += share * weight
            weightedSum += share * weight * value
        }

        var isObserved: Bool { share > 0 }
        /// Its robustness weight.
        var weight: Double { weightSum / share }
        var value: Double { weightSum > 0 ? weightedSum / weightSum : sum / share }
    }

    /// Distance between the first and the last place that could have been observed.
    private let range: Int
    private var members: [Member] = []

    init(range: Int) {
        self.range = range
    }

    /// Adds a member, if it was observed, behind the others.
    mutating func append(_ member: Member) {
        if member.isObserved { members.append(member) }
    }

    /// The local polynomial of the nearest points at `x`; where all their robustness weights are 0, the value at the nearest
    /// point, and `nil` if there are no points.
    func value(at x: Int, _ smoother: LoessSmoother) -> Double? {
        guard let first = members.first else { return nil }
        let width = min(smoother.span, members.count)
        var left = 0
        while left + width < members.count, x - members[left].place > members[left + width].place - x {
            left += 1
        }
        let window = members[left..<left + width]
        let farthest = max(x - window[left].place, window[left + width - 1].place - x)
        let reach = Double(farthest + max(0, (smoother.span - members.count) / 2))
        var moments = LoessMoments<Double>(total: 0, lean: 0, reach: 0, value: 0, pull: 0)
        for member in window {
            let distance = Double(member.place - x)
            let r = reach > 0 ? abs(distance) / reach : 0
            let weight = (1 - r * r * r) * (1 - r * r * r) * (1 - r * r * r) * member.weight
            moments.add(weight, weight * member.value, at: distance)
        }
        if moments.total > 0 {
            return moments.value(degree: smoother.degree, leastSpread: 1e-6 * Double(range) * Double(range))
        }
        return window.reduce(first) { abs($1.place - x) < abs($0.place - x) ? $1 : $0 }.value
    }
}
