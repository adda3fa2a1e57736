import TimeSeries

extension ResidualPool {
    /// Paths of a linear model: draws the errors, has eight paths at once turned into values, lays them out.
    ///
    /// `project` gets the errors to come, one row a step, and leaves the values in their place.
    func paths(horizon: Int, count: Int, seed: UInt64, project: (inout [SIMD8<Double>]) -> Void)
        -> SamplePaths
    {
        var generator = SplitMix64(seed: seed)
        var values = [Double](repeating: 0, count: horizon * count)
        var rows = [SIMD8<Double>](repeating: .zero, count: horizon)
        for first in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count - first)
            for lane in 0..<lanes {
                var start = 0
                for step in 0..<horizon {
                    if step % block == 0 { start = self.start(generator.uniform()) }
                    rows[step][lane] = errors[start + step % block]
                }
            }
            project(&rows)
            for lane in 0..<lanes {
                for step in 0..<horizon { values[(first + lane) * horizon + step] = rows[step][lane] }
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
