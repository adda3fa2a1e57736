internal import Billing
internal import Budgeting
internal import Findings
internal import Reports
internal import TimeSeries

/// Turns what a morning's look found into what its report draws.
struct DailyAssembly {
    let analysis: DayAnalysis
    let ledger: Ledger
    /// The trees of the newest day's month, one a currency.
    let months: [BudgetNode]

    private static let chartDays = 60
    /// Days that the comparison waits for feeds that are usually late.
    private static let longestWait = 7
    /// The share of days that the drawn ranges hold.
    private static let coverage = 0.9973

    private var dataDay: CivilDate { analysis.run.advanced(by: -1) }

    /// Each currency's day, the one with the most money first.
    func currencyDays() -> [CurrencyDay] {
        analysis.currencies.compactMap(currencyDay).sorted {
            ($1.monthToDate.magnitude, $0.currency) < ($0.monthToDate.magnitude, $1.currency)
        }
    }

    private func currencyDay(_ bill: DayAnalysis.CurrencyDay) -> CurrencyDay? {
        guard let whole = bill.series.first else { return nil }
        let points = points(of: whole, completeUntil: completeDay(bill.feeds))
        let shown = comparedDay(bill.feeds)
        let point = points.first { $0.day == shown }
        let month = months.first { $0.currency == bill.currency }
        return CurrencyDay(
            currency: bill.currency, day: shown, actual: point?.actual, expected: point?.expected,
            lower: point?.lower, upper: point?.upper, coverage: DailyAssembly.coverage,
            weekBefore: points.first { $0.day == shown.advanced(by: -7) }?.actual,
            monthToDate: month?.actualToDate ?? .zero,
            monthEnd: month.map { MonthOutlook(p10: $0.p10, p50: $0.p50, p90: $0.p90) }, days: points,
            vendors: vendorDays(bill, on: shown), isProvisional: point?.isProvisional ?? false,
            arriving: arriving(points.last, shown, whole))
    }

    /// The newest day that every feed has delivered; `nil` if one has none.
    private func completeDay(_ feeds: [DayAnalysis.Feed]) -> CivilDate? {
        feeds.contains { $0.lastCompleteDay == nil } ? nil : feeds.compactMap(\.lastCompleteDay).min()
    }

    /// The newest day that every feed on time has delivered: one that is later than it usually is does not hold it back.
    private func comparedDay(_ feeds: [DayAnalysis.Feed]) -> CivilDate {
        let complete = feeds.map(status).filter { !$0.isLate }.compactMap(\.lastCompleteDay).min()
        guard let complete, complete.distance(to: dataDay) <= DailyAssembly.longestWait else {
            return dataDay
        }
        return min(complete, dataDay)
    }

    private func arriving(_ newest: DayPoint?, _ shown: CivilDate, _ series: DayAnalysis.ObservedSeries)
        -> ArrivingDay?
    {
        guard let newest, newest.day > shown, let actual = newest.actual else { return nil }
        return ArrivingDay(
            day: newest.day, actual: actual, expected: newest.expected,
            expectedSoFar: modelled(series.expectedSoFar, series.firstDay.distance(to: newest.day)))
    }

    private func vendorDays(_ bill: DayAnalysis.CurrencyDay, on shown: CivilDate) -> [VendorDay] {
        let vendors = bill.series.dropFirst().map { series -> VendorDay in
            let vendor = (series.scope[.serviceProvider] ?? nil) ?? "–"
            let feed = bill.feeds.first { $0.vendor == vendor }
            let points = points(of: series, completeUntil: feed?.lastCompleteDay)
            let point = points.first { $0.day == shown }
            return VendorDay(
                vendor: vendor, actual: point?.actual, expected: point?.expected, days: points,
                isProvisional: point?.isProvisional ?? false)
        }
        return vendors.sorted { left, right in
            let costs = (left.actual ?? .zero, right.actual ?? .zero)
            return costs.0 == costs.1 ? left.vendor < right.vendor : costs.0 > costs.1
        }
    }

    private func points(of series: DayAnalysis.ObservedSeries, completeUntil complete: CivilDate?)
        -> [DayPoint]
    {
        let last = series.firstDay.distance(to: dataDay)
        guard series.actual.indices.contains(last) else { return [] }
        return (max(0, last - DailyAssembly.chartDays + 1)...last).map { i in
            let day = series.firstDay.advanced(by: i)
            return DayPoint(
                day: day, actual: series.actual[i], expected: modelled(series.expected, i),
                lower: modelled(series.lower, i), upper: modelled(series.upper, i),
                isProvisional: complete.map { day > $0 } ?? true)
        }
    }

