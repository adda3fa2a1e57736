import Foundation
import Testing
import TimeSeries
import UnitEconomics

/// How often a relation is found where there is none, where there is one, and how often intervals hold the truth.
///
/// `UNIT_ECONOMICS_PAIRS=300 swift test --filter RelationRatesTests` prints the tables of `Documentation/UnitEconomics.md`.
@Suite struct RelationRatesTests {
    private static let pairs = ProcessInfo.processInfo.environment["UNIT_ECONOMICS_PAIRS"].flatMap { Int($0) }
    private let model = CostDriverModel()

    private func print(_ line: String) {
        guard Self.pairs != nil else { return }
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func percent(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "–" : String(format: "%.1f %%", 100 * Double(part) / Double(whole))
    }

    /// Relations found among unrelated pairs: all motions of cost against all motions of drivers.
    private func falseRelations(pairs: Int, days: Int, seed: UInt64) -> (found: Int, all: Int) {
        let motions = SyntheticPairs.Motion.allCases
        let found = parallelMap(Array(motions.indices)) { c -> [Int] in
            motions.indices.map { d in
                var source = SyntheticPairs(seed: seed &+ UInt64(c * 100 + d))
                return (0..<pairs).count { _ in
                    let cost = model.prepare(source.history(source.path(motions[c], days: days), scale: 1000))
                    let driver = model.prepare(
                        source.history(source.path(motions[d], days: days), scale: 1e6))
                    guard case .success = model.relation(of: cost, to: driver) else { return false }
                    return true
                }
            }
        }
        for (c, row) in found.enumerated() {
            print(
                "| \(motions[c].rawValue) | " + row.map { percent($0, pairs) }.joined(separator: " | ") + " |"
            )
        }
        return (found.joined().reduce(0, +), pairs * motions.count * motions.count)
    }

    @Test func unrelatedPairsAreHardlyEverRelated() {
        let pairs = Self.pairs ?? 2
        print(
            "\n| cost ↓ driver → | " + SyntheticPairs.Motion.allCases.map(\.rawValue).joined(separator: " | ")
                + " |")
        for days in Self.pairs == nil ? [365] : [120, 365, 730] {
            let (found, all) = falseRelations(pairs: pairs, days: days, seed: 7)
            print("\(days) days: \(percent(found, all)) of \(all) unrelated pairs")
            #expect(Double(found) <= 0.05 * Double(all))
        }
    }

    private struct Rates {
        var pairs = 0
        var found = 0
        var lagRight = 0
        var held = 0
        var error: [Double] = []
    }

    private func rates(_ law: SyntheticPairs.Law, pairs: Int, seed: UInt64) -> Rates {
        var source = SyntheticPairs(seed: seed)
        var rates = Rates()
        for _ in 0..<pairs {
            let planted = source.planted(law)
            rates.pairs += 1
            guard
                case .success(let found) = model.relation(
                    of: model.prepare(planted.cost), to: model.prepare(planted.driver))
            else { continue }
            rates.found += 1
            if found.lag == law.lag { rates.lagRight += 1 }
            switch law.kind {
            case .fixedShare:
                if found.marginal.interval.contains(planted.marginal) { rates.held += 1 }
                rates.error.append(abs(found.marginal.value / planted.marginal - 1))
            case .elasticity(let truth):
                guard let elasticity = found.elasticity else { continue }
                if elasticity.interval.contains(truth) { rates.held += 1 }
                rates.error.append(abs(elasticity.value - truth))
            }
        }
        return rates
    }

    private static let laws: [(String, SyntheticPairs.Law)] = {
        var laws: [(String, SyntheticPairs.Law)] = []
        for motion in [SyntheticPairs.Motion.walk, .remembering, .noise, .weekly] {
            for noise in [0.02, 0.05, 0.10] {
                for (name, kind) in [
                    ("fixed share 0", SyntheticPairs.Law.Kind.fixedShare(0)),
                    ("fixed share 0.3", .fixedShare(0.3)),
                    ("fixed share 0.6", .fixedShare(0.6)), ("elasticity 0.3", .elasticity(0.3)),
                    ("elasticity 0.7", .elasticity(0.7)), ("elasticity 1.2", .elasticity(1.2)),
                ] {
                    laws.append(
                        (
                            "\(name) | \(motion.rawValue) | \(Int(noise * 100)) %",
                            SyntheticPairs.Law(
                                kind: kind, lag: [0, 1, 2, 3, 5][laws.count % 5], noise: noise, motion: motion
                            )
                        ))
                }
            }
        }
        return laws
    }()

    @Test func plantedRelationsAreFoundAndIntervalsHold() {
        // Three pairs a law: with one, chance moves the share of intervals that hold by more than it may miss.
        let pairs = Self.pairs ?? 3
        let all = parallelMap(Self.laws) { name, law in rates(law, pairs: pairs, seed: 99 + UInt64(law.lag)) }
        var total = Rates()
        print(
            "\n| law | driver | noise | lag | found | lag right | interval holds | median error |\n|---|---|---:|---:|---:|---:|---:|---:|"
        )
        for ((name, law), rates) in zip(Self.laws, all) {
            let error = rates.error.sorted()
            let median = error.isEmpty ? "–" : String(format: "%.3f", error[error.count / 2])
            print(
                "| \(name) | \(law.lag) | \(percent(rates.found, rates.pairs)) | \(percent(rates.lagRight, rates.found)) | \(percent(rates.held, rates.found)) | \(median) |"
            )
            total.pairs += rates.pairs
            total.found += rates.found
            total.lagRight += rates.lagRight
            total.held += rates.held
        }
        print(
            "all: found \(percent(total.found, total.pairs)), lag right \(percent(total.lagRight, total.found)), intervals hold \(percent(total.held, total.found))"
        )
        #expect(Double(total.found) > 0.8 * Double(total.pairs))
        #expect(Double(total.held) > 0.8 * Double(total.found))
    }
}
