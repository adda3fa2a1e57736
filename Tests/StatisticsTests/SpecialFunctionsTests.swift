import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct SpecialFunctionsTests {
    @Test func agreesWithSciPy() throws {
        let rows = try DistributionsFixture.load()
        for row in rows.beta {
            let got = SpecialFunctions.regularizedIncompleteBeta(row[0], a: row[1], b: row[2])
            #expect(isRelative(got, row[3]) || abs(got - row[3]) < 1e-290, "\(row) \(got)")
        }
        for row in rows.logBeta { #expect(isRelative(SpecialFunctions.logBeta(row[0], row[1]), row[2])) }
        for row in rows.gamma {
            let lower = SpecialFunctions.regularizedLowerGamma(a: row[0], x: row[1])
            let upper = SpecialFunctions.regularizedUpperGamma(a: row[0], x: row[1])
            #expect(isRelative(lower, row[2]) || abs(lower - row[2]) < 1e-290, "\(row) \(lower)")
            #expect(isRelative(upper, row[3]) || abs(upper - row[3]) < 1e-290, "\(row) \(upper)")
        }
        for row in rows.logGamma { #expect(isRelative(SpecialFunctions.logGamma(row[0]), row[1])) }
    }

    @Test func halvesAddToOne() {
        var generator = SplitMix64(seed: 6)
        for _ in 0..<200 {
            let (a, b, x) = (
                generator.uniform() * 20 + 0.01, generator.uniform() * 20 + 0.01, generator.uniform()
            )
            let left = SpecialFunctions.regularizedIncompleteBeta(x, a: a, b: b)
            let right = SpecialFunctions.regularizedIncompleteBeta(1 - x, a: b, b: a)
            #expect(isClose(left + right, 1, .reference))
            let sum =
                SpecialFunctions.regularizedLowerGamma(a: a, x: b)
                + SpecialFunctions.regularizedUpperGamma(a: a, x: b)
            #expect(isClose(sum, 1, .rounding))
        }
    }
}
