internal import Advice
internal import Billing
internal import Reports
public import TimeSeries

extension Workspace {
    /// What could be done with the bill as it was known on a day, the largest saving first.
    ///
    /// - Parameters:
    ///   - day: The day of the run; the usual one if not given.
    ///   - now: The time of the call.
    /// - Returns: One row a suggestion.
    /// - Throws: ``WorkspaceError`` if there are no charges.
    public func advice(on day: CivilDate?, now: Timestamp) throws(WorkspaceError) -> Listing {
        let (ledger, run) = try bill(on: day, now: now)
        let found = suggestions(ledger, run: run)
        let table = TextTable(
            [
                .init("id"), .init("rule"), .init("object"), .init("savingLow", isNumber: true),
                .init("savingHigh", isNumber: true), .init("currency"), .init("side"), .init("effort"),
                .init("owner"),
            ],
            rows: found.map {
                [
                    $0.id, $0.rule, $0.object.description, $0.savingLow.rounded(decimals: 2),
                    $0.savingHigh.rounded(decimals: 2), $0.currency.code, $0.side.rawValue,
                    $0.effort.rawValue,
                    $0.owner,
                ]
            })
        let savings = SuggestedSaving.netted(found)
        let totals = orderedCurrencies(of: ledger).map { currency in
            let net = savings.first { $0.currency == currency }
            let saving = MoneyText(currency, breaking: true).saving(
                net?.low ?? .zero, net?.high ?? .zero, language: .english)
            return "\(saving) a month, overlaps netted"
        }
        let notes = found.isEmpty ? ["No suggestions for \(run)."] : totals
        return Listing(table: table, notes: notes, json: try JSONText.text(found))
    }

    /// What the rules suggest, with the owners that the configuration names.
    func suggestions(_ ledger: Ledger, run: CivilDate) -> [Suggestion] {
        orderedCurrencies(of: ledger).flatMap { currency in
            RuleBook.standard.suggestions(
                for: BillWindow(
                    ledger: ledger, run: run, currency: currency, ownerDimension: configuration.ownerDimension
                ))
        }.map { suggestion in
            var owned = suggestion
            owned.owner = configuration.owner(of: suggestion.object) ?? suggestion.owner
            return owned
        }
    }
}
