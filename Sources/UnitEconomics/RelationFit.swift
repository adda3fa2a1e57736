import Decomposition
import Regression
import Statistics
import TimeSeries

/// One cost against one driver, step by step.
struct RelationFit {
    let model: CostDriverModel
    let calendar: CalendarColumns
    let cost: PreparedHistory
    let driver: PreparedHistory

    private var history: MeasuredHistory { cost.history }
    private var count: Int { history.count }

    /// The relation, or why there is none.
    func relation(rebasedOn: CivilDate?) throws(NoRelation) -> CostRelation {
        try requireData(rebasedOn: rebasedOn)
        let test = IndependenceTest(
            cost: cost, driver: driver, maximumLag: model.maximumLag(history.frequency))
        guard test.pValue <= model.significance else {
            throw .notBeyondChance(lag: test.lag, correlation: test.correlation, pValue: test.pValue)
        }
        guard test.correlation > 0 else {
            throw .costFalls(lag: test.lag, correlation: test.correlation, pValue: test.pValue)
        }
        guard let scaled = fit(cost.scaled, driver.scaled, lags: [test.lag]), isAboveZero(scaled) else {
            throw .noStableSlope(lag: test.lag)
        }
        if let shift = rebase(scaled, lag: test.lag) { return try sinceRebase(shift) }
        let lags = lagsByCriterion(from: test.lag, scaled)
        guard let levels = fit(history.values, driver.history.values, lags: lags), isAboveZero(levels) else {
            throw .noStableSlope(lag: test.lag)
        }
        let found = relation(levels, lags: lags, rebasedOn: rebasedOn)
        guard found.explainedShare >= CostDriverModel.leastExplainedShare else {
            throw .explainsTooLittle(lag: test.lag, share: found.explainedShare)
        }
        return found
    }

    private func requireData(rebasedOn: CivilDate?) throws(NoRelation) {
        let both = (0..<count).count { history.values[$0] != nil && driver.history.values[$0] != nil }
        let needed = model.minimumPeriods(history.frequency)
        guard both >= needed else {
            if let rebasedOn { throw .driverRebased(on: rebasedOn, needed: needed, got: both) }
            throw .tooFewPeriods(needed: needed, got: both)
        }
        guard cost.innovations.contains(where: { ($0 ?? 0) != 0 }) else { throw .costDoesNotVary }
        guard driver.innovations.contains(where: { ($0 ?? 0) != 0 }) else { throw .driverDoesNotVary }
    }

    /// Whether a slope is above 0 beyond its own uncertainty.
    private func isAboveZero(_ fit: DynamicRegression) -> Bool {
        fit.coefficient > fit.reach(coverage: model.coverage)
    }

    // MARK: The regression

    /// The regression of `y` on `x` at some lags: its coefficient is the sum of all, the long-run effect.
    private func fit(_ y: [Double?], _ x: [Double?], lags: [Int]) -> DynamicRegression? {
        let main = lagged(withoutLoneSpikes(x, lag: lags[0]), lags[0])
        var known = main
        var columns = calendarColumns(lag: lags[0])
        for lag in lags.dropFirst() {
            let other = lagged(x, lag)
            let difference = zip(other, main).map { other, main -> Double? in
                guard let other, let main else { return nil }
                return other - main
            }
            for t in known.indices where difference[t] == nil { known[t] = nil }
            columns.append(("lag \(lag)", difference.map { $0 ?? 0 }))
        }
        return DynamicRegression(y, on: known, columns: columns, minimumErrorLags: minimumErrorLags)
    }

    /// Calendar, trend and the steps of cost and driver, none of which proves a relation.
    private func calendarColumns(lag: Int) -> [(name: String, values: [Double])] {
        var columns = zip(calendar.names, calendar.columns).map { (name: $0, values: $1) }
        for (k, shift) in driver.shifts.enumerated() {
            columns.append(("driver step \(k)", step(shift, lag: lag)))
        }
        for (k, shift) in ownShifts(lag: lag).enumerated() {
            columns.append(("cost step \(k)", step(shift)))
        }
        return columns
    }

    /// The steps of the cost that do not follow one of the driver.
    private func ownShifts(lag: Int) -> [LevelShift] {
        cost.shifts.filter { shift in
            driver.shifts.allSatisfy { abs(shift.index - ($0.index + lag)) > 2 }
        }
    }

    /// The driver without spikes that the cost does not follow: a wrong number, not a busy day.
    private func withoutLoneSpikes(_ x: [Double?], lag: Int) -> [Double?] {
        x.indices.map { t in
            guard driver.isSpike[t], t + lag < count, let innovation = driver.innovations[t] else {
                return x[t]
            }
            return cost.isExtreme(t + lag, upwards: innovation > 0) ? x[t] : nil
        }
    }

    /// 0 before a shift, 1 from it on, so many periods later.
    private func step(_ shift: LevelShift, lag: Int = 0) -> [Double] {
        (0..<count).map { $0 >= shift.index + lag ? 1 : 0 }
    }

    private func lagged(_ x: [Double?], _ lag: Int) -> [Double?] {
        x.indices.map { $0 >= lag ? x[$0 - lag] : nil }
    }

    /// Periods over which what is left of the cost may be related: at least a week of days.
    private var minimumErrorLags: Int { history.frequency == .daily ? 7 : 1 }

