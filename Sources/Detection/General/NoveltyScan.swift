import Foundation

/// The online detector for values that come every hour or more often: one value at a time, nothing after it is used.
///
///     var scan = NoveltyScan(period: 288)
///     let isAnomaly = scan.take(0.93).isAnomaly
///
/// What is unusual is what has not been seen: a value with no near precedent (`NoveltyChannel`), and with less weight
/// a lowest or highest value of the last 48 with none, which is a level that stays. Evidence below what was said within
/// the recent past is no news: its score is halved, so that an incident is one anomaly and not one a value.
public struct NoveltyScan: Sendable {
    /// Evidence, in powers of ten, of an anomaly: a score of one half.
    static let threshold = 2.7
    /// What a level that stays adds for each power of ten.
    private static let levelWeight = 0.3
    /// Values over which a level must stay.
    private static let levelSpan = 48

    private var values = NoveltyChannel(delay: 0)
    private var floors = NoveltyChannel(delay: levelSpan / 2)
    private var ceilings = NoveltyChannel(delay: levelSpan / 2)
    private var recent: [Double] = []
    private var count = 0
    private var peak = RecentPeak()
    private var expectation: PhaseExpectation

    /// A scan of a series with `period` observations a season; 1 where there is none.
    ///
    /// The season is for what is expected only.
    public init(period: Int = 1) { expectation = PhaseExpectation(period: period) }

    /// What is said of the next value.
    ///
    /// - Precondition: Finite.
    public mutating func take(_ value: Double) -> ScoredValue {
        precondition(value.isFinite, "a value is finite")
        let (expected, deviation) = expectation.next(or: value)
        let evidence = evidence(of: value)
        let isNews = peak.isNews(evidence)
        let score = Self.score(evidence)
        expectation.take(value)
        let width = 3 * deviation
        return ScoredValue(
            expected: expected, lower: expected - width, upper: expected + width,
            deviation: deviation > 0 ? (value - expected) / deviation : 0, score: isNews ? score : score / 2,
            isAnomaly: isNews && score >= 0.5)
    }

    /// What is said where a value is missing: the phase moves on, nothing is learned.
    public mutating func skip() -> ScoredValue {
        let (expected, deviation) = expectation.next(or: 0)
        expectation.skip()
        return ScoredValue(
            expected: expected, lower: expected - 3 * deviation, upper: expected + 3 * deviation,
            deviation: 0,
            score: 0, isAnomaly: false)
    }

    /// Evidence in powers of ten as 0 … 1; one half at the threshold.
    static func score(_ evidence: Double) -> Double { 1 - exp2(-evidence / threshold) }

    private mutating func evidence(of value: Double) -> Double {
        if recent.count < Self.levelSpan {
            recent.append(value)
        } else {
            recent[count % Self.levelSpan] = value
        }
        count += 1
        var (low, high) = (value, value)
        for other in recent {
            low = min(low, other)
            high = max(high, other)
        }
        return values.take(value) + Self.levelWeight * max(floors.take(low), ceilings.take(high))
    }
}
