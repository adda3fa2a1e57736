import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct DoubleDoubleTests {
    /// 1 ∕ 3 and √2 have no end; what multiplies them back leaves only the last of 31 digits.
    @Test func keepsThirtyDigits() {
        let third = DoubleDouble(1) / DoubleDouble(3)
        #expect(third.leading == 1.0 / 3)
        #expect(abs((third * DoubleDouble(3) - DoubleDouble(1)).leading) < 1e-31)
        let root = DoubleDouble(2).squareRoot()
        #expect(root.leading == 2.0.squareRoot() && root.trailing != 0)
        #expect(abs((root * root - DoubleDouble(2)).leading) < 1e-30)
        #expect(DoubleDouble(0).squareRoot().leading == 0)
    }

    @Test func sumsAndProductsOfDoublesAreExact() {
        let sum = DoubleDouble.exactSum(1e16, 1.5)
        #expect(sum.leading == 1e16 + 1.5 && sum.leading - 1e16 + sum.trailing == 1.5)
        let factor = 1 + 2.0 * .ulpOfOne
        let product = DoubleDouble.exactProduct(factor, factor)
        #expect(product.leading == 1 + 4 * .ulpOfOne && product.trailing == 4 * .ulpOfOne * .ulpOfOne)
    }

    @Test func ringLawsHoldBeyondDoubles() {
        var generator = SplitMix64(seed: 8)
        for _ in 0..<500 {
            let (a, b, c) = (number(&generator), number(&generator), number(&generator))
            let (left, right) = (a * (b + c), a * b + a * c)
            #expect(
                abs((left - right).leading) <= 1e-30 * (abs(a.leading) * (abs(b.leading) + abs(c.leading))))
            #expect(abs((a - b + b - a).leading) <= 1e-30 * (abs(a.leading) + abs(b.leading)))
            #expect(abs((a / b * b - a).leading) <= 1e-29 * abs(a.leading))
        }
    }

    private func number(_ generator: inout SplitMix64) -> DoubleDouble {
        DoubleDouble(generator.uniform() - 0.5, (generator.uniform() - 0.5) * 1e-17)
    }
}
