import TimeSeries

/// Chooses the events that move cost and are as they should be.
struct BenignMaker {
    private let dayCount = EstateSize.days.count

    /// The migration of a group of lines to another region, settled before the incidents choose theirs.
    func migration(in plan: inout VendorPlan, start: Int) -> BenignEvent? {
        let prices = plan.profile.regions.map(\.pricePercent)
        let paired = prices.indices.filter { i in
            prices.indices.contains { $0 != i && prices[$0] == prices[i] }
        }
        let group = LineGroup.best(in: plan, level: .serviceRegion, share: 6, regions: Set(paired))
        guard let first = group.lines.first else { return nil }
        let from = plan.lines[first].region
        guard let target = paired.first(where: { $0 != from && prices[$0] == prices[from] }) else {
            return nil
        }
        for i in group.lines {
            let line = plan.lines[i]
            var moved = UsageLine(
                service: line.service, sku: line.sku, region: target, account: line.account, baseMillis: 0,
                listMicros: line.listMicros, contractedMicros: line.contractedMicros, life: start..<dayCount,
                rotation: 0, isHourly: line.isHourly, tags: line.tags)
            moved.predecessor = i
            plan.lines[i].successor = plan.lines.count
            plan.lines.append(moved)
        }
        return BenignEvent(
            kind: "migration", vendor: plan.index, days: start..<start + VendorPlan.migrationDays,
            scope: Array(group.columns.prefix(1)), effect: .migration)
    }

    /// The other events.
    func events(_ plans: [VendorPlan]) -> [BenignEvent] {
        var events: [BenignEvent] = []
        let aws = plans[0]
        let daily = aws.lines.reduce(0) { $0 + $1.baseNanos }
        events.append(
            BenignEvent(
                kind: "credit", vendor: 0, days: 318..<319, scope: [],
                effect: .credit(nanos: Int64(daily * 6 / 1e9) * 1_000_000_000)))
        events.append(
            BenignEvent(
                kind: "true-up", vendor: 2, days: 338..<339,
                scope: [("ServiceName", plans[2].profile.services[1].name)],
                effect: .trueUp(service: 1, percent: 7)))
        for plan in plans {
            for commitment in plan.commitments where commitment.term.lowerBound > 0 {
                let start = commitment.term.lowerBound
                events.append(
                    BenignEvent(
                        kind: "commitment-purchase", vendor: plan.index, days: start..<start + 1,
                        scope: [("ServiceName", plan.profile.services[commitment.service].name)]))
            }
        }
        return events + promotions(plans)
    }

    private func promotions(_ plans: [VendorPlan]) -> [BenignEvent] {
        let first = EstateSize.days.lowerBound.dayNumber
        let days = Promotion.june18.days(in: 2026)
        let range = days.lowerBound.dayNumber - first..<days.upperBound.dayNumber - first
        return plans.filter { $0.profile.calendar == "CN" }.flatMap { plan in
            plan.profile.services.filter { $0.shape == .consumer }.map { service in
                BenignEvent(
                    kind: "promotion", vendor: plan.index, days: range, scope: [("ServiceName", service.name)]
                )
            }
        }
    }
}
