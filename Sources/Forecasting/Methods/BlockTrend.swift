import Foundation
import Statistics
import TimeSeries

/// Means of blocks of a history, and the local levels with drift that explain them, averaged by their likelihoods.
///
/// For each weight α of the newest block, start level and drift of least squares are found in closed form. The drift is
/// drawn to none as far as its standard error asks for it, is no larger than what the last part of the history shows, and
/// fades over half the time that it has been seen.
///
/// - SeeAlso: Raftery, Madigan & Hoeting, "Bayesian model averaging for linear regression models", JASA 92 (1997).
struct BlockTrend {
    /// A local level with drift.
    struct Candidate {
        /// Weight of the newest block.
        let alpha: Double
        /// Level after the last block.
        let level: Double
        /// Growth a block, and its standard error.
        let drift: Double
        let driftError: Double
        /// Standard deviation of the innovations.
        let deviation: Double
        /// Probability.
        var weight: Double
    }

    /// Values in a block.
    let block: Int
    /// Means of the blocks; the last block ends with the history.
    let means: [Double]
    let candidates: [Candidate]
    /// Innovations of the likeliest candidate, of unit variance.
    let innovations: [Double]
    /// Blocks over which growth fades.
    let reach: Double
    /// What ranges are widened by: see ``SpreadScale``.
    let spread: Double

    static let alphas = [0.005, 0.03, 0.07, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.995]

    /// - Parameters:
    ///   - y: Values without season, at least one.
    ///   - block: Values in a block, at most as many as there are.
    init(_ y: [Double], block: Int) {
        self.block = block
        means = Self.means(y, block: block)
        reach = max(1, 0.5 * Double(means.count))
        guard means.count >= 4 else {
            (candidates, innovations) = Self.hardlyAny(means)
            spread = 1.5
            return
        }
        let blocks = means
        let limit = DriftLimit(blocks, noise: block > 1 ? Self.noise(y, block: block) : 0)
        let fits = Self.alphas.map { LevelFit(blocks, alpha: $0) }
        let n = Double(blocks.count)
        let scores = fits.map { -0.5 * (n - 2) * log(max($0.squares, .leastNormalMagnitude)) }
        let best = scores.max() ?? 0
        let sum = scores.reduce(0) { $0 + exp($1 - best) }
        candidates = zip(fits, scores).map { fit, score in
            Candidate(
                alpha: fit.alpha, level: fit.level, drift: limit.limited(fit.shrunkDrift),
                driftError: fit.driftVariance.squareRoot(), deviation: fit.deviation,
                weight: exp(score - best) / sum)
        }
        let likeliest = scores.firstIndex(of: best) ?? 0
        innovations = fits[likeliest].innovations(blocks)
        spread = SpreadScale.factor(of: fits[likeliest], on: blocks, block: block)
    }

    /// Fewer than four blocks: their mean, and a wide range.
    private static func hardlyAny(_ means: [Double]) -> ([Candidate], [Double]) {
        let last = means[means.count - 1]
        let size = means.map { abs($0 - last) }.max() ?? 0
        let only = Candidate(alpha: 0.7, level: last, drift: 0, driftError: 0, deviation: size, weight: 1)
        return ([only], [-1, 0, 1])
    }

    static func means(_ y: [Double], block: Int) -> [Double] {
        stride(from: y.count % block, to: y.count, by: block).map { start in
            var sum = 0.0
            for i in start..<(start + block) { sum += y[i] }
            return sum / Double(block)
        }
    }

    /// Standard error of a block's mean from the differences of neighbours, which move together somewhat.
    private static func noise(_ y: [Double], block: Int) -> Double {
        let steps = zip(y.dropFirst(), y).suffix(120).map { abs($0 - $1) }
        guard steps.count >= block else { return 0 }
        return 1.4826 * steps.median() / 2.0.squareRoot() * (2.5 / Double(block)).squareRoot()
    }

    /// How likely the history keeps to a line, 0…1.
    var steadiness: Double { candidates.reduce(0) { $0 + ($1.alpha <= 0.12 ? $1.weight : 0) } }

    /// Growth after some blocks, of one drift a block.
    private func growth(_ blocks: Double) -> Double { reach * (1 - exp(-blocks / reach)) }

    /// The level of the last block and of those to come.
    func levels(blocks: Int) -> [Double] {
        var level = 0.0
        var drift = 0.0
        for c in candidates {
            level += c.weight * c.level
            drift += c.weight * c.drift
        }
        return (0...blocks).map { level + drift * growth(Double($0)) }
    }

