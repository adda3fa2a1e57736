import Billing
import Commitments
import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct ContractAnalysisTests {
    /// One future many times: every number has a closed form.
    @Test func identicalPathsAreTheClosedForm() throws {
        let outlook = try Contracts.certain([1000, 1200, 600])
        let analysis = try ContractAnalysis(Contracts.contract([700, 900, 900]), under: outlook)
        // 800 ≥ 700; 960 ≥ 900; 480 < 900: 420 short.
        #expect(analysis.cost.mean == Money(800 + 960 + 900))
        #expect(analysis.cost.p10 == analysis.cost.cvar95 && analysis.cost.worstDecile == analysis.cost.mean)
        #expect(analysis.shortfallProbability == 1)
        #expect(analysis.expectedShortfall == Money(420))
        #expect(analysis.expectedSaving == Money(2800 - 2660))
        #expect(analysis.periods.map(\.shortfallProbability) == [0, 0, 1])
        #expect(analysis.periods[1].p50 == Money(960))
        #expect(analysis.leavingProbability == nil)
    }

    @Test func tiersTakeWhatTheySay() throws {
        let tiers = [
            DiscountTier(from: Money(100), discount: 0.1), DiscountTier(from: Money(1000), discount: 0.3),
        ]
        let outlook = try Contracts.certain([1200])
        func cost(_ schedule: DiscountSchedule, _ commit: Double) throws -> Double {
            Contracts.mean(try Contracts.contract([commit], schedule).costs(under: outlook))
        }
        #expect(isClose(try cost(.bySpend(tiers), 0), 1200 * 0.7, .rounding))
        #expect(isClose(try cost(.byBand(tiers), 0), 1200 - 0.1 * 900 - 0.3 * 200, .rounding))
        #expect(isClose(try cost(.byCommit(tiers), 0), 1200, .rounding))
        #expect(isClose(try cost(.byCommit(tiers), 100), 1080, .rounding))
        #expect(isClose(try cost(.byCommit(tiers), 1000), 1000, .rounding))
    }

    @Test func clausesHaveClosedForms() throws {
        var contract = try Contracts.contract([0, 0])
        var outlook = try Contracts.certain([1000, 1000])
        outlook.prices = PriceOutlook(drift: 0.1)
        // The middle of a period is half of it in; a year has 365.25 days, the term with its leap year 731.
        let years = 731 / 2 / 365.25
        let list = [0.5, 1.5].map { 1000 * pow(1.1, $0 * years) }
        func cost() throws -> Double { Contracts.mean(try contract.costs(under: outlook)) }
        #expect(isClose(try cost(), 0.8 * (list[0] + list[1]), .rounding))
        contract.priceCap = 0
        #expect(isClose(try cost(), 1600, .rounding))
        contract.eligibleShare = 0.5
        #expect(isClose(try cost(), 800 + 0.5 * (list[0] + list[1]), .rounding))
        contract.eligibleShare = 1
        outlook.egressShare = 0.3
        contract.egressWaiver = 0.1
        #expect(isClose(try cost(), 1600 * 0.9, .rounding))
        contract.egressWaiver = 0.5
        #expect(isClose(try cost(), 1600 * 0.7, .rounding))
        contract.egressWaiver = 0
        outlook.market = PriceOutlook(drift: -0.2)
        contract.followsMarket = true
        let market = [0.5, 1.5].map { 800 * pow(0.8, $0 * years) }
        #expect(isClose(try cost(), market[0] + market[1], .rounding))
    }

    @Test func paymentTermsAreWorthTheTimeTheyGive() throws {
        var contract = try Contracts.contract([800])
        var outlook = try Contracts.certain([1000])
        outlook.capitalCost = 0.08
        func cost() throws -> Double { Contracts.mean(try contract.costs(under: outlook)) }
        let years = 365 / 365.25
        #expect(isClose(try cost(), 800 * pow(1.08, -0.5 * years), .rounding))
        contract.payment.upfrontShare = 1
        #expect(isClose(try cost(), 800, .rounding))
        contract.payment = PaymentTerms(days: 60)
        #expect(isClose(try cost(), 800 * pow(1.08, -0.5 * years - 60 / 365.25), .rounding))
    }

    @Test func countingAtListPricesCountsMore() throws {
        let outlook = try Contracts.certain([1000])
        var contract = try Contracts.contract([950])
        #expect(try ContractAnalysis(contract, under: outlook).cost.mean == Money(950))
        contract.counting = .listSpend
        #expect(try ContractAnalysis(contract, under: outlook).cost.mean == Money(800))
        contract.shortfallShare = 0.5
        contract.counting = .netSpend
        #expect(try ContractAnalysis(contract, under: outlook).cost.mean == Money(875))
    }

    /// Cost never rises with the discount, and without tiers and carry-over is convex in the commit.
    @Test(arguments: 1...8) func costFallsWithDiscountAndIsConvexInCommit(seed: UInt64) throws {
        let outlook = try Contracts.outlook(seed: seed)
        func mean(_ commit: Double, _ discount: Double) throws -> Double {
            let contract = try Contracts.contract([commit, 1.1 * commit, 1.2 * commit], .flat(discount))
            return Contracts.mean(try contract.costs(under: outlook))
        }
        var before = Double.infinity
        for step in 0...20 {
            let cost = try mean(700, Double(step) / 20)
            #expect(cost <= before * (1 + 1e-12))
            before = cost
        }
        let costs = try (0...40).map { try mean(Double($0) * 40, 0.2) }
        for index in 1..<40 {
            #expect(costs[index] <= 0.5 * (costs[index - 1] + costs[index + 1]) + 1e-6)
            #expect(costs[index] >= costs[index - 1] - 1e-6)
        }
    }

    @Test(arguments: [1e-3, 1e9]) func costScalesWithSpend(scale: Double) throws {
        var contract = try Contracts.contract([700, 800, 900])
        contract.carryOver = CarryOver(.shortfall, share: 0.5)
        contract.termination = TerminationRight(afterPeriod: 1, fee: Money(modelled: 30))
        let base = try contract.costs(under: Contracts.outlook())
        var larger = contract
        larger.commits = contract.commits.map { Money(modelled: $0.approximate * scale) }
        larger.termination?.fee = Money(modelled: 30 * scale)
        let scaled = try larger.costs(under: Contracts.outlook(scale: scale))
        #expect(isClose(scaled.map { $0 / scale }, base, .reference))
    }

    /// Greedy use of what is carried over against every whole-number use there is.
    @Test(arguments: [CarryOver.Kind.shortfall, .excess], 1...2)
    func carryOverIsUsedAsWellAsCanBe(kind: CarryOver.Kind, periods: Int) throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<150 {
            let spend = (0..<4).map { _ in Int(random.next() % 6) }
            let commit = (0..<4).map { _ in Int(random.next() % 6) }
            var contract = try Contracts.contract(commit.map(Double.init), .flat(0))
            contract.carryOver = CarryOver(kind, periods: periods)
            let outlook = try Contracts.certain(spend.map(Double.init), paths: 2)
            let cost = try contract.costs(under: outlook)[0]
            var twin = CarryOverTwin(kind: kind, periods: periods, spend: spend, commit: commit)
            #expect(isClose(cost, Double(twin.least()), .rounding), "\(spend) \(commit)")
        }
    }

    @Test func leavingPaysOnlyWhereItDoes() throws {
        var contract = try Contracts.contract([800, 900, 1000])
        let outlook = try Contracts.outlook()
        let bound = try ContractAnalysis(contract, under: outlook)
        contract.termination = TerminationRight(afterPeriod: 1, fee: Money(50))
        let free = try ContractAnalysis(contract, under: outlook)
        #expect(free.cost.mean <= bound.cost.mean)
        #expect(try #require(free.leavingProbability) > 0)
        // The rule is the best of all thresholds on the first year's spend.
        let threshold = try #require(free.leavesBelow).approximate
        func mean(_ below: Double) -> Double {
            let demand = outlook.demand
            return Contracts.mean(
                (0..<demand.count).map { path in
                    let list = (0..<3).map { demand.values[path * 3 + $0] }
                    let paid = zip(list, [800.0, 900, 1000]).map { max(0.8 * $0, $1) }
                    return list[0] < below ? paid[0] + 50 + list[1] + list[2] : paid.reduce(0, +)
                })
        }
        let best = outlook.demand.values(at: 0).map(mean).min() ?? .infinity
        #expect(isClose(mean(threshold), free.cost.mean.approximate, .reference))
        #expect(free.cost.mean.approximate <= best + 1e-5)
        contract.termination = TerminationRight(afterPeriod: 1, fee: Money(1_000_000))
        #expect(try ContractAnalysis(contract, under: outlook).leavingProbability == 0)
    }

    @Test func tailsAreMeansOfTheWorst() throws {
        let values = (1...40).map { Double($0) }
        let outlook = try SpendOutlook(demand: SamplePaths(horizon: 1, count: 40, values: values))
        let cost = try ContractAnalysis(Contracts.contract([0], .flat(0)), under: outlook).cost
        #expect(cost.cvar95 == Money("39.5"))
        #expect(cost.worstDecile == Money("38.5"))
        #expect(cost.mean == Money("20.5"))
    }

    @Test func priceFuturesFollowTheirDrift() throws {
        var outlook = try SpendOutlook(
            demand: SamplePaths(horizon: 1, count: 20_000, values: Array(repeating: 1, count: 20_000)))
        outlook.prices = PriceOutlook(drift: 0.05, deviation: 0.1)
        let costs = try Contracts.contract([0], .flat(0)).costs(under: outlook)
        #expect(abs(Contracts.mean(costs) / pow(1.05, 0.5) - 1) < 0.002)
    }

    @Test func itIsReadBackAsWritten() throws {
        var contract = try Contracts.contract(
            [700, 800, 900], .byBand([DiscountTier(from: .zero, discount: 0.125)]))
        contract.carryOver = CarryOver(.excess, share: 0.5, periods: 2)
        contract.termination = TerminationRight(afterPeriod: 2)
        let analysis = try ContractAnalysis(contract, under: Contracts.outlook())
        let data = try JSONEncoder().encode(analysis)
        #expect(try JSONDecoder().decode(ContractAnalysis.self, from: data) == analysis)
    }
}

