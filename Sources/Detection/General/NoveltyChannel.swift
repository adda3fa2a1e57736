import Foundation

/// How new a value is against all values before it: the evidence that nothing like it was ever seen.
///
/// The distance to the nearest earlier value is judged twice: by how rare such a distance has been in this series, and by
/// its share of the range of the values. Both are free of the unit. A value beyond all others is new, one in a hole
/// between them is too; a value that was there before is not, whatever its distance from the mean.
struct NoveltyChannel: Sendable, Hashable {
    /// Values that must have been seen before the first is judged.
    static let warmUp = 50
    /// Share of the range at which a distance begins to count.
    private static let resolution = 0.01
    /// The most that the share of the range can add: a hundred times the range.
    private static let mostShare = 100.0

    /// How many steps a value is too recent to be a precedent.
    private let delay: Int
    private var recent: [Double] = []
    private var next = 0
    private var known = SortedValues()
    private var distances = TailMemory()

    /// A channel in which a value becomes a precedent after `delay` more.
    init(delay: Int) {
        self.delay = delay
        recent.reserveCapacity(delay)
    }

    /// The evidence of `value` in powers of ten, which then belongs to the past; 0 within the warm-up.
    mutating func take(_ value: Double) -> Double {
        defer { remember(value) }
        guard let distance = known.distance(to: value) else {
            distances.insert(0)
            return 0
        }
        defer { distances.insert(distance) }
        guard distances.count >= Self.warmUp else { return 0 }
        let range = known.range
        let share = range > 0 ? min(distance / range, Self.mostShare) : distance > 0 ? Self.mostShare : 0
        return distances.evidence(of: distance) + log10(1 + share / Self.resolution)
    }

    private mutating func remember(_ value: Double) {
        guard delay > 0 else { return known.insert(value) }
        guard recent.count == delay else { return recent.append(value) }
        known.insert(recent[next])
        recent[next] = value
        next = (next + 1) % delay
    }
}
