import RootCause
import TestKit
import Testing
import TimeSeries

@Suite struct RatioScanTests {
    /// Usage over three dimensions and its cost, whose price differs by the value of b.
    private struct Bill {
        var usage: PlantedTable
        var cost: [Double] = []
        var expectedCost: [Double] = []

        init(seed: UInt64) {
            usage = PlantedTable(seed: seed)
            var noise = SplitMix64(seed: seed + 1)
            for i in usage.real.indices {
                let price = 1 + Double(usage.codes[1][i])
                cost.append(usage.real[i] * price * (0.98 + 0.04 * noise.uniform()))
                expectedCost.append(usage.predict[i] * price)
            }
        }

        var table: RatioTable {
            let leaves = usage.table
            return RatioTable(
                numerator: LeafTable(
                    dimensions: leaves.dimensions, values: leaves.values, codes: leaves.codes, real: cost,
                    predict: expectedCost), real: usage.real, predict: usage.predict)
        }
    }

    @Test func partsOfARatioAddUpToItsChange() throws {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<100 {
            let n = 1 + Int(generator.next() % 30)
            // A third of the denominators are 0, some numerators stand without one, some are credits.
            let column = { (scale: Double) in
                (0..<n).map { _ in generator.uniform() < 0.3 ? 0 : scale * (generator.uniform() - 0.1) }
            }
            let leaves = LeafTable(
                dimensions: ["a"], values: [(0..<n).map { "\($0)" }], codes: [Array(0..<n)], real: column(50),
                predict: column(40))
            let table = RatioTable(
                numerator: leaves, real: column(9).map { abs($0) }, predict: column(9).map { abs($0) })
            guard let parts = RatioAttribution(table) else { continue }
            let sum = zip(parts.rate, parts.mix).reduce(0) { $0 + $1.0 + $1.1 }
            let scale = parts.rate.reduce(1) { $0 + abs($1) }
            #expect(isClose(sum / scale, parts.change / scale, .rounding))
            let (real, predict) = (try #require(table.realRatio), try #require(table.predictRatio))
            #expect(isClose(parts.change, real - predict, .rounding))
        }
    }

    @Test func aPriceRiseIsARate() throws {
        var bill = Bill(seed: 1)
        for i in bill.cost.indices where bill.usage.codes[2][i] == 3 { bill.cost[i] *= 1.3 }
        let first = try #require(SubsetScan().explain(bill.table).first)
        #expect(first.effect == .rate)
        #expect(first.cause.scope(in: bill.table.numerator) == ["c": "c3"])
        let (real, predict) = (try #require(first.real), try #require(first.predict))
        #expect(abs(real / predict - 1.3) < 0.05 && first.contribution > 0)
    }

    @Test func growthOfWhatIsDearIsMix() throws {
        var bill = Bill(seed: 2)
        for i in bill.cost.indices where bill.usage.codes[1][i] == 7 {
            bill.cost[i] *= 3
            bill.usage.real[i] *= 3
        }
        let causes = SubsetScan().explain(bill.table)
        let first = try #require(causes.first)
        #expect(causes.count == 1 && first.effect == .mix && first.contribution > 0)
        #expect(first.cause.scope(in: bill.table.numerator) == ["b": "b7"])
    }

    @Test func aSteadyRatioHasNoCause() {
        #expect(SubsetScan().explain(Bill(seed: 4).table).isEmpty)
    }

    @Test func growthInStepMovesNoRatio() throws {
        var bill = Bill(seed: 5)
        for i in bill.cost.indices {
            bill.usage.real[i] = 2 * bill.usage.predict[i]
            bill.cost[i] = 2 * bill.expectedCost[i]
        }
        let parts = try #require(RatioAttribution(bill.table))
        #expect(abs(parts.change) < 1e-12 && parts.rate.allSatisfy { abs($0) < 1e-12 })
        #expect(SubsetScan().explain(bill.table).isEmpty)
    }

    @Test func withoutADenominatorThereIsNoRatio() {
        let leaves = LeafTable(
            dimensions: ["a"], values: [["x"]], codes: [[0]], real: [3], predict: [2])
        let table = RatioTable(numerator: leaves, real: [0], predict: [1])
        #expect(RatioAttribution(table) == nil && table.realRatio == nil)
        #expect(SubsetScan().explain(table).isEmpty)
    }
}