    private func modelled(_ values: [Double], _ i: Int) -> Money<Charged>? {
        guard values.indices.contains(i), values[i].isFinite, abs(values[i]) < 1e18 else { return nil }
        return Money(modelled: values[i])
    }

    /// How far each vendor's bill has come; a vendor that bills in several currencies is as late as the latest.
    func feeds() -> [FeedStatus] {
        var byVendor: [String: FeedStatus] = [:]
        for feed in analysis.currencies.flatMap(\.feeds) {
            let status = status(feed)
            if let known = byVendor[feed.vendor], known.lateDays >= status.lateDays { continue }
            byVendor[feed.vendor] = status
        }
        return byVendor.values.sorted { $0.vendor < $1.vendor }
    }

    private func status(_ feed: DayAnalysis.Feed) -> FeedStatus {
        FeedStatus(
            vendor: feed.vendor, lastCompleteDay: feed.lastCompleteDay,
            lateDays: feed.lastDay.map { max(0, $0.distance(to: dataDay)) } ?? 0,
            usualLateDays: feed.latenessDays.map { max(0, $0 - 1) },
            completeness: feed.completeness.first,
            isProvisional: feed.lastCompleteDay.map { $0 < dataDay } ?? true)
    }

    /// What was seen but kept quiet, by reason and currency.
    func muted() -> [MutedMoney] {
        quiet(analysis.muted, .feedback) + quiet(analysis.reallocations, .reallocation)
    }

    private func quiet(_ findings: [Finding], _ reason: MutedMoney.Reason) -> [MutedMoney] {
        Dictionary(grouping: findings, by: \.currency).sorted { $0.key < $1.key }.map { currency, findings in
            MutedMoney(
                reason: reason,
                note: findings.prefix(5).map { "\($0.id) \($0.scope.description)" }.joined(separator: "; "),
                currency: currency, money: findings.reduce(.zero) { $0 + $1.impact.magnitude },
                count: findings.count)
        }
    }

    /// Charges that are not usage and became known with this run: where the bill does not say when, those of the newest day.
    func otherCharges() -> [OtherCharge] {
        let names: [Dimension] = [
            Dimension("BillingCurrency"), .chargeCategory, Dimension("ChargeClass"), .serviceProvider,
            .service,
        ]
        let columns = names.map { ledger.codes(of: $0) }
        let run = Int32(analysis.run.dayNumber)
        var sums: [[UInt32]: (units: Int128, rows: Int64)] = [:]
        for row in 0..<ledger.count {
            let known = ledger.knownOn[row]
            let isNew = known == Ledger.unknownDay ? ledger.chargeStart[row] == run - 1 : known == run
            guard isNew else { continue }
            let key = columns.map { $0.codes[row] }
            sums[key, default: (0, 0)].units += ledger.billedCost[row]
            sums[key, default: (0, 0)].rows += ledger.rowCount[row]
        }
        func text(_ key: [UInt32], _ d: Int) -> String? {
            key[d] == 0 ? nil : columns[d].values[Int(key[d]) - 1]
        }
        return sums.compactMap { key, sum -> OtherCharge? in
            guard let currency = text(key, 0).flatMap({ Currency($0) }),
                let kind = DailyAssembly.kind(category: text(key, 1), chargeClass: text(key, 2))
            else { return nil }
            return OtherCharge(
                kind: kind, scope: Scope([.serviceProvider: text(key, 3), .service: text(key, 4)]), note: "",
                currency: currency, basis: .billedCost, money: Money(units: sum.units), rows: Int(sum.rows))
        }.sorted {
            ($0.currency, $1.money.magnitude, $0.scope) < ($1.currency, $0.money.magnitude, $1.scope)
        }
    }

    private static func kind(category: String?, chargeClass: String?) -> OtherCharge.Kind? {
        if chargeClass == "Correction" { return .correction }
        return switch category {
        case "Credit": .credit
        case "Purchase": .purchase
        case "Tax": .tax
        case "Adjustment": .adjustment
        default: nil
        }
    }
}
