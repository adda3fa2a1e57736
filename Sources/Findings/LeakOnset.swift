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
        guard origin >= 28, end - guess >= LeakOnset.leastLength, end <= values.count,
            let series = try? Series(daily: values, from: start)
        else { return nil }
        let (expected, _) = detector.expectation(of: series, from: origin, horizon: end - origin)
        var points: [(t: Double, ratio: Double)] = []
        for (t, expectation) in expected.enumerated() where expectation > 0 {
            let event = detector.effects.map { $0.event(on: start.advanced(by: origin + t)) } ?? 0
            if event == 0 { points.append((Double(t), values[origin + t] / expectation)) }
        }
        let first = max(7, earliest - origin)
        guard let corner = LeakOnset.corner(points, first: first, count: end - origin) else { return nil }
        day = origin + corner
    }

    /// The day after which a line explains the ratios best.
    private static func corner(_ points: [(t: Double, ratio: Double)], first: Int, count: Int) -> Int? {
        var best: (day: Int, gain: Double)?
        guard points.count >= 14, count - leastLength > first else { return nil }
        let mean = points.reduce(0) { $0 + $1.ratio } / Double(points.count)
        for day in first...(count - leastLength) {
            var (sx, sxx, sxy) = (0.0, 0.0, 0.0)
            for point in points {
                let x = max(0, point.t - Double(day) + 1)
                sx += x
                sxx += x * x
                sxy += x * (point.ratio - mean)
            }
            let spread = sxx - sx * sx / Double(points.count)
            guard spread > 0 else { continue }
            let gain = sxy * sxy / spread
            if gain > best?.gain ?? 0 { best = (day, gain) }
        }
        return best?.day
    }
}
