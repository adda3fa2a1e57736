import Statistics

/// Decomposition that takes one new value at a time, at a cost and in a memory that do not grow with the history.
///
///     var state = OnlineDecomposition(periods: [7])
///     for value in daily.values { let point = state.update(value) }
///     let saved = try JSONEncoder().encode(state)  // goes on bit by bit where it stopped
///
/// Four lines run side by side, each through the values without their season, with a memory from five values to a
/// hundred; the trend is their mean, weighted by how well each foresaw the latest values. Seasons learn slowly from what
/// the trend leaves. A value far from what was foreseen changes nothing; if the values stay away on one side for
/// ``Settings/confirmation`` updates, the level has shifted: it jumps there at once, and the shift says since when.
/// Outliers on both sides that do not end widen the scale.
/// If values return to the old level within two of the shortest season, the shift is undone by the first of them.
///
/// - SeeAlso: Wang and others, "BacktrackSTL", KDD 2024, whose shift rule this keeps; Brown, *Smoothing, Forecasting and
///   Prediction*, 1963, for lines with a fading memory; `Documentation/Methods/OnlineDecomposition.md` for the
///   departures and what they bring.
public struct OnlineDecomposition: Sendable, Hashable, Codable {
    /// How the state takes values in.
    public struct Settings: Sendable, Hashable, Codable {
        /// How much of what is left over a season learns, 0…1, once it has seen enough cycles.
        public var seasonalGain = 0.1
        /// So many deviations from what was foreseen, and a value is an outlier.
        public var threshold = 4.5
        /// So many outliers on one side, without an ordinary value between, are a level shift.
        public var confirmation = 4

        /// The usual settings.
        public init() {}
    }

    /// Observations in each season, ascending.
    public let periods: [Int]
    /// How values are taken in.
    public let settings: Settings
    /// Updates so far, missing values too.
    public private(set) var count = 0
    private var warmUp: OnlineWarmUp?
    private var trend = OnlineTrend()
    private var seasons: [OnlineSeason]
    private var scale = OnlineScale()
    private var before = FormerTrend()
    /// Distances of the latest outliers, all on one side.
    private var run: [Double] = []
    private var runLength = 0
    /// Outliers, on either side, since the last ordinary value.
    private var strays = 0

    /// A state before its first value.
    ///
    /// - Precondition: Each season has at least 2 observations; a gain in 0…1, a threshold above 0, a confirmation of 2
    ///   or more.
    public init(periods: [Int], settings: Settings = Settings()) {
        precondition(
            !periods.isEmpty && periods.allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        precondition(
            0...1 ~= settings.seasonalGain && settings.threshold > 0 && settings.confirmation >= 2,
            "a gain in 0…1, a threshold above 0 and a confirmation of 2 or more")
        self.periods = Set(periods).sorted()
        self.settings = settings
        seasons = self.periods.map { OnlineSeason(period: $0) }
        warmUp = OnlineWarmUp(periods: self.periods)
    }

    /// Takes in the next value.
    ///
    /// - Parameter value: `nil` where it is missing; a value that is not finite counts as missing.
    /// - Returns: The parts of the new value; during the first three of the longest season a running median alone.
    /// - Complexity: O(number of seasons); the update that ends the warm-up O(longest season) once.
    public mutating func update(_ value: Double?) -> OnlinePoint {
        let value = value.flatMap { $0.isFinite ? $0 : nil }
        count += 1
        let point = warmUp == nil ? taken(value) : warmed(value)
        for k in seasons.indices { seasons[k].advance() }
        before.step()
        return point
    }

    /// What each season adds to the latest value, in the order of ``periods``; zeros during the warm-up.
    public var seasonal: [Double] { seasons.map(\.latest) }

    /// What the next value will be if nothing happens; `nil` during the warm-up.
    public var next: Double? { warmUp == nil ? trend.foreseen + season : nil }
}

/// The parts of the latest value.
public struct OnlinePoint: Sendable, Hashable, Codable {
    /// The level that the value stands on.
    public let trend: Double
    /// What the seasons add, all together.
    public let seasonal: Double
    /// What is left of the value; `nil` if it is missing.
    public let remainder: Double?
    /// The usual size of an error of one step, as a standard deviation; 0 during the warm-up.
    public let deviation: Double
    /// What kind of value it is.
    public let kind: Kind

