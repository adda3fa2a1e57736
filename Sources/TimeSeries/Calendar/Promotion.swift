/// A sales event that moves traffic, and with it the cost of serving it.
public enum Promotion: String, Sendable, Hashable, CaseIterable {
    /// 618, of Chinese shops: 31 May to 20 June.
    case june18
    /// Double 11 (Singles' Day): 20 October to 12 November.
    case double11
    /// Double 12: 10 to 12 December.
    case double12
    /// Thanksgiving Thursday to Cyber Monday in the United States.
    case blackFriday

    /// The days of the event in `year` (1…9998), half-open.
    public func days(in year: Int) -> Range<CivilDate> {
        switch self {
        case .june18: .fixed(year, 5, 31) ..< .fixed(year, 6, 21)
        case .double11: .fixed(year, 10, 20) ..< .fixed(year, 11, 13)
        case .double12: .fixed(year, 12, 10) ..< .fixed(year, 12, 13)
        case .blackFriday:
            UnitedStates.thanksgiving(year)..<UnitedStates.thanksgiving(year).advanced(by: 5)
        }
    }

    /// The days of the event in `year` (1…9998) on which most is sold, in order.
    public func peakDays(in year: Int) -> [CivilDate] {
        switch self {
        case .june18: [.fixed(year, 6, 1), .fixed(year, 6, 18)]
        case .double11: [.fixed(year, 11, 1), .fixed(year, 11, 11)]
        case .double12: [.fixed(year, 12, 12)]
        case .blackFriday: [1, 4].map { UnitedStates.thanksgiving(year).advanced(by: $0) }
        }
    }

    /// The events that `day` is in.
    public static func all(on day: CivilDate) -> [Promotion] {
        allCases.filter { 1...9998 ~= day.year && $0.days(in: day.year).contains(day) }
    }
}
