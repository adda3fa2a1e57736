/// The holidays that all German states share.
enum Germany {
    static func draw(_ draft: inout CalendarDraft) {
        for year in CalendarDraft.years {
            let easter = CivilDate.easter(year)
            draft.off(.fixed(year, 1, 1), "New Year's Day")
            draft.off(easter.advanced(by: -2), "Good Friday")
            draft.off(easter.advanced(by: 1), "Easter Monday")
            draft.off(.fixed(year, 5, 1), "Labour Day")
            draft.off(easter.advanced(by: 39), "Ascension Day")
            draft.off(easter.advanced(by: 50), "Whit Monday")
            draft.off(.fixed(year, 10, 3), "German Unity Day")
            draft.off(.fixed(year, 12, 25), "Christmas Day")
            draft.off(.fixed(year, 12, 26), "Second Day of Christmas")
        }
        // 500 years of the Reformation: once, in every state.
        draft.off(.fixed(2017, 10, 31), "Reformation Day")
    }
}
