import Statistics
import TimeSeries

/// Charges that come on a fixed day of the month (counted from its start or its end), learned from the last months.
struct MonthDayEffects {
    /// Charge by day of the month, 1…31, in units of the level; 0 for none.
    private var fromStart = [Double](repeating: 0, count: 32)
    /// Charge by days left in the month, 0…3.
    private var fromEnd = [Double](repeating: 0, count: 4)
    private var startDoubts = [EffectDoubt](repeating: .none, count: 32)
    private var endDoubts = [EffectDoubt](repeating: .none, count: 4)

    /// None.
    init() {}

    /// - Parameters:
    ///   - shares: What level and season leave of each value, in units of the level.
    ///   - first: Day of the first value.
    ///   - spread: Usual size of `shares`.
    init(shares: [Double], first: CivilDate, spread: Double) {
        var byStart = [[Double]](repeating: [], count: 32)
        var byEnd = [[Double]](repeating: [], count: 4)
        for i in shares.indices.reversed() {
            let day = first.advanced(by: i)
            let (number, left) = (day.day, day.daysInMonth - day.day)
            if byStart[number].count < 6 { byStart[number].append(shares[i]) }
            if left < 4, byEnd[left].count < 6 { byEnd[left].append(shares[i]) }
        }
        let bound = max(3 * spread, 0.04)
        for left in 0..<4 {
            fromEnd[left] = Self.effect(byEnd[left], bound: bound)
            endDoubts[left] = Self.doubt(byEnd[left], effect: fromEnd[left], spread: spread)
        }
        for number in 1...28 {
            fromStart[number] = Self.effect(byStart[number], bound: bound)
            startDoubts[number] = Self.doubt(byStart[number], effect: fromStart[number], spread: spread)
        }
    }

    /// The median of the last occurrences, if nearly all of them stand out on the same side.
    private static func effect(_ latest: [Double], bound: Double) -> Double {
        guard latest.count >= 2 else { return 0 }
        let recent = latest.prefix(4)
        let up = recent.count { $0 > bound }
        let down = recent.count { $0 < -bound }
        guard max(up, down) >= max(2, recent.count - (recent.count >= 4 ? 1 : 0)) else { return 0 }
        return Array(recent).median()
    }

    private static func doubt(_ latest: [Double], effect: Double, spread: Double) -> EffectDoubt {
        effect == 0 ? .none : EffectDoubt(latest, effect: effect, spread: spread)
    }

    /// The effect of a day, in units of the level.
    func effect(on day: CivilDate) -> Double {
        let (_, _, number) = day.components
        let left = day.daysInMonth - number
        if left < 4, fromEnd[left] != 0 { return fromEnd[left] }
        return fromStart[number]
    }

    /// How far the effect of a day may be off, in units of the level; days of one sort share an error.
    func doubt(on day: CivilDate) -> (sort: Int, doubt: EffectDoubt) {
        let (_, _, number) = day.components
        let left = day.daysInMonth - number
        return left < 4 && fromEnd[left] != 0 ? (32 + left, endDoubts[left]) : (number, startDoubts[number])
    }
}
