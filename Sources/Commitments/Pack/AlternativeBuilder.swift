import Billing
import TimeSeries

/// Works out what it takes to be without a vendor, from workloads that people described.
struct AlternativeBuilder {
    let plan: NegotiationPlan
    let sources: VendorPackBuilder.Sources
    let comparison: UnitPriceComparison
    let concentration: VendorPack.Concentration
    let termMonths: Int
    /// Mean contracted cost of the vendor over the term ÷ that of the last ninety days.
    let growth: Double
    /// List ÷ contracted cost of the vendor's usage.
    let listRatio: Double

    private var years: Double { Double(termMonths) / 12 }

    /// The alternative; `nil` without workloads of the vendor.
    ///
    /// - Throws: ``SplitError`` if workloads and limits do not fit together.
    func alternative() throws(SplitError) -> VendorPack.Alternative? {
        let workloads = plan.workloads.filter { $0.vendor == sources.vendor }
        guard !workloads.isEmpty else { return nil }
        let spends = workloads.map { yearlySpend($0.scope) }
        let total = yearlySpend(Scope())
        let movable = spends.reduce(.zero, +)
        let staying = max(.zero, total - movable)
        let groups = zip(workloads, spends).filter { $0.1 > .zero }.map { group($0, yearly: $1) }
        guard !groups.isEmpty else { return nil }
        let problem = VendorSplitProblem(
            currency: sources.currency, years: years, groups: groups + otherVendors(groups),
            vendors: vendors(groups), limits: plan.limits)
        let walkAway = try WalkAway(from: sources.vendor, in: problem, limits: SplitSearchLimits(seconds: 30))
        let stays = Money<Charged>(modelled: staying.approximate * years * listRatio)
        return VendorPack.Alternative(
            walkAway: walkAway, movable: movable, staying: staying,
            cost: walkAway.alternative.cost + stays)
    }

    /// Contracted cost a year of a part of the vendor's usage, as it will be on the mean of the term.
    private func yearlySpend(_ scope: Scope) -> Money<Charged> {
        var values = Dictionary(scope.values.map { ($0.dimension, $0.value) }) { first, _ in first }
        values[.serviceProvider] = sources.vendor
        var filter = ChargeFilter.usage.known(on: sources.run)
        filter.scope = Scope(values)
        let groups = sources.ledger.groups(
            by: [], days: sources.end.advanced(by: -PriceRecord.comparedDays)..<sources.end,
            basis: .contractedCost, currency: sources.currency, filter: filter)
        let recent = groups.first?.cost.approximate ?? 0
        return Money(modelled: max(0, recent) * 365 / Double(PriceRecord.comparedDays) * growth)
    }

    /// One unit a year, priced at what it costs in a year.
    private func group(_ workload: NegotiationPlan.Workload, yearly: Money<Charged>) -> WorkloadGroup {
        let here = WorkloadGroup.Option(vendor: sources.vendor, price: yearly, today: 1)
        let there = workload.options.map { option in
            let ratio = option.priceRatio ?? ownRatio(option.vendor)
            return WorkloadGroup.Option(
                vendor: option.vendor, price: Money(modelled: yearly.approximate * ratio))
        }
        return WorkloadGroup(
            name: workload.name, demand: 1, options: [here] + there, isCritical: workload.isCritical,
            fixedMoveCost: workload.moveCost, moveDays: Int((workload.moveMonths * 365 / 12).rounded()))
    }

    /// Our own prices at another vendor ÷ those here, over the kinds that both sell us; 1 if there are none.
    private func ownRatio(_ other: String) -> Double {
        var (here, there) = (0.0, 0.0)
        for kind in comparison.classes {
            guard let own = kind.vendors.first(where: { $0.vendor == sources.vendor }),
                let price = kind.vendors.first(where: { $0.vendor == other })
            else { continue }
            here += own.unitPrice * own.units
            there += price.unitPrice * own.units
        }
        return here > 0 ? there / here : 1
    }

    /// What our other vendors are paid today, which stays where it is: limits on shares are about all of it.
    private func otherVendors(_ groups: [WorkloadGroup]) -> [WorkloadGroup] {
        concentration.shares.filter { $0.vendor != sources.vendor }.map { share in
            let yearly = Money<Charged>(
                modelled: share.spend.approximate * 365 / Double(PriceRecord.comparedDays))
            return WorkloadGroup(
                name: "\(share.vendor) today", demand: 1,
                options: [WorkloadGroup.Option(vendor: share.vendor, price: yearly, today: 1)])
        }
    }

    private func vendors(_ groups: [WorkloadGroup]) -> [SplitVendor] {
        let named = groups.flatMap { $0.options.map(\.vendor) } + concentration.shares.map(\.vendor)
        return Set(named + [sources.vendor]).sorted().map { name in
            guard let held = plan.contracts.first(where: { $0.vendor == name }), held.end > sources.end,
                let commit = held.commits.last
            else { return SplitVendor(name: name) }
            return SplitVendor(
                name: name, committed: commit,
                committedYears: Double(sources.end.distance(to: held.end)) / 365.25)
        }
    }
}
