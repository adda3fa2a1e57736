import Foundation
import Statistics
import TimeSeries

/// A fitted ``FLAIR``.
public struct FLAIRModel: ForecastModel {
    /// Observations in a season; 1 where the history is not folded.
    public let period: Int
    /// The share of each phase, times `period`: 1 on average.
    public let shape: [Double]
    private let level: FLAIRLevel
    /// What is added to the values to make them positive.
    private let shift: Double
    /// Relative errors of the fold, one row of `period` a season.
    private let noise: [[Double]]
    private let isNonNegative: Bool

    init(_ history: [Double], period: Int, year: Int, shapeSeasons: Int) {
        let seasons = min(500, history.count / period)
        let last = Array(history.suffix(seasons * period))
        isNonNegative = history.allSatisfy { $0 >= 0 }
        let size = last.map(abs).reduce(0, +) / Double(last.count)
        let least = last.min() ?? 0
        shift = size > 0 ? max(0, 0.01 * size - least) : 1
        self.period = period
        let lift = shift
        let y = last.map { $0 + lift }
        let means = (0..<seasons).map { k in
            y[(k * period)..<((k + 1) * period)].reduce(0, +) / Double(period)
        }
        let recent = (seasons - min(shapeSeasons, seasons))..<seasons
        let shares = (0..<period).map { p in recent.map { y[$0 * period + p] / means[$0] }.median() }
        let total = shares.reduce(0, +) / Double(period)
        let shape = shares.map { total > 0 ? $0 / total : 1 }
        self.shape = shape
        level = FLAIRLevel(means, year: year)
        let from = max(0, seasons - 50)
        let raw = (from..<seasons).map { k in
            (0..<period).map { y[k * period + $0] / (means[k] * max(shape[$0], 1e-6)) - 1 }
        }
        // The shape is not known exactly: the variance of a median of so many.
        let doubt = (1 + 1.57 / Double(recent.count)).squareRoot()
        noise = Self.clipped(raw).map { $0.map { $0 * doubt } }
    }

    /// Errors around 0 in each phase, outliers drawn in.
    private static func clipped(_ rows: [[Double]]) -> [[Double]] {
        guard let period = rows.first?.count, period > 1 else { return rows.map { _ in [0] } }
        let bound = 5 * 1.4826 * rows.joined().map(abs).median()
        let kept = bound > 0 ? rows.map { $0.map { $0.clamped(-bound, bound) } } : rows
        let means = (0..<period).map { p in kept.reduce(0) { $0 + $1[p] } / Double(kept.count) }
        return kept.map { row in row.indices.map { row[$0] - means[$0] } }
    }

    public func forecast(horizon: Int) -> [Double] {
        let levels = level.project(seasons: (horizon + period - 1) / period) { _ in 0 }
        return (0..<horizon).map { finish(levels[$0 / period] * shape[$0 % period]) }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let seasons = (horizon + period - 1) / period
        let spread = level.spreads(seasons: seasons)
        var generator = SplitMix64(seed: seed)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            let levels = level.project(seasons: seasons) { spread[$0] * level.error(generator.uniform()) }
            var row = 0
            for step in 0..<horizon {
                let (season, phase) = (step / period, step % period)
                if phase == 0 { row = Int(generator.uniform() * Double(noise.count)) }
                let own = 1 + noise[row][phase] / spread[season]
                values.append(finish(levels[season] * shape[phase] * own))
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }

    private func finish(_ value: Double) -> Double {
        isNonNegative ? max(0, value - shift) : value - shift
    }
}

/// The totals of the seasons and how they go on.
struct FLAIRLevel: Sendable {
    private let transform: BoxCox
    private let unit: Double
    private let scale: Double
    private let ridge: LevelRidge?
    /// Transformed levels less the last one, the last of them.
    private let tail: [Double]
    private let last: Double
    private let year: [Double]
    private let count: Int
    private let damping: Double
    private let errors: [Double]
    private let ceiling: Double

