internal import Detection
internal import Forecasting
internal import TimeSeries

/// The day on which a slow leak began: the corner of a level that turns into a line, by least squares.
///
/// A leak is told from noise only when it has grown. Its first day is where a flat ratio of value to expectation turns
/// into a rising or falling one: segmented regression with one corner, whose place is searched day by day.
struct LeakOnset: Sendable {
    /// The first day of the leak, by number.
    let day: Int

    /// Days before the first guess of which the level is taken.
    private static let lead = 28
    /// Least days on the line.
    private static let leastLength = 5

    /// The corner near a first guess; `nil` where the days are too few.
    ///
    /// - Parameters:
    ///   - values: The part of the bill, day by day.
    ///   - start: Its first day.
    ///   - guess: The number of the day on which the leak was first thought to begin.
    ///   - earliest: The number of the first day that it may be.
    ///   - end: The number of the day after the last that is known well.
    ///   - detector: What expects the days: holidays and promotions are left out.
    init?(
        _ values: [Double], from start: CivilDate, guess: Int, earliest: Int, end: Int, detector: CostDetector
    ) {
        let origin = guess - LeakOnset.lead
        guard origin >= 28, end - guess >= LeakOnset.leastLength, end <= values.count else { return nil }
        let points = LeakOnset.ratios(values, from: start, days: origin..<end, detector: detector)
        let (first, last) = (max(7, earliest - origin), end - origin - LeakOnset.leastLength)
        guard last > first, let corner = LeakOnset.best(points, first...last, LeakOnset.line) else {
            return nil
        }
        day = origin + corner.day
    }

    /// Whether the days around a step are a leak that has not been told yet: a line fits them better than any step.
    ///
    /// - Parameters:
    ///   - values: The part of the bill, day by day, to the newest.
    ///   - start: Its first day.
    ///   - onset: The number of the first day of the step.
    ///   - detector: What expects the days: holidays and promotions are left out.
    /// - Returns: Whether it is a line; `false` where the days are too few.
    static func isLeak(_ values: [Double], from start: CivilDate, onset: Int, detector: CostDetector)
        -> Bool
    {
        // Inside a leak the best step is later than the corner of the line.
        let earliest = onset - 21
        let origin = earliest - lead
        guard origin >= 28 else { return false }
        let points = ratios(values, from: start, days: origin..<values.count, detector: detector)
        let days = (earliest - origin)...(values.count - origin - leastLength)
        guard let corner = best(points, days, line), let level = best(points, days, step) else {
            return false
        }
        return corner.gain > level.gain
    }

    /// Values ÷ what was expected of them before the first of the days, on ordinary days; `t` counts from that day.
    private static func ratios(
        _ values: [Double], from start: CivilDate, days: Range<Int>, detector: CostDetector
    ) -> [(t: Double, ratio: Double)] {
        guard let series = try? Series(daily: values, from: start) else { return [] }
        let (expected, _) = detector.expectation(of: series, from: days.lowerBound, horizon: days.count)
        var points: [(t: Double, ratio: Double)] = []
        for (day, expectation) in zip(days, expected) where expectation > 0 {
            let event = detector.effects.map { $0.event(on: start.advanced(by: day)) } ?? 0
            if event == 0 { points.append((Double(day - days.lowerBound), values[day] / expectation)) }
        }
        return points
    }

    /// A level that turns into a line, and one that turns into another level, by days since it turned.
    private static func line(_ days: Double) -> Double { max(0, days) }
    private static func step(_ days: Double) -> Double { days > 0 ? 1 : 0 }

    /// The day after which a shape explains the ratios best, and by how much the sum of squares falls.
    private static func best(
        _ points: [(t: Double, ratio: Double)], _ days: ClosedRange<Int>, _ shape: (Double) -> Double
    ) -> (day: Int, gain: Double)? {
        var best: (day: Int, gain: Double)?
        guard points.count >= 14 else { return nil }
        let mean = points.reduce(0) { $0 + $1.ratio } / Double(points.count)
        for day in days {
            var (sx, sxx, sxy) = (0.0, 0.0, 0.0)
            for point in points {
                let x = shape(point.t - Double(day) + 1)
                sx += x
                sxx += x * x
                sxy += x * (point.ratio - mean)
            }
            let spread = sxx - sx * sx / Double(points.count)
            guard spread > 0 else { continue }
            let gain = sxy * sxy / spread
            if gain > best?.gain ?? 0 { best = (day, gain) }
        }
        return best
    }
}
