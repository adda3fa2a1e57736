import Billing
import TimeSeries

/// Asks what instruments to buy this week, from the vendor's demand and what is owned.
struct LadderBuilder {
    let plan: NegotiationPlan
    let sources: VendorPackBuilder.Sources
    let record: CommitmentRecord

    /// The plan; `nil` if no instrument of the vendor is known, or demand is too short for one.
    func ladder() -> CommitmentPlan? {
        let instruments = plan.instruments[sources.vendor] ?? seen
        guard !instruments.isEmpty, let demand = demand(instruments) else { return nil }
        let known = Set(demand.families)
        let usable = instruments.filter { $0.families.map { !$0.isDisjoint(with: known) } ?? true }
        let settings = CommitmentPlanner.Settings(
            costOfCapital: plan.capitalCost > 0 ? plan.capitalCost : 0.08)
        guard
            let planner = try? CommitmentPlanner(
                demand: demand, stack: stack(known), instruments: usable, settings: settings)
        else { return nil }
        return try? planner.plan()
    }

    /// The instruments that are owned, as they were bought: one a type, at its measured discount.
    private var seen: [CommitmentInstrument] {
        let newest = record.instruments.filter { $0.term.isActive }.sorted { $1.term.start < $0.term.start }
        var types: Set<String> = []
        return newest.compactMap { instrument in
            let type = instrument.type ?? "Commitment"
            guard let discount = instrument.discount, 0.005..<0.95 ~= discount, types.insert(type).inserted
            else { return nil }
            return CommitmentInstrument(
                name: type, kind: LadderBuilder.kind(type), discount: discount,
                families: Set(instrument.services))
        }
    }

    private static func kind(_ type: String) -> CommitmentInstrument.Kind {
        let text = type.lowercased()
        if text.contains("saving") { return .savingsPlan }
        return text.contains("committed") ? .committedUse : .reserved
    }

    /// Contracted cost a day of the services that some instrument may cover.
    private func demand(_ instruments: [CommitmentInstrument]) -> CommitmentDemand? {
        let families =
            instruments.allSatisfy { $0.families != nil }
            ? Set(instruments.flatMap { $0.families ?? [] }) : Set(record.eligibleServices)
        let days = CivilDate(dayNumber: sources.charges.days.lowerBound)..<sources.end
        let cube = CostCube(
            sources.ledger, by: [.service, Dimension("CommitmentDiscountStatus")], days: days,
            basis: .contractedCost, currency: sources.currency, filter: sources.usage)
        var daily: [String: [Money<Charged>]] = [:]
        for node in cube.nodes(by: [0]) {
            guard let name = node.scope[.service] ?? nil, families.contains(name) else { continue }
            let used = node.leaves.filter { cube.scope(ofLeaf: $0, in: [1]) != LadderBuilder.unused }
            daily[name] = cube.dailyCosts(ofLeaves: used)
        }
        guard !daily.isEmpty else { return nil }
        return try? CommitmentDemand(daily: daily, from: days.lowerBound)
    }

    private static let unused = Scope([Dimension("CommitmentDiscountStatus"): "Unused"])

    /// What is owned: its price as paid in the last thirty days, and what that covers when all of it is used.
    private func stack(_ families: Set<String>) -> CommitmentStack {
        let byID = Dictionary(record.instruments.map { ($0.id, $0) }) { first, _ in first }
        return CommitmentStack(
            record.cliffs.compactMap { cliff in
                guard let instrument = byID[cliff.id], let discount = instrument.discount, discount < 1 else {
                    return nil
                }
                let covers = Set(instrument.services).intersection(families)
                let price = (cliff.coveredIn30Days - cliff.extraIn30Days).approximate / 720
                guard !covers.isEmpty, price > 0 else { return nil }
                let end = cliff.end ?? sources.end.advanced(by: 365)
                guard instrument.term.start < end else { return nil }
                return CommitmentStack.Tranche(
                    instrument: instrument.type ?? cliff.id, covered: Money(modelled: price / (1 - discount)),
                    price: Money(modelled: price), days: instrument.term.start..<end, families: covers)
            })
    }
}
