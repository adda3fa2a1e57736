import Foundation
import TimeSeries

/// The S-curve of a new service: slow at first, then steep, then full.
///
/// Level(t) = full ⁄ (1 + e^(−rate · (t − middle))) on the logarithms, found on a grid of rates and middles; the full level and the
/// week follow in closed form.
///
/// - SeeAlso: Meade & Islam, "Modelling and forecasting the diffusion of innovation", *International Journal of
///   Forecasting* 22 (2006), 519–545, on the logistic curve.
struct RampModel: ForecastModel {
    private let full: Double
    private let rate: Double
    private let middle: Double
    private let season: [Double]
    private let count: Int
    private let errors: [Double]
    /// Mean squared error of the curve, on the logarithms.
    let error: Double

    /// `nil` if the history is not one of a service on its way up: values that are not positive, no growth to speak of,
    /// or a full level well above what has been reached.
    ///
    /// - Parameters:
    ///   - history: Clean values from the first on.
    ///   - period: Observations in a season.
    init?(_ history: [Double], period: Int) {
        count = history.count
        let quarter = count / 4
        guard count >= 2 * max(7, period), count <= 240, history.allSatisfy({ $0 > 0 }) else { return nil }
        let early = history.prefix(quarter).reduce(0, +)
        let late = history.suffix(quarter).reduce(0, +)
        guard early < 0.7 * late else { return nil }
        let y = history.map { log($0) }
        var best: Fit?
        for step in 0..<14 {
            let rate = 0.03 * exp(0.2 * Double(step))
            for share in 0..<27 {
                let middle = Double(count) * (-0.4 + 0.05 * Double(share))
                let fit = Fit(y, rate: rate, middle: middle, period: period)
                if fit.error < best?.error ?? .infinity { best = fit }
            }
        }
        for step in -4...4 {
            for shift in -4...4 {
                guard let coarse = best else { break }
                let fit = Fit(
                    y, rate: coarse.rate * (1 + 0.025 * Double(step)),
                    middle: coarse.middle + 0.006 * Double(count * shift), period: period)
                if fit.error < coarse.error { best = fit }
            }
        }
        // It has to explain the last week: growth that sets in again is no S-curve.
        guard let best, abs(best.lastWeek) < 0.1, best.error < 0.1 else { return nil }
        // A level that has hardly been seen is not to be promised.
        guard log(1 + exp(-best.rate * (Double(count) - best.middle))) < 0.35 else { return nil }
        (full, rate, middle, season, error) = (best.full, best.rate, best.middle, best.season, best.error)
        errors = best.errors
    }

    private struct Fit {
        let rate: Double
        let middle: Double
        let full: Double
        let season: [Double]
        let error: Double
        /// Errors of the last eight weeks.
        let errors: [Double]
        /// Mean error of the last seven values.
        let lastWeek: Double

        init(_ y: [Double], rate: Double, middle: Double, period: Int) {
            var sums = [Double](repeating: 0, count: period)
            var weights = sums
            var rest = y
            // Small first values say little of the level: their errors count less.
            let weight = y.indices.map { 0.05 + 0.95 / (1 + exp(-rate * (Double($0) - middle))) }
            var sum = 0.0
            var total = 0.0
            for i in y.indices {
                rest[i] += log(1 + exp(-rate * (Double(i) - middle)))
                sum += weight[i] * rest[i]
                total += weight[i]
            }
            let level = sum / total
            for i in y.indices {
                sums[i % period] += weight[i] * (rest[i] - level)
                weights[i % period] += weight[i]
            }
            let phases = zip(sums, weights).map { $1 > 0 ? $0 / $1 : 0 }
            var squares = 0.0
            for i in y.indices {
                let e = rest[i] - level - phases[i % period]
                squares += weight[i] * e * e
            }
            errors = (max(0, y.count - 56)..<y.count).map { rest[$0] - level - phases[$0 % period] }
            var last = 0.0
            for i in max(0, y.count - 7)..<y.count { last += rest[i] - level - phases[i % period] }
            lastWeek = last / 7
            (self.rate, self.middle, full, season, error) = (rate, middle, level, phases, squares / total)
        }
    }

    func forecast(horizon: Int) -> [Double] {
        (0..<horizon).map { h in
            let t = Double(count + h)
            return exp(full - log(1 + exp(-rate * (t - middle))) + season[(count + h) % season.count])
        }
    }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var noise = GaussianNoise(seed: seed)
        var generator = SplitMix64(seed: seed &+ 0x9E37_79B9)
        let middle = forecast(horizon: horizon)
        let size = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        var values: [Double] = []
        values.reserveCapacity(count * horizon)
        for _ in 0..<count {
            // How full it gets is known to about the error of a few weeks; then it wanders.
            var shift = 0.4 * size * noise.next()
            var start = 0
            for step in 0..<horizon {
                if step % 7 == 0 { start = Int(generator.uniform() * Double(errors.count - 6)) }
                shift += 0.06 * size * noise.next()
                values.append(middle[step] * exp(shift + errors[start + step % 7]))
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
