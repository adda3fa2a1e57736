/// How the values of a window become one.
public enum Aggregate: Sendable, Hashable {
    /// Their sum: costs.
    case sum
    /// Their mean: levels.
    case mean

    fileprivate func apply(_ values: ArraySlice<Double>) -> Double {
        let sum = values.reduce(0, +)
        return self == .sum ? sum : sum / Double(values.count)
    }
}

extension Series {
    /// One value a week; days before the first `weekday` (Monday is 1, Sunday is 7) and of an unfinished last week are
    /// left out.
    ///
    /// - Precondition: The series is daily or finer, a whole number of values a day.
    /// - Throws: ``TimeSeriesError/empty`` if no week is whole.
    public func weeks(startingOn weekday: Int = 1, by aggregate: Aggregate = .sum) throws(TimeSeriesError)
        -> Series
    {
        let first = firstWholeDay.onOrAfter(weekday: weekday)
        let count = max(0, first.distance(to: end.day) / 7)
        let starts = (0...count).map { first.advanced(by: 7 * $0) }
        return try aggregated(from: starts, frequency: .weekly, by: aggregate)
    }

    /// One value a calendar month; the days of unfinished months at both ends are left out.
    ///
    /// - Precondition: The series is daily or finer, a whole number of values a day.
    /// - Throws: ``TimeSeriesError/empty`` if no month is whole.
    public func calendarMonths(by aggregate: Aggregate = .sum) throws(TimeSeriesError) -> Series {
        let day = firstWholeDay
        var month = BillingPeriod(containing: day)
        if month.start < day { month = month.advanced(by: 1) }
        var starts = [month.start]
        while month.end <= end.day {
            month = month.advanced(by: 1)
            starts.append(month.start)
        }
        return try aggregated(from: starts, frequency: .monthly, by: aggregate)
    }

    /// One value a day; hours of unfinished days at both ends are left out.
    ///
    /// - Precondition: A whole number of values a day.
    /// - Throws: ``TimeSeriesError/empty`` if no day is whole.
    public func calendarDays(by aggregate: Aggregate = .sum) throws(TimeSeriesError) -> Series {
        let count = max(0, firstWholeDay.distance(to: end.day))
        let starts = (0...count).map { firstWholeDay.advanced(by: $0) }
        return try aggregated(from: starts, frequency: .daily, by: aggregate)
    }

    /// The mean of each value and the `width` − 1 before it, from the first whole window on.
    ///
    /// - Precondition: `width` is 1…``count``.
    public func rollingMeans(width: Int) -> [Double] {
        precondition(1...count ~= width, "a window within the series")
        return (width...count).map { Aggregate.mean.apply(values[$0 - width..<$0]) }
    }

    /// The median of each value and the `width` − 1 before it, from the first whole window on.
    ///
    /// - Precondition: `width` is 1…``count``.
    /// - Complexity: O(*n* · `width`).
    public func rollingMedians(width: Int) -> [Double] {
        precondition(1...count ~= width, "a window within the series")
        var window = values[0..<width].sorted()
        var medians = [Series.middle(window)]
        for i in width..<count {
            window.remove(at: window.insertionPoint(of: values[i - width]))
            window.insert(values[i], at: window.insertionPoint(of: values[i]))
            medians.append(Series.middle(window))
        }
        return medians
    }

    private static func middle(_ sorted: [Double]) -> Double {
        (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    }

    /// The first day that the series holds from midnight on.
    private var firstWholeDay: CivilDate { start.secondOfDay == 0 ? start.day : start.day.advanced(by: 1) }

    /// One value for the days from each of `starts` to the next.
    private func aggregated(
        from starts: [CivilDate], frequency: Frequency, by aggregate: Aggregate
    ) throws(TimeSeriesError) -> Series {
        let perDay = valuesPerDay
        let skipped = (Timestamp(starts[0]).secondsSinceEpoch - start.secondsSinceEpoch) * perDay / 86_400
        let windows = zip(starts, starts.dropFirst()).map { from, to in
            let lower = skipped + starts[0].distance(to: from) * perDay
            return aggregate.apply(values[lower..<lower + from.distance(to: to) * perDay])
        }
        return try Series(start: Timestamp(starts[0]), frequency: frequency, values: windows)
    }

    private var valuesPerDay: Int {
        switch frequency {
        case .daily: return 1
        case .seconds(let seconds) where 86_400 % seconds == 0 && start.secondOfDay % seconds == 0:
            return 86_400 / seconds
        default: preconditionFailure("needs a series with a whole number of values a day")
        }
    }
}

extension [Double] {
    /// Where `value` stands in a sorted array, or would.
    fileprivate func insertionPoint(of value: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
