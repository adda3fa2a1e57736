import Billing
import Budgeting
import TestKit
import Testing
import TimeSeries

@Suite struct VarianceAnalysisTests {
    private func only(_ rows: [BillRow], _ from: Int = 1, _ to: Int = 3) throws -> VarianceBridge {
        try #require(VarianceAnalysis().months(Ledger(rows), from, to).first)
    }

    @Test func aPriceRiseIsPriceAndMoreUseIsUsage() throws {
        let bridge = try only([
            .use(10, at: 2, on: "2026-01-10"), .use(10, at: 3, on: "2026-03-10"),
            .use(4, at: 5, on: "2026-01-11", sku: "L"), .use(4, at: 5, on: "2026-03-11", sku: "L"),
        ])
        #expect(bridge.amounts == [.listPrice: Money(10)])
        let grown = try only([.use(10, at: 2, on: "2026-01-10"), .use(15, at: 2, on: "2026-03-10")])
        #expect(grown.amounts == [.usage: Money(10)])
        #expect(grown.from.amount == Money(20) && grown.to.amount == Money(30))
    }

    @Test func aNewPriceIDIsNoNewItem() throws {
        var (before, after) = (
            BillRow.use(10, at: 2, on: "2026-01-10"), BillRow.use(10, at: 3, on: "2026-03-10")
        )
        before.texts = ["SkuPriceId": "K.1"]
        after.texts = ["SkuPriceId": "K.2"]
        #expect(try only([before, after]).amounts == [.listPrice: Money(10)])
    }

    @Test func priceIsPublicPriceDiscountAndCoverage() throws {
        let before = BillRow(
            day: "2026-01-10", quantity: 10, list: 100, contracted: 80, cost: 80)
        var after = before
        after.day = "2026-03-10"
        (after.contracted, after.cost) = (70, 70)
        #expect(try only([before, after]).amounts == [.negotiatedDiscount: Money(-10)])
        (after.contracted, after.cost) = (80, 60)
        #expect(try only([before, after]).amounts == [.commitmentCoverage: Money(-20)])
        (after.list, after.contracted, after.cost) = (110, 88, 88)
        #expect(try only([before, after]).amounts == [.listPrice: Money(8)])
    }

    @Test func moreOfTheDearerKindIsMix() throws {
        let bridge = try only([
            .use(90, at: 1, on: "2026-01-10", sku: "CPU"), .use(10, at: 9, on: "2026-01-10", sku: "GPU"),
            .use(80, at: 1, on: "2026-03-10", sku: "CPU"), .use(20, at: 9, on: "2026-03-10", sku: "GPU"),
        ])
        #expect(bridge.amounts == [.mix: Money(80)])
        let mix = try #require(bridge.parts.first)
        #expect(mix.contributors.map { $0.scope[.sku] } == ["GPU", "CPU"])
        #expect(mix.contributors.map(\.amount) == [Money(90), Money(-10)])
    }

    @Test func whatBeginsIsNewAndWhatStopsHasEnded() throws {
        let bridge = try only([
            .use(10, at: 2, on: "2026-01-10", sku: "old"), .use(3, at: 4, on: "2026-03-10", sku: "young"),
        ])
        #expect(bridge.amounts == [.new: Money(12), .ended: Money(-20)])
    }

