internal import Billing
internal import TimeSeries

/// Unit prices of what is bought without a commitment, item by item and day by day: blind to volume, to the mix of items
/// and to commitments that start or end.
///
/// An item is a SKU of one account and region in one unit and pricing category. Its price of a day is contracted cost ÷
/// pricing quantity.
struct PriceWatch: Sendable {
    /// A lasting step of the prices of a service.
    struct Step: Sendable {
        let scope: Scope
        let leaves: [Int]
        /// Its first day, by number of the view.
        let onset: Int
        /// Money that the step adds, one a day from the onset to the newest day.
        let effect: [Double]
        /// Its last day with the new prices, plus one.
        let end: Int
    }

    private struct Key: Hashable {
        let service: UInt64
        let sku: UInt64
        let place: UInt64
        let unit: UInt64
    }

    /// Days that are kept at least: enough to see a new step against what is usual.
    private static let keptDays = 110
    /// Days before a step that its prices are compared with.
    private static let comparedDays = 28
    /// Least step, as a share of the price.
    private static let leastStep = 0.02

    private let view: EstateView
    /// Number of the first day kept.
    private let first: Int
    private let days: Int
    private var quantity: [Double] = []
    private var cost: [Double] = []
    /// The region's code of each item.
    private var region: [UInt32] = []
    /// Items by vendor and service.
    private var items: [UInt64: [Int]] = [:]
    private let vendorDimension: Int
    private let serviceDimension: Int
    private let regionDimension: Int?

    /// The prices as known on the day of the run; `nil` if vendor and service are not watched.
    ///
    /// - Parameters:
    ///   - ledger: The bill.
    ///   - view: The bill as known.
    ///   - followed: The first day of the oldest step that is still followed: the weeks before it are kept too.
    init?(_ ledger: Ledger, _ view: EstateView, following followed: CivilDate? = nil) {
        guard let vendor = view.vendorIndex, let service = view.cube.dimensions.firstIndex(of: .service)
        else {
            return nil
        }
        self.view = view
        vendorDimension = vendor
        serviceDimension = service
        regionDimension = view.cube.dimensions.firstIndex(of: .region)
        let oldest = followed.map { view.index(of: $0) - PriceWatch.comparedDays } ?? view.dayCount
        first = max(0, min(oldest, view.dayCount - PriceWatch.keptDays))
        days = view.dayCount - first
        read(ledger)
    }

    private mutating func read(_ ledger: Ledger) {
        func codes(_ name: String) -> [UInt32] { ledger.codes(of: Dimension(name)).codes }
        let (vendors, services) = (
            ledger.codes(of: .serviceProvider).codes, ledger.codes(of: .service).codes
        )
        let (skus, regions) = (ledger.codes(of: .sku).codes, ledger.codes(of: .region).codes)
        let (accounts, units) = (ledger.codes(of: .subAccount).codes, codes("PricingUnit"))
        let (categories, commitments) = (codes("PricingCategory"), codes("CommitmentDiscountId"))
        let start = Int32(view.date(first).dayNumber)
        let end = start + Int32(days)
        var itemOf: [Key: Int] = [:]
        for row in 0..<ledger.count where ledger.chargeStart[row] >= start && ledger.chargeStart[row] < end {
            guard view.passes[row], commitments[row] == 0, skus[row] != 0,
                ledger.pricingQuantity.isKnown[row],
                ledger.pricingQuantity.units[row] > 0, ledger.chargeEnd[row] - ledger.chargeStart[row] <= 1
            else { continue }
            let service = UInt64(vendors[row]) << 32 | UInt64(services[row])
            let key = Key(
                service: service, sku: UInt64(skus[row]),
                place: UInt64(regions[row]) << 32 | UInt64(accounts[row]),
                unit: UInt64(units[row]) << 32 | UInt64(categories[row]))
            let item: Int
            if let known = itemOf[key] {
                item = known
            } else {
                item = region.count
                itemOf[key] = item
                region.append(regions[row])
                items[service, default: []].append(item)
                quantity.append(contentsOf: repeatElement(0, count: days))
                cost.append(contentsOf: repeatElement(0, count: days))
            }
            let at = item * days + Int(ledger.chargeStart[row] - start)
            quantity[at] += ledger.pricingQuantity.units[row].nearestDouble / 1e18
            cost[at] += ledger.contractedCost[row].nearestDouble / 1e18
        }
    }

    /// The steps that began lately and last, by service.
    func steps(gate: Double) -> [Step] {
        items.sorted { $0.key < $1.key }.compactMap { service, members in
            guard let onset = onset(members), let effect = effect(members, from: onset) else { return nil }
            let length = PriceWatch.length(effect.index)
            guard length >= 2, onset + length >= view.dayCount - 3,
                abs(effect.money.prefix(length).reduce(0, +)) >= gate,
                let (scope, leaves) = place(service, members, from: onset)
            else { return nil }
            return Step(
                scope: scope, leaves: leaves, onset: onset, effect: effect.money, end: onset + length)
        }
    }

