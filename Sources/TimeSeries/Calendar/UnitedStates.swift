/// The federal holidays of the United States by title 5, section 6103 of its code.
enum UnitedStates {
    static func draw(_ draft: inout CalendarDraft) {
        for year in CalendarDraft.years {
            for (name, day) in fixed(year) { observe(day, name, &draft) }
            for (name, day) in floating(year) { draft.off(day, name) }
        }
        // New Year's Day of the year after the last is observed on a Friday when it is a Saturday.
        observe(.fixed(CalendarDraft.years.upperBound + 1, 1, 1), "New Year's Day", &draft)
    }

    /// Marks the day, and the Friday or Monday that stands for a Saturday or Sunday.
    private static func observe(_ day: CivilDate, _ name: String, _ draft: inout CalendarDraft) {
        draft.off(day, name)
        if day.weekday == 6 { draft.off(day.advanced(by: -1), name) }
        if day.weekday == 7 { draft.off(day.advanced(by: 1), name) }
    }

    private static func fixed(_ year: Int) -> [(String, CivilDate)] {
        let all: [(String, CivilDate)] = [
            ("New Year's Day", .fixed(year, 1, 1)), ("Independence Day", .fixed(year, 7, 4)),
            ("Veterans Day", .fixed(year, 11, 11)), ("Christmas Day", .fixed(year, 12, 25)),
        ]
        return year < 2021 ? all : all + [("Juneteenth", .fixed(year, 6, 19))]
    }

    private static func floating(_ year: Int) -> [(String, CivilDate)] {
        [
            ("Martin Luther King Jr. Day", CivilDate.fixed(year, 1, 15).onOrAfter(weekday: 1)),
            ("Washington's Birthday", CivilDate.fixed(year, 2, 15).onOrAfter(weekday: 1)),
            ("Memorial Day", CivilDate.fixed(year, 5, 25).onOrAfter(weekday: 1)),
            ("Labor Day", CivilDate.fixed(year, 9, 1).onOrAfter(weekday: 1)),
            ("Columbus Day", CivilDate.fixed(year, 10, 8).onOrAfter(weekday: 1)),
            ("Thanksgiving Day", thanksgiving(year)),
        ]
    }

    /// The fourth Thursday of November.
    static func thanksgiving(_ year: Int) -> CivilDate { CivilDate.fixed(year, 11, 22).onOrAfter(weekday: 4) }
}
