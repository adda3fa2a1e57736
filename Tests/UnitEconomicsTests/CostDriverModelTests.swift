import Foundation
import TestKit
import Testing
import TimeSeries
import UnitEconomics

@Suite struct CostDriverModelTests {
    private let model = CostDriverModel()
    private let start = CivilDate(dayNumber: 20_332)

    private func relation(
        _ cost: [Double?], _ driver: [Double?], frequency: Frequency = .daily
    ) -> Result<CostRelation, NoRelation> {
        let histories = [cost, driver].map { MeasuredHistory(start: start, frequency: frequency, values: $0) }
        return model.relation(of: model.prepare(histories[0]), to: model.prepare(histories[1]))
    }

    private func reason(_ result: Result<CostRelation, NoRelation>) -> NoRelation? {
        guard case .failure(let reason) = result else { return nil }
        return reason
    }

    /// A driver that wanders and a cost that follows it two days later, with a fixed part of 40 %.
    private func planted(_ days: Int = 300, seed: UInt64 = 5) -> (cost: [Double], driver: [Double]) {
        var source = SyntheticPairs(seed: seed)
        let law = SyntheticPairs.Law(kind: .fixedShare(0.4), lag: 2, noise: 0.02, motion: .walk, days: days)
        let pair = source.planted(law)
        return (pair.cost.values.compactMap(\.self), pair.driver.values.compactMap(\.self))
    }

    @Test func aPlantedRelationIsFoundWithItsLagAndParts() throws {
        let (cost, driver) = planted()
        let found = try relation(cost, driver).get()
        #expect(found.lag == 2)
        #expect(found.fixed.value >= 0 && found.marginal.value > 0)
        #expect(found.fixedShare.interval.contains(0.4))
        #expect(found.explainedShare > 0.5 && found.explainedShare <= 1)
        let elasticity = try #require(found.elasticity)
        #expect(0.4...0.9 ~= elasticity.value)
    }

    @Test func unitsOfMoneyAndOfTheDriverDoNotMatter() throws {
        let (cost, driver) = planted()
        let plain = try relation(cost, driver).get()
        for (money, unit) in [(1e9, 1e-6), (1e-9, 1e12)] {
            let other = try relation(cost.map { $0 * money }, driver.map { $0 * unit }).get()
            #expect(other.lags == plain.lags)
            #expect(isClose(other.marginal.value * unit / money, plain.marginal.value, .optimum))
            #expect(isClose(other.fixedShare.value, plain.fixedShare.value, .optimum))
        }
    }

    @Test func gapsAreLeftOut() throws {
        let (cost, driver) = planted()
        var generator = SplitMix64(seed: 3)
        let gappy = driver.map { generator.uniform() < 0.1 ? nil : $0 }
        let holes = cost.map { generator.uniform() < 0.05 ? Double.nan : $0 }
        let found = try relation(holes, gappy).get()
        #expect(found.lag == 2 && found.fixedShare.interval.contains(0.4))
        #expect(found.periodsUsed < 270)
    }

    @Test func spikesDoNotPull() throws {
        var (cost, driver) = planted()
        for t in stride(from: 20, to: 300, by: 47) { cost[t] *= 8 }
        driver[150] *= 30
        let found = try relation(cost, driver).get()
        #expect(found.lag == 2 && found.fixedShare.interval.contains(0.4))
    }

    @Test func aCostThatStepsKeepsItsRelation() throws {
        var (cost, driver) = planted()
        for t in 160..<300 { cost[t] += 900 }
        _ = driver.removeLast()
        driver.append(driver[298])
        let found = try relation(cost, driver).get()
        #expect(found.lag == 2)
        #expect(found.costShiftedOn.contains { abs($0.dayNumber - start.dayNumber - 160) <= 1 })
    }

    @Test func aDriverThatIsRebasedIsSaidAndOnlyWhatFollowsCounts() throws {
        var (cost, driver) = planted(400)
        cost = cost.map { $0 }
        for t in 250..<400 { driver[t] *= 3 }
        let found = try relation(cost, driver).get()
        let day = try #require(found.driverRebasedOn)
        #expect(abs(day.dayNumber - start.dayNumber - 250) <= 1)
        #expect(found.periodsUsed <= 150)
    }

