import Billing
import Commitments
import Foundation
import LinearProgramming
import TestKit
import Testing
import TimeSeries

@Suite struct VendorSplitTests {
    private static let exact = SplitSearchLimits(seconds: 60, relativeGap: 1e-9)

    @Test(arguments: 1...12) func theSplitIsThatOfEnumeration(seed: UInt64) throws {
        let problem = try Splits.random(seed: seed)
        let split = try problem.solved(within: Self.exact)
        let least = try #require(SplitTwin(problem).least())
        #expect(isClose(split.cost.approximate, least, .optimum), "\(split.cost) \(least)")
        #expect(split.cost.approximate <= least * (1 + 1e-6))
        #expect(split.bound <= split.cost && split.gap <= 1e-6 && split.isProven)
    }

    @Test(arguments: 1...6) func theBillAddsUpAndLimitsHold(seed: UInt64) throws {
        var problem = try Splits.random(seed: seed, groups: 8)
        problem.limits.maximumShare = 0.6
        problem.limits.maximumHHI = 0.42
        let split = try problem.solved()
        #expect(split.cost == split.runningCost + split.oneOffCost)
        #expect(split.runningCost == split.vendors.reduce(.zero) { $0 + $1.payment })
        for vendor in split.vendors {
            let placed = split.placements.filter { $0.vendor == vendor.name }
            #expect(vendor.yearlyCost == placed.reduce(.zero) { $0 + $1.yearlyCost })
        }
        for group in problem.groups {
            let shares = split.placements.filter { $0.group == group.name }.map(\.share)
            #expect(isClose(shares.reduce(0, +), 1, .reference))
            #expect(!group.isCritical || shares.count { $0 >= 0.1 - 1e-9 } >= 2)
        }
        #expect(split.vendors.allSatisfy { $0.share <= 0.6 + 1e-6 })
        #expect(split.hhi <= 0.42 + 1e-6)
        #expect(isClose(split.vendors.reduce(0) { $0 + $1.share }, 1, .reference))
        #expect(split.gap <= 1e-3 && split.bound.approximate <= split.cost.approximate)
        let data = try JSONEncoder().encode(split)
        #expect(try JSONDecoder().decode(VendorSplit.self, from: data) == split)
    }

    @Test(arguments: [1e-3, 1e9]) func theSplitScalesWithDemand(scale: Double) throws {
        for seed in 1...4 {
            let base = try Splits.random(seed: UInt64(seed))
            var larger = base
            func times(_ money: Money<Charged>) -> Money<Charged> {
                Money(modelled: money.approximate * scale)
            }
            for group in larger.groups.indices {
                larger.groups[group].demand *= scale
                larger.groups[group].fixedMoveCost = times(larger.groups[group].fixedMoveCost)
            }
            for vendor in larger.vendors.indices {
                larger.vendors[vendor].entryCost = times(larger.vendors[vendor].entryCost)
                larger.vendors[vendor].committed = times(larger.vendors[vendor].committed)
                for tier in larger.vendors[vendor].tiers.indices {
                    larger.vendors[vendor].tiers[tier].from = times(larger.vendors[vendor].tiers[tier].from)
                }
            }
            let (small, large) = (try base.solved(within: Self.exact), try larger.solved(within: Self.exact))
            #expect(isClose(large.cost.approximate / scale, small.cost.approximate, .optimum))
            #expect(large.moves.map(\.group) == small.moves.map(\.group))
        }
    }

    @Test func concentrationComesCloseToItsLimit() throws {
        // Everything is cheapest at A: the index binds.
        let problem = VendorSplitProblem(
            currency: try Splits.currency(), years: 1,
            groups: [try Splits.group("G", ["A": 1, "B": 2, "C": 3], today: "A")],
            vendors: ["A", "B", "C"].map { SplitVendor(name: $0) }, limits: SplitLimits(maximumHHI: 0.5))
        let split = try problem.solved(within: Self.exact)
        #expect(split.hhi <= 0.5 && split.hhi > 0.499)
    }

