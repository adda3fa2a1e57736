import Billing
import TimeSeries

/// The rows that a vendor charged in one currency, as known on the day of the run.
struct VendorCharges {
    let ledger: Ledger
    /// Rows of every category, without corrections.
    let rows: [Int]
    /// Day numbers from the first charge of the vendor to the day after the newest one looked at.
    let days: Range<Int>

    /// The charges of a vendor up to, not including, a day.
    init(_ ledger: Ledger, vendor: String, currency: Currency, run: CivilDate, end: CivilDate) {
        let filter = ChargeFilter(
            categories: nil, includesCorrections: false, knownOn: run,
            scope: Scope([.serviceProvider: vendor]))
        let passes = ledger.rows(passing: filter, in: currency)
        self.ledger = ledger
        rows = passes.indices.filter { passes[$0] && Int(ledger.chargeStart[$0]) < end.dayNumber }
        let first = rows.reduce(Int32.max) { min($0, ledger.chargeStart[$1]) }
        days = min(Int(first), end.dayNumber)..<end.dayNumber
    }

    /// The twelve whole months before the month of the newest day that have charges, and that month.
    var shownMonths: [BillingPeriod] {
        guard !days.isEmpty else { return [] }
        let last = BillingPeriod(containing: CivilDate(dayNumber: days.upperBound - 1))
        let first = BillingPeriod(containing: CivilDate(dayNumber: days.lowerBound))
        return (-12...0).map { last.advanced(by: $0) }.filter { $0 >= first }
    }

    /// The month in which a row starts.
    func monthIndex(ofRow row: Int) -> Int {
        VendorCharges.index(
            of: BillingPeriod(containing: CivilDate(dayNumber: Int(ledger.chargeStart[row]))))
    }

    static func index(of period: BillingPeriod) -> Int { period.year * 12 + period.month - 1 }

    static func period(at index: Int) -> BillingPeriod {
        let year = (Double(index) / 12).rounded(.down)
        return BillingPeriod(year: Int(year), month: index - Int(year) * 12 + 1)
            ?? BillingPeriod(containing: CivilDate(dayNumber: 0))
    }
}
