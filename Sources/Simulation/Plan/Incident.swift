/// What an incident does to the lines in its scope.
enum IncidentEffect: Sendable {
    /// Multiplies the use.
    case multiply(Double)
    /// Multiplies the use by one more such step every day.
    case ramp(Double)
    /// Raises the price, in percent.
    case price(Int64)
    /// Adds lines that nothing else uses.
    case extraLines
    /// Holds the bill back until a day, counted from the first day of the estate.
    case hold(until: Int)
}

/// Something that moved the cost and should be found.
struct Incident: Sendable {
    let id: String
    let kind: String
    let isUp: Bool
    let vendor: Int
    /// The days it lasts, counted from the first day of the estate.
    let days: Range<Int>
    /// FOCUS column and value, from the widest to the narrowest.
    let scope: [(column: String, value: String)]
    let effect: IncidentEffect

    /// What the use is multiplied by on a day.
    func factor(on day: Int) -> Double {
        guard days.contains(day) else { return 1 }
        return switch effect {
        case .multiply(let factor): factor
        case .ramp(let step): 1 + step * Double(day - days.lowerBound + 1)
        default: 1
        }
    }

    /// By how many percent the price is raised on a day.
    func priceRise(on day: Int) -> Int64 {
        guard days.contains(day), case .price(let percent) = effect else { return 0 }
        return percent
    }
}

/// Something that moved the cost and is as it should be.
struct BenignEvent: Sendable {
    enum Effect: Sendable {
        case none
        /// A credit of so many 10⁻⁹ of the currency on the first day.
        case credit(nanos: Int64)
        /// The use of some lines moves to other lines, step by step.
        case migration
        /// The month before is billed anew: so many percent of the use of a service.
        case trueUp(service: Int, percent: Int64)
    }

    var id = ""
    let kind: String
    let vendor: Int
    let days: Range<Int>
    let scope: [(column: String, value: String)]
    var effect = Effect.none
}
