import TimeSeries

/// What is known to come at certain days: charges on days of the month, events, dates that stood out in both years.
///
/// It is taken out of a history before methods see it, and put back into their forecasts.
struct KnownStructure {
    /// The history without it.
    let rest: [Double]
    private let months: MonthDayEffects
    private let events: EventEffects?
    private let years: YearMemory?
    private let next: CivilDate?
    /// Size of one unit of level after the history.
    private let unit: Double

    /// Nothing is known.
    init(none values: [Double]) {
        (rest, months, events, years, next, unit) = (values, MonthDayEffects(), nil, nil, nil, 0)
    }

    /// - Parameters:
    ///   - values: Daily values.
    ///   - period: Observations in a season.
    ///   - first: Day of the first value.
    ///   - calendar: Known days, `nil` for none.
    ///   - isDense: Whether most days have a value; only then single days can stand out.
    init(_ values: [Double], period: Int, first: CivilDate, calendar: CalendarEffects?, isDense: Bool) {
        let baseline = RobustBaseline(values, period: period)
        var shares = values.indices.map { (values[$0] - baseline.expected($0)) / baseline.unit[$0] }
        let months =
            isDense
            ? MonthDayEffects(shares: shares, first: first, spread: baseline.spread) : MonthDayEffects()
        for i in shares.indices { shares[i] -= months.effect(on: first.advanced(by: i)) }
        let events = EventEffects(
            calendar, shares: shares, first: first, spread: baseline.spread)
        for i in shares.indices { shares[i] -= events.effect(on: first.advanced(by: i)) }
        let years =
            isDense && period == 7 ? YearMemory(shares: shares, first: first, spread: baseline.spread) : nil
        let isNonNegative = values.allSatisfy { $0 >= 0 }
        rest = values.indices.map { i in
            let day = first.advanced(by: i)
            let known = months.effect(on: day) + events.effect(on: day) + (years?.recurring(i) ?? 0)
            let value = values[i] - baseline.unit[i] * known
            return isNonNegative ? max(0, value) : value
        }
        self.months = months
        self.events = events
        self.years = years
        next = first.advanced(by: values.count)
        unit = baseline.unit[values.count - 1]
    }

    /// What a step ahead has beyond level and season.
    func effect(ahead step: Int) -> Double {
        guard let next else { return 0 }
        let day = next.advanced(by: step)
        let planned = months.effect(on: day) + (events?.effect(on: day) ?? 0)
        return unit * (planned == 0 ? years?.effect(on: day) ?? 0 : planned)
    }

    /// How far the effect of a step may be off, in the unit of the values; `nil` where nothing is expected.
    ///
    /// Of a charge and an event on one day the larger doubt counts. Steps of one sort share an error.
    func doubt(ahead step: Int) -> (sort: Int, doubt: EffectDoubt)? {
        guard let next else { return nil }
        let day = next.advanced(by: step)
        let (number, month) = months.doubt(on: day)
        let (name, event) = events?.doubt(on: day) ?? (0, .none)
        let planned = event.shared > month.shared ? (64 + name, event) : (number, month)
        let found = planned.1.shared > 0 ? planned : (0, years?.doubt(on: day) ?? .none)
        return found.1.shared > 0 ? (found.0, found.1.scaled(unit)) : nil
    }
}
