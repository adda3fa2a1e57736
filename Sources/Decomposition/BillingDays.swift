import Statistics
public import TimeSeries

/// Finds the days of the month on which something is billed.
public enum BillingDays {
    /// The days (1…28 from the start of a month, −1…−3 from its end) that stand out, for
    /// `CalendarTerms.Block.billingDays(_:)`; the most conspicuous first.
    ///
    ///     let days = try BillingDays.found(in: daily, periods: [7])
    ///
    /// A day stands out if, over at least three months, the median of what trend and seasons leave of it is more than four
    /// standard errors of a median away from 0, and at least three quarters of its values are on that side by two
    /// deviations. Dates that are the same days in most months (28 and −1 in a history of Februaries) are named once, from
    /// the start.
    ///
    /// - Precondition: A daily series.
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice.
    /// - SeeAlso: ``CalendarDecomposition``.
    public static func found(in series: Series, periods: [Int]) throws(DecompositionError) -> [Int] {
        precondition(series.frequency == .daily, "days of the month need a daily series")
        let rest = try CalendarDecomposition(periods: periods).decompose(series).remainder
        let deviation = 1.4826 * rest.map { abs($0) }.median()
        guard deviation > 0 else { return [] }
        var places: [Int: [Int]] = [:]
        for i in rest.indices {
            let day = series.timestamp(i).day
            let (number, left) = (day.day, day.daysInMonth - day.day)
            if number <= 28 { places[number, default: []].append(i) }
            if left < 3 { places[-1 - left, default: []].append(i) }
        }
        let scores = places.mapValues { score($0.map { rest[$0] / deviation }) }
        let order = scores.filter { $0.value > 4 }.keys.sorted {
            ((scores[$0] ?? 0), $0) > ((scores[$1] ?? 0), $1)
        }
        var named: [Int] = []
        for number in order {
            let own = Set(places[number] ?? [])
            let isNamed = named.contains { own.intersection(places[$0] ?? []).count * 2 > own.count }
            if !isNamed { named.append(number) }
        }
        return named
    }

    /// The distance of the median from 0 in its standard errors; 0 if there are too few values or they disagree.
    private static func score(_ values: [Double]) -> Double {
        guard values.count >= 3 else { return 0 }
        let median = values.median()
        let agreeing = values.count { median > 0 ? $0 > 2 : $0 < -2 }
        guard 4 * agreeing >= 3 * values.count else { return 0 }
        return abs(median) * Double(values.count).squareRoot() / 1.2533
    }
}
