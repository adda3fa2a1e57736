import Billing
import Commitments
import Foundation
import TimeSeries

/// Random vendor splits of the size of an estate: how long they take, and at which gap they stop.
enum SplitBenchmark {
    /// One Markdown row an instance: the walk-away from the first vendor, which is two searches, with it and without it.
    static func run(instances: Int = 10, vendors: Int = 7, groups: Int = 40) throws {
        print(
            "| instance | both searches, s | processor, s | gap with V1 | gap without | HHI | groups moved |")
        print("|---|---|---|---|---|---|---|")
        var (slowest, widest) = (0.0, 0.0)
        for seed in 1...instances {
            let problem = problem(seed: UInt64(seed), vendors: vendors, groups: groups)
            let (start, processor) = (ContinuousClock.now, clock())
            let found = try WalkAway(from: "V1", in: problem)
            let wall = start.duration(to: .now).seconds
            let used = Double(clock() - processor) / Double(CLOCKS_PER_SEC)
            slowest = max(slowest, wall)
            widest = max(widest, found.with.gap, found.without.gap)
            print(
                "| \(seed) | \(wall.short) | \(used.short) | \((found.with.gap * 100).short) % | "
                    + "\((found.without.gap * 100).short) % | \(found.with.hhi.short) | "
                    + "\(Set(found.with.moves.map(\.group)).count) |")
        }
        print("\nSlowest \(slowest.short) s, widest gap \((widest * 100).short) %.")
    }

    /// A split with tiers, moving costs, existing commitments, critical groups and limits of concentration.
    static func problem(seed: UInt64, vendors: Int, groups: Int) -> VendorSplitProblem {
        var random = SplitMix64(seed: seed)
        func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
        let names = (1...vendors).map { "V\($0)" }
        let levels = names.map { _ in uniform(0.85, 1.15) }
        var workloads: [WorkloadGroup] = []
        var total = 0.0
        for group in 0..<groups {
            let demand = (1000 * uniform(0.2, 1) / uniform(0.05, 1)).rounded()
            let base = uniform(50, 150)
            var carriers = (0..<vendors).filter { _ in random.uniform() < 0.7 }
            for vendor in 0..<vendors where carriers.count < 3 && !carriers.contains(vendor) {
                carriers.append(vendor)
            }
            // Today's vendor: those of low number have more.
            let home = carriers[Int(Double(carriers.count) * random.uniform() * random.uniform())]
            let second = carriers.first { $0 != home && random.uniform() < 0.3 }
            let options = carriers.map { vendor -> WorkloadGroup.Option in
                let price = base * levels[vendor] * uniform(0.85, 1.15)
                let today = vendor == home ? (second == nil ? 1 : 0.75) : vendor == second ? 0.25 : 0
                total += today * price * demand
                return WorkloadGroup.Option(
                    vendor: names[vendor], price: Money(modelled: price), today: today,
                    moveCost: Money(modelled: base * uniform(0.05, 0.4)))
            }
            workloads.append(
                WorkloadGroup(
                    name: "G\(group + 1)", demand: demand, options: options, isCritical: group % 5 == 0,
                    fixedMoveCost: Money(modelled: demand * base * uniform(0, 0.05)),
                    moveDays: Int(uniform(10, 120))))
        }
        let sellers = names.indices.map { vendor($0, of: names, total: total, &random) }
        return VendorSplitProblem(
            currency: .benchmark, years: 3, groups: workloads, vendors: sellers,
            limits: SplitLimits(maximumShare: 0.4, maximumHHI: 0.25, parallelMoves: 3))
    }

    /// A vendor of four tiers; the first two have commitments.
    private static func vendor(_ index: Int, of names: [String], total: Double, _ random: inout SplitMix64)
        -> SplitVendor
    {
        let discount = 0.02 + 0.04 * random.uniform()
        let tiers = [0, 0.05, 0.15, 0.3].enumerated().map { step, part in
            DiscountTier(
                from: Money(modelled: part * total * (0.9 + 0.2 * random.uniform())),
                discount: step == 0 ? 0 : discount * Double(step + 1))
        }
        return SplitVendor(
            name: names[index], tiers: tiers, entryCost: Money(modelled: 0.003 * total),
            committed: Money(modelled: index < 2 ? 0.12 * total : 0), committedYears: index < 2 ? 1.5 : 0)
    }
}

extension Currency {
    fileprivate static var benchmark: Currency {
        guard let currency = Currency("USD") else { preconditionFailure("USD is a currency") }
        return currency
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension Double {
    /// Three decimals.
    fileprivate var short: String {
        let thousandths = Int((self * 1000).rounded())
        let decimals = String(abs(thousandths) % 1000)
        return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000)."
            + String(repeating: "0", count: 3 - decimals.count) + decimals
    }
}
