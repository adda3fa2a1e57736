import LinearAlgebra
public import TimeSeries

/// What a regression of a series is made of; it can be written down for the history and for the future alike.
public struct Design: Sendable, Hashable {
    /// One part of a design.
    public enum Term: Sendable, Hashable {
        /// A column of ones.
        case intercept
        /// A straight line: 0 in the middle of the history, 1 longer than the history.
        case trend
        /// The harmonics of a season.
        case fourier(Fourier)
        /// Six columns, `weekday:Tuesday` … `weekday:Sunday`: 1 on that day, so each is the difference from Monday.
        case weekday
        /// What a date says: holidays, month turns, billing days.
        case calendar(CalendarTerms)
        /// A column given by the caller, under this name.
        case regressor(String)
        /// A driver, found by the times of the observations.
        case driver(Driver)
        /// A smooth curve of a driver: `spline(temperature):1`, ….
        case spline(Spline, of: Driver)
        /// A smooth curve of time with so many columns, `spline(time):1`, …; after the history it is a line.
        case smoothTrend(degreesOfFreedom: Int)
    }

    /// The parts, in the order of their columns.
    public let terms: [Term]
    private let start: Timestamp
    private let frequency: Frequency
    private let count: Int

    /// A design for a history.
    ///
    /// - Parameters:
    ///   - terms: At least one, no two alike.
    ///   - history: Its times alone are used.
    public init(_ terms: [Term], over history: Series) {
        precondition(!terms.isEmpty, "a design has at least 1 term")
        precondition(Set(terms).count == terms.count, "no two terms of a design are alike")
        self.terms = terms
        start = history.start
        frequency = history.frequency
        count = history.count
    }

    /// The rows of the history.
    ///
    /// - Parameters:
    ///   - regressors: A value for each observation of the history, by name.
    ///   - drivers: The observed drivers, by name; for a lag they begin before the history.
    /// - Returns: One row an observation.
    /// - Throws: ``RegressionError/missingRegressor(_:found:)``, ``RegressionError/missingDriver(_:at:)``,
    ///   ``RegressionError/notPositive(_:at:)``, ``RegressionError/notFinite(column:row:)``.
    public func history(
        _ regressors: [String: [Double]] = [:], drivers: [String: Observations] = [:]
    ) throws(RegressionError) -> DesignMatrix {
        try rows(0..<count, Given(regressors: regressors, drivers: drivers))
    }

    /// The rows of the `horizon` observations after the history.
    ///
    /// - Parameters:
    ///   - horizon: At least 1.
    ///   - regressors: A value for each observation of the future, by name.
    ///   - drivers: The drivers, observed or foreseen, by name; a lag of the horizon or more needs no foresight.
    /// - Returns: One row an observation, with the same columns as ``history(_:drivers:)``.
    /// - Throws: ``RegressionError/missingRegressor(_:found:)``, ``RegressionError/missingDriver(_:at:)``,
    ///   ``RegressionError/notPositive(_:at:)``, ``RegressionError/notFinite(column:row:)``.
    public func future(
        horizon: Int, _ regressors: [String: [Double]] = [:], drivers: [String: Observations] = [:]
    ) throws(RegressionError) -> DesignMatrix {
        precondition(horizon >= 1, "a horizon is at least 1")
        return try rows(count..<count + horizon, Given(regressors: regressors, drivers: drivers))
    }

    private struct Given {
        let regressors: [String: [Double]]
        let drivers: [String: Observations]
    }

    private func rows(_ range: Range<Int>, _ given: Given) throws(RegressionError) -> DesignMatrix {
        var columns: [(name: String, values: [Double])] = []
        for term in terms { columns += try self.columns(of: term, range, given) }
        return try DesignMatrix(columns)
    }

    private func columns(
        of term: Term, _ range: Range<Int>, _ given: Given
    ) throws(RegressionError) -> [(name: String, values: [Double])] {
        switch term {
        case .intercept: [("intercept", range.map { _ in 1 })]
        case .trend: [("trend", range.map(trend))]
        case .fourier(let fourier): zip(fourier.names, fourier.columns(range)).map { ($0, $1) }
        case .weekday: weekdays(range)
        case .calendar(let calendar):
            zip(calendar.names, calendar.columns(from: start, every: frequency, range)).map { ($0, $1) }
        case .regressor(let name): [(name, try regressor(name, range, given))]
        case .driver(let driver): [(driver.label, try values(of: driver, range, given))]
        case .spline(let spline, let driver):
            curve(spline, driver.label, at: try values(of: driver, range, given))
        case .smoothTrend(let degrees): curve(timeSpline(degrees), "time", at: range.map(trend))
        }
    }

    private func trend(_ i: Int) -> Double { (Double(i) - Double(count - 1) / 2) / Double(count) }

    private func weekdays(_ range: Range<Int>) -> [(name: String, values: [Double])] {
        let days = range.map { frequency.timestamp(start, advancedBy: $0).day.weekday }
        let names = ["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return names.enumerated().map { k, name in ("weekday:" + name, days.map { $0 == k + 2 ? 1 : 0 }) }
    }

    private func regressor(
        _ name: String, _ range: Range<Int>, _ given: Given
    ) throws(RegressionError) -> [Double] {
        guard let values = given.regressors[name] else {
            throw .missingRegressor(name, found: given.regressors.keys.sorted())
        }
        precondition(values.count == range.count, "a regressor has a value for each observation")
        return values
    }

    private func values(
        of driver: Driver, _ range: Range<Int>, _ given: Given
    ) throws(RegressionError) -> [Double] {
        guard let observed = given.drivers[driver.name] else {
            throw .missingRegressor(driver.name, found: given.drivers.keys.sorted())
        }
        let times = range.map { frequency.timestamp(start, advancedBy: $0 - driver.lag) }
        return try driver.values(observed, at: times)
    }

    private func curve(
        _ spline: Spline, _ label: String, at values: [Double]
    ) -> [(name: String, values: [Double])] {
        spline.columns(at: values).enumerated().map { k, column in ("spline(\(label)):\(k + 1)", column) }
    }

    /// Knots evenly over the history.
    private func timeSpline(_ degrees: Int) -> Spline {
        precondition(
            degrees >= 1 && degrees < count, "a smooth trend has fewer columns than the history rows")
        let (low, high) = (trend(0), trend(count - 1))
        let knots = (1..<degrees).map { low + (high - low) * Double($0) / Double(degrees) }
        return Spline(.natural, knots: knots, boundary: low...high)
    }
}
