import Foundation
import TimeSeries

/// A measured cause of the response: orders, users, tokens; now or some observations ago, as it is or its logarithm.
public struct Driver: Sendable, Hashable {
    /// How the values of a driver enter a design.
    public enum Scale: Sendable, Hashable {
        /// As they are.
        case plain
        /// Their natural logarithm, which needs values above 0.
        case logarithm
    }

    /// The name under which its values are given.
    public let name: String
    /// How many observations ago: 0 is the same day.
    public let lag: Int
    /// As it is, or its logarithm.
    public let scale: Scale

    /// A driver, so many observations ago.
    ///
    /// - Precondition: A lag of at least 0.
    public init(_ name: String, lag: Int = 0, scale: Scale = .plain) {
        precondition(lag >= 0, "a lag looks back, not ahead")
        self.name = name
        self.lag = lag
        self.scale = scale
    }

    /// The name of its column: `orders`, `orders lag 3`, `log orders`.
    public var label: String {
        (scale == .logarithm ? "log " : "") + name + (lag > 0 ? " lag \(lag)" : "")
    }

    /// The value at each of `times`, which must have been observed.
    func values(_ observed: Observations, at times: [Timestamp]) throws(RegressionError) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(times.count)
        for time in times {
            guard let value = observed.value(at: time) else { throw .missingDriver(name, at: time) }
            guard scale == .plain || value > 0 else { throw .notPositive(name, at: time) }
            values.append(scale == .plain ? value : log(value))
        }
        return values
    }
}

extension Observations {
    /// The value at `time`; nil if there is none.
    fileprivate func value(at time: Timestamp) -> Double? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].time == time ? entries[low].value : nil
    }
}
