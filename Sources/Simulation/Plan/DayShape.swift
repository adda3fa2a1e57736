import TimeSeries

/// The share of an average day's use that falls on each day, for one country.
struct DayShape: Sendable {
    private let calendar: HolidayCalendar
    private let promotions: [Promotion]

    init(country: String) throws(SimulationError) {
        guard let calendar = HolidayCalendar.named(country) else { throw .noCalendar(country) }
        self.calendar = calendar
        promotions = country == "CN" ? [.june18, .double11, .double12] : [.blackFriday]
    }

    /// The factor of a shape on a day.
    func factor(_ shape: UsageShape, on day: CivilDate) -> Double {
        let works = calendar.isWorkday(day)
        let isHoliday = calendar.holiday(on: day) != nil && !works
        switch shape {
        case .business: return (works ? 1.06 : isHoliday ? 0.72 : 0.80) * (isMonthTurn(day) ? 1.04 : 1)
        case .steady: return works ? 1.005 : 0.985
        case .batch: return (works ? 0.96 : 1.10) * (day.day <= 2 ? 1.35 : 1)
        case .consumer: return (works ? 0.96 : isHoliday ? 1.16 : 1.09) * promotionFactor(on: day)
        case .accelerator: return works ? 1.02 : 0.95
        case .storage: return 1
        }
    }

    private func isMonthTurn(_ day: CivilDate) -> Bool { day.day == 1 || day.day > day.daysInMonth - 2 }

    private func promotionFactor(on day: CivilDate) -> Double {
        for promotion in promotions where promotion.days(in: day.year).contains(day) {
            return promotion.peakDays(in: day.year).contains(day) ? 1.7 : 1.2
        }
        return 1
    }
}
