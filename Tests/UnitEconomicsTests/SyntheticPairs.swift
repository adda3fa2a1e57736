import Foundation
import TimeSeries
import UnitEconomics

/// Costs and drivers made up from a seed, related by a known law or not at all.
struct SyntheticPairs {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// How a series wanders from day to day.
    enum Motion: String, CaseIterable {
        /// Independent days.
        case noise = "independent days"
        /// Days that remember: ρ = 0.9.
        case remembering = "ρ = 0.9"
        /// A random walk with drift.
        case walk = "random walk with drift"
        /// A yearly season and growth under noise.
        case seasonal = "yearly season and growth"
        /// A week that differs from Monday to Sunday, growth, noise.
        case weekly = "strong week and growth"
        /// Steps to other levels, and single days three times as high.
        case broken = "level shifts and spikes"
        /// A walk whose steps grow and shrink with it.
        case gusty = "volatile walk"
    }

    mutating func normal() -> Double {
        let u = max(generator.uniform(), 1e-300)
        return (-2 * log(u)).squareRoot() * cos(2 * .pi * generator.uniform())
    }

    mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + generator.uniform() * (range.upperBound - range.lowerBound)
    }

    /// The logarithm of a series of days, around 0.
    mutating func path(_ motion: Motion, days: Int) -> [Double] {
        let spread = uniform(0.02...0.08)
        let growth = uniform(-0.2...0.8)
        var state = 0.0
        var volatility = 1.0
        var path = (0..<days).map { t -> Double in
            let trend = growth * Double(t) / 365
            switch motion {
            case .noise, .weekly: return trend + spread * normal()
            case .remembering:
                state = 0.9 * state + spread * normal()
                return trend + state
            case .walk:
                state += spread * normal()
                return trend + state
            case .seasonal: return trend + spread * normal()
            case .broken:
                if generator.uniform() < 0.006 { state += uniform(-0.5...0.5) }
                let spike = generator.uniform() < 0.01 ? 1.1 : 0.0
                return trend + state + spike + spread * normal()
            case .gusty:
                volatility = exp(0.95 * log(volatility) + 0.3 * normal())
                state = 0.98 * state + spread * volatility * normal()
                return trend + state
            }
        }
        let phase = uniform(0...1)
        let height = uniform(0.1...0.4)
        let week = (0..<7).map { _ in (motion == .weekly ? 0.25 : 0.06) * normal() }
        for t in path.indices {
            path[t] += week[t % 7]
            guard motion == .seasonal else { continue }
            let angle: Double = 2 * Double.pi * (Double(t) / 365.25 + phase)
            path[t] += height * sin(angle)
        }
        return path
    }

    /// A history of e to the power of a path, times a scale.
    func history(_ path: [Double], scale: Double) -> MeasuredHistory {
        MeasuredHistory(
            start: CivilDate(dayNumber: 20_332), values: path.map { .some(scale * exp($0)) })
    }

    /// A law that a cost follows.
    struct Law {
        /// The fixed part of the average cost, or the elasticity.
        enum Kind {
            case fixedShare(Double)
            case elasticity(Double)
        }
        var kind: Kind
        var lag: Int
        /// Standard deviation of the noise of a day, of which 0.6 is left a day later, relative to the cost.
        var noise: Double
        var motion = Motion.walk
        var days = 365
    }

    /// A driver and a cost that follows it.
    mutating func planted(_ law: Law) -> (
        cost: MeasuredHistory, driver: MeasuredHistory, fixed: Double, marginal: Double
    ) {
        let lead = 10
        let path = path(law.motion, days: law.days + lead)
        let driver = path.map { 50_000 * exp($0) }
        let mean = driver.reduce(0, +) / Double(driver.count)
        let (fixed, marginal): (Double, Double) =
            switch law.kind {
            case .fixedShare(let share): (1000 * share, 1000 * (1 - share) / mean)
            case .elasticity: (0, 0)
            }
        var noise = 0.0
        var cost: [Double?] = []
        for t in 0..<law.days {
            noise = 0.6 * noise + 0.8 * law.noise * normal()
            let then = driver[t + lead - law.lag]
            switch law.kind {
            case .fixedShare: cost.append((fixed + marginal * then) * exp(noise))
            case .elasticity(let elasticity): cost.append(1000 * exp(elasticity * log(then / mean) + noise))
            }
        }
        let start = CivilDate(dayNumber: 20_332)
        return (
            MeasuredHistory(start: start, values: cost),
            MeasuredHistory(start: start, values: driver[lead...].map { .some($0) }), fixed, marginal
        )
    }
}
