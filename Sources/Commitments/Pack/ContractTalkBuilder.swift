import Billing
import Forecasting
import Statistics
import TimeSeries

/// Works out what a contract is worth from the spend ahead.
struct ContractTalkBuilder {
    let plan: NegotiationPlan
    let vendor: String
    let currency: Currency
    let termMonths: Int
    let paths: SpendPaths
    /// List ÷ contracted cost of usage, lately.
    let listRatio: Double
    /// The best discount known on this vendor's list prices: our own best, or what another vendor takes.
    let benchmark: Double?
    /// Part of the spend that is egress.
    let egressShare: Double
    /// Yearly change of list prices over the record.
    let listDrift: Double?
    /// Cost of the term without the vendor.
    let alternative: NegotiationPosition.Alternative?

    /// What is taken off the list price today.
    var discountToday: Double { max(0, 1 - 1 / listRatio) }

    /// Offers and position.
    ///
    /// - Throws: ``ContractError`` for an offer that cannot be analysed.
    func talk() throws(ContractError) -> VendorPack.ContractTalk {
        let (assumed, basis) = try asked()
        let outlook = try outlook(over: assumed)
        let safe = try assumed.safeCommit(under: outlook)
        var contract = assumed
        if basis == .assumed { contract.commits = safe.together }
        let clauses = try ClauseValue.values(of: clauses(for: contract), on: contract, under: outlook)
        let position = try NegotiationPosition(
            contract, under: outlook,
            evidence: .init(
                alternatives: alternatives(contract, outlook), curve: curve, benchmark: benchmark,
                clauses: clauses))
        var talk = VendorPack.ContractTalk(
            basis: basis, contract: contract, discountToday: discountToday, position: position,
            safe: safe, indifference: try indifference(contract, safe, outlook),
            concessions: try ConcessionLadder(concessions(contract), on: contract, under: outlook))
        talk.clauses = clauses
        talk.listDrift = listDrift
        talk.contractEnd = plan.contracts.first { $0.vendor == vendor && $0.end > paths.start }?.end
        talk.offers = try offers()
        if let curve { talk.frontier = try contract.frontier(on: curve, under: outlook) }
        return talk
    }

    /// How the promise of today is being kept, from the contracted cost of usage in some days; `nil` without one.
    func drawdown(spent: (Range<CivilDate>) -> Money<Charged>) -> VendorPack.Drawdown? {
        guard let held = plan.contracts.first(where: { $0.vendor == vendor }),
            let place = held.periodDays.firstIndex(where: { $0.contains(paths.start) }),
            held.commits[place] > .zero
        else { return nil }
        let (days, commit) = (held.periodDays[place], held.commits[place])
        let ahead = paths.start.distance(to: days.upperBound)
        guard ahead <= paths.whole.horizon else { return nil }
        let past = spent(days.lowerBound..<paths.start)
        let totals = paths.whole.totals(over: 0..<ahead).map { $0 + past.approximate }
        let quantiles = totals.quantiles([0.1, 0.5, 0.9]).map { Money<Charged>(modelled: $0) }
        let missing = totals.map { max(0, commit.approximate - $0) }
        return VendorPack.Drawdown(
            start: days.lowerBound, end: days.upperBound, commit: commit, spent: past, p10: quantiles[0],
            p50: quantiles[1], p90: quantiles[2],
            shortfallProbability: Double(missing.count { $0 > 0 }) / Double(missing.count),
            expectedShortfall: Money(modelled: missing.mean()))
    }

    /// The first of the month after the newest day: when a contract that nobody dates would begin.
    private var nextStart: CivilDate {
        let month = BillingPeriod(containing: paths.start)
        return month.start == paths.start ? month.start : month.end
    }

    /// The contract that is talked about.
    private func asked() throws(ContractError) -> (SpendContract, VendorPack.ContractTalk.Basis) {
        let offers = plan.offers(of: vendor)
        let fitting = offers.first { offer in
            let (start, end) = (offer.contract.start, offer.contract.end)
            return (end.year - start.year) * 12 + end.month - start.month == termMonths
        }
        if let offer = fitting ?? offers.first { return (offer.contract, .offer) }
        let held = plan.contracts.first { $0.vendor == vendor }
        let start = max(held?.end ?? nextStart, nextStart)
        let end = BillingPeriod(containing: start).advanced(by: termMonths).start.advanced(by: start.day - 1)
        let years = (termMonths + 11) / 12
        guard var renewed = held else {
            let commits = [Money<Charged>](repeating: .zero, count: years)
            return (
                SpendContract(
                    vendor: vendor, currency: currency, start: start, end: end, commits: commits,
                    discount: .flat(discountToday)), .assumed
            )
        }
        let last = renewed.commits.last ?? .zero
        renewed.commits = [Money<Charged>](repeating: last, count: years)
        renewed.start = start
        renewed.end = end
        return (renewed, .renewal)
    }

