internal import Foundation

/// What each leaf says for a cause, and what a set of leaves says together.
struct LeafEvidence: Sendable {
    /// Weighted departure, weight, number of leaves, and number of new ones plus 2²⁶ times that of gone ones, one a leaf.
    let moments: [SIMD4<Double>]
    private let noise: LeafNoise
    private let logNew: Double
    private let logGone: Double

    /// What a gone leaf adds where new ones add 1: both counts stay exact up to 2²⁶.
    private static let goneUnit = 67_108_864.0

    init(_ noise: LeafNoise) {
        self.noise = noise
        logNew = log(noise.newShare)
        logGone = log(noise.goneShare)
        let (values, kinds, sigma, nu) = (
            noise.departures.values, noise.departures.kinds, noise.sigma, noise.degreesOfFreedom
        )
        moments = values.indices.map { i in
            switch kinds[i] {
            case .silent: return .zero
            case .new: return SIMD4(0, 0, 1, 1)
            case .gone: return SIMD4(0, 0, 1, LeafEvidence.goneUnit)
            case .both:
                let z = values[i] / sigma[i]
                // The normal departure of the same likelihood: heavy tails are drawn in.
                let root = nu.isFinite ? (z < 0 ? -1 : 1) * ((nu + 1) * log(1 + z * z / nu)).squareRoot() : z
                return SIMD4(root / sigma[i], 1 / (sigma[i] * sigma[i]), 1, 0)
            }
        }
    }

    /// Nats that a set of leaves saves by a common departure and by more leaves that are new or gone than usual.
    func quickGain(_ sum: SIMD4<Double>) -> Double {
        let scaled = sum.y > 0 ? sum.x * sum.x / (2 * sum.y) : 0
        guard sum.w > 0 else { return scaled }
        let gone = (sum.w / LeafEvidence.goneUnit).rounded(.down)
        let new = sum.w - gone * LeafEvidence.goneUnit
        return scaled + countGain(new, of: sum.z, log: logNew, share: noise.newShare)
            + countGain(gone, of: sum.z, log: logGone, share: noise.goneShare)
    }

    private func countGain(_ k: Double, of n: Double, log share: Double, share p: Double) -> Double {
        guard k > 0, k > n * p else { return 0 }
        let rest = n - k
        return k * (log(k / n) - share) + (rest > 0 ? rest * (log(rest / n) - log(1 - p)) : 0)
    }

    /// What a set of leaves says for a common departure.
    struct Verdict {
        /// Nats saved.
        var gain: Double
        /// The likeliest common departure.
        var departure: Double
        /// Share of the leaves that it brings nearer to their expectation.
        var purity: Double
        /// Mean squared departure from the common one, in units of the noise; at least 1.
        var spread: Double
    }

    /// What leaves save by a common departure under Student's t, and the share of them that it brings nearer.
    func evaluate(_ leaves: [Int32]) -> Verdict {
        let (values, kinds, sigma, nu) = (
            noise.departures.values, noise.departures.kinds, noise.sigma, noise.degreesOfFreedom
        )
        var delta = commonDeparture(leaves)
        var gain = 0.0
        var nearer = 0
        var scatter = 0.0
        var counts = (both: 0.0, new: 0.0, gone: 0.0)
        for leaf in leaves {
            let i = Int(leaf)
            switch kinds[i] {
            case .new: counts.new += 1
            case .gone: counts.gone += 1
            default: counts.both += 1
            }
        }
        if counts.both == 0 { delta = counts.new >= counts.gone ? 1 : -1 }
        for leaf in leaves {
            let i = Int(leaf)
            if abs(values[i] - delta) <= abs(values[i]) { nearer += 1 }
            guard kinds[i] == .both else { continue }
            let before = values[i] / sigma[i]
            let after = (values[i] - delta) / sigma[i]
            scatter += nu.isFinite ? (nu + 1) * log(1 + after * after / nu) : after * after
            gain +=
                nu.isFinite
                ? (nu + 1) / 2 * log((nu + before * before) / (nu + after * after))
                : 0.5 * (before * before - after * after)
        }
        let n = Double(leaves.count)
        gain += countGain(counts.new, of: n, log: logNew, share: noise.newShare)
        gain += countGain(counts.gone, of: n, log: logGone, share: noise.goneShare)
        return Verdict(
            gain: gain, departure: delta, purity: Double(nearer) / max(n, 1),
            spread: max(1, scatter / max(counts.both, 1)))
    }

    /// The likeliest common departure: weighted mean, three rounds of reweighting under Student's t.
    private func commonDeparture(_ leaves: [Int32]) -> Double {
        let (values, kinds, sigma, nu) = (
            noise.departures.values, noise.departures.kinds, noise.sigma, noise.degreesOfFreedom
        )
        var delta: Double?
        for _ in 0..<(nu.isFinite ? 4 : 1) {
            var (a, b) = (0.0, 0.0)
            for leaf in leaves {
                let i = Int(leaf)
                guard kinds[i] == .both else { continue }
                var weight = 1 / (sigma[i] * sigma[i])
                if let delta {
                    let z = (values[i] - delta) / sigma[i]
                    weight *= (nu + 1) / (nu + z * z)
                }
                a += weight * values[i]
                b += weight
            }
            delta = b > 0 ? a / b : 0
        }
        return delta ?? 0
    }
}
