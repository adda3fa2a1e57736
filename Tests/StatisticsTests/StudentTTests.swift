import Foundation
import Statistics
import Testing
import TimeSeries

@Suite struct StudentTTests {
    @Test func agreesWithSciPy() throws {
        let rows = try DistributionsFixture.load()
        for row in rows.student {
            #expect(isRelative(StudentT.density(row[0], degreesOfFreedom: row[1]), row[2]), "\(row)")
            #expect(isRelative(StudentT.cdf(row[0], degreesOfFreedom: row[1]), row[3]), "\(row)")
        }
        for row in rows.studentQuantile {
            let got = StudentT.quantile(row[0], degreesOfFreedom: row[1])
            #expect(isRelative(got, row[2]), "\(row) \(got)")
        }
    }

    @Test func quantileUndoesTheDistribution() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let freedom = exp(generator.uniform() * 12 - 1)
            let p = generator.uniform()
            let t = StudentT.quantile(p, degreesOfFreedom: freedom)
            #expect(isRelative(StudentT.cdf(t, degreesOfFreedom: freedom), p), "\(p) \(freedom)")
            #expect(isRelative(StudentT.quantile(1 - p, degreesOfFreedom: freedom), -t, 1e-9))
        }
    }

    @Test func infiniteFreedomIsNormal() {
        #expect(StudentT.cdf(1.3, degreesOfFreedom: .infinity) == Normal.cdf(1.3))
        #expect(StudentT.quantile(0.3, degreesOfFreedom: .infinity) == Normal.quantile(0.3))
        #expect(isRelative(StudentT.quantile(0.975, degreesOfFreedom: 1e9), Normal.quantile(0.975), 1e-8))
        #expect(StudentT.quantile(0, degreesOfFreedom: 3) == -.infinity)
        #expect(StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
    }
}
