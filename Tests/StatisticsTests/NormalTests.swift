import Statistics
import Testing

@Suite struct NormalTests {
    @Test func agreesWithSciPy() throws {
        let rows = try DistributionsFixture.load()
        for row in rows.normal {
            #expect(isRelative(Normal.density(row[0]), row[1]))
            #expect(isRelative(Normal.cdf(row[0]), row[2]))
            #expect(isRelative(Normal.upperTail(-row[0]), row[2]))
        }
        for row in rows.normalQuantile { #expect(isRelative(Normal.quantile(row[0]), row[1]), "\(row)") }
    }

    @Test func endsAreInfinite() {
        #expect(Normal.quantile(0) == -.infinity)
        #expect(Normal.quantile(1) == .infinity)
        #expect(Normal.cdf(-.infinity) == 0 && Normal.cdf(.infinity) == 1)
    }
}
