import Statistics
import TimeSeries

/// A fitted benchmark method: a season that is repeated (one value for none), a slope, and errors that grow in a known way.
public struct BenchmarkModel: ForecastModel {
    /// How the spread of an error grows with the steps ahead.
    enum Growth: Hashable {
        /// With the root of the seasons ahead (without season: of the steps).
        case walk
        /// As a walk, with the doubt about the slope.
        case drift
        /// Not at all; the mean itself is in doubt.
        case mean(of: Int)
    }

    /// Forecast of the next season.
    public let profile: [Double]
    /// Change a step.
    public let slope: Double
    /// Standard deviation of the one-step errors: root of their sum of squares over one less than the values they are of.
    public let errorDeviation: Double
    private let growth: Growth
    private let errors: [Double]
    private let count: Int
    private let isNonNegative: Bool

    /// Runs the method over a history: `forecast` tells value `t` from those before.
    init(
        _ y: [Double], profile: [Double], slope: Double = 0, growth: Growth, start: Int? = nil,
        forecast: ([Double], Int) -> Double
    ) {
        self.profile = profile
        self.slope = slope
        self.growth = growth
        count = y.count
        isNonNegative = y.allSatisfy { $0 >= 0 }
        let first = start ?? profile.count
        errors = first < y.count ? (first..<y.count).map { y[$0] - forecast(y, $0) } : [0]
        let squares = errors.reduce(0) { $0 + $1 * $1 }
        let free: Int
        if case .mean = growth {
            free = first == 0 ? y.count - 1 : errors.count
        } else {
            free = y.count - first
        }
        errorDeviation = (squares / Double(max(1, free))).squareRoot()
    }

    public func forecast(horizon: Int) -> [Double] {
        (0..<horizon).map { clamped(profile[$0 % profile.count] + slope * Double($0 + 1)) }
    }

    private func clamped(_ value: Double) -> Double { isNonNegative ? max(0, value) : value }

    /// The standard deviation of the forecast of each step.
    public func deviations(horizon: Int) -> [Double] {
        (0..<horizon).map { step in
            let ahead = Double(step / profile.count + 1)
            return switch growth {
            case .walk: errorDeviation * ahead.squareRoot()
            case .drift: errorDeviation * (ahead * (1 + ahead / Double(max(1, count - 1)))).squareRoot()
            case .mean(let n): errorDeviation * (1 + 1 / Double(n)).squareRoot()
            }
        }
    }

    /// The range of normal errors in closed form, as R and statsforecast have it.
    ///
    /// - Precondition: A coverage in 0 ..< 1.
    public func normalInterval(coverage: Double, horizon: Int) -> Forecast.Interval {
        precondition((0..<1).contains(coverage), "coverage as a share below 1: 0.8, not 80")
        let z = Normal.quantile((1 + coverage) / 2)
        let (mean, spread) = (forecast(horizon: horizon), deviations(horizon: horizon))
        return Forecast.Interval(
            coverage: coverage, lower: zip(mean, spread).map { clamped($0 - z * $1) },
            upper: zip(mean, spread).map { $0 + z * $1 })
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let pool = ResidualPool(errors, period: profile.count, freedom: 1)
        let mean = (0..<horizon).map { profile[$0 % profile.count] + slope * Double($0 + 1) }
        var doubt = GaussianNoise(seed: seed &+ 0x5851_F42D)
        return pool.paths(horizon: horizon, count: count, seed: seed) { rows in
            var level = SIMD8<Double>()
            for lane in 0..<8 { level[lane] = errorDeviation * doubt.next() }
            for step in rows.indices {
                switch growth {
                case .walk, .drift:
                    // A walk adds its errors up, each phase of a season its own.
                    if step >= profile.count { rows[step] += rows[step - profile.count] }
                case .mean(let n): rows[step] += level / Double(n).squareRoot()
                }
            }
            for step in rows.indices {
                if growth == .drift {
                    rows[step] += level * (Double(step + 1) / Double(max(1, self.count - 1)).squareRoot())
                }
                rows[step] += mean[step]
                if isNonNegative { rows[step] = pointwiseMax(rows[step], .zero) }
            }
        }
    }
}
