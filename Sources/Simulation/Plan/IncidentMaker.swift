/// Chooses the lines and days of the incidents.
struct IncidentMaker {
    /// No incident begins before this day, so that there is history without any.
    static let firstDay = 246
    private let dayCount = EstateSize.days.count
    private let noise: NoiseSource

    init(noise: NoiseSource) {
        self.noise = noise
    }

    /// All incidents; the lines in `plans` learn which ones touch them.
    func incidents(in plans: inout [VendorPlan]) -> [Incident] {
        var incidents: [Incident] = []
        for (i, recipe) in IncidentRecipe.all.enumerated() {
            let start = IncidentMaker.firstDay + i * 15 / 2 + noise.index(below: 4, .incident, i, 1)
            let days = start..<min(dayCount, start + recipe.length)
            let k = incidents.count
            let scope = self.scope(recipe, k, days, &plans[recipe.vendor])
            let number = String(k + 1)
            incidents.append(
                Incident(
                    id: "i-" + (number.count < 2 ? "0" : "") + number, kind: recipe.kind,
                    isUp: IncidentMaker.isUp(recipe.effect), vendor: recipe.vendor, days: days, scope: scope,
                    effect: effect(recipe.effect, days)))
        }
        return incidents
    }

    private static func isUp(_ effect: IncidentRecipe.Effect) -> Bool {
        switch effect {
        case .multiply(let factor): factor > 1
        case .hold: false
        default: true
        }
    }

    private func effect(_ effect: IncidentRecipe.Effect, _ days: Range<Int>) -> IncidentEffect {
        switch effect {
        case .multiply(let factor): .multiply(factor)
        case .ramp(let step): .ramp(step)
        case .price(let percent): .price(percent)
        case .extra: .extraLines
        case .hold: .hold(until: days.upperBound + 2)
        }
    }

    private func scope(
        _ recipe: IncidentRecipe, _ k: Int, _ days: Range<Int>, _ plan: inout VendorPlan
    ) -> [(column: String, value: String)] {
        let vendor = (column: "ServiceProviderName", value: plan.profile.name)
        if case .extra(let percent, let count) = recipe.effect {
            return [vendor] + addLines(recipe, k, days, percent: percent, count: count, to: &plan)
        }
        if recipe.level == .vendor {
            plan.holds.append(k)
            return [vendor]
        }
        let group = LineGroup.best(
            in: plan, level: recipe.level, share: recipe.share, isPrice: recipe.kind == "price-change")
        for i in group.lines { plan.lines[i].incidents.append(k) }
        return [vendor] + group.columns
    }

    /// Adds lines that only this incident uses.
    private func addLines(
        _ recipe: IncidentRecipe, _ k: Int, _ days: Range<Int>, percent: Double, count: Int,
        to plan: inout VendorPlan
    ) -> [(column: String, value: String)] {
        let profile = plan.profile
        let service = profile.services.firstIndex { $0.name == recipe.service } ?? 0
        let sku = profile.services[service].skus.count - 1
        let region = noise.index(below: profile.regions.count, .incident, k, 2)
        let account = noise.index(below: plan.accounts.count, .incident, k, 3)
        let list = profile.services[service].skus[sku].listMicros * profile.regions[region].pricePercent / 100
        let contracted = list * (100 - profile.discountPercent) / 100
        let money = plan.lines.reduce(0) { $0 + $1.baseNanos } * percent / 100 / Double(count)
        for _ in 0..<count {
            var line = UsageLine(
                service: service, sku: sku, region: region, account: account,
                baseMillis: money / Double(contracted), listMicros: list, contractedMicros: contracted,
                life: days, rotation: 0, isHourly: false,
                tags: AccountMaker.tags(
                    owner: plan.accounts[account].team, environment: plan.accounts[account].environment))
            line.incidents = [k]
            line.isIncidentOnly = true
            plan.lines.append(line)
        }
        let name = (column: "ServiceName", value: profile.services[service].name)
        guard recipe.level == .serviceAccount else { return [name] }
        return [
            name, (column: "RegionId", value: profile.regions[region].id),
            (column: "SubAccountId", value: plan.accounts[account].id),
        ]
    }
}

/// Lines that agree in some columns.
struct LineGroup {
    var lines: [Int]
    var columns: [(column: String, value: String)]

    /// The group of a level whose share of the vendor's money is nearest to `share` percent.
    ///
    /// Lines that a commitment covers, that pass away or that move are left out; so are those that another incident
    /// touches, unless the vendor has too few lines.
    static func best(
        in plan: VendorPlan, level: IncidentRecipe.Level, share: Double, isPrice: Bool = false,
        regions: Set<Int>? = nil
    ) -> LineGroup {
        let covered = Set(plan.lines.filter { !$0.commitments.isEmpty }.map(\.service))
        let free = plan.lines.indices.filter { i in
            let line = plan.lines[i]
            return isFree(line) && !(isPrice && covered.contains(line.service))
                && regions?.contains(line.region) ?? true
        }
        let untouched = free.filter { plan.lines[$0].incidents.isEmpty }
        let groups = Dictionary(grouping: untouched.isEmpty ? free : untouched) { key(plan.lines[$0], level) }
        let total = plan.lines.reduce(0) { $0 + $1.baseNanos }
        func distance(_ lines: [Int]) -> Double {
            let money = lines.reduce(0) { $0 + plan.lines[$1].baseNanos }
            let ratio = max(money / total * 100, 1e-9) / share
            return max(ratio, 1 / ratio)
        }
        let chosen = groups.min { left, right in
            let (l, r) = (distance(left.value), distance(right.value))
            return l < r || l == r && left.key.lexicographicallyPrecedes(right.key)
        }
        guard let chosen else { return LineGroup(lines: [], columns: []) }
        return LineGroup(lines: chosen.value, columns: columns(plan, plan.lines[chosen.value[0]], level))
    }

    private static func isFree(_ line: UsageLine) -> Bool {
        line.commitments.isEmpty && !line.isIncidentOnly && line.successor == nil && line.predecessor == nil
            && line.life == 0..<EstateSize.days.count
    }

    private static func key(_ line: UsageLine, _ level: IncidentRecipe.Level) -> [Int] {
        switch level {
        case .vendor: []
        case .region: [line.region]
        case .service: [line.service]
        case .serviceRegion: [line.service, line.region]
        case .serviceAccount: [line.service, line.account]
        }
    }

    private static func columns(
        _ plan: VendorPlan, _ line: UsageLine, _ level: IncidentRecipe.Level
    ) -> [(column: String, value: String)] {
        let service = (column: "ServiceName", value: plan.profile.services[line.service].name)
        let region = (column: "RegionId", value: plan.profile.regions[line.region].id)
        let account = (column: "SubAccountId", value: plan.accounts[line.account].id)
        return switch level {
        case .vendor: []
        case .region: [region]
        case .service: [service]
        case .serviceRegion: [service, region]
        case .serviceAccount: [service, account]
        }
    }
}
