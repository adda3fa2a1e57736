/// One line of a vendor's bill: a resource, or a meter of it, that is used day after day.
struct UsageLine: Sendable {
    let service: Int
    let sku: Int
    let region: Int
    let account: Int
    /// Use on an average day, in 10⁻³ of the unit.
    var baseMillis: Double
    /// Public price in 10⁻⁶ of the currency.
    let listMicros: Int64
    /// Negotiated price in 10⁻⁶ of the currency.
    let contractedMicros: Int64
    /// The days on which it is used, counted from the first day of the estate.
    let life: Range<Int>
    /// After how many days the resource is replaced by another; 0 for never.
    let rotation: Int
    let isHourly: Bool
    /// FOCUS `Tags`; `nil` for none.
    let tags: String?
    /// The commitments that may cover it, as indices, in order of their terms.
    var commitments: [Int] = []
    /// The incidents that touch it.
    var incidents: [Int] = []
    /// Whether only its incident uses it.
    var isIncidentOnly = false
    /// The line that takes its use over in a migration, as an index.
    var successor: Int?
    /// The line whose use it takes over in a migration.
    var predecessor: Int?

    /// Money of an average day at the negotiated price, in 10⁻⁹ of the currency.
    var baseNanos: Double { baseMillis * Double(contractedMicros) }
}

/// An account that is billed apart.
struct SubAccount: Sendable {
    let id: String
    let name: String
    let team: String
    let environment: String
    let costCenter: String
    /// The billing account, as an index.
    let billingAccount: Int
}

/// An account that gets the invoice.
struct BillingAccount: Sendable {
    let id: String
    let name: String
}
