import TestKit
import Testing
import TimeSeries
import UnitEconomics

@Suite struct UnitCostTests {
    private let start = CivilDate(dayNumber: 20_332)

    private func unitCost(_ cost: [Double?], _ driver: [Double?], lag: Int = 0) -> UnitCost? {
        UnitCost(
            cost: MeasuredHistory(start: start, values: cost),
            driver: MeasuredHistory(start: start, values: driver), lag: lag)
    }

    @Test func itIsAllCostOverAllOfTheDriver() throws {
        let unit = try #require(
            unitCost([Double](repeating: 6, count: 60), [Double](repeating: 3, count: 60)))
        #expect(unit.now == 2 && unit.before == 2 && unit.change == 0 && unit.driverChange == 0)
        #expect(!unit.hasDrifted)
    }

    @Test func theLagLooksBack() throws {
        let driver = (0..<60).map { Double($0 + 1) }
        let cost: [Double?] = (0..<60).map { $0 < 3 ? nil : 5 * driver[$0 - 3] }
        let unit = try #require(unitCost(cost, driver, lag: 3))
        #expect(isClose(unit.now, 5, .rounding))
    }

    @Test func aRiseOverAFlatDriverIsADrift() throws {
        var generator = SplitMix64(seed: 4)
        let driver = (0..<80).map { _ in 1000 * (1 + 0.02 * generator.uniform()) }
        let cost = (0..<80).map { t in driver[t] * (t < 52 ? 1 : 1.1) * (1 + 0.02 * generator.uniform()) }
        let unit = try #require(unitCost(cost, driver))
        #expect(unit.hasDrifted && isClose(unit.change ?? 0, 0.1, .printed(decimals: 1)))
        let grown = driver.enumerated().map { t, value in t < 52 ? value : value * 1.5 }
        #expect(unitCost(cost, grown)?.hasDrifted == false)
    }

    @Test func noiseIsHardlyEverADrift() {
        var generator = SplitMix64(seed: 6)
        let drifts = (0..<200).count { _ in
            let driver = (0..<60).map { _ in 1000 * (1 + 0.1 * generator.uniform()) }
            let cost = driver.map { $0 * (1 + 0.2 * generator.uniform()) }
            return unitCost(cost, driver)?.hasDrifted == true
        }
        #expect(drifts <= 6)
    }

    @Test func tooLittleIsUnknown() {
        #expect(unitCost([1], [1]) == nil)
        #expect(unitCost([Double](repeating: 1, count: 60), [Double](repeating: 0, count: 60)) == nil)
        #expect(unitCost([Double?](repeating: nil, count: 60), [Double](repeating: 1, count: 60)) == nil)
        #expect(unitCost([Double](repeating: 1, count: 30), [Double](repeating: 1, count: 30))?.before == nil)
    }
}