    /// What the prices of a part of the bill add since a day that they stepped on; `nil` if it has no such prices.
    func step(scope: Scope, leaves: [Int], onset: Int) -> Step? {
        guard let leaf = leaves.first, onset - first >= 7, onset < view.dayCount else { return nil }
        let service =
            UInt64(view.cube.codes[vendorDimension][leaf]) << 32
            | UInt64(view.cube.codes[serviceDimension][leaf])
        var members = items[service] ?? []
        if let d = regionDimension, scope[.region] != nil {
            members = members.filter { region[$0] == view.cube.codes[d][leaf] }
        }
        guard let effect = effect(members, from: onset) else { return nil }
        let length = PriceWatch.length(effect.index)
        return Step(
            scope: scope, leaves: leaves, onset: onset, effect: effect.money, end: onset + max(1, length))
    }

    /// The newest day on which prices of matched items stepped further than they are used to.
    private func onset(_ members: [Int]) -> Int? {
        var before = [Double](repeating: 0, count: days)
        var after = before
        for item in members {
            var last = (price: 0.0, day: -100)
            for day in 0..<days where quantity[item * days + day] > 0 {
                let amount = quantity[item * days + day]
                let price = cost[item * days + day] / amount
                if day - last.day <= 7 {
                    before[day] += amount * last.price
                    after[day] += amount * price
                }
                last = (price, day)
            }
        }
        let steps = (0..<days).map { day in
            before[day] > 0 && after[day] > 0 ? logarithm(after[day] / before[day]) : 0
        }
        let recent = max(14, days - 35)
        guard recent < days else { return nil }
        // Prices that step often, by tiers or at the turn of months, must step further.
        let usual = steps[max(0, recent - 60)..<recent].map { abs($0) }.sorted(by: >)
        let least = max(PriceWatch.leastStep, usual.count > 2 ? 2 * usual[2] : 0)
        guard let day = (recent..<days).last(where: { abs(steps[$0]) >= least }) else { return nil }
        return first + day
    }

    /// Money by the change of each item's price against the middle of the four weeks before, and the price index less 1.
    private func effect(_ members: [Int], from onset: Int) -> (money: [Double], index: [Double])? {
        let start = onset - first
        guard start >= 7 else { return nil }
        var money = [Double](repeating: 0, count: days - start)
        var base = money
        for item in members {
            let offset = item * days
            let prices = (max(0, start - PriceWatch.comparedDays)..<start).compactMap { day in
                quantity[offset + day] > 0 ? cost[offset + day] / quantity[offset + day] : nil
            }
            guard prices.count >= 4 else { continue }
            let usual = prices.medianOrZero()
            for day in start..<days where quantity[offset + day] > 0 {
                money[day - start] += cost[offset + day] - usual * quantity[offset + day]
                base[day - start] += usual * quantity[offset + day]
            }
        }
        guard base.contains(where: { $0 > 0 }) else { return nil }
        return (money, money.indices.map { base[$0] > 0 ? money[$0] / base[$0] : 0 })
    }

    /// Days from the first for which the prices stay where they stepped to; three days back end it.
    private static func length(_ index: [Double]) -> Int {
        let level = Array(index.filter { $0 != 0 }.prefix(7)).medianOrZero()
        guard abs(level) >= 0.5 * leastStep else { return 0 }
        var end = 0
        var quiet = 0
        for t in index.indices {
            if index[t] * (level > 0 ? 1 : -1) >= 0.4 * abs(level) {
                end = t + 1
                quiet = 0
            } else {
                quiet += 1
                if quiet >= 3 { break }
            }
        }
        return end
    }

    /// The service, or the only region of it whose prices stepped.
    private func place(_ service: UInt64, _ members: [Int], from onset: Int) -> (Scope, [Int])? {
        let vendor = UInt32(service >> 32)
        let name = UInt32(service & 0xFFFF_FFFF)
        var leaves = (0..<view.leafCount).filter {
            view.cube.codes[vendorDimension][$0] == vendor && view.cube.codes[serviceDimension][$0] == name
        }
        guard let leaf = leaves.first else { return nil }
        let plain = view.cube.scope(ofLeaf: leaf, in: [vendorDimension, serviceDimension].sorted())
        guard let d = regionDimension, Set(members.map { region[$0] }).count > 1 else {
            return (plain, leaves)
        }
        var byRegion: [UInt32: Double] = [:]
        for code in Set(members.map { region[$0] }) {
            let effect = effect(members.filter { region[$0] == code }, from: onset)
            byRegion[code] = effect.map { $0.money.reduce(0, +) } ?? 0
        }
        let moved = byRegion.filter { abs($0.value) > 0.02 * byRegion.values.reduce(0) { $0 + abs($1) } }
        guard moved.count == 1, let code = moved.first?.key else { return (plain, leaves) }
        leaves = leaves.filter { view.cube.codes[d][$0] == code }
        guard let leaf = leaves.first else { return nil }
        return (view.cube.scope(ofLeaf: leaf, in: [vendorDimension, serviceDimension, d].sorted()), leaves)
    }
}
