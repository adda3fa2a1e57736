import Billing

/// Rules that run together.
///
///     let suggestions = RuleBook.standard.suggestions(for: window)
public struct RuleBook: Sendable {
    /// The rules, in the order they run.
    public let rules: [any Rule]

    /// A book of these rules.
    public init(_ rules: [any Rule]) {
        self.rules = rules
    }

    /// The rules that need nothing but bills.
    public static let standard = RuleBook([
        UnallocatedSpend(), UnusedCommitment(), VendorConcentration(), NewSpend(), BilledWithoutUse(),
    ])

    /// What all rules suggest, the largest saving first, with overlaps marked.
    public func suggestions(for bill: BillWindow) -> [Suggestion] {
        let found = rules.flatMap { $0.suggestions(for: bill) }
            .sorted { ($1.savingHigh, $0.id) < ($0.savingHigh, $1.id) }
        return found.map { suggestion in
            var marked = suggestion
            marked.overlapsWith = found.filter { $0.id != suggestion.id && $0.overlaps(suggestion) }.map(\.id)
            return marked
        }
    }
}

extension Suggestion {
    /// Whether both have money in them and one is about a part of the other.
    func overlaps(_ other: Suggestion) -> Bool {
        savingHigh > .zero && other.savingHigh > .zero && currency == other.currency
            && (object.contains(other.object) || other.object.contains(object))
    }
}
