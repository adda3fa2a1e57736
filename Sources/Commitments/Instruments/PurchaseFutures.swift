internal import Billing
internal import LinearProgramming
internal import Statistics
internal import TimeSeries

/// Possible futures of demand beside what is owned: what a plan does in each.
struct PurchaseFutures {
    let planner: CommitmentPlanner
    let horizon: PurchaseHorizon
    private let base: PurchaseProgram
    private let instruments: [CommitmentInstrument]

    init(_ planner: CommitmentPlanner, _ horizon: PurchaseHorizon) {
        self.planner = planner
        self.horizon = horizon
        instruments = planner.usable
        let days = horizon.firstWeeks.map { planner.demand.end.advanced(by: $0 * 7) }
        let owned = planner.stack.tranches.map { tranche in
            PurchaseProgram.Owned(
                families: planner.holding(tranche).families,
                covered: days.map { tranche.days.contains($0) ? tranche.covered.approximate : 0 })
        }
        base = horizon.program(planner.demand, owned: owned)
    }

    var weekCount: Int { horizon.periodCount * PurchaseHorizon.weeksPerPeriod }
    private var periodHours: Double { 168 * Double(PurchaseHorizon.weeksPerPeriod) }

    /// The best purchases, the first ones given or not.
    func plan(given: [Double]? = nil) throws(InstrumentError) -> PurchaseProgram.Plan {
        var program = base
        program.given = given
        do { return try program.plan(within: LinearProgram.Limits(seconds: 120, relativeGap: 1e-4)) } catch {
            throw .noPlan("\(error)")
        }
    }

    // MARK: - This week's purchases

    func purchases(_ plan: PurchaseProgram.Plan) -> [CommitmentPlan.Purchase] {
        let order = instruments.indices.sorted { base.offers[$0].price < base.offers[$1].price }
        var below: [CommitmentUse.Holding] = []
        var result: [CommitmentPlan.Purchase] = []
        for j in order where plan.purchases[j][0] > 1e-9 * (1 + typicalDemand) {
            let amount = plan.purchases[j][0]
            result.append(purchase(j, amount, above: below))
            below.append(
                CommitmentUse.Holding(
                    families: base.offers[j].families, covered: amount, price: base.offers[j].price))
        }
        return result
    }

    private var typicalDemand: Double { DemandOutlook.total(planner.demand.recent(days: 30)).median() }

    /// One purchase on top of what is owned and of cheaper purchases of the week.
    private func purchase(_ j: Int, _ amount: Double, above below: [CommitmentUse.Holding])
        -> CommitmentPlan.Purchase
    {
        let instrument = instruments[j]
        let offer = base.offers[j]
        let periods = min(offer.termPeriods, horizon.periodCount)
        let used = base.demand.indices.map { scenario in
            (0..<periods).map { period in use(of: offer, amount, above: below, scenario, period) }
        }
        let hours = Double(periods) * periodHours
        let savings = used.map { $0.reduce(0, +) - offer.price * amount * hours }
        let shares = used.map { $0.reduce(0, +) / (amount * hours) }
        let price = (1 - instrument.discount) * amount
        let term = planner.demand.end..<planner.demand.end.advanced(by: instrument.termWeeks * 7)
        let total = price * Double(term.lowerBound.distance(to: term.upperBound)) * 24
        return CommitmentPlan.Purchase(
            instrument: instrument.name, covered: Money(modelled: amount),
            hourlyPrice: Money(modelled: price),
            upfront: Money(modelled: instrument.payment.upfrontShare * total),
            termCost: Money(modelled: total),
            expectedSaving: Money(modelled: savings.mean()),
            savingP10: Money(modelled: savings.quantile(0.1)),
            breakEven: breakEven(used, cost: offer.price * amount * hours),
            utilizationP10: shares.quantile(0.1), utilizationP50: shares.quantile(0.5),
            utilizationP90: shares.quantile(0.9),
            probabilityLoss: Double(savings.count { $0 < 0 }) / Double(savings.count))
    }

    /// On-demand money that a purchase saves in a period.
    private func use(
        of offer: PurchaseProgram.Offer, _ amount: Double, above below: [CommitmentUse.Holding],
        _ scenario: Int, _ period: Int
    ) -> Double {
        let owned = base.owned.map {
            CommitmentUse.Holding(families: $0.families, covered: $0.covered[period], price: 0)
        }
        var before = CommitmentUse()
        var after = CommitmentUse()
        let demand = base.demand[scenario][period]
        before.add(owned + below, demand: demand, hours: base.binHours)
        let more = CommitmentUse.Holding(families: offer.families, covered: amount, price: 1)
        after.add(owned + below + [more], demand: demand, hours: base.binHours)
        return after.covered - before.covered
    }

    private func breakEven(_ used: [[Double]], cost: Double) -> CivilDate? {
        var sum = 0.0
        for period in used[0].indices {
            let gain = used.map { $0[period] }.mean()
            if sum + gain >= cost {
                let share = gain > 0 ? (cost - sum) / gain : 0
                let days = (Double(period) + share) * Double(7 * PurchaseHorizon.weeksPerPeriod)
                return planner.demand.end.advanced(by: Int(days.rounded(.up)))
            }
            sum += gain
        }
        return nil
    }

