import Statistics
import TimeSeries

/// What holidays and promotions do to a series, as shares of its level, learned from its own past and drawn to none.
struct EventEffects {
    private let calendar: CalendarEffects?
    private var effect: [Double]
    private var doubts: [EffectDoubt]

    /// - Parameters:
    ///   - calendar: The known days, `nil` for none.
    ///   - shares: What level and season leave of each value, in units of the level.
    ///   - first: Day of the first value.
    ///   - spread: Usual size of `shares`.
    init(_ calendar: CalendarEffects?, shares: [Double], first: CivilDate, spread: Double) {
        self.calendar = calendar
        effect = [Double](repeating: 0, count: calendar?.names.count ?? 0)
        doubts = effect.map { _ in .none }
        guard let calendar else { return }
        var seen = [[Double]](repeating: [], count: calendar.names.count)
        for i in shares.indices {
            let event = calendar.event(on: first.advanced(by: i))
            if event > 0 { seen[event].append(shares[i].clamped(-1, 3)) }
        }
        for event in seen.indices where !seen[event].isEmpty {
            let n = Double(seen[event].count)
            effect[event] = n / (n + 1) * seen[event].median()
            doubts[event] = EffectDoubt(seen[event], effect: effect[event], spread: spread)
        }
    }

    /// The effect of a day, in units of the level.
    func effect(on day: CivilDate) -> Double {
        guard let calendar else { return 0 }
        let event = calendar.event(on: day)
        return event > 0 ? effect[event] : 0
    }

    /// How far the effect of a day may be off, in units of the level; days of one event share an error.
    func doubt(on day: CivilDate) -> (sort: Int, doubt: EffectDoubt) {
        let event = calendar?.event(on: day) ?? 0
        return event > 0 ? (event, doubts[event]) : (0, .none)
    }
}
