public import Billing
public import TimeSeries

/// A check of the bill that ends in suggestions with money.
public protocol Rule: Sendable {
    /// The rule's name in the interface, for example `unallocated-spend`.
    var name: String { get }

    /// What the rule suggests, in no particular order; empty if it finds nothing.
    func suggestions(for bill: BillWindow) -> [Suggestion]
}

/// The part of the bill that rules look at: one currency, the last full days before a run.
public struct BillWindow: Sendable {
    /// All charges known on the day of the run.
    public let ledger: Ledger
    /// The day of the run.
    public let run: CivilDate
    /// The currency looked at.
    public let currency: Currency
    /// Which dimension names an owner, where one does.
    public let ownerDimension: Dimension?
    /// The charges of ``days``: what most rules read.
    private let recent: Ledger
    /// Days that count as recent and complete: thirty, the newest two left out because they may be late.
    public let days: Range<CivilDate>

    /// The window that ends two days before `run`.
    public init(ledger: Ledger, run: CivilDate, currency: Currency, ownerDimension: Dimension?) {
        self.ledger = ledger
        self.run = run
        self.currency = currency
        self.ownerDimension = ownerDimension
        let end = run.advanced(by: -2)
        days = end.advanced(by: -30)..<end
        recent = ledger.starting(within: days)
    }

    /// Effective cost by some dimensions over the window; largest first.
    public func groups(by dimensions: [Dimension], filter: ChargeFilter = .usage) -> [ChargeGroup] {
        recent.groups(
            by: dimensions, days: days, basis: .effectiveCost, currency: currency,
            filter: filter.known(on: run))
    }

    /// Cost of thirty days as cost of a month of 730 hours.
    public func monthly(_ cost: Money<Charged>) -> Money<Charged> { cost.scaled(by: 730, over: 720) }

    /// The owner of a part of the bill over the window, if it has only one.
    public func owner(of scope: Scope) -> String? {
        guard let ownerDimension else { return nil }
        var filter = ChargeFilter.usage
        filter.scope = scope
        let owners = groups(by: [ownerDimension], filter: filter).compactMap {
            $0.scope[ownerDimension] ?? nil
        }
        return owners.count == 1 ? owners[0] : nil
    }
}
