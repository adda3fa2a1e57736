import TimeSeries

/// The level of a history that carries no more: new, constant or dead.
struct LevelModel: ForecastModel {
    private let level: Double
    private let deviation: Double
    private let isNonNegative: Bool

    init(_ values: [Double], kind: HistoryKind, period: Int) {
        isNonNegative = values.allSatisfy { $0 >= 0 }
        let last = values.suffix(7)
        let mean = last.reduce(0, +) / Double(last.count)
        level = kind == .dead ? 0 : mean
        switch kind {
        case .dead: deviation = 0
        case .constant:
            deviation = values.count < 10 ? 0.2 * abs(mean) / Double(values.count).squareRoot() : 0
        default:
            let squares = last.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let own = (squares / Double(max(1, last.count - 1))).squareRoot()
            deviation = max(own, 0.15 * abs(mean))
        }
    }

    func forecast(horizon: Int) -> [Double] { Array(repeating: level, count: horizon) }

    /// Part of the uncertainty is of the level, and grows; part is of each value.
    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var noise = GaussianNoise(seed: seed)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            var drift = 0.5 * noise.next()
            for _ in 0..<horizon {
                drift += 0.08 * noise.next()
                let value = level + deviation * (drift + 0.8 * noise.next())
                values.append(isNonNegative ? max(0, value) : value)
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
