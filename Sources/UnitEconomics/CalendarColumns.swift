import LinearAlgebra
import Regression
import TimeSeries

/// What any cost and any driver have in common, and so proves nothing: a level, a trend, weekdays, holidays, the turn and
/// the length of months.
struct CalendarColumns: Sendable {
    let names: [String]
    let columns: [[Double]]

    /// The columns of a grid of periods; those of each calendar for days and weeks.
    init(start: CivilDate, frequency: Frequency, count: Int, calendars: [HolidayCalendar]) {
        let zeros = [Double](repeating: 0, count: count)
        guard let grid = try? Series(start: Timestamp(start), frequency: frequency, values: zeros) else {
            preconditionFailure("a history has at least 1 period")
        }
        var terms: [Design.Term] = [.intercept, .trend]
        var regressors: [String: [Double]] = [:]
        if frequency == .daily { terms.append(.weekday) }
        if frequency == .daily || frequency == .weekly {
            let holidays = calendars.map { CalendarTerms.Block.holidays($0.code) }
            let calendar = CalendarTerms(holidays + (frequency == .daily ? [.monthTurn] : []), over: grid)
            for (name, column) in zip(calendar.names, calendar.columns(over: grid, 0..<count)) {
                terms.append(.regressor(name))
                regressors[name] = column
            }
        } else {
            terms.append(.regressor("days in the month"))
            regressors["days in the month"] = (0..<count).map { Double(grid.timestamp($0).day.daysInMonth) }
        }
        guard let matrix = try? Design(terms, over: grid).history(regressors) else {
            preconditionFailure("a calendar is finite")
        }
        names = matrix.names
        columns = (0..<matrix.columns).map { matrix.matrix.column($0) }
    }
}
