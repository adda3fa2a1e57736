public import TimeSeries

/// What can keep a series from being decomposed.
public enum DecompositionError: Error, Sendable, Hashable {
    /// The series has fewer observations than the method needs.
    case tooShort(needed: Int, got: Int)
    /// A value is 0 or less where parts are multiplied.
    case notPositive(at: Timestamp)
}

extension DecompositionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let needed, let got):
            "needs \(needed) observations, got \(got); use a longer history or a shorter season"
        case .notPositive(let time):
            "needs values above 0 for parts that are multiplied, got 0 or less at \(time); decompose it additively"
        }
    }
}
