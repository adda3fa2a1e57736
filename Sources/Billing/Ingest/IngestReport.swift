public import TimeSeries

/// What a delivery of bills was: what was read, what was left out and why, and to what the money sums.
public struct IngestReport: Codable, Sendable {
    /// A bill that was read.
    public struct File: Codable, Sendable {
        /// The file.
        public var path: String
        /// `csv`, `csv.gz` or `parquet`.
        public var format: String
        /// The version that the columns tell.
        public var version: FOCUSVersion
        /// Rows in the file.
        public var rowsRead = 0
        /// Rows that count.
        public var rowsAccepted = 0
        /// Rows that do not, each listed in ``IngestReport/rejections``.
        public var rowsRejected = 0
    }

    /// A file that is no bill.
    public struct Skipped: Codable, Sendable, Hashable {
        /// The file.
        public var path: String
        /// Why it was not read.
        public var reason: String
    }

    /// Rows that are left out for one reason.
    public struct ReasonCount: Codable, Sendable, Hashable {
        /// The column at fault.
        public var column: String
        /// The kind of fault.
        public var fault: String
        /// Rows.
        public var rows: Int
    }

    /// The exact sums of one currency over all rows that count, as the columns stand in the files: null adds nothing.
    ///
    /// In the lake, a cost that is null is derived; what that adds is stated beside the sums.
    public struct Sum: Codable, Sendable, Hashable {
        /// The currency.
        public var currency: Currency
        /// Rows added up.
        public var rows = 0
        public var billedCost = Money<Billed>.zero
        public var effectiveCost = Money<Effective>.zero
        public var contractedCost = Money<Contracted>.zero
        public var listCost = Money<List>.zero
        public var derivedEffectiveCost = Money<Effective>.zero
        public var derivedContractedCost = Money<Contracted>.zero
        public var derivedListCost = Money<List>.zero
    }

    /// A bill of one provider to one account for one month, in one currency.
    public struct Statement: Codable, Sendable, Hashable {
        /// The billing month as `YYYY-MM`.
        public var month: String
        /// Whose bill of the month it is.
        public var key: StatementKey
        /// The currency.
        public var currency: Currency
        /// Rows added up.
        public var rows = 0
        public var billedCost = Money<Billed>.zero
        public var effectiveCost = Money<Effective>.zero
    }

    /// What rounding to 18 decimals did.
    public struct Rounding: Codable, Sendable, Hashable {
        /// Numbers that had more than 18 decimals.
        public var count = 0
        /// True values minus kept values, added up, in units of currency or quantity.
        public var sum = 0.0
    }

    /// The bills, in the order in which they were read.
    public var files: [File] = []
    /// Files that are no bills.
    public var skipped: [Skipped] = []
    /// The rows left out, in order of file and place, up to ``IngestOptions/rejectionBound``.
    public var rejections: [Rejection] = []
    /// Rows left out beyond those listed.
    public var unlistedRejections = 0
    /// All rows left out, by column and kind of fault.
    public var rejectionCounts: [ReasonCount] = []
    /// Where the bills depart from FOCUS, and what was derived.
    public var notes: [ConformanceNote] = []
    /// Sums by currency.
    public var sums: [Sum] = []
    /// What rounding did.
    public var rounding = Rounding()
    /// The statements found, in order.
    public var statements: [Statement] = []
    /// Rows written to the lake.
    public var ledgerRows = 0

    /// The billing months found.
    public var months: [BillingPeriod] { Set(statements.compactMap { BillingPeriod($0.month) }).sorted() }
    /// Rows read, all files.
    public var rowsRead: Int { files.reduce(0) { $0 + $1.rowsRead } }
    /// Rows that count, all files.
    public var rowsAccepted: Int { files.reduce(0) { $0 + $1.rowsAccepted } }
    /// Rows left out, all files.
    public var rowsRejected: Int { files.reduce(0) { $0 + $1.rowsRejected } }
}

/// Whose bill of a month it is: a newer snapshot replaces it as a whole.
public struct StatementKey: Codable, Sendable, Hashable, Comparable {
    /// `ServiceProviderName`; `nil` where the bill names none.
    public var provider: String?
    /// `BillingAccountId`; `nil` where the bill names none.
    public var account: String?

    /// The statement of a provider to an account.
    public init(provider: String?, account: String?) {
        self.provider = provider
        self.account = account
    }

    public static func < (left: StatementKey, right: StatementKey) -> Bool {
        (left.provider ?? "", left.account ?? "") < (right.provider ?? "", right.account ?? "")
    }
}

/// A row that is left out.
public struct Rejection: Codable, Sendable, Hashable {
    /// The file.
    public var path: String
    /// The line on which the row starts (CSV: the header is line 1) or its number (Parquet: the first row is 1).
    public var line: Int
    /// The column at fault; empty when the row as a whole is.
    public var column: String
    /// The kind of fault, for counting: `needs a decimal`.
    public var fault: String
    /// What was got.
    public var got: String

    /// What is wrong: `needs a decimal, got "12,5"`.
    public var reason: String { fault + ", got " + got }
}
