extension Observations {
    /// The frequency that the times have: months if they stand on one day of the month, else the widest grid of
    /// seconds that holds them all, named daily or weekly where it is.
    ///
    /// - Throws: ``TimeSeriesError/frequencyUnknown(observations:)`` for a single time, ``TimeSeriesError/irregular(at:)``
    ///   if the widest grid would be mostly empty although the times are not evenly spaced.
    public func inferredFrequency() throws(TimeSeriesError) -> Frequency {
        guard let first = entries.first, let last = entries.last, entries.count >= 2 else {
            throw .frequencyUnknown(observations: entries.count)
        }
        if let months = monthStep() { return .months(months) }
        let times = entries.map(\.time.secondsSinceEpoch)
        let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
        let step = gaps.reduce(0, greatestCommonDivisor)
        let typical = Observations.mostCommon(gaps)
        let length = (last.time.secondsSinceEpoch - first.time.secondsSinceEpoch) / step + 1
        if step != typical && length / 2 > entries.count {
            let odd = gaps.firstIndex { $0 % typical != 0 } ?? gaps.count - 1
            throw .irregular(at: entries[odd + 1].time)
        }
        return switch step {
        case 86_400: .daily
        case 604_800: .weekly
        default: .seconds(step)
        }
    }

    /// Months between neighbours if all times stand on the same day of the month, or all on the last, at one hour.
    private func monthStep() -> Int? {
        guard let first = entries.first?.time else { return nil }
        let start = first.day
        var step = 0
        for entry in entries.dropFirst() {
            let day = entry.time.day
            let months = (day.year - start.year) * 12 + day.month - start.month
            guard months > 0, Frequency.monthly.timestamp(first, advancedBy: months) == entry.time else {
                return nil
            }
            step = greatestCommonDivisor(step, months)
        }
        return step
    }

    /// The most common number, the smallest of several.
    private static func mostCommon(_ numbers: [Int]) -> Int {
        var counts: [Int: Int] = [:]
        for number in numbers { counts[number, default: 0] += 1 }
        return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 1
    }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