/// Tries every whole-number use of rights that are carried over.
private struct CarryOverTwin {
    let kind: CarryOver.Kind
    let periods: Int
    let spend: [Int]
    let commit: [Int]

    mutating func least() -> Int { least(0, []) }

    /// The least cost from a period on, with rights open as (period, amount).
    private func least(_ period: Int, _ rights: [(period: Int, amount: Int)]) -> Int {
        guard period < spend.count else { return 0 }
        let open = rights.filter { $0.period + periods >= period && $0.amount > 0 }
        let short = max(0, commit[period] - spend[period])
        let excess = max(0, spend[period] - commit[period])
        let (need, right) = kind == .shortfall ? (excess, short) : (short, excess)
        var best = Int.max
        uses(open, need) { used, left in
            // What was used of a shortfall pays for spend; what was used of an excess fills a shortfall, and so lessens what
            // is paid for it.
            let paid = spend[period] + short - used
            best = min(best, paid + least(period + 1, left + [(period, right)]))
        }
        return best
    }

    private func uses(
        _ open: [(period: Int, amount: Int)], _ need: Int,
        _ body: (Int, [(period: Int, amount: Int)]) -> Void
    ) {
        guard let first = open.first else { return body(0, []) }
        for used in 0...min(need, first.amount) {
            uses(Array(open.dropFirst()), need - used) { more, left in
                body(used + more, [(first.period, first.amount - used)] + left)
            }
        }
    }
}
