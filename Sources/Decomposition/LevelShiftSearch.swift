import Foundation
import Statistics
public import TimeSeries

/// A lasting change of level: a new tenant, a migration, a price.
public struct LevelShift: Sendable, Hashable {
    /// The first observation at the new level.
    public let index: Int
    /// When that observation is.
    public let time: Timestamp
    /// The new level minus the old one, in the unit of the series.
    public let size: Double
}

/// Finds the days on which the level of a series jumps and stays.
///
///     let shifts = LevelShiftSearch(periods: [7]).shifts(in: daily)
///
/// The season (medians of phases around a running median) is taken off and spikes are replaced. A jump is the step of a
/// straight line through a window around a day, so that no slope is a staircase; in the narrowest of three windows it
/// must be at least half as large as in the widest, so that no steep slope is one. Its size is counted in units of what the
/// same measure gives elsewhere in the series, so that a wandering level has no jumps, and it must be worth its place:
/// the squared score is above `penalty` · log *n* (BIC with a price per shift). Shifts are found one by one, the strongest
/// first; with each new one the others are placed anew, and those that are no longer worth it are dropped.
public struct LevelShiftSearch: Sendable, Hashable {
    /// Observations in each season, ascending.
    public let periods: [Int]
    /// For how many observations a new level must last; shorter ones are spikes, and shifts closer than that to an end of
    /// the series are not found.
    public var minimumDuration: Int
    /// The price of a shift in units of log *n*.
    public var penalty = 4.0

    /// A search in series with these seasons, each at least 2 observations long; a level lasts one of the shortest.
    public init(periods: [Int]) {
        precondition(
            !periods.isEmpty && periods.allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        self.periods = Set(periods).sorted()
        minimumDuration = max(4, self.periods[0])
    }

    /// The shifts in order of time; none in a series of fewer than four times the least duration.
    ///
    /// - Complexity: O(*n*) a shift and scale, after running medians of O(*n* · period).
    public func shifts(in series: Series) -> [LevelShift] {
        precondition(minimumDuration >= 2 && penalty > 0, "a duration of 2 or more and a penalty above 0")
        guard series.count >= 4 * minimumDuration else { return [] }
        let size = series.typicalSize
        let scaled = series.replacing(values: series.values.map { $0 / size })
        let (once, twice) = clipped(deseasonalised(scaled))
        let places = StepSearch(
            values: twice, placing: once, minimumDuration: minimumDuration, penalty: penalty
        ).steps()
        return places.map {
            LevelShift(index: $0.index, time: series.timestamp($0.index), size: $0.size * size)
        }
    }

    /// The series without the median shape of its cycles around a running median.
    private func deseasonalised(_ series: Series) -> Series {
        var rest = series
        // Fewer cycles say less of a shape than they add noise.
        for period in periods where 8 * period <= series.count {
            let middle = rest.centredMedians(width: 3 * period)
            var phases = [[Double]](repeating: [], count: period)
            for i in rest.values.indices { phases[i % period].append(rest.values[i] - middle[i]) }
            let shape = phases.map { $0.median() }
            let level = shape.sum() / Double(period)
            rest = rest.replacing(
                values: rest.values.enumerated().map { $1 - (shape[$0 % period] - level) })
        }
        return rest
    }

    /// The values, but the running median, which nothing shorter than the least duration moves, for those more than
    /// three robust deviations from it; once, and twice, because bursts that come close together move it the first time.
    private func clipped(_ series: Series) -> (once: [Double], twice: [Double]) {
        func clip(_ values: [Double], bound: Double?) -> (values: [Double], bound: Double) {
            let middle = series.replacing(values: values).centredMedians(width: 2 * minimumDuration + 1)
            let rest = zip(values, middle).map { abs($0 - $1) }
            let bound = bound ?? 3 * 1.4826 * rest.median()
            return (values.indices.map { rest[$0] > bound ? middle[$0] : values[$0] }, bound)
        }
        let once = clip(series.values, bound: nil)
        return (once.values, clip(once.values, bound: once.bound).values)
    }
}

extension Series {
    /// The median size of the values, at least 10⁻¹² of the largest; 1 if all are 0.
    var typicalSize: Double {
        let sizes = values.map { abs($0) }
        let largest = sizes.reduce(0) { max($0, $1) }
        return largest > 0 ? max(sizes.median(), 1e-12 * largest) : 1
    }

    /// The median of the `width` values around each (an even width is one more); near the ends that of the nearest whole
    /// window.
    func centredMedians(width: Int) -> [Double] {
        let odd = min(width | 1, count % 2 == 1 ? count : count - 1)
        guard odd >= 3 else { return values }
        let medians = rollingMedians(width: odd)
        return values.indices.map { medians[min(max($0 - odd / 2, 0), medians.count - 1)] }
    }

    /// The same times with other values, which are finite by construction.
    func replacing(values: [Double]) -> Series {
        do {
            return try Series(start: start, frequency: frequency, values: values)
        } catch {
            preconditionFailure("parts of a scaled series are finite")
        }
    }
}
