public import Billing
public import TimeSeries

/// Makes the pack for a talk with one vendor from the bill.
public struct VendorPackBuilder: Sendable {
    /// Discounts for which a commitment is sized.
    public var discounts: [Double]
    /// Possible futures of demand.
    public var pathCount: Int
    /// Days of history that are looked at.
    public var historyDays: Int

    /// A builder with these settings.
    public init(
        discounts: [Double] = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5], pathCount: Int = 500,
        historyDays: Int = 1095
    ) {
        precondition(discounts.allSatisfy { 0..<1 ~= $0 }, "discounts from 0 to below 1")
        self.discounts = discounts
        self.pathCount = pathCount
        self.historyDays = historyDays
    }

    /// The pack of a vendor.
    ///
    /// - Parameters:
    ///   - vendor: `ServiceProviderName` of the vendor.
    ///   - ledger: All charges; only those known on `run` are read.
    ///   - termMonths: Months of the contract, 1…60.
    ///   - run: The day of the run.
    /// - Returns: The pack in the currency in which the vendor charges most.
    /// - Throws: ``CommitmentError/unknownVendor(_:known:)`` or ``CommitmentError/tooShort(vendor:needed:got:)``.
    public func pack(
        for vendor: String, ledger: Ledger, termMonths: Int, run: CivilDate
    ) throws(CommitmentError) -> VendorPack {
        precondition(1...60 ~= termMonths, "a term of 1 to 60 months")
        let currency = try currency(of: vendor, ledger: ledger, run: run)
        let end = run.advanced(by: -2)
        let cube = CostCube(
            ledger, by: [], days: end.advanced(by: -historyDays)..<end, basis: .contractedCost,
            currency: currency, filter: filter(vendor, run))
        let firstMonth = BillingPeriod(containing: end)
        let horizon = end.distance(to: firstMonth.advanced(by: termMonths + 1).end)
        let demand = try VendorDemand(
            cube.dailyTotals, from: cube.days.lowerBound, vendor: vendor, horizon: horizon,
            pathCount: pathCount)
        let termDays = end.distance(to: firstMonth.advanced(by: termMonths).start.advanced(by: end.day - 1))
        return VendorPack(
            vendor: vendor, currency: currency, asOf: end.advanced(by: -1), termMonths: termMonths,
            spendPath: demand.months(termMonths),
            discounts: realisedDiscounts(vendor, ledger, currency, run),
            concentration: concentration(vendor, ledger, currency, run),
            commitments: discounts.map {
                demand.commitment(discount: $0, days: max(1, min(termDays, horizon)))
            })
    }

    private func filter(_ vendor: String, _ run: CivilDate) -> ChargeFilter {
        var filter = ChargeFilter.usage.known(on: run)
        filter.scope = Scope([.serviceProvider: vendor])
        return filter
    }

    /// The currency in which the vendor charges on most days.
    private func currency(of vendor: String, ledger: Ledger, run: CivilDate) throws(CommitmentError)
        -> Currency
    {
        let days = CivilDate(dayNumber: run.dayNumber - historyDays)..<run
        let used = ledger.currencies.map { currency in
            let groups = ledger.groups(
                by: [], days: days, basis: .contractedCost, currency: currency, filter: filter(vendor, run))
            return (currency, groups.first?.activeDayCount ?? 0)
        }
        guard let best = used.max(by: { $0.1 < $1.1 }), best.1 > 0 else {
            let known = ledger.codes(of: .serviceProvider).values.sorted()
            throw .unknownVendor(vendor, known: known)
        }
        return best.0
    }

    /// 1 − contracted ÷ list of usage, by product and month; covering purchases are no usage and do not count.
    private func realisedDiscounts(
        _ vendor: String, _ ledger: Ledger, _ currency: Currency, _ run: CivilDate
    ) -> [VendorPack.Discount] {
        let current = BillingPeriod(containing: run)
        return (1...12).reversed().flatMap { back in
            let month = current.advanced(by: -back)
            func sums(_ basis: CostBasis) -> [Scope: Money<Charged>] {
                let groups = ledger.groups(
                    by: [.service], days: month.days, basis: basis, currency: currency,
                    filter: filter(vendor, run))
                return Dictionary(groups.map { ($0.scope, $0.cost) }) { first, _ in first }
            }
            let list = sums(.listCost)
            let contracted = sums(.contractedCost)
            return list.keys.sorted().map { scope in
                let listed = list[scope] ?? .zero
                let paid = contracted[scope] ?? .zero
                return VendorPack.Discount(
                    service: (scope[.service] ?? nil) ?? "–", month: month.description, list: listed,
                    contracted: paid,
                    discount: listed > .zero ? 1 - paid.approximate / listed.approximate : nil)
            }
        }
    }

    /// Shares of effective cost over the last ninety days.
    private func concentration(
        _ vendor: String, _ ledger: Ledger, _ currency: Currency, _ run: CivilDate
    ) -> VendorPack.Concentration {
        let groups = ledger.groups(
            by: [.serviceProvider], days: run.advanced(by: -92)..<run.advanced(by: -2), basis: .effectiveCost,
            currency: currency, filter: ChargeFilter.usage.known(on: run)
        ).filter { $0.cost > .zero }
        let total = groups.reduce(0.0) { $0 + $1.cost.approximate }
        let shares = groups.map { group in
            VendorPack.VendorShare(
                vendor: (group.scope[.serviceProvider] ?? nil) ?? "–", spend: group.cost,
                share: total > 0 ? group.cost.approximate / total : 0)
        }
        return VendorPack.Concentration(
            share: shares.first { $0.vendor == vendor }?.share ?? 0,
            hhi: shares.reduce(0) { $0 + $1.share * $1.share }, shares: shares)
    }
}
