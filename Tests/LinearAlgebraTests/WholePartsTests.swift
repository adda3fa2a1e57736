import LinearAlgebra
import Testing
import TimeSeries

@Suite struct WholePartsTests {
    @Test func whatIsLeftGoesToTheLargestRemainders() {
        #expect([1.25, 2.5, 3.25].map { DoubleDouble($0) }.wholeParts(addingUpTo: 7) == [1, 3, 3])
        #expect([-1.25, 2.5, -0.25].map { DoubleDouble($0) }.wholeParts(addingUpTo: 1) == [-1, 2, 0])
        #expect([0.5, 0.5].map { DoubleDouble($0) }.wholeParts(addingUpTo: 1) == [1, 0])
        #expect([DoubleDouble]().wholeParts(addingUpTo: 0) == [])
    }

    @Test func partsOfAWholeAreWithinAUnitAndAddUp() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<500 {
            let weights = (0..<(1 + Int(random.next() % 6))).map { _ in Int128(random.next() % 1000) - 300 }
            let divisor = weights.reduce(0, +)
            guard divisor != 0 else { continue }
            let sum = Int128(random.next()) - Int128(random.next())
            let parts = weights.map {
                DoubleDouble(units: sum) * DoubleDouble(units: $0) / DoubleDouble(units: divisor)
            }
            let whole = parts.wholeParts(addingUpTo: sum)
            #expect(whole.reduce(0, +) == sum)
            for (part, number) in zip(parts, whole) {
                #expect(abs((part - DoubleDouble(units: number)).leading) <= 1)
            }
        }
    }

    @Test func beyondThirtyDigitsTheLargestTakesTheRest() {
        let huge = Int128.max / 8
        let third = DoubleDouble(units: huge) / DoubleDouble(3)
        let whole = [third, third, third].wholeParts(addingUpTo: huge)
        #expect(whole.reduce(0, +) == huge)
        let exact = huge / 3
        #expect(whole.allSatisfy { abs($0 - exact) < 1 << 24 })
    }
}
