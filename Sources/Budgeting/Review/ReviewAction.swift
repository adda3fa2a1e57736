public import Billing
public import TimeSeries

/// Something that a budget review decided to do, and what became of it.
public struct ReviewAction: Sendable, Hashable, Codable {
    /// What became of an action.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case open, done, dropped
    }

    /// The review that decided it: the name of the period.
    public var review: String
    public var decidedOn: CivilDate?
    public var title: String
    public var owner: String?
    /// The day by which it was to be done.
    public var due: CivilDate?
    public var status: Status
    /// What it was meant to bring over the period, with its currency.
    public var money: Money<Charged>?
    public var currency: Currency?
    public var note: String?

    /// An action.
    public init(
        review: String, decidedOn: CivilDate? = nil, title: String, owner: String? = nil,
        due: CivilDate? = nil,
        status: Status = .open, money: Money<Charged>? = nil, currency: Currency? = nil, note: String? = nil
    ) {
        self.review = review
        self.decidedOn = decidedOn
        self.title = title
        self.owner = owner
        self.due = due
        self.status = status
        self.money = money
        self.currency = currency
        self.note = note
    }

    /// Whether it is open after its day.
    public func isOverdue(on day: CivilDate) -> Bool {
        status == .open && due.map { $0 < day } ?? false
    }
}
