import Foundation

/// What may be wrong about what is known of certain days, put into sample paths: charges, events, the yearly cycle.
struct KnownDoubts {
    /// A step of which something is known.
    struct Step {
        let step: Int
        /// Steps of one sort share an error.
        let sort: Int
        /// What is expected beyond level and season.
        let effect: Double
        let doubt: EffectDoubt
    }

    /// Steps with an effect, in order.
    let steps: [Step]
    /// What errors of the yearly cycle do to each step; empty without one.
    let cycle: [(cosine: Double, sine: Double)]
    /// Means without the effects, one a step.
    let means: [Double]

    /// Paths, which have the effects as expected, with effects that move with their level and with errors; none ends below `least`.
    func applied(to paths: SamplePaths, seed: UInt64, least: Double) -> SamplePaths {
        guard !steps.isEmpty || !cycle.isEmpty else { return paths }
        var noise = GaussianNoise(seed: seed &+ 0xD1B5_4A32)
        var values = paths.values
        var shared = [Double](repeating: 0, count: 1 + (steps.map(\.sort).max() ?? 0))
        for path in 0..<paths.count {
            let first = path * paths.horizon
            if !cycle.isEmpty { turn(&values, first, noise.next(), noise.next()) }
            // How large errors are is known from a few occurrences only.
            let scale = exp(0.3 * noise.next())
            for i in shared.indices { shared[i] = noise.next() }
            for known in steps {
                let i = first + known.step
                let rest = values[i] - known.effect
                let ratio = means[known.step] > 0 ? (rest / means[known.step]).clamped(0, 4) : 1
                let error = known.doubt.shared * shared[known.sort] + known.doubt.own * noise.next()
                values[i] = max(least, rest + ratio * (known.effect + scale * error))
            }
        }
        return SamplePaths(horizon: paths.horizon, count: paths.count, values: values)
    }

    /// Errors of the cycle in one path: they move level and effects alike.
    private func turn(_ values: inout [Double], _ first: Int, _ cosine: Double, _ sine: Double) {
        for step in cycle.indices {
            values[first + step] *= max(0, 1 + cosine * cycle[step].cosine + sine * cycle[step].sine)
        }
    }
}
