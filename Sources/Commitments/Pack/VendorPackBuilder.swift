public import Billing
public import TimeSeries

/// Makes the pack for a talk with one vendor from the bill.
public struct VendorPackBuilder: Sendable {
    /// What the bill does not say.
    public var plan: NegotiationPlan
    /// Discounts for which a commitment is sized.
    public var discounts: [Double]
    /// Possible futures of demand.
    public var pathCount: Int
    /// Days of history that are looked at.
    public var historyDays: Int

    /// Days from the newest complete one to the day of a run.
    private static let latenessDays = 2

    /// A builder with these settings.
    public init(
        plan: NegotiationPlan = NegotiationPlan(),
        discounts: [Double] = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5], pathCount: Int = 400,
        historyDays: Int = 1095
    ) {
        precondition(discounts.allSatisfy { 0..<1 ~= $0 }, "discounts from 0 to below 1")
        self.plan = plan
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
        let end = run.advanced(by: -VendorPackBuilder.latenessDays)
        let sources = Sources(
            vendor: vendor, currency: currency, ledger: ledger, run: run, end: end,
            charges: VendorCharges(ledger, vendor: vendor, currency: currency, run: run, end: end))
        let outlook = try outlook(sources, termMonths: termMonths)
        return try pack(sources, outlook, termMonths: termMonths)
    }

    /// What the parts of a pack are read from.
    struct Sources {
        let vendor: String
        let currency: Currency
        let ledger: Ledger
        let run: CivilDate
        /// The day after the newest one looked at.
        let end: CivilDate
        let charges: VendorCharges

        var usage: ChargeFilter {
            var filter = ChargeFilter.usage.known(on: run)
            filter.scope = Scope([.serviceProvider: vendor])
            return filter
        }
    }

    private func pack(_ sources: Sources, _ outlook: SpendPaths, termMonths: Int) throws(CommitmentError)
        -> VendorPack
    {
        var pack = VendorPack(
            vendor: sources.vendor, currency: sources.currency, asOf: sources.end.advanced(by: -1),
            termMonths: termMonths)
        (pack.spendPath, pack.products) = outlook.months(termMonths)
        let days = VendorPackBuilder.termDays(termMonths, from: outlook.start)
        pack.termTotal = outlook.total(0..<days, named: "\(termMonths)m")
        pack.track = outlook.track
        pack.record = CommitmentRecorder(sources.charges).record(knownEnds: plan.commitmentEnds)
        let skus = SKUSums(reader: SKUReader(mappings: plan.mappings), catalogue: plan.catalogue)
        pack.prices = PriceRecord(
            PriceReader(sources.charges), contractDays: contractDays(of: sources.vendor),
            names: { skus.name(skus.text(sources.ledger, $0)) })
        let rates = plan.rates(into: sources.currency)
        pack.comparison = UnitPriceComparison(
            sources.ledger, vendor: sources.vendor, currency: sources.currency,
            days: sources.end.advanced(by: -PriceRecord.comparedDays)..<sources.end, run: sources.run,
            sums: skus, rates: rates)
        pack.discounts = realisedDiscounts(sources)
        pack.concentration = concentration(sources, rates, pack.comparison)
        let finder = LeverFinder(pack)
        pack.levers = finder.levers()
        pack.ladder = LadderBuilder(plan: plan, sources: sources, record: pack.record).ladder()
        try addTalk(
            to: &pack, sources, outlook.aligned(to: pack.termTotal, over: days), benchmark: finder.benchmark)
        pack.gaps = gaps(pack)
        return pack
    }

    private func addTalk(
        to pack: inout VendorPack, _ sources: Sources, _ outlook: SpendPaths, benchmark: Double?
    ) throws(CommitmentError) {
        let rates = Rates(pack)
        let plan = plan.settled(
            pack.vendor, discount: max(0, 1 - 1 / rates.listRatio), on: sources.end)
        do throws(SplitError) {
            pack.alternative = try AlternativeBuilder(
                plan: plan, sources: sources, comparison: pack.comparison,
                concentration: pack.concentration, termMonths: pack.termMonths, growth: rates.growth,
                listRatio: rates.listRatio
            ).alternative()
        } catch {
            throw .alternative(error)
        }
        let builder = ContractTalkBuilder(
            plan: plan, vendor: pack.vendor, currency: pack.currency, termMonths: pack.termMonths,
            paths: outlook, listRatio: rates.listRatio, benchmark: benchmark,
            egressShare: rates.egressShare, listDrift: rates.listDrift,
            alternative: pack.alternative.map { found in
                NegotiationPosition.Alternative(
                    name: found.walkAway.alternative.name, cost: found.cost,
                    oneOffCost: found.walkAway.alternative.oneOffCost,
                    days: found.walkAway.alternative.days)
            })
        do throws(ContractError) {
            pack.talk = try builder.talk()
            pack.drawdown = builder.drawdown { days in
                sources.ledger.groups(
                    by: [], days: days, basis: .contractedCost, currency: sources.currency,
                    filter: sources.usage
                ).first?.cost ?? .zero
            }
        } catch {
            throw .contract(error)
        }
    }

    /// Days on which contracts of a vendor begin or end.
    private func contractDays(of vendor: String) -> [CivilDate] {
        (plan.contractDays[vendor] ?? [])
            + plan.contracts.filter { $0.vendor == vendor }.flatMap { [$0.start, $0.end] }
    }

    private func outlook(_ sources: Sources, termMonths: Int) throws(CommitmentError) -> SpendPaths {
        let earliest = sources.end.advanced(by: -historyDays)
        let first = max(earliest, CivilDate(dayNumber: sources.charges.days.lowerBound))
        let cube = CostCube(
            sources.ledger, by: [.service, Dimension("CommitmentDiscountStatus")],
            days: min(first, sources.end)..<sources.end, basis: .contractedCost,
            currency: sources.currency, filter: sources.usage)
        // What is talked about may begin later than the next month, and last longer than the term.
        let last =
            plan.offers(of: sources.vendor).map(\.contract.end)
            + plan.contracts.filter { $0.vendor == sources.vendor }.map(\.end)
            + plan.promises.filter { $0.vendor == sources.vendor }.map(\.end)
        let start = max(BillingPeriod(containing: sources.end).end, last.max() ?? sources.end)
        let end = BillingPeriod(containing: start).advanced(by: termMonths + 1).start
        return try SpendPaths(
            cube, vendor: sources.vendor, horizon: sources.end.distance(to: end), pathCount: pathCount)
    }

    /// Days of a term from a day.
    static func termDays(_ months: Int, from start: CivilDate) -> Int {
        let month = BillingPeriod(containing: start).advanced(by: months)
        return start.distance(to: month.start.advanced(by: min(start.day, month.start.daysInMonth) - 1))
    }

    private func gaps(_ pack: VendorPack) -> [VendorPack.Gap] {
        var gaps: [VendorPack.Gap] = []
        if plan.offers(of: pack.vendor).isEmpty { gaps.append(.offers) }
        if contractDays(of: pack.vendor).isEmpty { gaps.append(.contract) }
        if pack.alternative == nil { gaps.append(.workloads) }
        if !pack.comparison.unconverted.isEmpty { gaps.append(.exchangeRates) }
        if pack.comparison.measuredSpend < pack.comparison.spend.scaled(by: 3, over: 4) { gaps.append(.skus) }
        if pack.ladder == nil { gaps.append(.instruments) }
        if pack.track == nil { gaps.append(.history) }
        return gaps
    }

    /// The currency in which the vendor charges on most days.
    private func currency(of vendor: String, ledger: Ledger, run: CivilDate) throws(CommitmentError)
        -> Currency
    {
        let days = CivilDate(dayNumber: run.dayNumber - historyDays)..<run
        var filter = ChargeFilter.usage.known(on: run)
        filter.scope = Scope([.serviceProvider: vendor])
        let used = ledger.currencies.map { currency in
            let groups = ledger.groups(
                by: [], days: days, basis: .contractedCost, currency: currency, filter: filter)
            return (currency, groups.first?.activeDayCount ?? 0)
        }
        guard let best = used.max(by: { $0.1 < $1.1 }), best.1 > 0 else {
            let known = ledger.codes(of: .serviceProvider).values.sorted()
            throw .unknownVendor(vendor, known: known)
        }
        return best.0
    }
}
