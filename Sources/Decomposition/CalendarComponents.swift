public import Regression
public import TimeSeries

/// How the parts of a decomposition make the series.
public enum Composition: Sendable, Hashable {
    /// They add up to it, all in its unit.
    case sum
    /// They multiply to it: the trend in its unit, all else as factors around 1.
    case product
}

/// A series as trend, seasons, named calendar effects and what is left.
public struct CalendarComponents: Sendable, Hashable {
    /// The series that was decomposed.
    public let observed: Series
    /// How the parts make the series.
    public let composition: Composition
    /// The slow movement with the level shifts in it as steps.
    public let trend: [Double]
    /// The seasons, in the order of their periods.
    public let seasonal: [Components.Seasonal]
    /// One part for each block of the calendar that has a column, in their order.
    public let effects: [Effect]
    /// What no other part explains.
    public let remainder: [Double]
    /// How much each value counted, 0…1: near 0 for spikes.
    public let weights: [Double]
    /// The effect of each calendar column: in the unit of the series, or a factor.
    public let coefficients: [Coefficient]
    /// The level shifts; their sizes are part of the trend (of its logarithm, for a product).
    public let shifts: [LevelShift]
    /// The calendar columns; `CalendarTerms.leftOut` says which are missing and why.
    public let terms: CalendarTerms
    /// Calendar columns that trend and seasons follow by themselves, so that they have no effect of their own.
    public let absorbed: [String]

    /// What one block of the calendar does to each value.
    public struct Effect: Sendable, Hashable {
        /// The name of the block.
        public let name: String
        /// Its part of each value: 0 (or the factor 1) on ordinary days.
        public let values: [Double]
    }

    /// The effect of one calendar column.
    public struct Coefficient: Sendable, Hashable {
        /// The name of the column.
        public let name: String
        /// The name of its block.
        public let block: String
        /// What a full day of it adds, or the factor it is multiplied by.
        public let value: Double
    }

    /// The effects of the `horizon` observations after the series.
    ///
    /// - Precondition: `horizon` is at least 1.
    public func effects(horizon: Int) -> [Effect] {
        precondition(horizon >= 1, "a horizon is at least 1")
        let columns = terms.columns(over: observed, observed.count..<observed.count + horizon)
        return effects.map { effect in
            var values = [Double](repeating: composition == .sum ? 0 : 1, count: horizon)
            for (column, coefficient) in zip(columns, coefficients) where coefficient.block == effect.name {
                for i in 0..<horizon {
                    values[i] = composition.joined(
                        values[i], composition.raised(coefficient.value, column[i]))
                }
            }
            return Effect(name: effect.name, values: values)
        }
    }

    /// The observations without seasons and calendar effects.
    public var adjusted: [Double] {
        zip(trend, remainder).map { composition.joined($0, $1) }
    }
}
