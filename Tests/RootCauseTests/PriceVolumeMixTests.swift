import RootCause
import TestKit
import Testing

@Suite struct PriceVolumeMixTests {
    typealias Item = PriceVolumeMix.Item

    @Test func partsAddUpToTheChange() {
        let items = [
            Item(quantityBefore: 10, costBefore: 20, quantityAfter: 15, costAfter: 28),
            Item(quantityBefore: 4, costBefore: 40, quantityAfter: 3, costAfter: 36),
            Item(quantityBefore: 0, costBefore: 0, quantityAfter: 3, costAfter: 9),
            Item(quantityBefore: 5, costBefore: 7, quantityAfter: 0, costAfter: 0),
        ]
        let split = PriceVolumeMix(items)
        #expect(isClose(split.total, 73 - 67, .rounding))
        #expect(split.new == 9 && split.retired == -7)
    }

    @Test func aPriceRiseIsAllPrice() {
        let split = PriceVolumeMix([
            Item(quantityBefore: 10, costBefore: 20, quantityAfter: 10, costAfter: 24),
            Item(quantityBefore: 3, costBefore: 9, quantityAfter: 3, costAfter: 10.8),
        ])
        #expect(isClose(split.price, 5.8, .rounding))
        #expect(isClose(split.volume, 0, .rounding) && isClose(split.mix, 0, .rounding))
    }

    @Test func growthInStepIsAllVolume() {
        let split = PriceVolumeMix([
            Item(quantityBefore: 10, costBefore: 20, quantityAfter: 12, costAfter: 24),
            Item(quantityBefore: 5, costBefore: 50, quantityAfter: 6, costAfter: 60),
        ])
        #expect(isClose(split.volume, 14, .rounding))
        #expect(isClose(split.price, 0, .rounding) && isClose(split.mix, 0, .rounding))
    }

    @Test func theOrderOfItemsDoesNotMatter() {
        let items = [1.0, 2, 3, 4, 5, 6, 7, 8, 9].map { (i: Double) -> Item in
            let costAfter: Double = 3 * i + 1
            return Item(quantityBefore: i, costBefore: i * i, quantityAfter: 10 - i, costAfter: costAfter)
        }
        #expect(isClose(PriceVolumeMix(items).mix, PriceVolumeMix(items.reversed()).mix, .rounding))
    }

    @Test func withoutItemsNothingChanged() {
        #expect(PriceVolumeMix([]).total == 0)
    }
}