    @Test func stayingIsFreeAndMovingPays() throws {
        let currency = try Splits.currency()
        var group = try Splits.group("G", ["A": 10, "B": 8], today: "A")
        group.options[1].moveCost = Money(3)
        group.fixedMoveCost = Money(50)
        group.moveDays = 30
        let vendors = [SplitVendor(name: "A"), SplitVendor(name: "B", entryCost: Money(20))]
        // 100 units: moving saves 200 a year and costs 300 + 50 + 20 once.
        let short = VendorSplitProblem(currency: currency, years: 1, groups: [group], vendors: vendors)
        let stay = try short.solved(within: Self.exact)
        #expect(stay.cost == Money(1000) && stay.moves.isEmpty && stay.days == 0 && stay.oneOffCost == .zero)
        let long = VendorSplitProblem(currency: currency, years: 3, groups: [group], vendors: vendors)
        let move = try long.solved(within: Self.exact)
        #expect(move.cost == Money(2400 + 370) && move.oneOffCost == Money(370) && move.days == 30)
        #expect(move.moves.map(\.to) == ["B"] && move.moves[0].cost == Money(350))
    }

    @Test func commitmentsArePaidUntilTheyEnd() throws {
        let currency = try Splits.currency()
        let group = try Splits.group("G", ["A": 10, "B": 5], today: "A")
        let vendors = [
            SplitVendor(name: "A", committed: Money(900), committedYears: 1), SplitVendor(name: "B"),
        ]
        let problem = VendorSplitProblem(currency: currency, years: 2, groups: [group], vendors: vendors)
        // At A: 2,000. At B: 1,000 and 900 of the promise unused.
        let split = try problem.solved(within: Self.exact)
        #expect(split.cost == Money(1900) && split.unusedCommitment == Money(900))
        let walkAway = try WalkAway(from: "A", in: problem, limits: Self.exact)
        #expect(walkAway.without.cost == Money(1900) && walkAway.marginalValue == .zero)
        #expect(walkAway.today == Money(2000) && walkAway.replacementCost == Money(1900))
    }

    @Test func whatIsAtOtherVendorsIsNotPartOfTheReplacement() throws {
        let groups = [
            try Splits.group("G", ["A": 10, "B": 12], today: "A"),
            try Splits.group("H", ["B": 3], today: "B"),
        ]
        let problem = VendorSplitProblem(
            currency: try Splits.currency(), years: 1, groups: groups,
            vendors: [SplitVendor(name: "A"), SplitVendor(name: "B")])
        let walkAway = try WalkAway(from: "A", in: problem, limits: Self.exact)
        #expect(walkAway.with.cost == Money(1300) && walkAway.without.cost == Money(1500))
        #expect(walkAway.marginalValue == Money(200) && walkAway.replacementCost == Money(1200))
        #expect(walkAway.alternative.name == "Without A" && walkAway.alternative.cost == Money(1200))
        // H cannot leave B: only G would.
        let locked = try WalkAway(from: "B", in: problem, limits: Self.exact)
        #expect(locked.locked == ["H"] && locked.without.cost == Money(1300) && walkAway.locked.isEmpty)
        var all = problem
        all.groups.removeFirst()
        #expect(throws: SplitError.noOption(group: "H")) { try WalkAway(from: "B", in: all) }
    }

    @Test func groupsMoveInParallel() throws {
        let groups = try (0..<4).map { index in
            var group = try Splits.group("G\(index)", ["A": 10, "B": 5], today: "A")
            group.moveDays = 10 * (index + 1)
            return group
        }
        var problem = VendorSplitProblem(
            currency: try Splits.currency(), years: 1, groups: groups,
            vendors: [SplitVendor(name: "A"), SplitVendor(name: "B")])
        #expect(try problem.solved().days == 100)
        problem.limits.parallelMoves = 2
        #expect(try problem.solved().days == 50)
    }
}

@Suite struct SplitErrorTests {
    private func error(_ change: (inout VendorSplitProblem) -> Void) throws -> SplitError? {
        var problem = try Splits.random(seed: 1)
        problem.groups[0].isCritical = false
        change(&problem)
        do {
            _ = try problem.solved()
            return nil
        } catch { return error }
    }

