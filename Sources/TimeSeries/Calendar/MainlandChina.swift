/// Mainland China: statutory days off and the weekend days worked for them.
enum MainlandChina {
    /// Years whose days the State Council has published.
    static let settled = 2007...2026

    static func draw(_ draft: inout CalendarDraft) {
        for year in LunarNewYear.years where !settled.contains(year) { expect(year, &draft) }
        for line in notices { apply(line, &draft) }
    }

    /// What a year without a notice will look like: the festivals, with the lengths that recent notices gave.
    ///
    /// Lunar New Year: eve to seventh day (as in 2025); Labour Day: five days (as since 2020); one-day festivals
    /// move from a weekend to Monday; worked weekends are not guessed.
    private static func expect(_ year: Int, _ draft: inout CalendarDraft) {
        if let day = LunarNewYear.day(in: year) {
            draft.off(day.advanced(by: -1), days: 8, "Spring Festival")
        }
        let single = [
            (CivilDate(year: year, month: 1, day: 1), "New Year's Day"),
            (LunarTable.qingming(in: year), "Qingming"),
            (LunarTable.day(LunarTable.dragonBoat, in: year), "Dragon Boat Festival"),
            (LunarTable.day(LunarTable.midAutumn, in: year), "Mid-Autumn Festival"),
        ]
        for case (let day?, let name) in single {
            draft.off(day, name)
            if day.weekday > 5 { draft.off(day.advanced(by: 8 - day.weekday), name) }
        }
        draft.off(.fixed(year, 5, 1), days: 5, "Labour Day")
        // A Mid-Autumn inside the week makes it eight days long (2017, 2020, 2025).
        let midAutumn = LunarTable.day(LunarTable.midAutumn, in: year)?.month
        draft.off(.fixed(year, 10, 1), days: midAutumn == 10 ? 8 : 7, "National Day")
    }

    /// One year: `N0101+3` is three days off from 1 January, `w0104` a worked weekend day.
    private static func apply(_ line: String, _ draft: inout CalendarDraft) {
        let words = line.split(separator: " ")
        guard let first = words.first, let year = Int(first) else { return }
        for word in words.dropFirst() {
            let numbers = word.dropFirst().split(separator: "+").compactMap { Int($0) }
            guard let letter = word.first, let monthAndDay = numbers.first else { continue }
            let day = CivilDate.fixed(year, monthAndDay / 100, monthAndDay % 100)
            if let name = names[letter] {
                draft.off(day, days: numbers.last ?? 1, name)
            } else {
                draft.work(day)
            }
        }
    }

    private static let names: [Character: String] = [
        "N": "New Year's Day", "S": "Spring Festival", "Q": "Qingming", "L": "Labour Day",
        "D": "Dragon Boat Festival", "M": "Mid-Autumn Festival", "G": "National Day", "V": "Victory Day",
    ]

    /// The notices of the General Office of the State Council (gov.cn), one line for the days of a calendar year.
    ///
    /// A Mid-Autumn that is given off together with National Day stands under G.
    private static let notices = [
        "2006 w1230 w1231",
        "2007 N0101+3 w0217 S0218+7 w0225 w0428 w0429 L0501+7 w0929 w0930 G1001+7 w1229 N1230+2",
        "2008 N0101+1 w0202 w0203 S0206+7 Q0404+3 L0501+3 w0504 D0607+3 M0913+3 w0927 w0928 G0929+7",
        "2009 N0101+3 w0104 w0124 S0125+7 w0201 Q0404+3 L0501+3 D0528+3 w0531 w0927 G1001+8 w1010",
        "2010 N0101+3 S0213+7 w0220 w0221 Q0403+3 L0501+3 w0612 w0613 D0614+3 w0919 M0922+3 w0925 w0926 "
            + "G1001+7 w1009",
        "2011 N0101+3 w0130 S0202+7 w0212 w0402 Q0403+3 L0430+3 D0604+3 M0910+3 G1001+7 w1008 w1009 w1231",
        "2012 N0101+3 w0121 S0122+7 w0129 w0331 w0401 Q0402+3 w0428 L0429+3 D0622+3 w0929 G0930+8",
        "2013 N0101+3 w0105 w0106 S0209+7 w0216 w0217 Q0404+3 w0407 w0427 w0428 L0429+3 w0608 w0609 "
            + "D0610+3 M0919+3 w0922 w0929 G1001+7 w1012",
        "2014 N0101+1 w0126 S0131+7 w0208 Q0405+1 Q0407+1 L0501+3 w0504 D0602+1 M0908+1 w0928 G1001+7 w1011",
        "2015 N0101+3 w0104 w0215 S0218+7 w0228 Q0405+2 L0501+1 D0620+1 D0622+1 V0903+3 w0906 M0927+1 "
            + "G1001+7 w1010",
        "2016 N0101+1 w0206 S0207+7 w0214 Q0404+1 L0501+2 D0609+3 w0612 M0915+3 w0918 G1001+7 w1008 w1009",
        "2017 N0101+2 w0122 S0127+7 w0204 w0401 Q0402+3 L0501+1 w0527 D0528+3 w0930 G1001+8",
        "2018 N0101+1 w0211 S0215+7 w0224 Q0405+3 w0408 w0428 L0429+3 D0618+1 M0924+1 w0929 w0930 "
            + "G1001+7 w1229 N1230+2",
        "2019 N0101+1 w0202 w0203 S0204+7 Q0405+1 w0428 L0501+4 w0505 D0607+1 M0913+1 w0929 G1001+7 w1012",
        "2020 N0101+1 w0119 S0124+10 w0203 Q0404+3 w0426 L0501+5 w0509 D0625+3 w0628 w0927 G1001+8 w1010",
        "2021 N0101+3 w0207 S0211+7 w0220 Q0403+3 w0425 L0501+5 w0508 D0612+3 w0918 M0919+3 w0926 "
            + "G1001+7 w1009",
        "2022 N0101+3 w0129 w0130 S0131+7 w0402 Q0403+3 w0424 L0430+5 w0507 D0603+3 M0910+3 G1001+7 "
            + "w1008 w1009 N1231+1",
        "2023 N0101+2 S0121+7 w0128 w0129 Q0405+1 w0423 L0429+5 w0506 D0622+3 w0625 G0929+8 w1007 w1008",
        "2024 N0101+1 w0204 S0210+8 w0218 Q0404+3 w0407 w0428 L0501+5 w0511 D0610+1 w0914 M0915+3 w0929 "
            + "G1001+7 w1012",
        "2025 N0101+1 w0126 S0128+8 w0208 Q0404+3 w0427 L0501+5 D0531+3 w0928 G1001+8 w1011",
        "2026 N0101+3 w0104 w0214 S0215+9 w0228 Q0404+3 L0501+5 w0509 D0619+3 w0920 M0925+3 G1001+7 w1010",
    ]
}
