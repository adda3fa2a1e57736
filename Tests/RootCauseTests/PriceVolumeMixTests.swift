import RootCause
import TestKit
import Testing
import TimeSeries

@Suite struct PriceVolumeMixTests {
    typealias Item = PriceVolumeMix.Item

    private static let one: Int128 = 1_000_000_000_000_000_000

    private func item(_ q0: Int128, _ c0: Int128, _ q1: Int128, _ c1: Int128, unit: Int = 0) -> Item {
        Item(
            unit: unit, quantityBefore: q0 * Self.one, costBefore: c0 * Self.one,
            quantityAfter: q1 * Self.one,
            costAfter: c1 * Self.one)
    }

    /// Items of every kind: priced on both sides, new, ended, free, refunded, without a quantity.
    private func randomItems(_ generator: inout SplitMix64, count: Int) -> [Item] {
        func number(_ scale: Double) -> Int128 {
            Int128((generator.uniform() * scale * 1e12).rounded()) * 1_000_000
                + Int128(generator.next() % 1_000_000)
        }
        return (0..<count).map { _ in
            var item = Item(
                unit: Int(generator.next() % 3), quantityBefore: number(1000), costBefore: number(50_000),
                quantityAfter: number(1000), costAfter: number(50_000))
            switch generator.next() % 12 {
            case 0: (item.quantityBefore, item.costBefore) = (0, 0)
            case 1: (item.quantityAfter, item.costAfter) = (0, 0)
            case 2: item.quantityAfter = 0
            case 3: item.costAfter = -item.costAfter
            case 4: item.quantityBefore = -item.quantityBefore
            case 5: item.costBefore = 0
            case 6: item.costAfter *= 1_000_000_000
            default: break
            }
            return item
        }
    }

    /// The parts of the change by walking through all six orders in which the three factors can change.
    private func byOrders(_ items: [Item]) -> (volume: Double, price: Double, mix: Double) {
        var parts = [0.0, 0.0, 0.0]
        for unit in Set(items.map(\.unit)) {
            let priced = items.filter { $0.unit == unit && $0.quantityBefore > 0 && $0.quantityAfter > 0 }
            let totals = [
                priced.map { Double($0.quantityBefore) }.reduce(0, +),
                priced.map { Double($0.quantityAfter) }.reduce(0, +),
            ]
            for item in priced {
                let quantities = [Double(item.quantityBefore), Double(item.quantityAfter)]
                let costs = [Double(item.costBefore), Double(item.costAfter)]
                func cost(_ state: [Int]) -> Double {
                    totals[state[0]] * (quantities[state[2]] / totals[state[2]])
                        * (costs[state[1]] / quantities[state[1]])
                }
                for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                    var state = [0, 0, 0]
                    for factor in order {
                        let before = cost(state)
                        state[factor] = 1
                        parts[factor] += (cost(state) - before) / 6
                    }
                }
            }
        }
        return (parts[0], parts[1], parts[2])
    }

    @Test func partsAddUpToTheChange() {
        let split = PriceVolumeMix([
            item(10, 20, 15, 28), item(4, 40, 3, 36), item(0, 0, 3, 9), item(5, 7, 0, 0),
        ])
        #expect(split.total.change == 6 * Self.one)
        #expect(split.total.new == 9 * Self.one && split.total.ended == -7 * Self.one)
    }

    @Test func everyItemAddsUpToTheLastDigit() {
        var generator = SplitMix64(seed: 11)
        for _ in 0..<200 {
            let items = randomItems(&generator, count: 1 + Int(generator.next() % 40))
            let split = PriceVolumeMix(items)
            for (item, parts) in zip(items, split.items) {
                #expect(parts.change == item.costAfter - item.costBefore)
            }
            let change = items.reduce(Int128(0)) { $0 + $1.costAfter - $1.costBefore }
            #expect(split.total.change == change)
        }
    }

    @Test func partsAreTheAverageOverAllOrders() {
        var generator = SplitMix64(seed: 12)
        for _ in 0..<50 {
            let items = randomItems(&generator, count: 12)
            let split = PriceVolumeMix(items).total
            let (volume, price, mix) = byOrders(items)
            let scale = abs(volume) + abs(price) + abs(mix) + 1
            #expect(isClose(Double(split.volume) / scale, volume / scale, .rounding))
            #expect(isClose(Double(split.price) / scale, price / scale, .rounding))
            #expect(isClose(Double(split.mix) / scale, mix / scale, .rounding))
        }
    }

    @Test func aPriceRiseIsAllPrice() {
        let split = PriceVolumeMix([item(10, 20, 10, 24), item(3, 9, 3, 11)])
        #expect(split.total.price == 6 * Self.one)
        #expect(split.total.volume == 0 && split.total.mix == 0)
    }

    @Test func growthInStepIsAllVolumeToTheLastDigit() {
        let third = Self.one / 3
        let split = PriceVolumeMix([
            Item(
                quantityBefore: 3 * third, costBefore: 7 * third, quantityAfter: 6 * third,
                costAfter: 14 * third),
            Item(quantityBefore: third, costBefore: 5, quantityAfter: 2 * third, costAfter: 10),
        ])
        #expect(split.total.volume == 7 * third + 5)
        #expect(split.total.price == 0 && split.total.mix == 0)
    }

    @Test func whatIsWorkedBackwardsHasTheOppositeParts() {
        var generator = SplitMix64(seed: 13)
        let items = randomItems(&generator, count: 30)
        let back = items.map {
            Item(
                unit: $0.unit, quantityBefore: $0.quantityAfter, costBefore: $0.costAfter,
                quantityAfter: $0.quantityBefore, costAfter: $0.costBefore)
        }
        let (there, home) = (PriceVolumeMix(items).total, PriceVolumeMix(back).total)
        #expect(there.new == -home.ended && there.unpriced == -home.unpriced)
        // Floors round the other way: a digit of 10⁻¹⁸ for each item.
        #expect(abs(there.price + home.price) <= 30 && abs(there.mix + home.mix) <= 30)
    }

    @Test func theOrderOfItemsDoesNotMatter() {
        var generator = SplitMix64(seed: 14)
        let items = randomItems(&generator, count: 50)
        #expect(PriceVolumeMix(items).total == PriceVolumeMix(items.reversed()).total)
    }

    @Test func aRefundWithoutAQuantityIsNoPrice() {
        let refund = Item(
            quantityBefore: 5 * Self.one, costBefore: 10 * Self.one, quantityAfter: -Self.one,
            costAfter: -2 * Self.one)
        let split = PriceVolumeMix([refund, item(1, 1, 1, 1)]).total
        #expect(split.unpriced == -12 * Self.one && split.price == 0)
    }

    @Test func unitsAreNotAddedUp() {
        let hours = item(10, 10, 20, 20, unit: 1)
        let gigabytes = item(1_000_000, 10, 1_000_000, 10, unit: 2)
        let split = PriceVolumeMix([hours, gigabytes]).total
        #expect(split.volume == 10 * Self.one && split.mix == 0)
    }

    @Test func withoutItemsNothingChanged() {
        #expect(PriceVolumeMix([]).total == PriceVolumeMix.Parts())
    }
}
