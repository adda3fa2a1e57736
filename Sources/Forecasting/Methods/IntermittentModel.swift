import TimeSeries

/// A fitted ``Intermittent``.
public struct IntermittentModel: ForecastModel {
    /// Mean demand a step.
    public let rate: Double
    /// Gaps before a demand and its size, the last hundred.
    private let events: [(gap: Int, size: Double)]
    /// Steps since the last demand.
    private let elapsed: Int
    /// Mean demand a step of the events.
    private let ownRate: Double

    /// Futures of this mean rate, drawn from the gaps and sizes of a history.
    init(_ y: [Double], rate: Double) {
        self.rate = rate
        var events: [(gap: Int, size: Double)] = []
        var gap = 0
        for value in y {
            gap += 1
            guard value != 0 else { continue }
            events.append((gap, value))
            gap = 0
        }
        elapsed = gap
        self.events = Array(events.suffix(100))
        let steps = self.events.reduce(0) { $0 + $1.gap }
        ownRate = steps > 0 ? self.events.reduce(0) { $0 + $1.size } / Double(steps) : 0
    }

    public func forecast(horizon: Int) -> [Double] { [Double](repeating: rate, count: horizon) }

    /// Pairs of a gap and the size that ended it, drawn whole; the first gap is one that may still be open.
    ///
    /// A rate below that of the pairs leaves some of them out, one above makes them larger; each path has its own rate,
    /// as far as the rate is not known.
    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var values = [Double](repeating: 0, count: horizon * count)
        let ratio = ownRate != 0 ? rate / ownRate : 0
        guard ratio > 0 else { return SamplePaths(horizon: horizon, count: count, values: values) }
        var generator = SplitMix64(seed: seed)
        var noise = GaussianNoise(seed: seed &+ 0x5851_F42D)
        let open = events.filter { $0.gap > elapsed }
        let doubt = rateDoubt
        for path in 0..<count {
            let factor = ratio * max(0.05, 1 + doubt * noise.next())
            var event = draw(open.isEmpty ? events : open, generator.uniform())
            var step = open.isEmpty ? event.gap - 1 : event.gap - elapsed - 1
            while step < horizon {
                if generator.uniform() < factor {
                    values[path * horizon + step] = event.size * max(1, factor)
                }
                event = draw(events, generator.uniform())
                step += event.gap
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }

    private func draw(_ events: [(gap: Int, size: Double)], _ uniform: Double) -> (gap: Int, size: Double) {
        events[Int(uniform * Double(events.count))]
    }

    /// Relative standard error of the rate: of the mean size and of the mean gap.
    private var rateDoubt: Double {
        func share(_ values: [Double]) -> Double {
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return mean != 0 && values.count > 1 ? squares / Double(values.count - 1) / (mean * mean) : 1
        }
        let variance = share(events.map(\.size)) + share(events.map { Double($0.gap) })
        return min(0.5, (variance / Double(events.count)).squareRoot())
    }
}