    /// What kind of value it is.
    public enum Kind: Sendable, Hashable, Codable {
        /// One of the first values, from which seasons are still to be learned.
        case warmUp
        /// As foreseen, within the threshold.
        case ordinary
        /// There is none.
        case missing
        /// Too far from what was foreseen: nothing is learned from it.
        case outlier
        /// The value that confirms a shift by `size`, which began with the `length`th latest value: the trend given for the
        /// values before this one was too low by `size`. A shift that did not last ends with a `length` of 1.
        case shift(size: Double, length: Int)
    }
}

extension OnlineDecomposition {
    /// What all seasons add to the value that is being taken in.
    private var season: Double {
        var sum = 0.0
        for k in seasons.indices { sum += seasons[k].part }
        return sum
    }

    private mutating func warmed(_ value: Double?) -> OnlinePoint {
        guard var learning = warmUp else { return taken(value) }
        let level = learning.add(value)
        warmUp = learning
        if learning.isComplete {
            let start = learning.learn()
            warmUp = nil
            trend = OnlineTrend(level: start.level, slope: start.slope, count: start.count)
            scale = OnlineScale(deviation: start.deviation, size: start.size)
            for k in seasons.indices { seasons[k].set(start.shapes[k]) }
        }
        return OnlinePoint(
            trend: level, seasonal: 0, remainder: value.map { $0 - level }, deviation: 0,
            kind: value == nil ? .missing : .warmUp)
    }

    private mutating func taken(_ value: Double?) -> OnlinePoint {
        let season = season
        let deviation = scale.deviation
        let bound = settings.threshold * deviation
        guard let value else {
            trend.step()
            return OnlinePoint(
                trend: trend.level, seasonal: season, remainder: nil, deviation: deviation, kind: .missing)
        }
        let adjusted = value - season
        let error = adjusted - trend.foreseen
        var kind = OnlinePoint.Kind.ordinary
        if abs(error) > bound { kind = judged(adjusted, error, bound) }
        if case .outlier = kind {
            trend.step()
            scale.takeIn(error)
            // So many outliers on both sides are no outliers: the scale is that of quieter times.
            strays += 1
            if strays >= 2 * settings.confirmation { scale.widen(to: abs(error)) }
            return OnlinePoint(
                trend: trend.level, seasonal: season, remainder: adjusted - trend.level, deviation: deviation,
                kind: kind)
        }
        (runLength, strays) = (0, 0)
        scale.takeIn(adjusted - trend.foreseen)
        trend.takeIn(adjusted, bound: bound, least: scale.floor)
        return learned(value, adjusted - trend.level, deviation, kind)
    }

    /// The point of a value that the trend has taken in, of whose rest the seasons learn.
    private mutating func learned(
        _ value: Double, _ rest: Double, _ deviation: Double, _ kind: OnlinePoint.Kind
    ) -> OnlinePoint {
        var sum = 0.0
        for k in seasons.indices {
            seasons[k].learn(rest, gain: settings.seasonalGain)
            sum += seasons[k].part
        }
        let level = trend.level
        return OnlinePoint(
            trend: level, seasonal: sum, remainder: value - sum - level, deviation: deviation, kind: kind)
    }

    /// Whether a value that was not foreseen is an outlier, a shift, or the end of a shift that did not last; the trend is
    /// lifted for the latter two.
    private mutating func judged(_ adjusted: Double, _ error: Double, _ bound: Double) -> OnlinePoint.Kind {
        if before.isValid, abs(adjusted - before.trend.foreseen) <= bound {
            let size = before.trend.foreseen - trend.foreseen
            let past = before.trend
            before = FormerTrend(trend, for: 2 * periods[0])
            trend = past
            return .shift(size: size, length: 1)
        }
        if runLength > 0, (run[runLength - 1] > 0) != (error > 0) { runLength = 0 }
        if run.isEmpty { run = [Double](repeating: 0, count: settings.confirmation) }
        run[runLength] = error
        runLength += 1
        guard runLength == settings.confirmation else { return .outlier }
        let size = run.median()
        scale.widen(to: run.robustScale())
        before = FormerTrend(trend, for: 2 * periods[0])
        trend.shift(by: size)
        return .shift(size: size, length: settings.confirmation)
    }
}

/// The trend as it would be without the latest shift, for as long as the shift is young.
struct FormerTrend: Sendable, Hashable, Codable {
    private(set) var trend = OnlineTrend()
    private var remaining = 0

    /// None.
    init() {}

    /// A trend that counts for the update at hand and so many more.
    init(_ trend: OnlineTrend, for updates: Int) {
        self.trend = trend
        remaining = updates + 1
    }

    /// Whether there is one.
    var isValid: Bool { remaining > 0 }

    /// Goes on to the next value.
    mutating func step() {
        guard remaining > 0 else { return }
        trend.step()
        remaining -= 1
    }
}
