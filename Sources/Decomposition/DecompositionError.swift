/// What can keep a series from being decomposed.
public enum DecompositionError: Error, Sendable, Hashable {
    /// The series has fewer observations than the method needs.
    case tooShort(needed: Int, got: Int)
}

extension DecompositionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let needed, let got):
            "needs \(needed) observations, got \(got); use a longer history or a shorter season"
        }
    }
}