    /// Possible futures of list spend over a contract.
    private func outlook(over contract: SpendContract) throws(ContractError) -> SpendOutlook {
        let daily = SamplePaths(
            horizon: paths.whole.horizon, count: paths.whole.count,
            values: paths.whole.values.map { $0 * listRatio })
        var outlook = try SpendOutlook(daily: daily, from: paths.start, over: contract)
        outlook.prices = plan.listPrices ?? listDrift.map { PriceOutlook(drift: $0) }
        outlook.market = plan.market
        outlook.egressShare = egressShare
        outlook.capitalCost = plan.capitalCost
        outlook.fallbackDiscount = fallback
        return outlook
    }

    /// What is taken off without signing: today's discount, unless people say that it lapses.
    private var fallback: Double { plan.lapsing.contains(vendor) ? 0 : discountToday }

    private func alternatives(_ contract: SpendContract, _ outlook: SpendOutlook) throws(ContractError)
        -> [NegotiationPosition.Alternative]
    {
        var plain = contract
        plain.commits = contract.commits.map { _ in .zero }
        plain.discount = .flat(fallback)
        plain.priceCap = nil
        plain.followsMarket = false
        plain.egressWaiver = 0
        plain.termination = nil
        plain.carryOver = nil
        plain.payment = PaymentTerms()
        let cost = try ContractAnalysis(plain, under: outlook).cost.mean
        let name = fallback > 0 ? "Today's terms, nothing promised" : "No contract, list prices"
        return [NegotiationPosition.Alternative(name: name, cost: cost)] + (alternative.map { [$0] } ?? [])
    }

    /// What the vendor gives for which commit, from tiers or from several offers.
    private var curve: CommitCurve? {
        let offers = plan.offers(of: vendor).map(\.contract)
        if case .byCommit(let tiers) = offers.first?.discount { return CommitCurve(tiers) }
        let flat = offers.compactMap { contract -> DiscountTier? in
            guard case .flat(let discount) = contract.discount, !contract.commits.isEmpty else { return nil }
            let total = contract.commits.reduce(.zero, +)
            return DiscountTier(
                from: total.scaled(by: 1, over: Int128(contract.commits.count)), discount: discount)
        }.sorted { ($0.from, $0.discount) < ($1.from, $1.discount) }
        var points: [DiscountTier] = []
        for tier in flat {
            if let last = points.last, tier.discount <= last.discount || tier.from <= last.from { continue }
            points.append(tier)
        }
        return points.count > 1 ? CommitCurve(points) : nil
    }

    private func clauses(for contract: SpendContract) -> [ContractClause] {
        var clauses: [ContractClause] = [.discount(0.01)]
        if contract.commits.count > 1 {
            clauses += [.ramp, .termination(TerminationRight(afterPeriod: 1))]
        }
        if contract.commits.count > 1, contract.carryOver == nil {
            clauses.append(.carryOver(CarryOver(.shortfall)))
        }
        if egressShare > 0, contract.egressWaiver < egressShare { clauses.append(.egressWaiver(egressShare)) }
        if contract.shortfallShare > 0.5 { clauses.append(.shortfallShare(0.5)) }
        if contract.eligibleShare < 1 { clauses.append(.eligibleShare(1)) }
        if plan.capitalCost > 0, contract.payment.days < 60 {
            clauses.append(.payment(PaymentTerms(upfrontShare: 0, days: 60)))
        }
        return clauses
    }

    private func concessions(_ contract: SpendContract) -> [ConcessionLadder.Concession] {
        var concessions: [ConcessionLadder.Concession] = [.largerCommit(0.1), .largerCommit(0.25)]
        if plan.capitalCost > 0 { concessions.append(.payInAdvance(0.5)) }
        if let terms = contract.carryOver { concessions.append(.giveUp(.carryOver(terms))) }
        if let cap = contract.priceCap { concessions.append(.giveUp(.priceCap(cap))) }
        if let right = contract.termination { concessions.append(.giveUp(.termination(right))) }
        return concessions
    }

    private func indifference(_ contract: SpendContract, _ safe: SafeCommit, _ outlook: SpendOutlook)
        throws(ContractError) -> IndifferenceCurve
    {
        let commits = contract.commits.contains { $0 > .zero } ? contract.commits : safe.together
        let mean = commits.reduce(.zero, +).scaled(by: 1, over: Int128(max(1, commits.count)))
        return try IndifferenceCurve(
            contract, commits: [60, 80, 100, 110, 120, 140].map { mean.scaled(by: $0, over: 100) },
            under: outlook)
    }

    private func offers() throws(ContractError) -> [VendorPack.Offer] {
        var result: [VendorPack.Offer] = []
        for offer in plan.offers(of: vendor) {
            let outlook = try outlook(over: offer.contract)
            let analysis = try ContractAnalysis(offer.contract, under: outlook)
            let years = offer.contract.periodYears * Double(offer.contract.commits.count)
            result.append(
                VendorPack.Offer(
                    name: offer.name, analysis: analysis,
                    yearlySaving: Money(modelled: analysis.expectedSaving.approximate / years)))
        }
        return result
    }
}
