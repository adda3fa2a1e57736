public import TimeSeries

/// What a comparison of costs with drivers is asked for.
public struct UnitCostQuestion: Sendable {
    /// The drivers to look at; all if empty.
    public var drivers: [String] = []
    /// What to break the bill down by: FOCUS columns or `tag:KEY`; the whole bill if empty.
    public var by: [String] = []
    /// Only this part of the bill: `COLUMN=VALUE` each.
    public var scope: [String] = []
    /// The days; the year that ends before charges still arrive if not given.
    public var from: CivilDate?
    public var to: CivilDate?
    /// A period instead of `from` and `to`.
    public var period: ReportingPeriod?
    /// The period that the change of cost is explained from; `nil` for relations to drivers.
    public var comparedWith: ReportingPeriod?
    /// Whether credits, corrections, fees and taxes count, too.
    public var includesAllCharges = false
    /// The day of the run; the usual one if not given.
    public var date: CivilDate?
    /// The time of the call.
    public var now: Timestamp

    /// A question about the whole bill and all drivers.
    public init(now: Timestamp) { self.now = now }
}

/// What a comparison of costs with drivers found, and what of the drivers' files could not be used.
public struct UnitCostAnswer: Sendable {
    /// The rows.
    public var listing: Listing
    /// File, line, reason and next step of what was left out.
    public var warnings: [String]
}
