import Statistics
import Testing

@Suite struct FDistributionTests {
    @Test func agreesWithSciPy() throws {
        for row in try DistributionsFixture.load().fisher {
            let below = FDistribution.cdf(row[0], numerator: row[1], denominator: row[2])
            let above = FDistribution.upperTail(row[0], numerator: row[1], denominator: row[2])
            #expect(isRelative(below, row[3]), "\(row) \(below)")
            #expect(isRelative(above, row[4]) || row[4] < 1e-290, "\(row) \(above)")
        }
    }

    @Test func oneNumeratorIsTheSquareOfStudent() {
        for (t, n) in [(0.3, 4.0), (2.1, 30.0), (9.0, 690.0)] {
            let tail = FDistribution.upperTail(t * t, numerator: 1, denominator: n)
            #expect(isRelative(tail, 2 * StudentT.cdf(-t, degreesOfFreedom: n)))
        }
        #expect(FDistribution.upperTail(.infinity, numerator: 2, denominator: 5) == 0)
    }
}
