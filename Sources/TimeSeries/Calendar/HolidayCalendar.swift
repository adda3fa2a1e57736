/// The public holidays of a country, and which days people work.
///
///     let china = HolidayCalendar.named("CN")
///     china?.isAdjustedWorkday(day)  // a Saturday that is worked for a long holiday
///
/// Covers 1990 to 2100; outside, only weekends are known.
public struct HolidayCalendar: Sendable {
    /// The country, by ISO 3166: `CN`, `US`, `SG` or `DE`.
    public let code: String
    /// The years whose days are facts; in others, days that are announced year by year are expected by rule or missing.
    public let settledYears: ClosedRange<Int>
    private let names: [String]
    private let marks: [DayMark]

    init(code: String, settledYears: ClosedRange<Int>, draw: (inout CalendarDraft) -> Void) {
        var draft = CalendarDraft()
        draw(&draft)
        self.code = code
        self.settledYears = settledYears
        names = draft.names
        marks = draft.marks
    }

    /// The codes that ``named(_:)`` knows.
    public static let codes = ["CN", "US", "SG", "DE"]

    /// Mainland China (`CN`), US federal (`US`), Singapore (`SG`) or Germany nationwide (`DE`); `nil` for others.
    public static func named(_ code: String) -> HolidayCalendar? {
        switch code.uppercased() {
        case "CN": mainlandChina
        case "US": unitedStates
        case "SG": singapore
        case "DE": germany
        default: nil
        }
    }

    /// Mainland China: statutory days off and adjusted working days as published for 2007 to 2026, expected by rule
    /// for other years.
    public static let mainlandChina = HolidayCalendar(
        code: "CN", settledYears: MainlandChina.settled, draw: MainlandChina.draw)

    /// The federal holidays of the United States, with the weekday on which a weekend holiday is observed.
    public static let unitedStates = HolidayCalendar(
        code: "US", settledYears: CalendarDraft.years, draw: UnitedStates.draw)

    /// The public holidays of Singapore; Hari Raya, Vesak Day and Deepavali are known for 2007 to 2027 only.
    public static let singapore = HolidayCalendar(
        code: "SG", settledYears: Singapore.settled, draw: Singapore.draw)

    /// The public holidays of all German states.
    public static let germany = HolidayCalendar(code: "DE", settledYears: 1995...2100, draw: Germany.draw)

    /// Whether people work on `day`: a weekday that is no holiday, or a weekend day that is worked for one.
    public func isWorkday(_ day: CivilDate) -> Bool {
        switch mark(day) {
        case .ordinary: day.weekday <= 5
        case .worked: true
        default: false
        }
    }

    /// The English name of the holiday that gives `day` off, the same in every year; `nil` on other days.
    public func holiday(on day: CivilDate) -> String? {
        mark(day).nameIndex.map { names[$0] }
    }

    /// Whether `day` is a weekend day that people work for a longer holiday nearby.
    public func isAdjustedWorkday(_ day: CivilDate) -> Bool { mark(day) == .worked }

    /// The holidays within `days`, in order.
    public func holidays(in days: Range<CivilDate>) -> [(day: CivilDate, name: String)] {
        days.compactMap { day in holiday(on: day).map { (day, $0) } }
    }

    /// The names of all holidays of the calendar.
    public var holidayNames: [String] { names }

    private func mark(_ day: CivilDate) -> DayMark {
        let i = CalendarDraft.firstDay.distance(to: day)
        return marks.indices.contains(i) ? marks[i] : .ordinary
    }
}

/// What a calendar says of one day, in a byte.
struct DayMark: Equatable {
    private let code: UInt8

    static let ordinary = DayMark(code: 0)
    static let worked = DayMark(code: 1)
    static func holiday(_ nameIndex: Int) -> DayMark { DayMark(code: UInt8(nameIndex + 2)) }

    /// Which name, if the day is a holiday.
    var nameIndex: Int? { code >= 2 ? Int(code) - 2 : nil }
}

/// A calendar while its rules write days into it.
struct CalendarDraft {
    static let years = LunarNewYear.years
    static let firstDay = CivilDate.fixed(years.lowerBound, 1, 1)

    private(set) var names: [String] = []
    private(set) var marks = [DayMark](
        repeating: .ordinary, count: firstDay.distance(to: .fixed(years.upperBound + 1, 1, 1)))

    /// Marks days off from `day` on; a later call wins, days outside the years are left out.
    mutating func off(_ day: CivilDate, days: Int = 1, _ name: String) {
        let nameIndex = names.firstIndex(of: name) ?? names.count
        if nameIndex == names.count { names.append(name) }
        for k in 0..<days { set(.holiday(nameIndex), day.advanced(by: k)) }
    }

    /// Marks a weekend day that is worked.
    mutating func work(_ day: CivilDate) { set(.worked, day) }

    /// Whether the day is a holiday so far.
    func isOff(_ day: CivilDate) -> Bool {
        let i = CalendarDraft.firstDay.distance(to: day)
        return marks.indices.contains(i) && marks[i].nameIndex != nil
    }

    private mutating func set(_ mark: DayMark, _ day: CivilDate) {
        let i = CalendarDraft.firstDay.distance(to: day)
        if marks.indices.contains(i) { marks[i] = mark }
    }
}
