internal import Billing
internal import LinearProgramming
internal import Statistics
internal import TimeSeries

extension CommitmentPlanner {
    /// What to buy this week.
    ///
    /// With one instrument, up to the target of ``LadderPolicy``; with several, the first purchases of a linear program over
    /// possible futures in which later purchases are possible too.
    ///
    /// - Throws: ``InstrumentError/noPlan(_:)`` if the program could not be solved.
    /// - Complexity: Seconds; the program has about periods × bins × scenarios × families rows.
    public func plan() throws(InstrumentError) -> CommitmentPlan {
        let groups = distinctFamilies
        if groups.count < demand.families.count { return try merged(groups).plan() }
        var horizon = PurchaseHorizon(isMyopic: false, offers: usable, settings.costOfCapital)
        horizon.limit(scenarios: settings.scenarioCount, families: demand.families.count)
        horizon.obsolescence = settings.obsolescence
        horizon.riskAversion = settings.riskAversion
        horizon.seed = settings.seed
        let futures = PurchaseFutures(self, horizon)
        let chosen = try futures.plan(given: usable.count == 1 ? [ladderPurchase] : nil)
        return CommitmentPlan(
            week: demand.end..<demand.end.advanced(by: 7), purchases: futures.purchases(chosen),
            ladder: futures.steps(chosen), comparison: try futures.comparison(chosen),
            record: try record(), standing: standing, horizonWeeks: futures.weekCount)
    }

    /// Families that the same instruments and tranches may cover: demand of one is as good as demand of the other.
    private var distinctFamilies: [[String]] {
        let groups = Dictionary(grouping: demand.families) { family in
            instruments.map { $0.covers(family) }
                + stack.tranches.map { $0.families?.contains(family) ?? true }
        }
        return groups.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    /// The same plan with such families as one.
    private func merged(_ groups: [[String]]) throws(InstrumentError) -> CommitmentPlanner {
        let first = Set(groups.map { $0[0] })
        return try CommitmentPlanner(
            demand: demand.merged(groups),
            stack: CommitmentStack(
                stack.tranches.map { tranche in
                    var tranche = tranche
                    tranche.families?.formIntersection(first)
                    return tranche
                }),
            instruments: instruments.map { instrument in
                var instrument = instrument
                instrument.families?.formIntersection(first)
                return instrument
            }, settings: settings)
    }

    /// The instruments that cover a family with demand.
    var usable: [CommitmentInstrument] {
        instruments.filter { demand.families.contains(where: $0.covers) }
    }

    /// What the policy buys of the only instrument.
    private var ladderPurchase: Double {
        let instrument = usable[0]
        let families = demand.families.filter(instrument.covers)
        let target = LadderPolicy().target(
            demand.only(families),
            discount: 1 - instrument.effectivePrice(costOfCapital: settings.costOfCapital),
            termWeeks: instrument.termWeeks, obsolescence: settings.obsolescence)
        let held = stack.tranches.reduce(0.0) { sum, tranche in
            let meets = tranche.families.map { !$0.isDisjoint(with: families) } ?? true
            return sum + (meets && tranche.days.contains(demand.end) ? tranche.covered.approximate : 0)
        }
        let missing = max(0, target - held)
        return instrument.lot > 0 ? (missing / instrument.lot).rounded(.down) * instrument.lot : missing
    }

    /// The rules on the demand of the past; the instrument of the shortest term stands for all.
    private func record() throws(InstrumentError) -> CommitmentPlan.Record? {
        let first = max(CommitmentDemand.leastWeeks, demand.weekCount - 104)
        let from = max(first, min(26, demand.weekCount - 26))
        guard demand.weekCount - from >= 26,
            let instrument = usable.min(by: { ($0.termMonths, $0.discount) < ($1.termMonths, $1.discount) })
        else { return nil }
        let replay = try LadderReplay(
            demand, instruments: [instrument], fromWeek: from, costOfCapital: settings.costOfCapital)
        let ladder = try replay.outcome(of: .ladder(LadderPolicy())).use
        let best = try replay.clairvoyant(binsPerWeek: 24).use
        return CommitmentPlan.Record(
            weeks: demand.weekCount - from, ladder: ladder.effectiveSavingsRate,
            minimum: try replay.outcome(of: .minimum).use.effectiveSavingsRate,
            clairvoyant: best.effectiveSavingsRate, regret: Money(modelled: ladder.cost - best.cost))
    }

    /// The last thirty days of what is owned.
    private var standing: CommitmentPlan.Standing? {
        guard !stack.tranches.isEmpty else { return nil }
        var use = CommitmentUse()
        let recent = demand.recent(days: 30)
        let perDay = demand.step.perWeek / 7
        let days = (recent.first?.count ?? 0) / perDay
        for day in 0..<days {
            let date = demand.end.advanced(by: day - days)
            let holdings = stack.tranches.filter { $0.days.contains(date) }.map { holding($0) }
            use.add(
                holdings, demand: recent.map { Array($0[day * perDay..<(day + 1) * perDay]) },
                hours: demand.step.hours)
        }
        return CommitmentPlan.Standing(
            utilization: use.utilization, coverage: use.coverage,
            effectiveSavingsRate: use.effectiveSavingsRate, waste: Money(modelled: use.waste))
    }

    func holding(_ tranche: CommitmentStack.Tranche) -> CommitmentUse.Holding {
        let covered = tranche.covered.approximate
        return CommitmentUse.Holding(
            families: demand.families.indices.filter {
                tranche.families?.contains(demand.families[$0]) ?? true
            },
            covered: covered, price: covered > 0 ? tranche.price.approximate / covered : 0)
    }
}
