/// A month, a quarter or a year, as budgets and reports name it: `2026-07`, `2026-Q3`, `2026`.
///
///     ReportingPeriod("2026-Q3")?.days  // 2026-07-01 ..< 2026-10-01
public struct ReportingPeriod: Sendable, Hashable {
    /// How long a reporting period is.
    public enum Granularity: String, Sendable, Hashable, CaseIterable {
        case month, quarter, year

        /// Billing months in the period.
        public var months: Int {
            switch self {
            case .month: 1
            case .quarter: 3
            case .year: 12
            }
        }
    }

    /// How long the period is.
    public let granularity: Granularity
    /// Its first month.
    public let firstMonth: BillingPeriod

    /// The period of this granularity that has `day`.
    public init(containing day: CivilDate, granularity: Granularity) {
        self.init(containing: BillingPeriod(containing: day), granularity: granularity)
    }

    /// The period of this granularity that has the billing month.
    public init(containing month: BillingPeriod, granularity: Granularity) {
        self.granularity = granularity
        firstMonth = month.advanced(by: -((month.month - 1) % granularity.months))
    }

    /// The period written as `YYYY-MM`, `YYYY-Qn` or `YYYY`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        switch bytes.count {
        case 7 where bytes[5] == UInt8(ascii: "Q"):
            guard 49...52 ~= bytes[6], bytes[4] == UInt8(ascii: "-"),
                let first = BillingPeriod(text.prefix(5) + "01")
            else { return nil }
            self.init(
                containing: first.advanced(by: Int(bytes[6] - 49) * 3), granularity: .quarter)
        case 7:
            guard let month = BillingPeriod(text) else { return nil }
            self.init(containing: month, granularity: .month)
        case 4:
            guard let first = BillingPeriod(text + "-01") else { return nil }
            self.init(containing: first, granularity: .year)
        default: return nil
        }
    }

    /// The first day.
    public var start: CivilDate { firstMonth.start }
    /// The day after the last.
    public var end: CivilDate { firstMonth.advanced(by: granularity.months).start }
    /// All days of the period.
    public var days: Range<CivilDate> { start..<end }

    /// The billing months of the period, in order.
    public var billingPeriods: [BillingPeriod] {
        (0..<granularity.months).map { firstMonth.advanced(by: $0) }
    }

    /// The period `steps` periods after this one.
    public func advanced(by steps: Int) -> ReportingPeriod {
        ReportingPeriod(
            containing: firstMonth.advanced(by: steps * granularity.months), granularity: granularity)
    }
}

extension ReportingPeriod: Comparable {
    /// By first day, a shorter period before a longer one.
    public static func < (left: ReportingPeriod, right: ReportingPeriod) -> Bool {
        (left.firstMonth, left.granularity.months) < (right.firstMonth, right.granularity.months)
    }
}

extension ReportingPeriod: CustomStringConvertible {
    /// `2026-07`, `2026-Q3` or `2026`.
    public var description: String {
        switch granularity {
        case .month: firstMonth.description
        case .quarter: "\(firstMonth.description.prefix(4))-Q\((firstMonth.month + 2) / 3)"
        case .year: String(firstMonth.description.prefix(4))
        }
    }
}
