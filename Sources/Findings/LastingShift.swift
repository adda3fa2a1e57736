internal import Detection
internal import Forecasting
internal import Statistics
internal import TimeSeries

/// Moves to a new level that no single day gives away.
///
/// A series that is a tenth off on any day hides a step of a quarter from a look at single days; two weeks of them do not.
/// What so many days usually are off by is taken from the series itself: it wanders where days in a row go the same way.
extension EpisodeSearch {
    /// Days since the step: as many as make a new level, since fewer look like the beginning of a leak, and no more than are news.
    private static let shiftLengths = FindingTracker.settledDays...18
    /// Forecasts of as many days, each a week apart, that the step is held against; fewer than twelve say nothing.
    private static let comparedForecasts = 12...26
    /// Days of a series that a forecast needs before it.
    private static let learnedDays = 56
    /// Least share of the excess in either half of the days: nearer to a step, with a half of it, than to a line, with a quarter.
    private static let leastHalf = 3.0 / 8
    /// Days of a shift that are neither holidays nor promotions, at least: more than half a week.
    private static let leastOrdinary = 4

    /// The move to a new level in the newest weeks, if there is one; its evidence is in errors of forecasts of as many days.
    ///
    /// The cheap questions come first: most parts of a bill are asked the first one only.
    ///
    /// - Parameters:
    ///   - values: The series after what is explained already was taken out.
    ///   - bill: The series of the bill: it is at least as noisy as that.
    ///   - isWorth: Whether an episode would be of use; asked before what costs time, with the most evidence that it can have.
    /// - Returns: An episode that lasts to the newest day.
    func lastingShift(
        _ values: [Double], bill: [Double], if isWorth: (Episode) -> Bool
    ) -> Episode? {
        let noise = EpisodeSearch.noise(bill)
        guard let onset = shiftDay(values, noise: noise),
            (onset..<values.count).count(where: { !isKnown($0) }) >= Self.leastOrdinary,
            let series = try? Series(daily: values, from: start)
        else { return nil }
        let length = values.count - onset
        let (expected, spread) = detector.expectation(of: series, from: onset, horizon: length)
        let residual = expected.indices.map { values[onset + $0] - expected[$0] }
        let (usual, excess) = (expected.reduce(0, +), residual.reduce(0, +))
        guard usual > 0, Self.isLevel(residual, spread) else { return nil }
        let least = noise * Self.meanScale(length)
        var shift = Episode(
            days: onset..<values.count, isOngoing: true, expected: expected, spread: spread[0],
            excess: excess, evidence: abs(excess) / usual / least, isLasting: true)
        guard isWorth(shift), !LeakOnset.isLeak(values, from: start, onset: onset, detector: detector),
            let error = usualError(of: series, over: length, before: onset)
        else { return nil }
        shift.evidence = abs(excess) / usual / max(error, least)
        return isWorth(shift) ? shift : nil
    }

    /// Standard deviation of forecasts of as many days before a day, as a share: from the four fifths that are least off.
    private func usualError(of series: Series, over length: Int, before onset: Int) -> Double? {
        let origins = (0..<Self.comparedForecasts.upperBound).reversed().map { onset - length - 7 * $0 }
            .filter { $0 >= Self.learnedDays }
        guard origins.count >= Self.comparedForecasts.lowerBound else { return nil }
        let paths = detector.expectations(of: series, from: origins, horizon: length)
        let errors = zip(origins, paths).compactMap { origin, path -> Double? in
            let actual = series.values[origin..<origin + length].reduce(0, +)
            let usual = path.expected.reduce(0, +)
            return usual > 0 ? abs(actual / usual - 1) : nil
        }
        guard errors.count >= Self.comparedForecasts.lowerBound else { return nil }
        // Of a normal distribution 80 % are within 1.28 standard deviations.
        return errors.quantile(0.8) / 1.2816
    }

    /// Whether a day is a holiday or a promotion.
    private func isKnown(_ day: Int) -> Bool {
        guard let effects = detector.effects else { return false }
        return effects.isHoliday(effects.event(on: start.advanced(by: day)))
    }

    /// Whether days stay away from their expectation, and the first half of them as far as the second.
    private static func isLevel(_ residual: [Double], _ spread: [Double]) -> Bool {
        let excess = residual.reduce(0, +)
        let half = residual.count / 2
        let first = residual.prefix(half).reduce(0, +) / excess * Double(residual.count) / Double(2 * half)
        let end = FindingTracker.end(residual, spread, sign: excess < 0 ? -1 : 1, limit: nil, least: 1)
        return leastHalf...(1 - leastHalf) ~= first && end > residual.count - 3
    }

    /// The day that splits the newest weeks best from the same weekdays of the four weeks before them, if the step is far
    /// beyond what independent days would add up to.
    private func shiftDay(_ values: [Double], noise: Double) -> Int? {
        let count = values.count
        let first = count - Self.shiftLengths.upperBound
        guard first >= Self.learnedDays, noise > 0 else { return nil }
        let base = (0..<7).map { day in
            (0..<4).reduce(0) { $0 + values[first - 28 + (day + 7 * $1)] } / 4
        }
        var best = (day: 0, gain: 0.0)
        var sum = 0.0
        for day in stride(from: count - 1, through: first, by: -1) {
            sum += values[day] - base[(day - first) % 7]
            let length = count - day
            guard Self.shiftLengths.contains(length) else { continue }
            let gain = abs(sum) / Double(length).squareRoot()
            if gain > best.gain { best = (day, gain) }
        }
        let length = count - best.day
        let level = base.reduce(0, +) / 7
        guard best.gain > 0, level > 0,
            best.gain / Double(length).squareRoot() >= 4 * noise * level * Self.meanScale(length)
        else { return nil }
        return best.day
    }

    /// Standard deviation of the mean of some days less that of four weeks, where days are independent.
    private static func meanScale(_ length: Int) -> Double { (1 / Double(length) + 1.0 / 28).squareRoot() }
}
