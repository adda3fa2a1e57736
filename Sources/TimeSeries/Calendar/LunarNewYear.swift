/// The first day of the Chinese lunar year (Spring Festival), 1990 to 2100.
public enum LunarNewYear {
    /// The years for which the day is known.
    public static let years = 1990...2100

    /// The first day of the lunar year that begins in `year`; `nil` outside ``years``.
    public static func day(in year: Int) -> CivilDate? { LunarTable.day(LunarTable.newYear, in: year) }

    /// Days from the nearest lunar New Year to `day`: 0 on the day itself, −1 on its eve; `nil` outside ``years``.
    public static func position(of day: CivilDate) -> Int? {
        let year = day.year
        guard years.contains(year) else { return nil }
        let positions = (year - 1...year + 1).compactMap { LunarNewYear.day(in: $0)?.distance(to: day) }
        return positions.min { abs($0) < abs($1) }
    }
}

/// The days of the festivals that follow the moon, and of Qingming, which follows the sun.
///
/// Computed from new moons and the sun's longitude in China Standard Time (the rules of GB/T 33661-2017); the tests
/// compare them with the tables of another program.
enum LunarTable {
    /// The day that `table` (month · 100 + day, from 1990 on) gives for `year`.
    static func day(_ table: [Int], in year: Int) -> CivilDate? {
        guard LunarNewYear.years.contains(year) else { return nil }
        let monthAndDay = table[year - LunarNewYear.years.lowerBound]
        return CivilDate(year: year, month: monthAndDay / 100, day: monthAndDay % 100)
    }

    /// Qingming, when the sun reaches longitude 15°: 4 April, or 5 April in the years listed.
    static func qingming(in year: Int) -> CivilDate? {
        CivilDate(year: year, month: 4, day: qingmingOnFifth.contains(year) ? 5 : 4)
    }

    /// First day of the first month.
    static let newYear: [Int] = [
        127, 215, 204, 123, 210, 131, 219, 207, 128, 216,
        205, 124, 212, 201, 122, 209, 129, 218, 207, 126,
        214, 203, 123, 210, 131, 219, 208, 128, 216, 205,
        125, 212, 201, 122, 210, 129, 217, 206, 126, 213,
        203, 123, 211, 131, 219, 208, 128, 215, 204, 124,
        212, 201, 122, 210, 130, 217, 206, 126, 214, 202,
        123, 211, 201, 219, 208, 128, 215, 204, 124, 212,
        202, 121, 209, 129, 217, 205, 126, 214, 203, 123,
        211, 131, 219, 207, 127, 215, 205, 124, 212, 202,
        122, 209, 129, 217, 206, 126, 214, 203, 124, 210,
        130, 218, 207, 127, 215, 205, 125, 212, 201, 121,
        209,
    ]

    /// Dragon Boat Festival, the fifth day of the fifth month.
    static let dragonBoat: [Int] = [
        528, 616, 605, 624, 613, 602, 620, 609, 530, 618,
        606, 625, 615, 604, 622, 611, 531, 619, 608, 528,
        616, 606, 623, 612, 602, 620, 609, 530, 618, 607,
        625, 614, 603, 622, 610, 531, 619, 609, 528, 616,
        605, 624, 612, 601, 620, 610, 530, 618, 607, 527,
        614, 603, 622, 611, 531, 619, 608, 529, 615, 604,
        623, 613, 601, 620, 610, 530, 617, 606, 625, 614,
        603, 622, 611, 601, 619, 608, 528, 616, 604, 623,
        613, 602, 620, 610, 530, 617, 606, 624, 614, 604,
        622, 611, 601, 619, 607, 527, 615, 605, 623, 613,
        602, 621, 609, 529, 617, 606, 624, 614, 604, 623,
        612,
    ]

    /// Mid-Autumn Festival, the fifteenth day of the eighth month.
    static let midAutumn: [Int] = [
        1003, 922, 911, 930, 920, 909, 927, 916, 1005, 924,
        912, 1001, 921, 911, 928, 918, 1006, 925, 914, 1003,
        922, 912, 930, 919, 908, 927, 915, 1004, 924, 913,
        1001, 921, 910, 929, 917, 1006, 925, 915, 1003, 922,
        912, 1001, 919, 908, 927, 916, 1004, 924, 913, 1002,
        920, 910, 928, 917, 1005, 925, 915, 1004, 922, 911,
        930, 919, 907, 926, 916, 1005, 924, 913, 1002, 921,
        909, 928, 917, 1006, 925, 915, 1003, 923, 911, 929,
        919, 908, 926, 916, 1005, 924, 912, 1001, 920, 910,
        928, 917, 1006, 926, 914, 1003, 922, 911, 929, 918,
        908, 927, 916, 1005, 924, 913, 930, 920, 909, 929,
        918,
    ]

    private static let qingmingOnFifth: Set<Int> = [
        1990, 1991, 1993, 1994, 1995, 1997, 1998, 1999, 2001, 2002, 2003, 2005, 2006, 2007, 2010, 2011, 2014,
        2015,
        2018, 2019, 2022, 2023, 2026, 2027, 2030, 2031, 2034, 2035, 2038, 2039, 2043, 2047, 2051, 2055, 2059,
        2063,
        2067, 2071, 2100,
    ]
}