    @Test func eachFaultHasItsOwnError() throws {
        #expect(try error { _ in } == nil)
        #expect(try error { $0.vendors = [] } == .noVendors)
        #expect(try error { $0.groups = [] } == .noGroups)
        #expect(try error { $0.groups[0].demand = 0 } == .noDemand(group: "G1", demand: "0.0"))
        #expect(try error { $0.groups[0].demand = .nan } == .noDemand(group: "G1", demand: "nan"))
        #expect(try error { $0.groups[1].options = [] } == .noOption(group: "G2"))
        #expect(
            try error { $0.groups[0].options[0].vendor = "X" } == .unknownVendor(group: "G1", vendor: "X"))
        #expect(try error { $0.groups[1].name = "G1" } == .doubled(name: "G1"))
        #expect(
            try error {
                $0.groups[0].options[0].today = 0.5; $0.groups[0].options[1].today = 0
            } != nil)
        #expect(
            try error { $0.vendors[0].tiers[1].from = .zero } == .tiersNotIncreasing(vendor: "A", tier: 1))
        #expect(
            try error { $0.vendors[0].tiers[1].discount = 1.5 }
                == .notAShare(term: "a discount", value: "1.5"))
        #expect(try error { $0.vendors[0].tiers = [] } == .noTiers(vendor: "A"))
        #expect(try error { $0.years = 0 } != nil)
        #expect(try error { $0.limits.maximumHHI = .nan } != nil)
        #expect(throws: SplitError.unknownVendor(group: "the walk-away", vendor: "X")) {
            try WalkAway(from: "X", in: Splits.random(seed: 1))
        }
    }

    @Test func whatCannotHoldIsNamed() throws {
        #expect(
            try error { $0.limits.maximumShare = 0.2 } == .infeasible(limits: [.maximumShare(0.2)]))
        #expect(try error { $0.limits.maximumHHI = 0.3 } == .infeasible(limits: [.maximumHHI(0.3)]))
        let both = try error {
            $0.vendors[0].minimumShare = 0.7
            $0.vendors[1].minimumShare = 0.6
        }
        #expect(
            both
                == .infeasible(limits: [
                    .vendorMinimum(vendor: "A", share: 0.7), .vendorMinimum(vendor: "B", share: 0.6),
                ]))
        let alone = try error {
            $0.groups[0].isCritical = true
            $0.groups[0].options = [WorkloadGroup.Option(vendor: "A", price: Money(1), today: 1)]
        }
        #expect(alone == .infeasible(limits: [.resilience(group: "G1")]))
        #expect(
            alone?.description
                == "needs a split that keeps every limit, and there is none: these cannot hold together: "
                + "G1 at several vendors; loosen one")
    }
}

/// Split problems that the suites share.
enum Splits {
    static func currency() throws -> Currency { try #require(Currency("USD")) }

    /// 100 units a year that all run at one vendor today.
    static func group(_ name: String, _ prices: [String: Int], today: String) throws -> WorkloadGroup {
        WorkloadGroup(
            name: name, demand: 100,
            options: prices.sorted { $0.key < $1.key }.map {
                WorkloadGroup.Option(vendor: $0.key, price: Money($0.value), today: $0.key == today ? 1 : 0)
            })
    }

    /// Three vendors of two tiers, some with an entry cost or a commitment; the first group is critical.
    static func random(seed: UInt64, groups: Int = 3) throws -> VendorSplitProblem {
        var random = SplitMix64(seed: seed)
        func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
        let names = ["A", "B", "C"]
        let workloads = (1...groups).map { index -> WorkloadGroup in
            let home = Int(random.next() % 3)
            return WorkloadGroup(
                name: "G\(index)", demand: uniform(50, 200).rounded(),
                options: names.enumerated().map { place, name in
                    WorkloadGroup.Option(
                        vendor: name, price: Money(modelled: uniform(8, 12)), today: place == home ? 1 : 0,
                        moveCost: Money(modelled: uniform(0, 3)))
                },
                isCritical: index == 1, fixedMoveCost: Money(modelled: uniform(0, 100)), moveDays: 10 * index)
        }
        let total = workloads.reduce(0) { $0 + $1.demand * 10 }
        let vendors = names.enumerated().map { place, name in
            SplitVendor(
                name: name,
                tiers: [
                    DiscountTier(from: .zero, discount: 0),
                    DiscountTier(
                        from: Money(modelled: total * uniform(0.3, 0.7)), discount: uniform(0.05, 0.25)),
                ],
                entryCost: Money(modelled: uniform(0, 100)),
                committed: Money(modelled: place == 0 ? 0.3 * total : 0), committedYears: place == 0 ? 1 : 0)
        }
        return VendorSplitProblem(currency: try currency(), years: 2, groups: workloads, vendors: vendors)
    }
}

/// Tries every choice of tiers, of groups that may move and of places of critical groups; what is left is a linear program.
struct SplitTwin {
    let problem: VendorSplitProblem

