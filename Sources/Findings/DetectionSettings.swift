public import Billing

/// What the user may say of detection: which parts of the bill are watched, and what is worth a finding.
public struct DetectionSettings: Sendable, Hashable {
    /// Which cost is watched.
    public var basis = CostBasis.effectiveCost
    /// The dimensions whose combinations are watched.
    public var dimensions: [Dimension] = [.serviceProvider, .service, .region, .subAccount]
    /// The dimension that names owners, a tag or a column; `nil` if there is none.
    public var ownerDimension: Dimension?
    /// The least money of a finding, by currency; others take ``minimumShare``.
    public var minimumImpact: [Currency: Money<Charged>] = [:]
    /// The least money of a finding as a share of an average day of the whole bill.
    public var minimumShare = 0.01
    /// False findings a week that are put up with.
    public var falseFindingsPerWeek = 1.0
    /// Days of history that are learned from.
    public var historyDays = 400
    /// Days back from the newest in which an incident may have begun.
    public var windowDays = 42
    /// Parts of the bill watched at most, by money.
    public var nodeLimit = 2000
    /// Threads at most; `nil` for all processors.
    public var width: Int?

    /// The defaults.
    public init() {}

    /// The evidence an incident needs, in robust standard deviations: one e-fold of false findings is about half of one.
    var minimumEvidence: Double {
        let rate = min(max(falseFindingsPerWeek, 0.01), 100)
        return 6 - 0.5 * logarithm(rate)
    }
}

/// Known days by vendor, so that a holiday or a promotion is expected.
public struct FindingCalendars: Sendable {
    /// Names of calendars (``HolidayCalendar/named(_:)``) by vendor.
    public var byVendor: [String: String]
    /// The calendar of what has no vendor's own: by default that of the currency's country.
    public var fallback: String?

    /// Calendars by vendor.
    public init(byVendor: [String: String] = [:], fallback: String? = nil) {
        self.byVendor = byVendor
        self.fallback = fallback
    }

    /// The name of a vendor's calendar; `nil` if nothing is known of its days.
    func name(vendor: String?, currency: Currency) -> String? {
        vendor.flatMap { byVendor[$0] } ?? fallback ?? FindingCalendars.byCurrency[currency.code]
    }

    private static let byCurrency = ["CNY": "CN", "USD": "US", "EUR": "DE", "SGD": "SG"]
}
