import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct PooledConformalTests {
    private typealias Group = PooledConformal.Group

    /// Paths spread evenly over ±1, of a size; truths by a law of their own.
    private struct Maker {
        var generator = SplitMix64(seed: 5)

        func total(_ series: String, _ group: Group, size: Double, at place: Double = 100)
            -> PooledConformal.Total
        {
            let paths = (0...200).map { size * (place + Double($0 - 100) / 100) }
            return .init(series: series, group: group, level: size * 100, pathTotals: paths)
        }

        /// A sum of three: bell-shaped within ±1.
        mutating func bell() -> Double {
            (generator.uniform() + generator.uniform() + generator.uniform()) / 1.5 - 1
        }
    }

    private func past(
        _ maker: inout Maker, series: Int, each: Int, group: Group = Group(steps: 30), reach: Double = 1.2,
        age: Double = 0
    ) -> [PooledConformal.Outcome] {
        (0..<series).flatMap { k in
            (0..<each).map { j in
                .init(
                    total: maker.total("s\(k)", group, size: 1 + Double(k)),
                    actual: (1 + Double(k)) * (100 + reach * maker.bell()), age: age + Double(j))
            }
        }
    }

    @Test(arguments: [0.5, 0.8, 0.95]) func likeTotalsHoldWhatIsPromised(coverage: Double) {
        var maker = Maker()
        let pool = PooledConformal(past(&maker, series: 40, each: 8))
        var held = 0
        for k in 0..<2000 {
            let size = 1 + Double(k % 40)
            let range = pool.range(
                of: maker.total("s\(k % 40)", Group(steps: 30), size: size), coverage: coverage)
            #expect(range.count == 320)
            if range.bounds.contains(size * (100 + 1.2 * maker.bell())) { held += 1 }
        }
        // Four standard errors of 2000 hits and of 320 scores.
        let error = 4 * (coverage * (1 - coverage) * (1 / 2000.0 + 1 / 320.0)).squareRoot()
        #expect(abs(Double(held) / 2000 - coverage) < error)
    }

    @Test func fewPastForecastsFallBackToLargerGroupsAndThenToThePaths() {
        var maker = Maker()
        let large = Group(steps: 30, kind: .regular, size: 3)
        var outcomes = past(&maker, series: 5, each: 6, group: large)
        let total = maker.total("new", large, size: 1)
        let paths = PooledConformal(outcomes).range(of: total, coverage: 0.8)
        #expect(paths.count == 0 && isClose(paths.bounds.upperBound, 100 + 1.15 * 0.8, .rounding))
        outcomes += past(&maker, series: 5, each: 6, group: Group(steps: 30, kind: .regular, size: 2))
        #expect(PooledConformal(outcomes).range(of: total, coverage: 0.8).count == 60)
        #expect(PooledConformal(outcomes).range(of: total, coverage: 0.95).count == 0)
        outcomes += past(&maker, series: 10, each: 6, group: Group(steps: 30, kind: .stepping, size: 2))
        #expect(PooledConformal(outcomes).range(of: total, coverage: 0.95).count == 120)
        outcomes += past(&maker, series: 10, each: 6, group: large)
        #expect(PooledConformal(outcomes).range(of: total, coverage: 0.8).count == 90)
        let week = maker.total("new", Group(steps: 7), size: 1)
        #expect(PooledConformal(outcomes).range(of: week, coverage: 0.8).count == 0)
    }

    @Test func aSeriesWithLargerErrorsHasWiderRanges() {
        var maker = Maker()
        var outcomes = past(&maker, series: 20, each: 6, reach: 0.6)
        let group = Group(steps: 30)
        for _ in 0..<12 {
            outcomes.append(
                .init(total: maker.total("wild", group, size: 1), actual: 100 + 1.8 * maker.bell(), age: 0))
        }
        let pool = PooledConformal(outcomes)
        func width(_ name: String) -> Double {
            let bounds = pool.range(of: maker.total(name, group, size: 1), coverage: 0.8).bounds
            return bounds.upperBound - bounds.lowerBound
        }
        #expect(width("wild") > 1.4 * width("s3") && width("wild") > 1.3 * width("unseen"))
    }

    @Test func whatIsLongAgoCountsLess() {
        var maker = Maker()
        let old = past(&maker, series: 20, each: 4, reach: 0.4, age: 900)
        let new = past(&maker, series: 20, each: 4, reach: 1.4)
        let sameAge = new + old.map { .init(total: $0.total, actual: $0.actual, age: 0) }
        let total = maker.total("x", Group(steps: 30), size: 1)
        let weighted = PooledConformal(new + old).range(of: total, coverage: 0.8).bounds
        let plain = PooledConformal(sameAge).range(of: total, coverage: 0.8).bounds
        #expect(weighted.upperBound > plain.upperBound && weighted.lowerBound < plain.lowerBound)
    }

    @Test func noRangeReachesMoreThanTwiceAsFarAsThePaths() {
        var maker = Maker()
        let pool = PooledConformal(past(&maker, series: 20, each: 8, reach: 9))
        let total = maker.total("s1", Group(steps: 30), size: 1)
        #expect(isClose(pool.range(of: total, coverage: 0.8).bounds.upperBound, 101.6, .rounding))
        let all = pool.range(of: total, coverage: 1)
        #expect(isClose(all.bounds.upperBound, 102, .rounding) && all.count == 0)
    }

    @Test func errorsOfOneSideReachToThatSide() {
        var maker = Maker()
        let group = Group(steps: 30)
        let outcomes = (0..<80).map { k in
            PooledConformal.Outcome(
                total: maker.total("s\(k % 10)", group, size: 1),
                actual: 100 + (k % 4 == 0 ? 1.3 : 0.1) * maker.generator.uniform(), age: 0)
        }
        let bounds = PooledConformal(outcomes).range(of: maker.total("s1", group, size: 1), coverage: 0.8)
            .bounds
        #expect(bounds.upperBound - 100 > 3 * (100 - bounds.lowerBound) && bounds.lowerBound <= 100)
    }

    @Test(arguments: [1e12, 1e-9]) func rangesScaleWithTheUnit(unit: Double) {
        var (one, other) = (Maker(), Maker())
        let plain = past(&one, series: 10, each: 6)
        let scaled = past(&other, series: 10, each: 6).map { outcome in
            let k = Double(Int(outcome.total.series.dropFirst()) ?? 0)
            return PooledConformal.Outcome(
                total: other.total(outcome.total.series, outcome.total.group, size: unit * (1 + k)),
                actual: unit * outcome.actual, age: outcome.age)
        }
        let total = one.total("s1", Group(steps: 30), size: 2)
        let bounds = PooledConformal(plain).range(of: total, coverage: 0.8).bounds
        let large = PooledConformal(scaled).range(
            of: one.total("s1", Group(steps: 30), size: 2 * unit), coverage: 0.8)
        #expect(isClose(large.bounds.upperBound / unit, bounds.upperBound, .reference))
        #expect(isClose(large.bounds.lowerBound / unit, bounds.lowerBound, .reference))
    }

    @Test func withoutPastThePathsAreWidened() {
        let maker = Maker()
        let range = PooledConformal([]).range(of: maker.total("x", Group(steps: 7), size: 1), coverage: 0.8)
        #expect(range.count == 0 && isClose(range.bounds.lowerBound, 100 - 1.15 * 0.8, .rounding))
    }
}
