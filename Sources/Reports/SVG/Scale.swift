/// Maps values to places in a drawing, and says which round values to mark.
public struct Scale: Sendable, Hashable {
    public let domain: ClosedRange<Double>
    /// Places of the ends of the domain.
    public let from: Double
    public let to: Double
    /// Distance between marks; a power of ten times 1, 2 or 5.
    public let step: Double

    /// A scale whose domain is widened to round values.
    ///
    /// Values that are not finite do not count; without any, the domain is 0…1.
    public init(nice values: [Double], marks: Int, from: Double, to: Double) {
        let finite = values.filter { $0.isFinite && abs($0) < 1e24 }
        var low = finite.min() ?? 0
        var high = finite.max() ?? 1
        // From zero, unless that would waste more than half of the height.
        if low > 0, low < high * 0.5 || low == high { low = 0 }
        if high < 0, high > low * 0.5 || low == high { high = 0 }
        if low == high { high = low == 0 ? 1 : low + abs(low) * 0.1 }
        let step = Scale.step((high - low) / Double(max(1, marks)))
        self.step = step
        domain = (low / step).rounded(.down) * step...(high / step).rounded(.up) * step
        self.from = from
        self.to = to
    }

    /// A scale over exactly these values.
    public init(_ domain: ClosedRange<Double>, from: Double, to: Double) {
        self.domain = domain
        self.from = from
        self.to = to
        step = max(domain.upperBound - domain.lowerBound, .leastNormalMagnitude)
    }

    /// The smallest round step that is at least `rough`.
    private static func step(_ rough: Double) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        let steps = [1.0, 2, 5, 10].map { $0 * power }
        return steps.first { $0 >= rough * 0.999999 } ?? power * 10
    }

    /// The place of a value; the nearer end for one outside of the domain.
    public func callAsFunction(_ value: Double) -> Double {
        let width = domain.upperBound - domain.lowerBound
        guard width > 0, value.isFinite else { return from }
        let share = (min(max(value, domain.lowerBound), domain.upperBound) - domain.lowerBound) / width
        return from + share * (to - from)
    }

    /// The round values to mark, ascending.
    public var marks: [Double] {
        let first = (domain.lowerBound / step).rounded(.up)
        let last = (domain.upperBound / step).rounded(.down)
        guard last >= first, last - first < 100 else { return [domain.lowerBound, domain.upperBound] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }
}