    /// One possible future of the blocks' means.
    ///
    /// - Parameters:
    ///   - levels: Receives the means.
    ///   - share: Where on the candidates' probabilities to draw, in 0 ..< 1.
    ///   - scale: What the path's errors are multiplied by.
    ///   - noise: For the error of the drift.
    ///   - generator: For the innovations.
    func draw(
        _ levels: inout [Double], share: Double, scale: Double, noise: inout GaussianNoise,
        _ generator: inout SplitMix64
    ) {
        var sum = 0.0
        let c =
            candidates.first { candidate in
                sum += candidate.weight
                return sum > share
            } ?? candidates[candidates.count - 1]
        // A line that is off in its slope is off at its end: half its length, or of what the level remembers.
        let spread = spread * scale
        let error = spread * c.driftError * noise.next()
        let memory = 0.5 * min(Double(means.count), 1 / c.alpha)
        // Growth may set in that the history does not show, the more so where levels move and blocks are few.
        let turn = SpreadScale.turn / Double(means.count) * c.alpha * spread * c.deviation * noise.next()
        let drift = c.drift + error + turn
        let doubt = spread * c.deviation / Double(means.count).squareRoot()
        var shift = error * memory + doubt * noise.next()
        for k in levels.indices {
            let e = spread * c.deviation * innovations[Int(generator.uniform() * Double(innovations.count))]
            levels[k] = c.level + drift * growth(Double(k + 1)) + shift + e
            shift += c.alpha * e
        }
    }
}

/// Start level and drift of least squares for one α: the innovations are linear in both.
struct LevelFit {
    let alpha: Double
    /// Level after the last block.
    let level: Double
    let drift: Double
    let driftVariance: Double
    let squares: Double
    private let start: Double
    private let count: Int

    init(_ means: [Double], alpha: Double) {
        // Responses of the level to the data, to the start level and to the drift.
        var (z, a, d) = (0.0, 1.0, 0.0)
        var (aa, ad, dd, az, dz, zz) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        let origin = means[0]
        for value in means {
            d += 1
            let e = value - origin - z
            aa += a * a
            ad += a * d
            dd += d * d
            az += a * e
            dz += d * e
            zz += e * e
            z += alpha * e
            a *= 1 - alpha
            d *= 1 - alpha
        }
        let determinant = max(aa * dd - ad * ad, 1e-12 * aa * dd)
        start = (dd * az - ad * dz) / determinant + origin
        drift = (aa * dz - ad * az) / determinant
        squares = max(0, zz - (start - origin) * az - drift * dz)
        count = means.count
        driftVariance = squares / max(1, Double(count) - 3) * aa / determinant
        level = origin + z + a * (start - origin) + d * drift
        self.alpha = alpha
    }

    var deviation: Double { (squares / max(1, Double(count) - 3)).squareRoot() }

    /// The drift, drawn to none as far as its standard error asks for it.
    var shrunkDrift: Double {
        let square = drift * drift
        return square > 0 ? drift * square / (square + 2 * driftVariance) : 0
    }

    /// Errors of forecasts some blocks ahead from every block on, each in units of its own standard deviation.
    func errors(_ means: [Double], ahead: Int) -> [Double] {
        let size = deviation * (1 + Double(ahead - 1) * alpha * alpha).squareRoot()
        guard size > 0 else { return [] }
        var level = start
        var errors: [Double] = []
        for (i, value) in means.enumerated() {
            if i + ahead - 1 < means.count {
                errors.append((means[i + ahead - 1] - level - Double(ahead) * drift) / size)
            }
            level += drift
            level += alpha * (value - level)
        }
        return errors
    }

    /// The innovations, of unit variance; zeros where there are none.
    func innovations(_ means: [Double]) -> [Double] {
        var level = start
        var errors: [Double] = []
        for value in means {
            level += drift
            let e = value - level
            errors.append(e)
            level += alpha * e
        }
        let size = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        return size > 0 ? errors.map { $0 / size } : errors
    }
}

/// Growth that has slowed or stopped is not continued: what the last part of a history allows.
struct DriftLimit {
    /// Slopes of last parts with what they may be off by.
    private let late: [(slope: Double, doubt: Double)]

    /// - Parameters:
    ///   - means: Means of blocks.
    ///   - noise: Standard error of a mean; 0 if it is not known.
    init(_ means: [Double], noise: Double) {
        var late = [0.4, 0.2].map { share in
            Self.line(Array(means.suffix(max(6, Int(share * Double(means.count))))))
        }
        if noise > 0 { late.append((means[means.count - 1] - means[means.count - 2], 4.5 * noise)) }
        self.late = late
    }

    private static func line(_ x: [Double]) -> (slope: Double, doubt: Double) {
        let line = TrendLine(x)
        var squares = 0.0
        var spread = 0.0
        for (i, value) in x.enumerated() {
            let t = Double(i) - line.middle
            let e = value - line.level - line.slope * t
            squares += e * e
            spread += t * t
        }
        let error = (squares / max(1, Double(x.count) - 2) / max(spread, 1)).squareRoot()
        return (line.slope, 1.5 * error)
    }

    /// A drift no larger than the late slopes may be, and of their sign.
    func limited(_ drift: Double) -> Double {
        late.reduce(drift) { drift, part in
            drift > 0
                ? min(drift, max(0, part.slope + part.doubt)) : max(drift, min(0, part.slope - part.doubt))
        }
    }
}
