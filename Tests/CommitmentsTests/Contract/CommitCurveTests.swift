import Billing
import Commitments
import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct CommitCurveTests {
    private static let line = CommitCurve(
        [DiscountTier(from: .zero, discount: 0), DiscountTier(from: Money(2000), discount: 0.4)], shape: .line
    )

    private static func cost(
        _ outlook: SpendOutlook, _ commit: Double, _ curve: CommitCurve, _ risk: RiskPreference
    )
        throws -> Double
    {
        let discount = curve.discount(for: Money(modelled: commit))
        let ramp = Array(repeating: commit, count: outlook.demand.horizon)
        let costs = try Contracts.contract(ramp, .flat(discount)).costs(under: outlook)
        guard risk.aversion > 0 else { return Contracts.mean(costs) }
        let worst = costs.sorted(by: >).prefix(costs.count / 20)
        return (1 - risk.aversion) * Contracts.mean(costs) + risk.aversion * Contracts.mean(Array(worst))
    }

    /// On a line g(S) = 0.0002·S, odds of a shortfall at the optimum = g′ · mean of spend where there is none.
    @Test func oddsAtTheOptimumAreWhatOneMoreCommitBrings() throws {
        var random = SplitMix64(seed: 5)
        let values = (0..<4001).map { _ in 600 + 900 * random.uniform() }
        let outlook = try SpendOutlook(demand: SamplePaths(horizon: 1, count: values.count, values: values))
        let best = try Contracts.contract([1]).bestCommit(on: Self.line, under: outlook, risk: .neutral)
        let commit = best.commits[0].approximate
        let above = values.filter { (1 - best.discount) * $0 >= commit }
        let gain = 0.0002 * above.reduce(0, +) / Double(values.count)
        #expect(abs(best.shortfallProbability - gain) < 2 / 4001.0)
        #expect(best.shortfallProbability > 0.05 && best.shortfallProbability < 0.5)
    }

    @Test(arguments: 1...4, [0, 0.2, 1]) func theBestCommitIsThatOfAGrid(seed: UInt64, aversion: Double)
        throws
    {
        let outlook = try Contracts.outlook(paths: 100, seed: seed)
        let risk = RiskPreference(aversion: aversion)
        let best = try Contracts.contract([1, 1, 1]).bestCommit(on: Self.line, under: outlook, risk: risk)
        let found = try Self.cost(outlook, best.commits[0].approximate, Self.line, risk)
        let grid = try (0...2000).map { try Self.cost(outlook, Double($0), Self.line, risk) }
        #expect(found <= (grid.min() ?? 0) * (1 + 1e-9))
        #expect(isClose(best.discount, Self.line.discount(for: best.commits[0]), .reference))
    }

    /// Carry-over may bend the valley: the search must still find its bottom.
    @Test(arguments: [CarryOver.Kind.shortfall, .excess], [1, 0.5])
    func carryOverDoesNotHideTheBottom(kind: CarryOver.Kind, share: Double) throws {
        for seed in 1...3 {
            let outlook = try Contracts.outlook(paths: 60, seed: UInt64(seed))
            var contract = try Contracts.contract([1, 1.2, 0.8])
            contract.carryOver = CarryOver(kind, periods: 2)
            contract.shortfallShare = share
            let best = try contract.bestCommit(on: Self.line, under: outlook, risk: .neutral)
            let grid = try (0...1000).map { step -> Double in
                let commit = 2 * Double(step)
                var same = contract
                same.commits = [1, 1.2, 0.8].map { Money(modelled: commit * $0) }
                same.discount = .flat(Self.line.discount(for: Money(modelled: commit)))
                return Contracts.mean(try same.costs(under: outlook))
            }
            #expect(best.cost.mean.approximate <= (grid.min() ?? 0) * (1 + 1e-6))
        }
    }

    @Test func ofTiersTheCheapestIsTaken() throws {
        let steps = [0, 400, 800, 1200, 1600].enumerated().map {
            DiscountTier(from: Money($1), discount: 0.08 * Double($0))
        }
        let curve = CommitCurve(steps)
        for seed in 1...5 {
            let outlook = try Contracts.outlook(seed: UInt64(seed))
            let best = try Contracts.contract([1, 1, 1]).bestCommit(on: curve, under: outlook, risk: .neutral)
            let grid = try (0...200).map { try Self.cost(outlook, Double($0) * 10, curve, .neutral) }
            #expect(isClose(best.cost.mean.approximate, grid.min() ?? 0, .reference))
            #expect(steps.contains { $0.from == best.commits[0] })
        }
    }

    @Test func theFrontierTradesMeanForTail() throws {
        let outlook = try Contracts.outlook(paths: 400)
        let frontier = try Contracts.contract([1, 1, 1]).frontier(on: Self.line, under: outlook)
        for (left, right) in zip(frontier, frontier.dropFirst()) {
            #expect(left.cost.mean <= right.cost.mean + Money(modelled: 0.01))
            #expect(right.cost.cvar95 <= left.cost.cvar95 + Money(modelled: 0.01))
        }
    }

    @Test(arguments: [0.05, 0.1, 0.3]) func theSafeCommitIsTheLargestWithTheseOdds(odds: Double) throws {
        let outlook = try Contracts.outlook(paths: 500)
        let contract = try Contracts.contract([1, 1.1, 1.2])
        let safe = try contract.safeCommit(odds: odds, under: outlook)
        func shortfall(_ commits: [Money<Charged>]) throws -> Double {
            var promised = contract
            promised.commits = commits
            return try ContractAnalysis(promised, under: outlook).shortfallProbability
        }
        #expect(try shortfall(safe.together) <= odds)
        #expect(try shortfall(safe.together.map { Money(modelled: $0.approximate * 1.02) }) > odds)
        for period in 0..<3 {
            var alone = Array(repeating: Money<Charged>.zero, count: 3)
            alone[period] = safe.each[period]
            #expect(try shortfall(alone) <= odds)
            #expect(safe.together[period] <= safe.each[period] + Money(modelled: 1e-3))
        }
        // Along a curve, what counts falls as the promise grows.
        let curved = try contract.safeCommit(odds: odds, under: outlook, on: Self.line)
        let discount = try #require(curved.discount)
        var promised = contract
        promised.discount = .flat(discount)
        promised.commits = curved.together
        #expect(try ContractAnalysis(promised, under: outlook).shortfallProbability <= odds)
        let mean = Contracts.mean(curved.together.map(\.approximate))
        #expect(isClose(discount, 0.0002 * mean, .optimum))
    }

    @Test func badCurvesAreRefused() throws {
        let outlook = try Contracts.outlook()
        let contract = try Contracts.contract([1, 1, 1])
        #expect(throws: ContractError.noTiers) {
            try contract.bestCommit(on: CommitCurve([]), under: outlook)
        }
        let falling = CommitCurve([
            DiscountTier(from: .zero, discount: 0.2), DiscountTier(from: Money(10), discount: 0.1),
        ])
        #expect(throws: ContractError.self) { try contract.bestCommit(on: falling, under: outlook) }
        #expect(throws: ContractError.self) {
            try contract.bestCommit(on: Self.line, under: outlook, risk: RiskPreference(aversion: 2))
        }
    }
}
