import Billing
import Statistics
import TimeSeries

/// Who is billed by whom, as codes in a ledger.
struct BilledAccount: Sendable, Hashable {
    let vendor: UInt32
    let account: UInt32
    let currency: UInt32

    fileprivate init(_ row: Int, _ columns: Columns) {
        vendor = columns.vendor.codes[row]
        account = columns.account.codes[row]
        currency = columns.currency.codes[row]
    }
}

/// The columns that tell accounts and corrections apart.
private struct Columns {
    let vendor, account, currency: Ledger.TextColumn
    private let correction: UInt32
    private let classes: Ledger.TextColumn

    init(_ ledger: Ledger) {
        vendor = ledger.codes(of: .serviceProvider)
        account = ledger.codes(of: Dimension("BillingAccountId"))
        currency = ledger.codes(of: Dimension("BillingCurrency"))
        classes = ledger.codes(of: Dimension("ChargeClass"))
        correction = classes.values.firstIndex(of: "Correction").map { UInt32($0 + 1) } ?? .max
    }

    func isCorrection(_ row: Int) -> Bool { classes.codes[row] == correction }
}

extension Ledger {
    /// Whether a row is for days of one month, more than one, and became known when they were over.
    fileprivate func isInArrears(_ row: Int) -> Bool {
        let (start, end, known) = (chargeStart[row], chargeEnd[row], knownOn[row])
        guard end - start >= 2, known != Ledger.unknownDay, known >= end else { return false }
        let first = CivilDate(dayNumber: Int(start))
        return Int(end) <= first.startOfMonth.advanced(by: first.daysInMonth).dayNumber
    }

    /// The four costs of a row, in the order of all bases.
    fileprivate func costs(ofRow row: Int) -> [Double] {
        [billedCost[row], effectiveCost[row], contractedCost[row], listCost[row]].map {
            Money<Charged>(units: $0).approximate
        }
    }
}

/// A charge in arrears that comes month after month.
struct ArrearsSeries: Sendable {
    let account: BilledAccount
    /// The four costs of each month that it was charged for.
    private(set) var costs: [BillingPeriod: [Double]] = [:]
    /// A row of the newest month.
    private(set) var newestRow: Int
    private var newestMonth: BillingPeriod

    /// All of a ledger that were known on a day, in the order of their rows.
    static func all(_ ledger: Ledger, before run: CivilDate) -> [ArrearsSeries] {
        let columns = Columns(ledger)
        let told = ledger.text.indices.filter { Ledger.textColumns[$0] != "InvoiceId" }
        var place: [[UInt32]: Int] = [:]
        var series: [ArrearsSeries] = []
        for row in 0..<ledger.count
        where ledger.isInArrears(row) && Int(ledger.knownOn[row]) <= run.dayNumber
            && !columns.isCorrection(row)
        {
            let month = BillingPeriod(containing: CivilDate(dayNumber: Int(ledger.chargeStart[row])))
            let key = told.map { ledger.text[$0].codes[row] }
            if let index = place[key] {
                series[index].add(ledger.costs(ofRow: row), in: month, row)
            } else {
                place[key] = series.count
                series.append(
                    ArrearsSeries(
                        account: BilledAccount(row, columns), costs: [month: ledger.costs(ofRow: row)],
                        newestRow: row, newestMonth: month))
            }
        }
        return series
    }

    private mutating func add(_ costs: [Double], in month: BillingPeriod, _ row: Int) {
        self.costs[month] = zip(self.costs[month] ?? [0, 0, 0, 0], costs).map { $0 + $1 }
        if month >= newestMonth { (newestMonth, newestRow) = (month, row) }
    }
}

/// What accounts were billed month by month, but for charges in arrears, as known on a day.
struct MonthlyBases: Sendable {
    /// What an account was billed in a month.
    struct Base: Sendable {
        /// By the day on which it is charged; charges of some days count in parts.
        fileprivate(set) var daily: [Double]
        /// For terms of more than a month, by the day on which they begin.
        fileprivate(set) var bought: [CivilDate: Double] = [:]

        var total: Double { daily.reduce(0, +) + bought.values.sorted().reduce(0, +) }

        /// Days of the month up to the last that is delivered: of which there is half the middle day's money.
        var delivered: Int {
            let middle = daily.filter { $0 > 0 }.median()
            return (daily.lastIndex { $0 > 0.5 * middle } ?? -1) + 1
        }
    }

    let run: CivilDate
    /// The month of the day before the run.
    let yesterday: BillingPeriod
    private var bases: [BilledAccount: [BillingPeriod: Base]] = [:]

    init(_ ledger: Ledger, before run: CivilDate) {
        self.run = run
        yesterday = BillingPeriod(containing: run.advanced(by: -1))
        let columns = Columns(ledger)
        // What is charged earlier is no longer looked at.
        let first = yesterday.advanced(by: -6).start.dayNumber
        for row in 0..<ledger.count
        where Int(ledger.billingStart[row]) >= first && Int(ledger.knownOn[row]) <= run.dayNumber
            && Int(ledger.chargeStart[row]) < run.dayNumber && !ledger.isInArrears(row)
        {
            let month = BillingPeriod(containing: CivilDate(dayNumber: Int(ledger.billingStart[row])))
            let account = BilledAccount(row, columns)
            bases[account, default: [:]][month, default: Self.empty(month)].add(
                ledger, row, month, before: run)
        }
    }

    private static func empty(_ month: BillingPeriod) -> Base {
        Base(daily: [Double](repeating: 0, count: month.start.daysInMonth))
    }

    /// What an account was billed in a month.
    func base(of account: BilledAccount, in month: BillingPeriod) -> Base {
        bases[account]?[month] ?? Self.empty(month)
    }
}

extension MonthlyBases.Base {
    fileprivate mutating func add(_ ledger: Ledger, _ row: Int, _ month: BillingPeriod, before run: CivilDate)
    {
        let start = CivilDate(dayNumber: Int(ledger.chargeStart[row]))
        let length = max(1, Int(ledger.chargeEnd[row] - ledger.chargeStart[row]))
        let cost = Money<Charged>(units: ledger.billedCost[row]).approximate
        guard length <= 31 else {
            bought[start, default: 0] += cost
            return
        }
        // Corrections of an earlier month count where they are billed.
        for day in 0..<min(length, start.distance(to: run)) {
            let place = month.start.distance(to: start.advanced(by: day))
            daily[min(max(0, place), daily.count - 1)] += cost / Double(length)
        }
    }
}
