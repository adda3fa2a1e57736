public import Billing
public import Budgeting
public import Reports
public import TimeSeries

/// What a workspace's owner decided: the content of `outlay.yaml`, validated.
public struct Configuration: Sendable, Hashable {
    /// The name that reports carry; the folder's if not given.
    public var name: String?
    /// The currency that reports open with, where there are several.
    public var currency: Currency?
    /// The IANA time zone in which "today" is meant.
    public var timeZone = "UTC"
    /// The language of reports.
    public var language = Language.english
    /// What incidents are looked for by, and budgets broken down by.
    public var dimensions = Configuration.usualDimensions
    /// The tag whose value is the owner.
    public var ownerTag: String?
    /// Owners of parts of the bill; the first that fits counts, before the tag.
    public var owners: [Ownership] = []
    public var budgets: [Budget] = []
    public var contracts: [Contract] = []
    /// Money below which nothing is raised, by currency.
    public var minimumMoney: [Currency: Money<Charged>] = [:]
    /// How many false findings a week are bearable.
    public var falseAlertsPerWeek = 1.0
    /// The holiday calendar of each vendor's users: `CN`, `US`, `SG`, `DE`.
    public var calendars: [String: String] = [:]

    /// The configuration of a workspace that says nothing.
    public init() {}

    /// What incidents are looked for by unless the configuration says more.
    public static let usualDimensions: [Dimension] = [.serviceProvider, .service, .region, .subAccount]

    /// The dimension whose value is the owner.
    public var ownerDimension: Dimension? { ownerTag.map { .tag($0) } }

    /// Who owns a part of the bill.
    public struct Ownership: Sendable, Hashable {
        public var scope: Scope
        public var owner: String
    }

    /// What is agreed with a vendor.
    public struct Contract: Sendable, Hashable {
        public var vendor: String
        public var start: CivilDate
        public var termMonths: Int
        /// Money promised over the term.
        public var commitment: Money<Charged>?
        public var currency: Currency?

        /// The day after the last.
        public var end: CivilDate {
            let month = BillingPeriod(containing: start).advanced(by: termMonths)
            return month.start.advanced(by: min(start.day, month.start.daysInMonth) - 1)
        }
    }

    /// The owner of a part of the bill by the configured scopes and, for a scope that fixes it, the owner tag.
    public func owner(of scope: Scope) -> String? {
        if let known = owners.first(where: { $0.scope.contains(scope) }) { return known.owner }
        guard let ownerDimension, let value = scope[ownerDimension] else { return nil }
        return value
    }
}
