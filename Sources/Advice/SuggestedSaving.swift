public import Billing

/// What all suggestions in a currency could save a month, each piece of money counted once.
public struct SuggestedSaving: Sendable, Hashable {
    public var currency: Currency
    public var low: Money<Charged>
    public var high: Money<Charged>
    /// Ids of the suggestions that are in the sum; the others overlap with these.
    public var counted: Set<String>

    public init(currency: Currency, low: Money<Charged>, high: Money<Charged>, counted: Set<String>) {
        self.currency = currency
        self.low = low
        self.high = high
        self.counted = counted
    }

    /// The totals by currency, without suggestions that overlap with a larger one, largest first.
    public static func netted(_ suggestions: [Suggestion]) -> [SuggestedSaving] {
        let ordered = suggestions.sorted {
            ($0.savingHigh, $0.savingLow) == ($1.savingHigh, $1.savingLow)
                ? $0.id < $1.id : ($0.savingHigh, $0.savingLow) > ($1.savingHigh, $1.savingLow)
        }
        var kept: [Currency: [Suggestion]] = [:]
        for suggestion in ordered where suggestion.savingHigh > .zero {
            let others = kept[suggestion.currency, default: []]
            let overlaps = others.contains {
                $0.overlapsWith.contains(suggestion.id) || suggestion.overlapsWith.contains($0.id)
            }
            if !overlaps { kept[suggestion.currency, default: []].append(suggestion) }
        }
        return kept.map { currency, suggestions in
            SuggestedSaving(
                currency: currency, low: suggestions.reduce(.zero) { $0 + $1.savingLow },
                high: suggestions.reduce(.zero) { $0 + $1.savingHigh }, counted: Set(suggestions.map(\.id)))
        }.sorted { $0.high == $1.high ? $0.currency < $1.currency : $0.high > $1.high }
    }
}