    // MARK: - The ladder ahead

    func steps(_ plan: PurchaseProgram.Plan) -> [CommitmentPlan.Step] {
        (0..<horizon.periodCount).map { period in
            let levels = base.demand.map { scenario in
                scenario[period].reduce(0) { $0 + $1.mean() }
            }
            let planned = instruments.indices.reduce(0.0) { sum, j in
                let first = max(0, period - base.offers[j].termPeriods + 1)
                return sum + plan.purchases[j][first...period].reduce(0, +)
            }
            return CommitmentPlan.Step(
                start: planner.demand.end.advanced(by: horizon.firstWeeks[period] * 7),
                demandP10: Money(modelled: levels.quantile(0.1)),
                demandP50: Money(modelled: levels.quantile(0.5)),
                demandP90: Money(modelled: levels.quantile(0.9)),
                owned: Money(modelled: base.owned.reduce(0) { $0 + $1.covered[period] }),
                planned: Money(modelled: planned),
                toBuy: Money(modelled: instruments.indices.reduce(0) { $0 + plan.purchases[$1][period] }))
        }
    }

    // MARK: - Ways to buy beside each other

    func comparison(_ plan: PurchaseProgram.Plan) throws(InstrumentError) -> [CommitmentPlan.Comparison] {
        let none = base.offers.map { _ in [Double](repeating: 0, count: horizon.periodCount) }
        var once = base
        once.later = .none
        let bought: PurchaseProgram.Plan
        do { bought = try once.plan(within: LinearProgram.Limits(seconds: 120, relativeGap: 1e-4)) } catch {
            throw .noPlan("\(error)")
        }
        let scenarios = base.demand.indices
        return [
            comparison("no new commitments", scenarios.map { cost(of: none, $0) }),
            comparison("30-day minimum", scenarios.map { cost(of: minimum($0), $0) }),
            comparison("buying once", scenarios.map { cost(of: bought.purchases, $0) }),
            comparison("this plan", scenarios.map { cost(of: plan.purchases, $0) }),
        ]
    }

    /// Purchases of the cheapest instrument up to the least demand of the period before.
    private func minimum(_ scenario: Int) -> [[Double]] {
        var purchases = base.offers.map { _ in [Double](repeating: 0, count: horizon.periodCount) }
        let j = base.offers.indices.min { base.offers[$0].price < base.offers[$1].price } ?? 0
        let offer = base.offers[j]
        let recent =
            DemandOutlook.total(offer.families.map { planner.demand.recent(days: 30)[$0] }).min() ?? 0
        for period in 0..<horizon.periodCount {
            let owned = base.owned.reduce(0) { $0 + $1.covered[period] }
            let held = purchases[j][max(0, period - offer.termPeriods + 1)...period].reduce(0, +)
            let before = period == 0 ? [] : base.demand[scenario][period - 1]
            let least =
                period == 0 ? recent : DemandOutlook.total(offer.families.map { before[$0] }).min() ?? 0
            purchases[j][period] = max(0, least - held - owned)
        }
        return purchases
    }

    /// What is owned today, purchases and the rest on demand cost in a scenario.
    private func cost(of purchases: [[Double]], _ scenario: Int) -> (cost: Double, onDemand: Double) {
        var use = CommitmentUse()
        for period in 0..<horizon.periodCount {
            var holdings = zip(planner.stack.tranches, base.owned).map { tranche, owned in
                CommitmentUse.Holding(
                    families: owned.families, covered: owned.covered[period],
                    price: planner.holding(tranche).price)
            }
            for (j, offer) in base.offers.enumerated() {
                let first = max(0, period - offer.termPeriods + 1)
                holdings.append(
                    CommitmentUse.Holding(
                        families: offer.families, covered: purchases[j][first...period].reduce(0, +),
                        price: offer.price))
            }
            use.add(holdings, demand: base.demand[scenario][period], hours: base.binHours)
        }
        return (use.cost, use.onDemandCost)
    }

    private func comparison(_ rule: String, _ outcomes: [(cost: Double, onDemand: Double)])
        -> CommitmentPlan.Comparison
    {
        let costs = outcomes.map(\.cost)
        let mean = costs.mean()
        let onDemand = outcomes.map(\.onDemand).mean()
        let dearest = max(1, Int((PurchaseProgram.tail * Double(costs.count)).rounded(.up)))
        let savings = outcomes.map { $0.onDemand - $0.cost }
        return CommitmentPlan.Comparison(
            rule: rule, expectedCost: Money(modelled: mean),
            tailCost: Money(modelled: Array(costs.sorted().suffix(dearest)).mean()),
            tailSaving: Money(modelled: Array(savings.sorted().prefix(dearest)).mean()),
            effectiveSavingsRate: onDemand > 0 ? 1 - mean / onDemand : 0)
    }
}