    @Test func chargesThatAreNoUseAreComparedByKind() throws {
        func charge(_ category: String, _ cost: Int128, _ more: [String: String] = [:]) -> BillRow {
            BillRow(
                day: "2026-03-05", service: category + (more["ChargeFrequency"] ?? ""), list: cost,
                contracted: cost, cost: cost,
                texts: ["ChargeCategory": category].merging(more) { $1 })
        }
        let bridge = try only([
            charge("Credit", -7), charge("Tax", 3), charge("Adjustment", -2),
            charge("Purchase", 11, ["ChargeFrequency": "One-Time"]),
            charge("Purchase", 5, ["ChargeFrequency": "Recurring"]),
            charge("Usage", -1, ["ChargeClass": "Correction"]),
            charge("Usage", 13, ["CommitmentDiscountStatus": "Unused"]),
        ])
        #expect(
            bridge.amounts == [
                .credit: Money(-7), .tax: Money(3), .refund: Money(-2), .oneTimePurchase: Money(11),
                .fee: Money(5), .correction: Money(-1), .unusedCommitment: Money(13),
            ])
        #expect(bridge.amount(in: .oneOff) == Money(9))
    }

    @Test func useWithoutAQuantityIsNotDivided() throws {
        var after = BillRow.use(10, at: 3, on: "2026-03-10")
        after.quantity = nil
        let bridge = try only([.use(10, at: 2, on: "2026-01-10"), after])
        #expect(bridge.amounts == [.unmetered: Money(10)])
    }

    @Test func anotherUnitUnderTheSameNameIsNoThousandfoldGrowth() throws {
        let before = BillRow.use(1_000_000, at: 1, on: "2026-01-10")
        let after = BillRow(
            day: "2026-03-10", quantity: 1, list: 1_100_000, contracted: 1_100_000, cost: 1_100_000)
        #expect(try only([before, after]).amounts == [.unmetered: Money(100_000)])
    }

    @Test func aLongerMonthIsDaysAndNotUse() throws {
        // 28 days of February, 31 of March.
        let bridge = try only(
            [.use(28, at: 1, on: "2026-02-10"), .use(31, at: 1, on: "2026-03-10")], 2, 3)
        #expect(bridge.amounts == [.days: Money(3)])
    }

    @Test func withADriverUseIsBusinessAndEfficiency() throws {
        var analysis = VarianceAnalysis()
        analysis.driver = BridgeDriver(name: "orders") { _ in (before: 100, after: 150) }
        let rows = [BillRow.use(100, at: 2, on: "2026-01-10"), .use(150, at: 2, on: "2026-03-10")]
        let inStep = try #require(analysis.months(Ledger(rows)).first)
        #expect(inStep.amounts == [.business: Money(100)])
        analysis.driver = BridgeDriver(name: "orders") { _ in (before: 100, after: 100) }
        let wasteful = try #require(analysis.months(Ledger(rows)).first)
        #expect(wasteful.amounts == [.efficiency: Money(100)])
        analysis.driver = BridgeDriver(name: "orders") { _ in nil }
        let unknown = try #require(analysis.months(Ledger(rows)).first)
        #expect(unknown.amounts == [.usage: Money(100)])
    }

    @Test func aNewOwnerOfTheSameUseIsNoNewUse() throws {
        var (before, after) = (
            BillRow.use(10, at: 2, on: "2026-01-10"), BillRow.use(10, at: 2, on: "2026-03-10")
        )
        before.texts = ["Tags": #"{"owner":"a"}"#]
        after.texts = ["Tags": #"{"owner":"b"}"#]
        let tree = TreeDefinition(name: "owners", dimensions: [.tag("owner")])
        let bridge = try #require(VarianceAnalysis(trees: [tree]).months(Ledger([before, after])).first)
        #expect(bridge.amounts.isEmpty && bridge.change == .zero)
        #expect(bridge.children.map(\.amounts) == [[.usage: Money(-20)], [.usage: Money(20)]])
    }

    @Test func priceDependsNeitherOnTheTreeNorOnADriver() throws {
        var random = SplitMix64(seed: 5)
        let ledger = RandomBill(leaves: 40).ledger(&random)
        let flat = try #require(VarianceAnalysis().months(ledger).first)
        let tree = TreeDefinition(name: "t", dimensions: [.serviceProvider, .subAccount])
        var analysis = VarianceAnalysis(trees: [tree])
        analysis.driver = BridgeDriver(name: "d") { _ in (before: 3, after: 7) }
        let deep = try #require(analysis.months(ledger).first)
        for group in VarianceCause.Group.allCases where group != .usage && group != .mix {
            #expect(flat.amount(in: group) == deep.amount(in: group))
        }
    }

    @Test func chargesOfSeveralDaysAreSpreadAsEverywhere() throws {
        var ledger = Ledger([BillRow(day: "2026-02-25", list: 100, contracted: 100, cost: 100)])
        ledger.chargeEnd[0] += 6
        let bridge = try #require(VarianceAnalysis().months(ledger, 2, 3).first)
        let usd = try #require(Currency("USD"))
        let (february, march) = (try #require(BudgetPeriod(month: 2)), try #require(BudgetPeriod(month: 3)))
        for (end, period) in [(bridge.from, february), (bridge.to, march)] {
            let cube = CostCube(
                ledger, by: [], days: period.days, basis: .effectiveCost, currency: usd, filter: .all)
            #expect(cube.dailyTotals.reduce(.zero, +) == end.amount)
        }
        #expect(bridge.to.amount > bridge.from.amount - Money(50))
    }

    @Test func nothingChargedIsAnEmptyBridge() throws {
        let bridge = try only([])
        #expect(bridge.parts.isEmpty && bridge.change == .zero && bridge.children.isEmpty)
    }

    @Test func onlyTheAskedPartAndCurrencyCount() throws {
        var euros = BillRow.use(5, at: 9, on: "2026-03-10")
        euros.texts = ["BillingCurrency": "EUR"]
        var other = BillRow.use(5, at: 9, on: "2026-03-10")
        other.service = "T"
        let analysis = VarianceAnalysis(scope: Scope([.service: "S"]))
        let bridge = try #require(
            analysis.months(Ledger([euros, other, .use(2, at: 3, on: "2026-03-10")])).first)
        #expect(bridge.amounts == [.new: Money(6)] && bridge.scope == Scope([.service: "S"]))
    }
}