    /// Fits positive levels; `year` levels make a cycle of their own.
    init(_ levels: [Double], year period: Int) {
        let count = levels.count
        self.count = count
        let unit = levels.reduce(0, +) / Double(count)
        self.unit = unit
        let cycle = period >= 2 && count >= 2 * period ? Self.cycle(levels, period: period) : []
        year = cycle
        let work = levels.indices.map { k in
            levels[k] / unit / (cycle.isEmpty ? 1 : cycle[k % period])
        }
        transform = BoxCox(fitting: work)
        let z = work.map(transform.apply)
        last = z[count - 1]
        let rest = z.map { $0 - z[count - 1] }
        let size = (rest.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
        scale = size > 0 ? size : 1
        let x = rest.map { $0 / (size > 0 ? size : 1) }
        let lag = cycle.isEmpty || count < 2 * period ? 0 : period
        let rows = max(1, lag)..<count
        var columns: [[Double]] = [
            rows.map { _ in 1 }, rows.map { Double($0) / Double(count) }, rows.map { -x[$0 - 1] },
        ]
        if lag > 0 { columns.append(rows.map { x[$0 - lag] }) }
        // A step is no growth: changes far out are drawn in before they teach anything.
        let raw = rows.map { x[$0] - x[$0 - 1] }
        let bound = 5 * 1.4826 * raw.map(abs).median()
        let changes = bound > 0 ? raw.map { $0.clamped(-bound, bound) } : raw
        var ridge = LevelRidge(columns, target: changes)
        if let found = ridge, found.coefficients[2] < 0 {
            // A level does not flee from where it was: a step at the end would make it explode.
            columns[2] = rows.map { _ in 0 }
            ridge = LevelRidge(columns, target: changes)
        }
        self.ridge = ridge
        tail = Array(x.suffix(max(1, lag)))
        damping = Self.persistence(z)
        errors = Self.centred(ridge?.errors ?? [0])
        // A level beyond twice what was seen lately is an accident of the transform.
        ceiling = 2 * (levels.suffix(26).max() ?? 0)
    }

    /// Outliers drawn in, the mean taken off.
    private static func centred(_ errors: [Double]) -> [Double] {
        let bound = 5 * 1.4826 * errors.map(abs).median()
        let kept = bound > 0 ? errors.map { $0.clamped(-bound, bound) } : errors
        let mean = kept.reduce(0, +) / Double(kept.count)
        return kept.map { $0 - mean }
    }

    /// Mean of each place of the cycle, drawn to a wave where BIC finds one, else to 1.
    private static func cycle(_ levels: [Double], period: Int) -> [Double] {
        var raw = [Double](repeating: 0, count: period)
        var counts = raw
        // Off the trend, which would look like half a wave.
        let line = ThetaLine(static: levels)
        for (k, level) in levels.enumerated() {
            raw[k % period] += level / max(line.intercept + line.slope * Double(k + 1), 0.1 * line.mean)
            counts[k % period] += 1
        }
        for d in 0..<period { raw[d] /= counts[d] }
        let mean = raw.reduce(0, +) / Double(period)
        for d in 0..<period { raw[d] /= mean }
        var (a, b) = (0.0, 0.0)
        let angles = (0..<period).map { 2 * Double.pi * Double($0) / Double(period) }
        for d in 0..<period {
            a += 2 / Double(period) * (raw[d] - 1) * cos(angles[d])
            b += 2 / Double(period) * (raw[d] - 1) * sin(angles[d])
        }
        let wave = angles.map { 1 + a * cos($0) + b * sin($0) }
        let flat = raw.reduce(0) { $0 + ($1 - 1) * ($1 - 1) }
        let rest = zip(raw, wave).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let n = Double(period)
        let isWave = flat > 0 && n * log(max(rest, 1e-20 * flat) / flat) + 2 * log(n) < 0
        let seasons = Double(levels.count / period)
        let own = seasons / (seasons + n)
        let mixed = (0..<period).map { max(1e-6, own * raw[$0] + (1 - own) * (isWave ? wave[$0] : 1)) }
        let level = mixed.reduce(0, +) / n
        return mixed.map { $0 / level }
    }

    /// Correlation of a change with the one before, at least 0.
    private static func persistence(_ z: [Double]) -> Double {
        let changes = zip(z.dropFirst(), z).map { $0 - $1 }
        guard changes.count >= 5 else { return 0 }
        return min(0.99, max(0, changes.autocorrelation(lag: 1)))
    }

    /// A drawn error, for a number in 0 ..< 1.
    func error(_ uniform: Double) -> Double { errors[Int(uniform * Double(errors.count))] }

    /// The factor by which the spread of an error grows at each season ahead.
    func spreads(seasons: Int) -> [Double] {
        guard let ridge else { return [Double](repeating: 1, count: seasons) }
        var path = tail
        return (0..<seasons).map { j in
            let row = row(path, j)
            path.append(next(row, path))
            return (1 + ridge.leverage(row)).squareRoot()
        }
    }

    /// Levels of the next seasons with `error` to come at each.
    func project(seasons: Int, error: (Int) -> Double) -> [Double] {
        var path = tail
        path.reserveCapacity(tail.count + seasons)
        return (0..<seasons).map { j in
            path.append(next(row(path, j), path) + error(j))
            let level = unit * transform.invert(last + scale * path[path.count - 1])
            return min(ceiling, level * (year.isEmpty ? 1 : year[(count + j) % year.count]))
        }
    }

    private func row(_ path: [Double], _ j: Int) -> [Double] {
        let n = Double(count)
        let reach = damping > 0 ? damping * (1 - power(damping, Double(j + 1))) / (1 - damping) : 0
        let row = [1, (n - 1 + reach) / n, -path[path.count - 1]]
        return tail.count > 1 ? row + [path[path.count - tail.count]] : row
    }

    private func next(_ row: [Double], _ path: [Double]) -> Double {
        guard let ridge else { return path[path.count - 1] }
        return path[path.count - 1] + row.indices.reduce(0) { $0 + row[$1] * ridge.coefficients[$1] }
    }
}
