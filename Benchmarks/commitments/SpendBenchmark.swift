import Billing
import Commitments
import Forecasting
import Foundation
import TimeSeries

/// Spend contracts on random futures: what the search finds against a fine grid, and how long it takes.
enum SpendBenchmark {
    /// Markdown rows: cost found ÷ least cost of a grid of 4,001 commits, by kind of contract and preference; then times.
    static func run(instances: Int = 5) throws {
        print("| contract | instances | (found − grid) ÷ grid, worst | commit: found − grid, widest |")
        print("|---|---|---|---|")
        for (name, change) in kinds {
            for aversion in [0, 0.2] {
                var (worst, widest) = (-Double.infinity, 0.0)
                for seed in 1...instances {
                    let (cost, commit) = try compared(UInt64(seed), aversion, change)
                    worst = max(worst, cost)
                    widest = max(widest, commit)
                }
                print(
                    "| \(name), aversion \(aversion) | \(instances) | \(worst.digits("%.1e")) | "
                        + "\(widest.digits("%.2f")) |"
                )
            }
        }
        try times()
    }

    private static let kinds: [(String, @Sendable (inout SpendContract) -> Void)] = [
        ("plain", { _ in }), ("half of a shortfall is paid", { $0.shortfallShare = 0.5 }),
        ("shortfall carried over", { $0.carryOver = CarryOver(.shortfall, periods: 2) }),
        ("excess carried over", { $0.carryOver = CarryOver(.excess, periods: 2) }),
        ("right to leave", { $0.termination = TerminationRight(afterPeriod: 1) }),
    ]

    private static let curve = CommitCurve(
        [DiscountTier(from: .zero, discount: 0), DiscountTier(from: Money(2_000), discount: 0.4)],
        shape: .line)

    /// Relative excess of cost, and distance of the commits, to the best of a grid.
    private static func compared(
        _ seed: UInt64, _ aversion: Double, _ change: (inout SpendContract) -> Void
    ) throws -> (cost: Double, commit: Double) {
        let outlook = try outlook(paths: 100, seed: seed)
        var contract = try contract(1)
        change(&contract)
        let risk = RiskPreference(aversion: aversion)
        let best = try contract.bestCommit(on: curve, under: outlook, risk: risk)
        func cost(_ commit: Double) throws -> Double {
            var same = contract
            same.commits = contract.commits.map { Money(modelled: commit * $0.approximate) }
            same.discount = .flat(curve.discount(for: Money(modelled: commit)))
            let sorted = try same.costs(under: outlook).sorted(by: >)
            let mean = sorted.reduce(0, +) / Double(sorted.count)
            return (1 - aversion) * mean + aversion * sorted.prefix(sorted.count / 20).reduce(0, +)
                / Double(sorted.count / 20)
        }
        let grid = try (0...4_000).map { try cost(Double($0) * 0.5) }
        let least = grid.indices.min { grid[$0] < grid[$1] } ?? 0
        let found = best.commits[0].approximate
        return (try cost(found) / grid[least] - 1, abs(found - Double(least) * 0.5))
    }

    private static func times() throws {
        let outlook = try outlook(paths: 1_000, seed: 1)
        let contract = try contract(800)
        print("\n| 1,000 futures of 3 years | processor, ms |\n|---|---|")
        func row(_ name: String, _ body: () throws -> Void) rethrows {
            try body()
            let start = clock()
            for _ in 0..<10 { try body() }
            print("| \(name) | \((Double(clock() - start) / Double(CLOCKS_PER_SEC) * 100).digits("%.1f")) |")
        }
        try row("analysis") { _ = try ContractAnalysis(contract, under: outlook) }
        try row("best commit along a line") { _ = try contract.bestCommit(on: curve, under: outlook) }
        try row("indifference at 5 commits") {
            _ = try IndifferenceCurve(
                contract, commits: [400, 500, 600, 700, 800].map { Money($0) }, under: outlook)
        }
        try row("values of 6 clauses") {
            _ = try ClauseValue.values(
                of: [
                    .discount(0.01), .ramp, .carryOver(CarryOver(.shortfall)), .priceCap(0),
                    .shortfallShare(0.5), .termination(TerminationRight(afterPeriod: 2)),
                ], on: contract, under: outlook)
        }
    }

    private static func contract(_ commit: Int) throws -> SpendContract {
        guard let currency = Currency("USD"), let start = CivilDate("2027-01-01"),
            let end = CivilDate("2030-01-01")
        else { preconditionFailure("a currency and two dates") }
        return SpendContract(
            vendor: "V", currency: currency, start: start, end: end,
            commits: Array(repeating: Money(commit), count: 3), discount: .flat(0.2))
    }

    /// Levels of 800 to 1,200 that change by −15 % to +35 % a year.
    private static func outlook(paths: Int, seed: UInt64) throws -> SpendOutlook {
        var random = SplitMix64(seed: seed)
        let values = (0..<paths).flatMap { _ -> [Double] in
            var level = 800 + 400 * random.uniform()
            return (0..<3).map { _ in
                defer { level *= 0.85 + 0.5 * random.uniform() }
                return level
            }
        }
        return try SpendOutlook(demand: SamplePaths(horizon: 3, count: paths, values: values))
    }
}

extension Double {
    fileprivate func digits(_ format: String) -> String { String(format: format, self) }
}