    @Test func tooShortConstantAndFallingAreSaid() {
        let (cost, driver) = planted()
        #expect(
            reason(relation(Array(cost.prefix(40)), Array(driver.prefix(40))))
                == .tooFewPeriods(needed: 56, got: 40))
        #expect(reason(relation(cost, driver.map { _ in 5 })) == .driverDoesNotVary)
        #expect(reason(relation(cost.map { _ in 5 }, driver)) == .costDoesNotVary)
        guard case .costFalls? = reason(relation(driver.map { 1e9 / $0 }, driver)) else {
            Issue.record("a cost that falls has no unit cost")
            return
        }
        #expect(reason(relation(cost.map { _ in nil }, driver)) == .tooFewPeriods(needed: 56, got: 0))
    }

    @Test func twoWeeksThatAgreeProveNothing() {
        var generator = SplitMix64(seed: 21)
        let week = [1.0, 1.1, 1.2, 1.1, 1.3, 0.6, 0.5]
        let cost = (0..<365).map { 100 * week[$0 % 7] * (1 + 0.02 * generator.uniform()) }
        let driver = (0..<365).map { 9000 * week[$0 % 7] * (1 + 0.02 * generator.uniform()) }
        guard case .notBeyondChance? = reason(relation(cost, driver)) else {
            Issue.record("a week in common is no relation")
            return
        }
    }

    @Test func holidaysInCommonProveNothing() throws {
        var generator = SplitMix64(seed: 22)
        let calendar = HolidayCalendar.mainlandChina
        func path(_ scale: Double) -> [Double] {
            (0..<400).map { t in
                let works = calendar.isWorkday(start.advanced(by: t))
                return scale * (works ? 1.1 : 0.7) * (1 + 0.05 * generator.uniform())
            }
        }
        let histories = [path(100), path(5000)].map { MeasuredHistory(start: start, values: $0) }
        let aware = CostDriverModel(calendars: [calendar])
        let result = aware.relation(of: aware.prepare(histories[0]), to: aware.prepare(histories[1]))
        guard case .notBeyondChance? = reason(result) else {
            Issue.record("holidays in common are no relation")
            return
        }
    }

    @Test func monthsAreComparedByTheirLength() {
        var generator = SplitMix64(seed: 23)
        let days = (0..<48).map {
            Frequency.monthly.timestamp(Timestamp(start.startOfMonth), advancedBy: $0).day
        }
        let cost = days.map { Double($0.daysInMonth) * (10 + 0.1 * generator.uniform()) }
        let driver = days.map { Double($0.daysInMonth) * (900 + 9 * generator.uniform()) }
        let result = model.relation(
            of: model.prepare(MeasuredHistory(start: start.startOfMonth, frequency: .monthly, values: cost)),
            to: model.prepare(MeasuredHistory(start: start.startOfMonth, frequency: .monthly, values: driver))
        )
        #expect(reason(result) != nil)
    }

    @Test func driversThatMoveTogetherAreNotSeparated() throws {
        let (cost, driver) = planted()
        var generator = SplitMix64(seed: 31)
        let twin = driver.map { $0 * 7 * (1 + 0.002 * generator.uniform()) }
        let prepared = model.prepare(MeasuredHistory(start: start, values: cost))
        let drivers = try [("orders", driver), ("users", twin)].map { name, values in
            let history = model.prepare(MeasuredHistory(start: start, values: values))
            return CostDriverModel.RelatedDriver(
                name: name, history: history, relation: try model.relation(of: prepared, to: history).get())
        }
        let overlaps = model.overlaps(of: prepared, among: drivers)
        #expect(overlaps["orders"]?.sentence(for: "orders") == "cannot separate orders from users")
        #expect(overlaps["users"] == .inseparable(from: ["orders"]))
        #expect(model.overlaps(of: prepared, among: [drivers[0]]).isEmpty)
    }

    @Test func reasonsSayWhatIsNeeded() {
        #expect(
            NoRelation.tooFewPeriods(needed: 56, got: 9).description
                == "needs 56 periods with both cost and driver, got 9")
        #expect(
            NoRelation.notBeyondChance(lag: 3, correlation: -0.071, pValue: 0.8).description
                == "beyond trend and calendar they move as unrelated ones do (correlation -0.07, chance 0.80)"
        )
    }
}
