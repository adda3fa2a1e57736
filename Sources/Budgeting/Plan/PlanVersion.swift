public import TimeSeries

/// A version of the budget plan: a draft until somebody approves it.
public struct PlanVersion: Sendable, Hashable, Codable {
    /// Counted from 1; 0 is what says nothing about versions, which always counts.
    public var number: Int
    public var approvedBy: String?
    /// The day from which it counts; `nil` for a draft.
    public var approvedOn: CivilDate?
    public var note: String?

    public init(
        number: Int, approvedBy: String? = nil, approvedOn: CivilDate? = nil, note: String? = nil
    ) {
        self.number = number
        self.approvedBy = approvedBy
        self.approvedOn = approvedOn
        self.note = note
    }

    /// Whether it counts for a run on a day.
    public func isInForce(on day: CivilDate) -> Bool {
        number == 0 || (approvedOn.map { $0 <= day } ?? false)
    }
}
