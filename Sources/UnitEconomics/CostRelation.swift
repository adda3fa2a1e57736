public import TimeSeries

/// A number with the interval that holds the truth with the coverage asked for.
public struct Estimate: Sendable, Hashable {
    /// The most likely value.
    public let value: Double
    /// The interval.
    public let interval: ClosedRange<Double>

    init(_ value: Double, reach: Double, within limits: ClosedRange<Double>? = nil) {
        var low = value - reach
        var high = value + reach
        if let limits {
            low = min(max(low, limits.lowerBound), limits.upperBound)
            high = min(max(high, limits.lowerBound), limits.upperBound)
        }
        self.value = value
        interval = low...max(low, high)
    }
}

/// How a cost follows a driver: C = F + v·D some periods later.
public struct CostRelation: Sendable, Hashable {
    /// Cost of an average period that does not move with the driver, at least 0.
    public let fixed: Estimate
    /// Cost of one unit more of the driver in the long run: the marginal cost, above 0.
    public let marginal: Estimate
    /// The fixed part of the cost, 0 … 1.
    public let fixedShare: Estimate
    /// Percent that the cost moves in the long run when the driver moves 1 %; `nil` where a value of 0 has no logarithm.
    public let elasticity: Estimate?
    /// Periods after which the cost follows the driver; the first is where most of it follows.
    public let lags: [Int]
    /// The part of the cost's variation, beyond calendar and trend, that the driver explains, 0 … 1.
    public let explainedShare: Double
    /// Periods that the fit rests on.
    public let periodsUsed: Int
    /// The day since which the driver counts something else, if it does: what was before is not used.
    public let driverRebasedOn: CivilDate?
    /// The days on which the cost stepped to another level for a reason of its own.
    public let costShiftedOn: [CivilDate]

    /// Periods after which most of the cost follows.
    public var lag: Int { lags[0] }
}

/// Why no relation between a cost and a driver is reported.
public enum NoRelation: Error, Sendable, Hashable {
    /// Too few periods have both.
    case tooFewPeriods(needed: Int, got: Int)
    /// The cost is the same in nearly all periods.
    case costDoesNotVary
    /// The driver is the same in nearly all periods.
    case driverDoesNotVary
    /// Beyond trend, weekdays and holidays the two move as unrelated ones do.
    case notBeyondChance(lag: Int, correlation: Double, pValue: Double)
    /// The cost falls when the driver rises.
    case costFalls(lag: Int, correlation: Double, pValue: Double)
    /// Single days move together, but no slope holds over all of them.
    case noStableSlope(lag: Int)
    /// The cost follows, but so little that nothing can be said or done with it.
    case explainsTooLittle(lag: Int, share: Double)
    /// The driver counts something else since a day, and there are too few periods since.
    case driverRebased(on: CivilDate, needed: Int, got: Int)
}

extension NoRelation: CustomStringConvertible {
    /// The reason, as a sentence part.
    public var description: String {
        switch self {
        case .tooFewPeriods(let needed, let got):
            "needs \(needed) periods with both cost and driver, got \(got)"
        case .costDoesNotVary: "the cost does not vary"
        case .driverDoesNotVary: "the driver does not vary"
        case .notBeyondChance(_, let correlation, let pValue):
            "beyond trend and calendar they move as unrelated ones do (correlation \(Self.short(correlation)), "
                + "chance \(Self.short(pValue)))"
        case .costFalls(let lag, let correlation, _):
            "the cost falls when the driver rises (correlation \(Self.short(correlation)) at lag \(lag))"
        case .noStableSlope(let lag):
            "single periods move together at lag \(lag), but no slope holds over all"
        case .explainsTooLittle(_, let share):
            "the driver explains \(Self.short(share)) of the cost's variation, less than 0.05"
        case .driverRebased(let day, let needed, let got):
            "the driver seems to count something else since \(day); needs \(needed) periods since, got \(got)"
        }
    }

    /// Two decimals.
    private static func short(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 100).rounded())
        let digits = String(hundredths % 100)
        let sign = value < 0 && hundredths > 0 ? "-" : ""
        return "\(sign)\(hundredths / 100).\(digits.count == 1 ? "0" + digits : digits)"
    }
}
