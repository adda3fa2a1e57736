/// The length of a contract: `12m` or `3y`.
public struct Term: Sendable, Hashable {
    /// Calendar months, 1…120.
    public let months: Int

    /// The term written as `12m` or `3y`, up to ten years; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard let number = Int(text.dropLast()), text.first?.isNumber == true else { return nil }
        switch text.last {
        case "m": months = number
        case "y": months = number * 12
        default: return nil
        }
        guard 1...120 ~= months else { return nil }
    }
}

extension Term: CustomStringConvertible {
    /// One year.
    public static let year = Term(months: 12)

    private init(months: Int) {
        self.months = months
    }

    /// The term in months: `12m`.
    public var description: String { "\(months)m" }
}
