/// The public holidays of Singapore (Holidays Act 1998).
enum Singapore {
    /// Years whose holidays the Ministry of Manpower has published.
    static let settled = 2007...2027

    static func draw(_ draft: inout CalendarDraft) {
        for year in CalendarDraft.years {
            for (day, name) in holidays(year) { draft.off(day, name) }
            for (day, name) in holidays(year) where day.weekday == 7 {
                // The next day that is not itself a public holiday.
                var next = day.advanced(by: 1)
                while draft.isOff(next) { next = next.advanced(by: 1) }
                draft.off(next, name)
            }
        }
        for (date, name) in once { draft.off(.fixed(date / 10_000, date / 100 % 100, date % 100), name) }
    }

    private static func holidays(_ year: Int) -> [(CivilDate, String)] {
        var all: [(CivilDate, String)] = [
            (.fixed(year, 1, 1), "New Year's Day"), (CivilDate.easter(year).advanced(by: -2), "Good Friday"),
            (.fixed(year, 5, 1), "Labour Day"), (.fixed(year, 8, 9), "National Day"),
            (.fixed(year, 12, 25), "Christmas Day"),
        ]
        if let day = LunarNewYear.day(in: year) {
            all += [(day, "Chinese New Year"), (day.advanced(by: 1), "Chinese New Year")]
        }
        if settled.contains(year) {
            all += announced.map { name, days in
                let monthAndDay = days[year - settled.lowerBound]
                return (.fixed(year, monthAndDay / 100, monthAndDay % 100), name)
            }
        }
        return all
    }

    /// Holidays that are announced year by year, month · 100 + day from 2007 on.
    private static let announced: [(String, [Int])] = [
        (
            "Vesak Day",
            [
                531, 519, 509, 528, 517, 505, 524, 513, 601, 521, 510, 529, 519, 507, 526, 515, 602, 522, 512,
                531, 520,
            ]
        ),
        (
            "Deepavali",
            [
                1108, 1027, 1115, 1105, 1026, 1113, 1102, 1022, 1110, 1029, 1018, 1106, 1027, 1114, 1104,
                1024, 1112,
                1031, 1020, 1108, 1028,
            ]
        ),
        (
            "Hari Raya Puasa",
            [
                1013, 1001, 920, 910, 830, 819, 808, 728, 717, 706, 625, 615, 605, 524, 513, 503, 422, 410,
                331, 321,
                310,
            ]
        ),
        (
            "Hari Raya Haji",
            [
                1220, 1208, 1127, 1117, 1106, 1026, 1015, 1005, 924, 912, 901, 822, 811, 731, 720, 710, 629,
                617, 607,
                527, 517,
            ]
        ),
    ]

    /// Days given once, as year · 10,000 + month · 100 + day.
    private static let once: [(Int, String)] = [
        (2007_01_02, "Hari Raya Haji"), (2011_05_07, "Polling Day"), (2015_08_07, "SG50 Public Holiday"),
        (2015_09_11, "Polling Day"), (2020_07_10, "Polling Day"), (2023_09_01, "Polling Day"),
        (2025_05_03, "Polling Day"),
    ]
}
