import Billing

/// What a split costs, worked out from its shares alone, in exact parts that add up.
struct SplitBill {
    let placements: [VendorSplit.Placement]
    let vendors: [VendorSplit.Vendor]
    let moves: [VendorSplit.Move]
    let entryCost: Money<Charged>
    let hhi: Double

    var runningCost: Money<Charged> { vendors.reduce(.zero) { $0 + $1.payment } }
    var oneOffCost: Money<Charged> { moves.reduce(entryCost) { $0 + $1.cost } }

    /// Prices a split.
    ///
    /// - Parameters:
    ///   - problem: Checked.
    ///   - shares: Part of each group at each of its options.
    init(_ problem: VendorSplitProblem, shares: [[Double]]) {
        let discounts = problem.vendors.map { vendor in
            vendor.discount(
                atListSpend: problem.sum(of: shares, at: vendor.name) {
                    problem.groups[$0].demand * $1.price.approximate
                })
        }
        let placements = problem.placements(shares, discounts)
        self.placements = placements
        let values = problem.values()
        let total = values.reduce(0, +)
        vendors = zip(problem.vendors, discounts).map { vendor, discount in
            let value = problem.sum(of: shares, at: vendor.name) { group, _ in values[group] }
            let yearly = placements.reduce(Money<Charged>.zero) {
                $1.vendor == vendor.name ? $0 + $1.yearlyCost : $0
            }
            return vendor.bill(share: value / total, discount: discount, yearly: yearly, years: problem.years)
        }
        moves = zip(problem.groups, shares).flatMap { $0.moves(to: $1) }
        let used = Set(placements.map(\.vendor))
        entryCost = problem.vendors.reduce(.zero) {
            used.contains($1.name) && problem.isNew($1.name) ? $0 + $1.entryCost : $0
        }
        hhi = vendors.reduce(0) { $0 + $1.share * $1.share }
    }
}

extension SplitVendor {
    /// The discount of a year's list spend; a threshold is met if 10⁻⁵ of it is missing, which is more than a solver leaves.
    func discount(atListSpend spend: Double) -> Double {
        tiers.last { $0.from.approximate * (1 - 1e-5) <= spend }?.discount ?? 0
    }

    fileprivate func bill(share: Double, discount: Double, yearly: Money<Charged>, years: Double)
        -> VendorSplit.Vendor
    {
        let bound = min(committedYears, years)
        let unused = Money<Charged>(
            modelled: bound * max(0, committed.approximate - yearly.approximate))
        let payment = Money<Charged>(modelled: years * yearly.approximate) + unused
        return VendorSplit.Vendor(
            name: name, share: share, discount: discount, yearlyCost: yearly, payment: payment,
            unusedCommitment: unused)
    }
}

extension WorkloadGroup {
    /// What leaves where it runs today: places that shrink give to those that grow, in the order of the options.
    fileprivate func moves(to shares: [Double]) -> [VendorSplit.Move] {
        guard options.contains(where: { $0.today > 0 }) else { return [] }
        var moves: [VendorSplit.Move] = []
        var arrivals = zip(options, shares).map { max(0, $1 - $0.today) }
        for (option, share) in zip(options, shares) {
            var leaving = max(0, option.today - share)
            for (place, target) in options.enumerated() where leaving > 0 && arrivals[place] > 0 {
                let part = min(leaving, arrivals[place])
                leaving -= part
                arrivals[place] -= part
                guard part > 1e-9 else { continue }
                let cost = Money<Charged>(modelled: part * demand * target.moveCost.approximate)
                moves.append(
                    VendorSplit.Move(
                        group: name, from: option.vendor, to: target.vendor, share: part,
                        units: part * demand, cost: moves.isEmpty ? cost + fixedMoveCost : cost,
                        days: moveDays))
            }
        }
        return moves
    }
}

extension VendorSplitProblem {
    /// What each group counts for concentration: its list cost today, or the mean of its options if it is new.
    func values() -> [Double] {
        groups.map { group in
            let today = group.options.reduce(0) { $0 + $1.today * $1.price.approximate }
            let mean = group.options.reduce(0) { $0 + $1.price.approximate } / Double(group.options.count)
            return group.demand * (today > 0 ? today : mean)
        }
    }

    /// Whether nothing runs at a vendor today.
    func isNew(_ vendor: String) -> Bool {
        !groups.contains { $0.options.contains { $0.vendor == vendor && $0.today > 0 } }
    }

    /// The shares of groups at a vendor, each times a weight of its group and option.
    fileprivate func sum(
        of shares: [[Double]], at vendor: String, _ weight: (Int, WorkloadGroup.Option) -> Double
    ) -> Double {
        var sum = 0.0
        for (group, parts) in shares.enumerated() {
            for (option, share) in zip(groups[group].options, parts) where option.vendor == vendor {
                sum += share * weight(group, option)
            }
        }
        return sum
    }

    /// What runs where, at the discount of each vendor.
    fileprivate func placements(_ shares: [[Double]], _ discounts: [Double]) -> [VendorSplit.Placement] {
        let discountOf = Dictionary(uniqueKeysWithValues: zip(vendors.map(\.name), discounts))
        return zip(groups, shares).flatMap { group, parts in
            zip(group.options, parts).filter { $0.1 > 0 }.map { option, share in
                let units = share * group.demand
                let net = units * option.price.approximate * (1 - (discountOf[option.vendor] ?? 0))
                return VendorSplit.Placement(
                    group: group.name, vendor: option.vendor, share: share, units: units,
                    yearlyCost: Money(modelled: net))
            }
        }
    }

    /// Days until all moves are done: each group's as one job, longest first, as many at a time as the limits allow.
    func days(of moves: [VendorSplit.Move]) -> Int {
        let jobs = Dictionary(moves.map { ($0.group, $0.days) }, uniquingKeysWith: max).values
        var teams = Array(repeating: 0, count: min(limits.parallelMoves, max(1, jobs.count)))
        for job in jobs.sorted(by: >) {
            let free = teams.indices.min { teams[$0] < teams[$1] } ?? 0
            teams[free] += job
        }
        return teams.max() ?? 0
    }
}
