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
        /// Six columns, `tuesday` … `sunday`: 1 on that day of the week, so each is the difference from Monday.
        case weekday
        /// A column given by the caller, under this name.
        case regressor(String)
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
    /// - Parameter regressors: A value for each observation of the history, by name.
    /// - Returns: One row an observation.
    /// - Throws: ``RegressionError/missingRegressor(_:found:)``, ``RegressionError/notFinite(column:row:)``.
    public func history(_ regressors: [String: [Double]] = [:]) throws(RegressionError) -> DesignMatrix {
        try rows(0..<count, regressors)
    }

    /// The rows of the `horizon` observations after the history.
    ///
    /// - Parameters:
    ///   - horizon: At least 1.
    ///   - regressors: A value for each observation of the future, by name.
    /// - Returns: One row an observation, with the same columns as ``history(_:)``.
    /// - Throws: ``RegressionError/missingRegressor(_:found:)``, ``RegressionError/notFinite(column:row:)``.
    public func future(
        horizon: Int, _ regressors: [String: [Double]] = [:]
    ) throws(RegressionError) -> DesignMatrix {
        precondition(horizon >= 1, "a horizon is at least 1")
        return try rows(count..<count + horizon, regressors)
    }

    private func rows(
        _ range: Range<Int>, _ regressors: [String: [Double]]
    ) throws(RegressionError) -> DesignMatrix {
        var columns: [(name: String, values: [Double])] = []
        for term in terms {
            switch term {
            case .intercept: columns.append(("intercept", range.map { _ in 1 }))
            case .trend: columns.append(("trend", range.map(trend)))
            case .fourier(let fourier): columns += zip(fourier.names, fourier.columns(range)).map { ($0, $1) }
            case .weekday: columns += weekdays(range)
            case .regressor(let name):
                guard let values = regressors[name] else {
                    throw .missingRegressor(name, found: regressors.keys.sorted())
                }
                precondition(values.count == range.count, "a regressor has a value for each observation")
                columns.append((name, values))
            }
        }
        return try DesignMatrix(columns)
    }

    private func trend(_ i: Int) -> Double { (Double(i) - Double(count - 1) / 2) / Double(count) }

    private func weekdays(_ range: Range<Int>) -> [(name: String, values: [Double])] {
        let days = range.map { frequency.timestamp(start, advancedBy: $0).day.weekday }
        let names = ["tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        return names.enumerated().map { offset, name in (name, days.map { $0 == offset + 2 ? 1 : 0 }) }
    }
}
