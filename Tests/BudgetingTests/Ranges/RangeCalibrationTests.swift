import Budgeting
import Forecasting
import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct RangeCalibrationTests {
    private static let start = CivilDate(dayNumber: 19_723)  // 2024-01-01

    private static func month(_ index: Int) -> CivilDate {
        (0..<index).reduce(start) { day, _ in day.advanced(by: day.daysInMonth) }
    }

    /// A month's total with normal paths of deviation `spread` and a truth of deviation `error`, both about the level.
    private static func outcome(
        node: Int, month index: Int, spread: Double, error: Double, unit: Double = 1, length: Int = 1,
        _ random: inout SplitMix64
    ) -> RangeCalibration.Outcome {
        let level = 1000.0 * Double(node + 1) * unit
        let draw = Normal.quantile(max(1e-12, random.uniform()))
        let first = month(index)
        return RangeCalibration.Outcome(
            forecast: TotalForecast(
                node: "n\(node)", kind: .regular, origin: first, days: first..<month(index + length),
                level: level,
                pathTotals: (0..<200).map { level * (1 + spread * Normal.quantile((Double($0) + 0.5) / 200)) }
            ),
            actual: level * (1 + error * draw))
    }

    private static func past(
        nodes: Int, months: Range<Int>, spread: Double = 0.05, error: Double, unit: Double = 1,
        seed: UInt64 = 1
    ) -> [RangeCalibration.Outcome] {
        var random = SplitMix64(seed: seed)
        return months.flatMap { month in
            (0..<nodes).map { node in
                outcome(node: node, month: month, spread: spread, error: error, unit: unit, &random)
            }
        }
    }

    private static func held(_ calibration: RangeCalibration, _ outcome: RangeCalibration.Outcome) -> Bool {
        let totals = calibration.calibrated(outcome.forecast)
        return totals.quantile(0.1) <= outcome.actual && outcome.actual <= totals.quantile(0.9)
    }

    /// Whatever the paths say of their spread, 2,000 new totals hold within four standard errors of 80 %, and a little more
    /// as the paths' own range counts as two past totals.
    @Test(arguments: [0.04, 0.1, 0.2]) func exchangeableTotalsHoldWhatIsPromised(error: Double) {
        let past = Self.past(nodes: 40, months: 0..<24, error: error)
        let calibration = RangeCalibration(past, on: Self.month(24))
        let new = Self.past(nodes: 40, months: 24..<74, error: error, seed: 9)
        let share = Double(new.count { Self.held(calibration, $0) }) / Double(new.count)
        #expect(0.74...0.86 ~= share)
    }

    @Test func pathsThatAreTooNarrowAreWidenedAndTooWideOnesNarrowed() {
        let total = Self.past(nodes: 1, months: 24..<25, error: 0)[0].forecast
        func width(_ error: Double) -> Double {
            let totals = RangeCalibration(
                Self.past(nodes: 40, months: 0..<24, error: error), on: Self.month(24)
            ).calibrated(total)
            return totals.quantile(0.9) - totals.quantile(0.1)
        }
        let paths = total.pathTotals.quantile(0.9) - total.pathTotals.quantile(0.1)
        #expect(width(0.15) > 2 * paths)
        #expect(width(0.02) < 0.7 * paths)
        #expect(width(0.02) < width(0.05) && width(0.05) < width(0.1) && width(0.1) < width(0.2))
    }

    @Test func quantilesAreInOrderAndTheMiddleStays() throws {
        let calibration = RangeCalibration(
            Self.past(nodes: 40, months: 0..<24, error: 0.1), on: Self.month(24))
        let total = Self.past(nodes: 1, months: 24..<25, error: 0)[0].forecast
        let totals = calibration.calibrated(total)
        let quantiles = totals.quantiles([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
        #expect(quantiles == quantiles.sorted())
        #expect(isClose(quantiles[3], total.pathTotals.median(), .reference))
        // The order of the paths is theirs.
        #expect(zip(totals, totals.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func aUnitOfMoneyOnlyScales() {
        for unit in [1e-9, 1e9] {
            let one = RangeCalibration(Self.past(nodes: 8, months: 0..<12, error: 0.1), on: Self.month(12))
            let other = RangeCalibration(
                Self.past(nodes: 8, months: 0..<12, error: 0.1, unit: unit), on: Self.month(12))
            let a = one.calibrated(Self.past(nodes: 1, months: 12..<13, error: 0)[0].forecast)
            let b = other.calibrated(Self.past(nodes: 1, months: 12..<13, error: 0, unit: unit)[0].forecast)
            #expect(isClose(a, b.map { $0 / unit }, .reference))
            #expect(one.coverage == other.coverage)
        }
    }

    @Test func neitherOrderNorTheFutureChangesAnything() {
        let past = Self.past(nodes: 10, months: 0..<12, error: 0.1)
        let total = Self.past(nodes: 1, months: 12..<13, error: 0)[0].forecast
        let calibration = RangeCalibration(past, on: Self.month(12))
        let future = Self.past(nodes: 10, months: 12..<20, error: 5, seed: 3)
        let mixed = RangeCalibration((future + past).reversed(), on: Self.month(12))
        #expect(calibration.calibrated(total) == mixed.calibrated(total))
        #expect(calibration.coverage == mixed.coverage)
    }

    @Test func coverageIsJudgedByWhatWasClosedAtEachOrigin() throws {
        // Errors grow fivefold in the last three months: ranges that knew of it would hold them.
        let past =
            Self.past(nodes: 30, months: 0..<12, error: 0.05)
            + Self.past(nodes: 30, months: 12..<13, error: 0.25, seed: 4)
        let calibration = RangeCalibration(past, on: Self.month(13))
        let coverage = try #require(calibration.coverage)
        #expect(coverage.count == 390)
        let calm = try #require(
            RangeCalibration(Array(past.prefix(360)), on: Self.month(13)).coverage)
        // Of the thirty of the last month most are missed, as nobody knew.
        let last = coverage.share * 390 - calm.share * 360
        #expect(last < 15)
        #expect(0.72...0.9 ~= calm.share)
    }

    @Test func nothingKnownMeansThePathsAndALittleMore() {
        let total = Self.past(nodes: 1, months: 0..<1, error: 0)[0].forecast
        let calibration = RangeCalibration([], on: Self.start)
        let totals = calibration.calibrated(total)
        let width = totals.quantile(0.9) - totals.quantile(0.1)
        let paths = total.pathTotals.quantile(0.9) - total.pathTotals.quantile(0.1)
        #expect(1.1...1.3 ~= width / paths)
        #expect(calibration.coverage == nil)
        #expect(calibration.coverage(like: total) == nil)
        #expect(!calibration.knowsTotals(like: total))
    }

    @Test func fartherTotalsThanThePastHasAreWidenedByWhatIsKnown() {
        let past = Self.past(nodes: 40, months: 0..<24, error: 0.2)
        var random = SplitMix64(seed: 5)
        let quarter = Self.outcome(node: 0, month: 24, spread: 0.05, error: 0, length: 3, &random).forecast
        let calibration = RangeCalibration(past, on: Self.month(24))
        #expect(!calibration.knowsTotals(like: quarter))
        let totals = calibration.calibrated(quarter)
        let width = (totals.quantile(0.9) - totals.quantile(0.1)) / quarter.level
        // Months were off by 20 %: relative errors of quarters are at least as large.
        #expect(width > 2 * 1.28 * 0.2)
    }

    @Test func aTotalThatCannotMoveStillHasARange() {
        let past = Self.past(nodes: 20, months: 0..<12, spread: 0, error: 0.1)
        let total = Self.past(nodes: 1, months: 12..<13, spread: 0, error: 0)[0].forecast
        let totals = RangeCalibration(past, on: Self.month(12)).calibrated(total)
        #expect(totals.count == total.pathTotals.count && totals.allSatisfy { $0.isFinite })
        let width = (totals.quantile(0.9) - totals.quantile(0.1)) / total.level
        #expect(0.02...0.4 ~= width)
    }

    @Test(arguments: [1.0, 1e12, 1e-9]) func hugeOutliersAndTinyLevelsStayFinite(unit: Double) {
        var past = Self.past(nodes: 20, months: 0..<12, error: 0.1, unit: unit)
        past[7] = RangeCalibration.Outcome(forecast: past[7].forecast, actual: 1e9 * unit)
        past[8] = RangeCalibration.Outcome(forecast: past[8].forecast, actual: .nan)
        let total = Self.past(nodes: 1, months: 12..<13, error: 0, unit: unit)[0].forecast
        let totals = RangeCalibration(past, on: Self.month(12)).calibrated(total)
        #expect(totals.allSatisfy { $0.isFinite })
    }
}
