public import TimeSeries

/// From when to when a commitment holds, as far as the bill shows it, and when it has paid for itself.
public struct CommitmentTerm: Sendable, Hashable, Codable {
    /// Its first day; where ``isStartKnown`` is false, the first day seen of a commitment that is older than the bill.
    public var start: CivilDate
    public var isStartKnown: Bool
    /// The day after its last; `nil` if the bill does not show it and no usual term fits.
    public var end: CivilDate?
    /// Whether the end rests on a usual term of one or three years.
    public var isAssumed: Bool
    /// Whether it covered anything in the last thirty days.
    public var isActive: Bool
    /// The day on which what it covered is worth the whole term's cost, at the pace so far; `nil` if that is after its end,
    /// or start or end are not known.
    public var breakEven: CivilDate?

    public init(
        start: CivilDate, isStartKnown: Bool, end: CivilDate?, isAssumed: Bool, isActive: Bool,
        breakEven: CivilDate?
    ) {
        self.start = start
        self.isStartKnown = isStartKnown
        self.end = end
        self.isAssumed = isAssumed
        self.isActive = isActive
        self.breakEven = breakEven
    }
}

/// What a bill shows of one commitment's days.
struct CommitmentTrace {
    /// The first and last day of a purchase, a use or an unused rest.
    var seen: ClosedRange<Int>
    /// Days that purchases are for.
    var purchases: [Range<Int>] = []
    /// Money a day: contracted cost covered, and effective cost used and unused.
    var covered = 0.0
    var paid = 0.0
    /// Days with a use or an unused rest.
    var lastUse = Int.min

    /// Days that pass between the newest row of a commitment that still holds and the newest day.
    private static let quietDays = 4
    /// Months of the usual terms.
    private static let usualTerms = [12, 36]

    mutating func sees(_ days: Range<Int>) {
        seen = min(seen.lowerBound, days.lowerBound)...max(seen.upperBound, days.upperBound - 1)
    }

    /// The term, for a bill of some days.
    func term(in bill: Range<Int>) -> CommitmentTerm {
        let isStartKnown = seen.lowerBound > bill.lowerBound + 1
        var end: Int?
        var isAssumed = false
        if let long = purchases.map(\.upperBound).max(), purchases.contains(where: { $0.count > 45 }) {
            end = long
        } else if seen.upperBound < bill.upperBound - CommitmentTrace.quietDays {
            end = seen.upperBound + 1
        } else if isStartKnown {
            end = CommitmentTrace.usualEnd(from: seen.lowerBound, after: bill.upperBound)
            isAssumed = end != nil
        }
        return CommitmentTerm(
            start: CivilDate(dayNumber: seen.lowerBound), isStartKnown: isStartKnown,
            end: end.map { CivilDate(dayNumber: $0) }, isAssumed: isAssumed,
            isActive: lastUse >= bill.upperBound - 30 && end.map { $0 >= bill.upperBound } ?? true,
            breakEven: isStartKnown ? end.flatMap { breakEven($0, bill) } : nil)
    }

    private static func usualEnd(from start: Int, after newest: Int) -> Int? {
        let first = CivilDate(dayNumber: start)
        return usualTerms.lazy.map { months in
            let month = BillingPeriod(containing: first).advanced(by: months)
            return month.start.advanced(by: min(first.day, month.start.daysInMonth) - 1).dayNumber
        }.first { $0 >= newest }
    }

    /// The whole term's cost at its daily cost so far, reached at the daily cover so far.
    private func breakEven(_ end: Int, _ bill: Range<Int>) -> CivilDate? {
        let past = Double(min(end, bill.upperBound) - seen.lowerBound)
        guard past > 0, covered > 0 else { return nil }
        let days = paid / past * Double(end - seen.lowerBound) / (covered / past)
        let day = seen.lowerBound + Int(days.rounded(.up))
        return day <= end ? CivilDate(dayNumber: day) : nil
    }
}
