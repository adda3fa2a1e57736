import Billing
import LedgerKit
import Testing
import TimeSeries

@Suite struct CostCubeTests {
    private static let start = CivilDate("2026-05-01") ?? CivilDate(dayNumber: 0)
    private static let usd = Currency("USD")

    /// Random charges of three vendors and four services over twenty days.
    private static func ledger(seed: UInt64) -> Ledger {
        var random = SplitMix64(seed: seed)
        var ledger = Ledger()
        for _ in 0..<400 {
            ledger.add(
                day: start.advanced(by: Int(random.next() % 20)), vendor: "V\(random.next() % 3)",
                service: "S\(random.next() % 4)",
                cost: Money(units: Int128(Int64(bitPattern: random.next()))),
                ["ChargeCategory": random.next() % 5 == 0 ? "Credit" : "Usage"])
        }
        return ledger
    }

    private static func cube(
        _ ledger: Ledger, by dimensions: [Dimension] = [.serviceProvider, .service],
        filter: ChargeFilter = .all
    ) throws -> CostCube {
        CostCube(
            ledger, by: dimensions, days: start..<start.advanced(by: 20), basis: .effectiveCost,
            currency: try #require(usd), filter: filter)
    }

    @Test(arguments: 1...5) func everyDrillDownAddsUpToTheLedger(seed: UInt64) throws {
        let ledger = Self.ledger(seed: seed)
        let cube = try Self.cube(ledger)
        let total = ledger.effectiveCost.reduce(0, +)
        #expect(cube.dailyTotals.reduce(Money<Charged>.zero, +).units == total)
        for dimensions in [[0], [1], [0, 1]] {
            let nodes = cube.nodes(by: dimensions)
            let sum = nodes.flatMap { cube.dailyCosts(ofLeaves: $0.leaves) }.reduce(Money<Charged>.zero, +)
            #expect(sum.units == total)
            #expect(nodes.flatMap(\.leaves).sorted() == Array(0..<cube.leafCount))
        }
    }

    /// The slow twin: one pass over the rows for each node.
    @Test func aNodeIsTheSumOfItsRows() throws {
        let ledger = Self.ledger(seed: 9)
        let vendors = ledger.codes(of: .serviceProvider)
        for node in try Self.cube(ledger).nodes(by: [0]) {
            var twin = [Int128](repeating: 0, count: 20)
            for row in 0..<ledger.count where vendors[row] == node.scope[.serviceProvider] ?? nil {
                twin[Int(ledger.chargeStart[row]) - Self.start.dayNumber] += ledger.effectiveCost[row]
            }
            #expect(try Self.cube(ledger).dailyCosts(ofLeaves: node.leaves).map(\.units) == twin)
        }
    }

    @Test func creditsAreNoUsage() throws {
        let ledger = Self.ledger(seed: 3)
        let usage = try Self.cube(ledger, filter: .usage).dailyTotals.reduce(Money<Charged>.zero, +)
        let categories = ledger.codes(of: .chargeCategory)
        let twin = (0..<ledger.count).filter { categories[$0] == "Usage" }
            .reduce(Int128(0)) { $0 + ledger.effectiveCost[$1] }
        #expect(usage.units == twin)
    }

    @Test func aLongPeriodIsSpreadToTheLastUnit() throws {
        var ledger = Ledger()
        ledger.add(day: Self.start, vendor: "V", service: "S", cost: Money(units: 100))
        ledger.chargeEnd[0] = ledger.chargeStart[0] + 7
        let daily = try Self.cube(ledger).dailyTotals.map(\.units)
        #expect(Array(daily[..<7]) == [15, 15, 14, 14, 14, 14, 14])
        #expect(daily[7...].allSatisfy { $0 == 0 })
    }

    @Test func whatIsKnownLaterIsNotSeen() throws {
        var ledger = Ledger()
        for late in [1, 3] {
            ledger.add(day: Self.start, vendor: "V", service: "S", cost: Money(late))
            ledger.knownOn[ledger.count - 1] = Int32(Self.start.dayNumber + late)
        }
        let next = Self.start.advanced(by: 1)
        let known = try Self.cube(ledger, filter: .all.known(on: next)).dailyTotals[0]
        #expect(known == Money(1))
    }

    @Test func currenciesNeverMix() throws {
        var ledger = Ledger()
        ledger.add(day: Self.start, vendor: "V", service: "S", cost: Money(1))
        ledger.add(day: Self.start, vendor: "V", service: "S", cost: Money(2), ["BillingCurrency": "CNY"])
        #expect(ledger.currencies.map(\.code) == ["CNY", "USD"])
        #expect(try Self.cube(ledger).dailyTotals[0] == Money(1))
    }

    @Test func aTagIsADimension() throws {
        var ledger = Ledger()
        ledger.add(day: Self.start, vendor: "V", service: "S", cost: Money(1), ["Tags": #"{"owner":"a"}"#])
        ledger.add(day: Self.start, vendor: "V", service: "S", cost: Money(2), ["Tags": #"{"other":"b"}"#])
        let scopes = try Self.cube(ledger, by: [.tag("owner")]).nodes(by: [0]).map(\.scope)
        #expect(Set(scopes) == [Scope([.tag("owner"): "a"]), Scope([.tag("owner"): nil])])
    }

    @Test func groupsAreLargestFirstAndAddUp() throws {
        let ledger = Self.ledger(seed: 4)
        let groups = ledger.groups(
            by: [.service], days: Self.start..<Self.start.advanced(by: 20), basis: .effectiveCost,
            currency: try #require(Self.usd), filter: .all)
        #expect(zip(groups, groups.dropFirst()).allSatisfy { $0.cost >= $1.cost })
        #expect(groups.reduce(Int128(0)) { $0 + $1.cost.units } == ledger.effectiveCost.reduce(0, +))
    }

    @Test func splitPartsAddUpAndDifferByAUnit() {
        for (units, count) in [(10, 3), (-10, 3), (0, 4), (1, 5), (-1, 5)] {
            let parts = Money<Charged>(units: Int128(units)).split(into: count)
            #expect(parts.count == count && parts.reduce(.zero, +).units == Int128(units))
            #expect((parts.max() ?? .zero).units - (parts.min() ?? .zero).units <= 1)
        }
    }

    @Test(arguments: 1...20) func proportionalPartsAddUp(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let total = Money<Charged>(units: Int128(Int64(bitPattern: random.next())) * 1_000_003)
        let weights = (0..<7).map { _ in random.uniform() - 0.2 }
        let parts = total.split(inProportionTo: weights)
        #expect(parts.count == 7 && parts.reduce(.zero, +) == total)
        #expect(total.split(inProportionTo: [0, 0]).reduce(.zero, +) == total)
        #expect(total.split(inProportionTo: []).isEmpty)
    }
}
