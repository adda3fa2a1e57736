/// A place where a series changes for good: what comes after it follows another level or another slope.
public struct ChangePoint: Sendable, Hashable {
    /// What changes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The level jumps.
        case level
        /// The slope changes.
        case trend
    }

    /// The first observation of the new stretch.
    public let index: Int
    /// What changes most.
    public let kind: Kind
    /// The jump in the unit of the series, or the change of slope in that unit per observation.
    public let magnitude: Double
    /// How sure the change is, 0…1.
    public let score: Double

    /// A change at `index`.
    public init(index: Int, kind: Kind, magnitude: Double, score: Double) {
        self.index = index
        self.kind = kind
        self.magnitude = magnitude
        self.score = score
    }
}
