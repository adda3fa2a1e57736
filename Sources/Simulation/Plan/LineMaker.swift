/// Makes the lines of a vendor's bill until they fill the rows asked for.
struct LineMaker {
    private let plan: VendorPlan
    private let size: EstateSize
    private let dayCount = EstateSize.days.count
    /// How many lines each service has got so far.
    private var linesOfService: [Int]

    init(_ plan: VendorPlan, _ size: EstateSize) {
        self.plan = plan
        self.size = size
        linesOfService = plan.profile.services.map { _ in 0 }
    }

    /// Lines whose use gives about `rows` rows.
    mutating func lines(filling rows: Int) -> [UsageLine] {
        var lines: [UsageLine] = []
        var shares: [Double] = []
        var made = 0
        // Stops where one more line would miss by more than it gains.
        while rows - made > dayCount / 2 {
            let (line, share) = line(lines.count)
            made += line.life.count * (line.isHourly ? 24 : 1)
            lines.append(line)
            shares.append(share)
        }
        setQuantities(&lines, shares)
        return lines
    }

    private mutating func line(_ i: Int) -> (UsageLine, share: Double) {
        let noise = plan.noise
        let address = plan.index << 32 | i
        let service = nextService()
        let profile = plan.profile.services[service]
        let sku = noise.index(below: profile.skus.count, .line, address, 1)
        let region = pick(plan.profile.regions.map(\.weight), noise.uniform(.line, address, 2))
        let account = noise.index(below: plan.accounts.count, .line, address, 3)
        let list = profile.skus[sku].listMicros * plan.profile.regions[region].pricePercent / 100
        let fate = noise.uniform(.line, address, 4)
        let isPassing = fate < 0.05 && linesOfService[service] > 2
        let rotation = !isPassing && fate < 0.20 ? 20 + noise.index(below: 100, .line, address, 5) : 0
        let draw = noise.uniform(.line, address, 6)
        let isHourly = size.hasHours && noise.uniform(.line, address, 7) < 0.1
        let line = UsageLine(
            service: service, sku: sku, region: region, account: account, baseMillis: 0, listMicros: list,
            contractedMicros: list * (100 - plan.profile.discountPercent) / 100,
            life: isPassing ? passingLife(address) : 0..<dayCount, rotation: rotation, isHourly: isHourly,
            tags: tags(of: plan.accounts[account], address))
        // A few lines carry much of the money; passing ones carry little, or they would be incidents.
        return (line, isPassing ? 0.03 : 0.25 + 3 * draw * draw * draw)
    }

    /// The service whose lines are furthest behind its share; the square root evens the shares out.
    private mutating func nextService() -> Int {
        var best = 0
        var bestNeed = -1.0
        for (i, service) in plan.profile.services.enumerated() {
            let need = service.weight.squareRoot() / Double(linesOfService[i] + 1)
            if need > bestNeed {
                best = i
                bestNeed = need
            }
        }
        linesOfService[best] += 1
        return best
    }

    private func passingLife(_ address: Int) -> Range<Int> {
        let start = plan.noise.index(below: dayCount - 30, .line, address, 8)
        let length = 15 + plan.noise.index(below: 120, .line, address, 9)
        return start..<min(dayCount, start + length)
    }

    private func pick(_ weights: [Double], _ draw: Double) -> Int {
        var rest = draw * weights.reduce(0, +)
        for (i, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return i }
        }
        return weights.count - 1
    }

    private func tags(of account: SubAccount, _ address: Int) -> String? {
        let noise = plan.noise
        if noise.uniform(.line, address, 10) < 0.1 { return nil }
        let teams = AccountMaker.teams
        let team =
            noise.uniform(.line, address, 11) < 0.15
            ? teams[noise.index(below: teams.count, .line, address, 12)] : account.team
        return AccountMaker.tags(owner: team, environment: account.environment)
    }

    private func setQuantities(_ lines: inout [UsageLine], _ shares: [Double]) {
        var shareOfService = plan.profile.services.map { _ in 0.0 }
        for (line, share) in zip(lines, shares) { shareOfService[line.service] += share }
        let total = plan.profile.moneyPerLine * Double(lines.count) * 1e9
        let weights = plan.profile.services.map(\.weight).reduce(0, +)
        for i in lines.indices {
            let service = lines[i].service
            let money = total * plan.profile.services[service].weight / weights
            lines[i].baseMillis =
                money * shares[i] / shareOfService[service] / Double(lines[i].contractedMicros)
        }
    }
}

extension AccountMaker {
    /// FOCUS `Tags` with sorted keys.
    static func tags(owner: String, environment: String) -> String {
        #"{"cost-center":"\#(costCenter(owner))","environment":"\#(environment)","owner":"\#(owner)"}"#
    }
}
