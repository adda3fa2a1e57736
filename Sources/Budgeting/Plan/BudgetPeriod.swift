public import TimeSeries

/// A stretch of days with a name, over which budgets are set: a month, a quarter, a fiscal year, or any other.
public struct BudgetPeriod: Sendable, Hashable {
    /// `2026-07`, `2026-Q3`, `2026`, `FY2027-Q1`, or a name of the workspace's own.
    public let name: String
    /// Its days; at least one.
    public let days: Range<CivilDate>

    /// A period of at least one day.
    public init(name: String, days: Range<CivilDate>) {
        precondition(!days.isEmpty, "a period of at least one day")
        self.name = name
        self.days = days
    }

    /// A calendar month, quarter or year under its usual name.
    public init(_ period: ReportingPeriod) {
        self.init(name: period.description, days: period.days)
    }

    /// The first day.
    public var start: CivilDate { days.lowerBound }
    /// The day after the last.
    public var end: CivilDate { days.upperBound }
    /// How many days it has.
    public var dayCount: Int { days.lowerBound.distance(to: days.upperBound) }
}

extension BudgetPeriod: Comparable {
    /// By first day, a shorter period before a longer one, then by name.
    public static func < (left: BudgetPeriod, right: BudgetPeriod) -> Bool {
        (left.start, left.end, left.name) < (right.start, right.end, right.name)
    }
}

extension BudgetPeriod: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}

extension BudgetPeriod: Codable {
    private enum Key: String, CodingKey {
        case name, from, to
    }

    public init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: Key.self)
        let first = try json.decode(CivilDate.self, forKey: .from)
        let last = try json.decode(CivilDate.self, forKey: .to)
        guard first <= last else {
            throw DecodingError.dataCorruptedError(
                forKey: .to, in: json, debugDescription: "needs a day from \(first) on, got \(last)")
        }
        self.init(name: try json.decode(String.self, forKey: .name), days: first..<last.advanced(by: 1))
    }

    /// `{"name": "2026-Q3", "from": "2026-07-01", "to": "2026-09-30"}`: both days belong to it.
    public func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(name, forKey: .name)
        try json.encode(start, forKey: .from)
        try json.encode(end.advanced(by: -1), forKey: .to)
    }
}
