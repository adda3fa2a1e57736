import Foundation
import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct FourierTransformTests {
    /// See `Fixtures/fourier.py`.
    private struct Reference: Decodable {
        struct Case: Decodable {
            let real: [Double]
            let imaginary: [Double]
            let transformReal: [Double]
            let transformImaginary: [Double]
        }

        let cases: [Case]
    }

    @Test func transformsOfAnyLengthAreThoseOfNumpy() throws {
        for reference in try Fixture.json("fourier.json", in: .module, as: Reference.self).cases {
            var (re, im) = (reference.real, reference.imaginary)
            FourierTransform(count: re.count).forward(real: &re, imaginary: &im)
            #expect(isClose(re, reference.transformReal, .rounding), "\(re.count) numbers")
            #expect(isClose(im, reference.transformImaginary, .rounding), "\(re.count) numbers")
        }
    }

    @Test func theInverseGivesTheNumbersBack() {
        for count in [1, 2, 6, 64, 101, 1000, 1024] {
            let (re, im) = (numbers(count, seed: 1), numbers(count, seed: 2))
            var (x, y) = (re, im)
            let transform = FourierTransform(count: count)
            transform.forward(real: &x, imaginary: &y)
            transform.inverse(real: &x, imaginary: &y)
            #expect(isClose(x, re, .rounding) && isClose(y, im, .rounding), "\(count) numbers")
        }
    }

    @Test func aLongPrimeLengthKeepsItsDigits() {
        // One line at a whole frequency: everything else is rounding.
        let (count, frequency) = (10_007, 1234)
        let angles = (0..<count).map { 2 * Double.pi * Double($0 * frequency % count) / Double(count) }
        var (re, im) = (angles.map { cos($0) }, angles.map { sin($0) })
        FourierTransform(count: count).forward(real: &re, imaginary: &im)
        #expect(isClose(re[frequency], Double(count), .rounding))
        re[frequency] = 0
        #expect((re + im).allSatisfy { abs($0) < 1e-8 })
    }

    @Test func powersOfTwoAreTheLeastThatHold() {
        #expect(
            [1, 2, 3, 4, 5, 1023, 1024, 1025].map { FourierTransform.powerOfTwo(atLeast: $0) }
                == [1, 2, 4, 4, 8, 1024, 1024, 2048])
    }

    private func numbers(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in random.uniform() - 0.5 }
    }
}

@Suite struct PeriodogramTests {
    @Test func thePowerIsTheSquaredSumOfTurns() {
        for count in [1, 2, 3, 10, 33] {
            var random = SplitMix64(seed: UInt64(count))
            let values = (0..<count).map { _ in random.uniform() }
            let periodogram = Periodogram(values)
            #expect(periodogram.length >= 4 * count && periodogram.power.count == periodogram.length / 2 + 1)
            for (k, power) in periodogram.power.enumerated() {
                var (re, im) = (0.0, 0.0)
                for (t, value) in values.enumerated() {
                    let angle =
                        2 * Double.pi * Double(k * t % periodogram.length) / Double(periodogram.length)
                    re += value * cos(angle)
                    im -= value * sin(angle)
                }
                #expect(isClose(power, re * re + im * im, .rounding))
            }
        }
    }

    @Test func aSinePeaksAtItsFrequency() throws {
        let periodogram = Periodogram((0..<240).map { sin(2 * Double.pi * Double($0) / 12) })
        let peak = try #require(
            periodogram.power.indices.max { periodogram.power[$0] < periodogram.power[$1] })
        #expect(abs(Double(peak) / Double(periodogram.length) - 1.0 / 12) < 1 / Double(periodogram.length))
    }
}
