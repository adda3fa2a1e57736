/// Days that a rule names.
extension CivilDate {
    /// A day that is known to exist, of a year in 1…9999.
    static func fixed(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            preconditionFailure("needs a day of a year in 1…9999")
        }
        return date
    }

    /// The first day with `weekday` (Monday is 1, Sunday is 7) on this day or after it.
    public func onOrAfter(weekday: Int) -> CivilDate {
        precondition(1...7 ~= weekday, "a weekday is 1…7")
        return advanced(by: (weekday - self.weekday + 7) % 7)
    }

    /// Easter Sunday of the Gregorian calendar.
    ///
    /// - SeeAlso: Meeus, *Astronomical Algorithms*, 2nd ed., ch. 8 (the anonymous algorithm of 1876).
    static func easter(_ year: Int) -> CivilDate {
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let g = (b - (b + 8) / 25 + 1) / 3
        let h = (19 * a + b - b / 4 - g + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let n = h + l - 7 * m + 114
        return fixed(year, n / 31, n % 31 + 1)
    }
}
