import Foundation
import Statistics

/// A history as if its outliers and level shifts had not been: what came before a shift is lifted to the new level.
struct CleanHistory {
    /// Values without outliers and shifts, without the effects of events and days of the month.
    let values: [Double]
    /// Outliers that were replaced.
    let outliers: Int
    /// Where the level shifted.
    let shifts: [Shift]

    /// A shift of the level.
    struct Shift {
        /// Last value of the earlier level.
        let last: Int
        /// Later over earlier level; 0 where one of them is not positive.
        let ratio: Double
    }

    /// - Parameters:
    ///   - y: Values, effects taken out.
    ///   - period: Observations in a season.
    init(_ y: [Double], period: Int) {
        let baseline = RobustBaseline(y, period: period)
        var values = y
        var outliers = 0
        for run in Self.runs(y, baseline) {
            // A few values that stand out are outliers; more are a new level.
            let touchesEnd = run.upperBound == y.count
            guard run.count <= (touchesEnd ? 2 : 5) else { continue }
            outliers += run.count
            for i in run {
                values[i] = baseline.expected(i)
                // The last values may be the start of something: they count in part.
                let bound = 5 * baseline.spread * baseline.unit[i]
                if touchesEnd { values[i] += y[i] > values[i] ? bound : -bound }
            }
        }
        var shifts: [Shift] = []
        Self.splice(&values, baseline, period: period, shifts: &shifts)
        self.values = values
        self.outliers = outliers
        self.shifts = shifts
    }

    /// Runs of neighbours that all stand out to the same side.
    private static func runs(_ y: [Double], _ baseline: RobustBaseline) -> [Range<Int>] {
        let bound = 5 * baseline.spread
        var found: [Range<Int>] = []
        var start = 0
        var side = 0
        for i in 0...y.count {
            let error = i < y.count ? (y[i] - baseline.expected(i)) / baseline.unit[i] : 0
            let now = abs(error) > bound ? (error > 0 ? 1 : -1) : 0
            guard now != side else { continue }
            if side != 0 { found.append(start..<i) }
            (start, side) = (i, now)
        }
        return found
    }

    /// Finds where the level jumps and stays, and lifts what was before.
    private static func splice(
        _ values: inout [Double], _ baseline: RobustBaseline, period: Int, shifts: inout [Shift]
    ) {
        let n = values.count
        let width = 14
        guard n > 2 * width else { return }
        let flat = values.indices.map { i in
            let factor = 1 + baseline.season[i % baseline.season.count]
            return baseline.level[i] > 0 && factor > 0.2
                ? values[i] / factor
                : values[i] - baseline.unit[i] * baseline.season[i % baseline.season.count]
        }
        var jumps = [Double](repeating: 0, count: n)
        let medians = SortedWindow.mediansBefore(flat, width: width)
        let halves = SortedWindow.mediansBefore(flat, width: 7)
        func after(_ i: Int) -> Double { i + width <= n ? medians[i + width] : Array(flat[i...]).median() }
        for i in 7..<(n - 3) {
            let (before, after) = (medians[i], after(i))
            let size = max(min(abs(before), abs(after)), 0.1 * baseline.unit[i])
            // A slope moves the medians apart too: what the outer halves do is taken off.
            let drift = abs(before - halves[max(1, i - 7)]) * 2
            jumps[i] = max(0, abs(after - before) - drift) / size
        }
        let bound = max(0.12, 4 * baseline.spread)
        var lift = [(at: Int, before: Double, after: Double)]()
        for i in 7..<(n - 3) where jumps[i] > bound {
            let around = max(7, i - width)...min(n - 4, i + width)
            guard jumps[i] >= (around.map { jumps[$0] }.max() ?? 0),
                lift.last.map({ i - $0.at > width }) ?? true
            else { continue }
            lift.append((i, medians[i], after(i)))
        }
        // A level that is still on its way has no new level to lift history to.
        let settled = Array(flat[max(lift.last?.at ?? 0, n - width)...]).median()
        let last = Array(flat.suffix(4)).median()
        if abs(last - settled) > bound * max(abs(settled), 0.1 * baseline.unit[n - 1]) { lift = [] }
        var factor = 1.0
        var shift = 0.0
        var next = lift.count - 1
        for i in (0..<n).reversed() {
            while next >= 0, i < lift[next].at {
                let (_, before, after) = lift[next]
                if before > 0, after > 0 { factor *= after / before } else { shift += after - before }
                next -= 1
            }
            values[i] = values[i] * factor + shift
        }
        shifts = lift.map {
            Shift(last: $0.at - 1, ratio: $0.before > 0 && $0.after > 0 ? $0.after / $0.before : 0)
        }
    }
}
