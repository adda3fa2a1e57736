import Billing
import Budgeting
import TestKit
import Testing
import TimeSeries

/// Bridges against all orders in which factors can change, in exact fractions.
@Suite struct ShapleyTwinTests {
    /// What a small item is in one month: quantity, public price and shares of it, as fractions.
    private struct State {
        var quantity: Int128
        var list: Int128
        var contracted: Int128
        var cost: Int128
    }

    /// The factors of an item's cost: days, business for a day, use for each unit of business, share of the use; public
    /// price, negotiated share, share after commitments.
    private func factors(_ state: State, total: Int128, days: Int128, driver: Int128) -> [Rational] {
        [
            Rational(days), Rational(driver, over: days), Rational(total, over: driver),
            Rational(state.quantity, over: total), Rational(state.list, over: state.quantity),
            Rational(state.contracted, over: state.list), Rational(state.cost, over: state.contracted),
        ]
    }

    private static let causes: [VarianceCause] = [
        .days, .business, .efficiency, .mix, .listPrice, .negotiatedDiscount, .commitmentCoverage,
    ]

    /// All orders in which the three parts of volume stand together, volume and mix stand together, and so do prices.
    private static let orders: [[Int]] = {
        let triples = { (a: Int) in
            [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].map { $0.map { $0 + a } }
        }
        var orders: [[Int]] = []
        for volume in triples(0) {
            for quantity in [volume + [3], [3] + volume] {
                for price in triples(4) { orders += [quantity + price, price + quantity] }
            }
        }
        return orders
    }()

    private func byOrders(_ before: [Rational], _ after: [Rational]) -> [VarianceCause: Rational] {
        var parts = [Rational](repeating: Rational(0), count: 7)
        for order in Self.orders {
            var state = before
            for factor in order {
                let old = state.reduce(Rational(1), *)
                state[factor] = after[factor]
                parts[factor] = parts[factor] + (state.reduce(Rational(1), *) - old)
            }
        }
        let count = Rational(Int128(Self.orders.count))
        return Dictionary(uniqueKeysWithValues: zip(Self.causes, parts.map { $0 / count }))
    }

    @Test func partsAreTheMeanOverAllOrders() throws {
        var random = SplitMix64(seed: 21)
        for _ in 0..<40 {
            let items = (0..<(1 + Int(random.next() % 3))).map { _ in
                (state(&random), state(&random))
            }
            let drivers = (Int128(1 + random.next() % 5), Int128(1 + random.next() % 5))
            var rows: [BillRow] = []
            for (k, item) in items.enumerated() {
                rows += [row(item.0, "2026-02-10", k), row(item.1, "2026-03-10", k)]
            }
            var analysis = VarianceAnalysis()
            analysis.driver = BridgeDriver(name: "d") { _ in (Double(drivers.0), Double(drivers.1)) }
            let bridge = try #require(analysis.months(Ledger(rows), 2, 3).first)
            #expect(bridge.addsUp)
            let totals = items.reduce((Int128(0), Int128(0))) {
                ($0.0 + $1.0.quantity, $0.1 + $1.1.quantity)
            }
            var expected: [VarianceCause: Int128] = [:]
            for item in items {
                let parts = byOrders(
                    factors(item.0, total: totals.0, days: 28, driver: drivers.0),
                    factors(item.1, total: totals.1, days: 31, driver: drivers.1))
                for (cause, amount) in parts { expected[cause, default: 0] += amount.units }
            }
            for cause in Self.causes {
                let difference = bridge.amount(of: cause).units - (expected[cause] ?? 0)
                #expect(abs(difference) <= Int128(items.count))
            }
        }
    }

    private func state(_ random: inout SplitMix64) -> State {
        func digit() -> Int128 { Int128(1 + random.next() % 6) }
        return State(quantity: digit(), list: digit(), contracted: digit(), cost: digit())
    }

    private func row(_ state: State, _ day: String, _ sku: Int) -> BillRow {
        BillRow(
            day: day, sku: "K\(sku)", quantity: state.quantity, list: state.list,
            contracted: state.contracted, cost: state.cost)
    }
}