    init(_ problem: VendorSplitProblem) {
        self.problem = problem
    }

    func least() -> Double? {
        let vendors = problem.vendors.count
        let tiers = SplitTwin.choices(Array(repeating: [nil, 0, 1], count: vendors))
        let moving = SplitTwin.choices(Array(repeating: [false, true], count: problem.groups.count))
        let pairs = [[0, 1], [0, 2], [1, 2]]
        var best: Double?
        for tier in tiers {
            for moves in moving {
                for pair in pairs {
                    guard let cost = cost(tier, moves, pair) else { continue }
                    best = min(best ?? .infinity, cost)
                }
            }
        }
        return best
    }

    private static func choices<Choice>(_ options: [[Choice]]) -> [[Choice]] {
        options.reduce([[]]) { rows, next in rows.flatMap { row in next.map { row + [$0] } } }
    }

    private func cost(_ tier: [Int?], _ moves: [Bool], _ pair: [Int]) -> Double? {
        var program = LinearProgram(.minimize)
        var once = 0.0
        let paid = problem.vendors.map { vendor in
            program.variable(
                cost: min(vendor.committedYears, problem.years),
                in: vendor.committed.approximate...Double.infinity)
        }
        var lists = problem.vendors.map { _ in [(LinearProgram.Variable, Double)]() }
        for (group, workload) in problem.groups.enumerated() {
            if moves[group] { once += workload.fixedMoveCost.approximate }
            var all: [(LinearProgram.Variable, Double)] = []
            for (vendor, option) in workload.options.enumerated() {
                let list = workload.demand * option.price.approximate
                let seller = problem.vendors[vendor]
                let discount = tier[vendor].map { seller.tiers[$0].discount } ?? 0
                let free = problem.years - min(seller.committedYears, problem.years)
                let least = moves[group] ? 0 : option.today
                let isPair = workload.isCritical && pair.contains(vendor)
                let low = max(least, isPair ? problem.limits.criticalShare : 0)
                let high = tier[vendor] == nil ? 0 : moves[group] ? 1 : option.today
                guard low <= high else { return nil }
                let here = program.variable(cost: free * list * (1 - discount), in: low...high)
                let arrival = program.variable(cost: workload.demand * option.moveCost.approximate)
                program.constraint([(arrival, 1), (here, -1)], in: -option.today...Double.infinity)
                lists[vendor].append((here, list))
                all.append((here, 1))
            }
            program.constraint(all, in: 1...1)
        }
        for (vendor, seller) in problem.vendors.enumerated() {
            guard let chosen = tier[vendor] else { continue }
            if problem.groups.allSatisfy({ $0.options[vendor].today == 0 }) {
                once += seller.entryCost.approximate
            }
            let least = seller.tiers[chosen].from.approximate
            program.constraint(lists[vendor], in: least...Double.infinity)
            let net = lists[vendor].map { ($0.0, -$0.1 * (1 - seller.tiers[chosen].discount)) }
            program.constraint(net + [(paid[vendor], 1)], in: 0...Double.infinity)
        }
        guard let solution = try? program.solution() else { return nil }
        return solution.objective + once
    }
}