    /// The lag of the test, and those around it that the Schwarz criterion asks for, at most three more.
    private func lagsByCriterion(from first: Int, _ start: DynamicRegression) -> [Int] {
        var lags = [first]
        var best = start.criterion
        while lags.count < 4 {
            let free = (0...model.maximumLag(history.frequency)).filter { lag in
                !lags.contains(lag) && lags.contains { abs($0 - lag) == 1 }
            }
            let tried = free.compactMap { lag in
                fit(cost.scaled, driver.scaled, lags: lags + [lag]).map { (lag, $0) }
            }
            guard let next = tried.min(by: { $0.1.criterion < $1.1.criterion }),
                next.1.criterion < best - 6, isAboveZero(next.1)
            else { break }
            lags.append(next.0)
            best = next.1.criterion
        }
        return lags
    }

    // MARK: A driver that was re-based

    /// The last step of the driver that the cost did not follow, though it follows all else.
    private func rebase(_ fit: DynamicRegression, lag: Int) -> LevelShift? {
        driver.shifts.indices.last { k in
            guard let step = fit.coefficient(of: "driver step \(k)") else { return false }
            let announced = fit.coefficient * driver.shifts[k].size
            return abs(step + announced) < 0.5 * abs(announced) && abs(step) > 0.02
        }.map { driver.shifts[$0] }
    }

    /// The relation since the driver counts something else.
    private func sinceRebase(_ shift: LevelShift) throws(NoRelation) -> CostRelation {
        let day = history.day(shift.index)
        let needed = model.minimumPeriods(history.frequency)
        guard count - shift.index >= needed else {
            throw .driverRebased(on: day, needed: needed, got: count - shift.index)
        }
        let cost = model.prepare(history.dropping(before: shift.index))
        let driver = model.prepare(self.driver.history.dropping(before: shift.index))
        let part = RelationFit(
            model: model,
            calendar: CalendarColumns(
                start: day, frequency: history.frequency, count: cost.history.count,
                calendars: model.calendars),
            cost: cost, driver: driver)
        return try part.relation(rebasedOn: day)
    }

    // MARK: The result

    private func relation(
        _ levels: DynamicRegression, lags: [Int], rebasedOn: CivilDate?
    ) -> CostRelation {
        let driverThen = lagged(driver.history.values, lags[0])
        let rows = levels.rows
        let weights = levels.weights
        let meanCost = rows.compactMap { history.values[$0] }.mean(weights: weights)
        let meanDriver = rows.compactMap { driverThen[$0] }.mean(weights: weights)
        // F is at least 0: the non-negative least squares answer lies on the edge then.
        let slope = meanDriver > 0 ? min(levels.coefficient, meanCost / meanDriver) : levels.coefficient
        let reach = levels.reach(coverage: model.coverage)
        let fixed = meanCost - slope * meanDriver
        let errors = rows.map { t in
            (history.values[t] ?? 0) - meanCost - slope * ((driverThen[t] ?? 0) - meanDriver)
        }
        let level = standardErrorOfMean(errors)
        let z = StudentT.quantile(0.5 + model.coverage / 2, degreesOfFreedom: levels.degreesOfFreedom)
        let fixedReach = (reach * meanDriver * reach * meanDriver + z * z * level * level).squareRoot()
        let isLogarithmic = cost.isLogarithmic && driver.isLogarithmic
        let elastic = isLogarithmic ? fit(cost.scaled, driver.scaled, lags: lags) : nil
        return CostRelation(
            fixed: Estimate(fixed, reach: fixedReach, within: 0...max(meanCost, 0)),
            marginal: Estimate(slope, reach: reach),
            fixedShare: Estimate(fixed / meanCost, reach: fixedReach / abs(meanCost), within: 0...1),
            elasticity: elastic.map { Estimate($0.coefficient, reach: $0.reach(coverage: model.coverage)) },
            lags: lags, explainedShare: explainedShare(slope, driverThen),
            periodsUsed: rows.count, driverRebasedOn: rebasedOn,
            costShiftedOn: ownShifts(lag: lags[0]).map { history.day($0.index) })
    }

    /// The standard error of the mean of errors that remember.
    private func standardErrorOfMean(_ errors: [Double]) -> Double {
        let newey = NeweyWest(.sampleSize(minimum: minimumErrorLags))
        guard let design = try? DesignMatrix([("mean", errors.map { _ in 1 })]),
            let mean = try? LinearModel(design, response: errors),
            let inference = try? mean.inference(.neweyWest(newey))
        else { return 0 }
        return inference.standardErrors[0]
    }

    /// The part of the cost's robust variation beyond calendar and trend that goes when the driver's part is taken off.
    private func explainedShare(_ slope: Double, _ driverThen: [Double?]) -> Double {
        let without = (0..<count).map { t -> Double? in
            guard let cost = history.values[t], let driver = driverThen[t] else { return nil }
            return cost - slope * driver
        }
        let compared = (0..<count).map { without[$0] == nil ? nil : history.values[$0] }
        let before = PreparedHistory.residuals(of: compared, columns: calendar.columns).compactMap(\.self)
        let after = PreparedHistory.residuals(of: without, columns: calendar.columns).compactMap(\.self)
        guard before.count > 2 else { return 0 }
        let (whole, rest) = (before.robustScale(), after.robustScale())
        return whole > 0 ? max(0, 1 - rest * rest / (whole * whole)) : 0
    }
}
