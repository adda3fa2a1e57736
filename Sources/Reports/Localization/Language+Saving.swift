import Advice
import Billing

extension Language {
    /// What a suggestion could save a month.
    func saving(of suggestion: Suggestion) -> String {
        guard suggestion.savingHigh > .zero else { return self("no saving claimed", "不计节省") }
        return MoneyText(suggestion.currency).saving(
            suggestion.savingLow, suggestion.savingHigh, language: self)
    }
}
