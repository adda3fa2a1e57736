import Statistics
import Testing

@Suite struct ChiSquaredTests {
    @Test func agreesWithSciPy() throws {
        for row in try DistributionsFixture.load().chiSquared {
            #expect(isRelative(ChiSquared.cdf(row[0], degreesOfFreedom: row[1]), row[2]), "\(row)")
            #expect(isRelative(ChiSquared.upperTail(row[0], degreesOfFreedom: row[1]), row[3]), "\(row)")
        }
    }
}
