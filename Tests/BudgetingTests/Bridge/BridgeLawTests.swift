import Billing
import Budgeting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct BridgeLawTests {
    private static let trees = [
        TreeDefinition(name: "vendors", dimensions: [.serviceProvider, .service]),
        TreeDefinition(name: "accounts", dimensions: [.subAccount]),
        TreeDefinition(name: "owners", dimensions: [.tag("owner"), .serviceProvider]),
    ]

    @Test func everythingAddsUpOnRandomBills() throws {
        var random = SplitMix64(seed: 1)
        for size in [10, 1_000_000_000_000] as [UInt64] {
            for leaves in [1, 7, 60] {
                let ledger = RandomBill(leaves: leaves, size: size).ledger(&random)
                let bridges = VarianceAnalysis(trees: Self.trees, contributorCount: 3).months(ledger)
                #expect(bridges.count == 3)
                #expect(bridges.allSatisfy { $0.addsUp })
                #expect(Set(bridges.map(\.amounts)).count == 1)
            }
        }
    }

    @Test func tenThousandLeavesAddUpOverThreeTrees() throws {
        var random = SplitMix64(seed: 2)
        let ledger = RandomBill(leaves: 10_000).ledger(&random)
        let bridges = VarianceAnalysis(trees: Self.trees).months(ledger)
        #expect(bridges.allSatisfy { $0.addsUp })
        #expect(bridges.map { $0.flattened.count }.reduce(0, +) > 10_000)
    }

    @Test func hugeAndTinyAmountsAddUp() throws {
        var random = SplitMix64(seed: 3)
        // Up to 10¹⁷ units of currency an item, and single 10⁻¹⁸.
        for (scale, size) in [(100_000_000_000_000_000, 1_000_000_000_000_000_000), (1, 3)]
            as [(Int128, UInt64)]
        {
            let ledger = RandomBill(leaves: 30, scale: scale, size: size).ledger(&random)
            let bridges = VarianceAnalysis(trees: Self.trees).months(ledger)
            #expect(bridges.allSatisfy { $0.addsUp })
        }
    }

    @Test func endsAreTheSumsOfTheBill() throws {
        var random = SplitMix64(seed: 4)
        let ledger = RandomBill(leaves: 50).ledger(&random)
        let usd = try #require(Currency("USD"))
        let bridge = try #require(VarianceAnalysis(trees: [Self.trees[0]]).months(ledger).first)
        for (end, month) in [(bridge.from, 1), (bridge.to, 3)] {
            let period = try #require(BudgetPeriod(month: month))
            let groups = ledger.groups(
                by: [], days: period.days, basis: .effectiveCost, currency: usd, filter: .all)
            #expect(groups.reduce(.zero) { $0 + $1.cost } == end.amount)
        }
    }

    @Test func theWayBackHasTheOppositeParts() throws {
        var random = SplitMix64(seed: 6)
        let ledger = RandomBill(leaves: 50).ledger(&random)
        let there = try #require(VarianceAnalysis().months(ledger, 1, 3).first)
        let back = try #require(VarianceAnalysis().months(ledger, 3, 1).first)
        #expect(there.change == -back.change)
        #expect(there.amount(of: .new) == -back.amount(of: .ended))
        for group in [VarianceCause.Group.usage, .mix, .price, .oneOff, .unmetered] {
            // Each item is rounded down to 10⁻¹⁸: the other way, to the other side.
            #expect(abs((there.amount(in: group) + back.amount(in: group)).units) <= 400)
        }
    }

    @Test func theOrderOfRowsDoesNotMatter() throws {
        var random = SplitMix64(seed: 7)
        let ledger = RandomBill(leaves: 30).ledger(&random)
        var turned = Ledger()
        turned = ledger.reversedRows
        #expect(
            VarianceAnalysis(trees: Self.trees).months(ledger)
                == VarianceAnalysis(trees: Self.trees).months(turned))
    }

    @Test func theJSONReadsBack() throws {
        var random = SplitMix64(seed: 8)
        let ledger = RandomBill(leaves: 5).ledger(&random)
        let bridges = VarianceAnalysis(trees: [Self.trees[0]]).months(ledger)
        let json = try JSONEncoder().encode(bridges)
        #expect(try JSONDecoder().decode([VarianceBridge].self, from: json) == bridges)
    }
}

extension Ledger {
    /// The same charges, the last first.
    fileprivate var reversedRows: Ledger {
        var turned = self
        for column in text.indices { turned.text[column].codes.reverse() }
        turned.chargeStart.reverse()
        turned.chargeEnd.reverse()
        turned.billingStart.reverse()
        turned.knownOn.reverse()
        turned.billedCost.reverse()
        turned.effectiveCost.reverse()
        turned.contractedCost.reverse()
        turned.listCost.reverse()
        turned.pricingQuantity.units.reverse()
        turned.pricingQuantity.isKnown.reverse()
        turned.consumedQuantity.units.reverse()
        turned.consumedQuantity.isKnown.reverse()
        turned.rowCount.reverse()
        return turned
    }
}
