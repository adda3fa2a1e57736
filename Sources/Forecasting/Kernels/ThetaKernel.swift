/// The trend line of a theta model, as it is known before each value: intercepts and slopes.
///
/// Dynamic: the least squares line through the values so far; static: through all values. Neither depends on the
/// parameters of the model, so that it is found once.
struct ThetaLine {
    let intercepts: [Double]
    let slopes: [Double]
    /// The line after the last value, and the mean.
    let intercept: Double
    let slope: Double
    let mean: Double

    /// The line that a static model holds through the whole history.
    init(static y: [Double]) {
        let n = Double(y.count)
        mean = y.reduce(0, +) / n
        var moment = 0.0
        for (i, value) in y.enumerated() { moment += (Double(i) - (n - 1) / 2) * (value - mean) }
        slope = y.count > 1 ? 12 * moment / (n * (n * n - 1)) : 0
        intercept = mean - slope * (n + 1) / 2
        intercepts = [Double](repeating: intercept, count: y.count)
        slopes = [Double](repeating: slope, count: y.count)
    }

    /// The line through the values so far, step by step.
    init(dynamic y: [Double]) {
        var intercepts = [Double](repeating: 0, count: y.count)
        var slopes = intercepts
        var (a, b, m) = (y[0], 0.0, y[0])
        for i in 1..<max(1, y.count) {
            intercepts[i] = a
            slopes[i] = b
            let t = Double(i)
            b = ((t - 1) * b + 6 * (y[i] - m) / (t + 1)) / (t + 2)
            m += (y[i] - m) / (t + 1)
            a = m - b * (t + 2) / 2
        }
        (self.intercepts, self.slopes) = (intercepts, slopes)
        (intercept, slope, mean) = (a, b, m)
    }
}

/// The recursion of the theta models: a smoothed level and a share of a trend line that the level has not followed yet.
///
/// ŷ = l + w (A qⁱ + B (1 − qⁱ⁺¹) ∕ α), l ← αy + ql, with q = 1 − α and w = 1 − 1 ∕ θ.
///
/// - SeeAlso: Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler, "Models for optimising the theta method and their
///   relationship to state space models", *International Journal of Forecasting* 32 (2016), 1151–1161.
enum ThetaKernel {
    typealias Lanes = SIMD8<Double>

    /// One-step errors, and the level after the last value.
    static func filter(_ y: [Double], _ line: ThetaLine, alpha: Double, weight: Double, level start: Double)
        -> (errors: [Double], level: Double)
    {
        var errors = [Double](repeating: 0, count: y.count)
        var level = start
        var decay = 1.0
        let q = 1 - alpha
        for i in y.indices {
            let drift = line.intercepts[i] * decay + line.slopes[i] * (1 - decay * q) / alpha
            errors[i] = y[i] - (level + weight * drift)
            level = alpha * y[i] + q * level
            decay = decay > 1e-150 ? decay * q : 0
        }
        return (errors, level)
    }

    /// What a smoothing parameter leaves at best, and the start and the share that do so.
    struct Profile {
        var alpha = Lanes.zero
        var squares = Lanes.zero
        var level = Lanes.zero
        var weight = Lanes.zero
    }

    /// The best start and share of the trend line for each of eight smoothing parameters, exactly.
    ///
    /// Given α, the errors are linear in both: with the level started at 0 they are r, and e = r − l₀p − wg, where
    /// p = qⁱ and g is the line's part. One pass gathers the six sums of the two normal equations. The first `skip` errors
    /// do not count; the share may be given.
    static func profile(_ y: [Double], _ line: ThetaLine, alpha: Lanes, skip: Int, weight given: Double?)
        -> Profile
    {
        let q = 1 - alpha
        let inverse = 1 / alpha
        var level = Lanes.zero
        var p = Lanes(repeating: 1)
        var (pp, pg, gg) = (Lanes.zero, Lanes.zero, Lanes.zero)
        var (rp, rg, rr) = (Lanes.zero, Lanes.zero, Lanes.zero)
        for i in y.indices {
            let slope = line.slopes[i] * inverse
            let g = (line.intercepts[i] - slope * q) * p + slope
            let r = y[i] - level
            if i >= skip {
                pp.addProduct(p, p)
                pg.addProduct(p, g)
                gg.addProduct(g, g)
                rp.addProduct(r, p)
                rg.addProduct(r, g)
                rr.addProduct(r, r)
            }
            level.addProduct(alpha, r)
            p *= q
            p.replace(with: 0, where: p .< 1e-120)
        }
        var out = Profile()
        out.alpha = alpha
        for k in 0..<8 {
            let best = solve(
                Sums(pp: pp[k], pg: pg[k], gg: gg[k], rp: rp[k], rg: rg[k], rr: rr[k]), weight: given)
            out.squares[k] = best.squares
            out.level[k] = best.level
            out.weight[k] = best.weight
        }
        return out
    }

    private struct Sums {
        let pp, pg, gg, rp, rg, rr: Double
    }

    /// Minimizes |r − l₀p − wg|² over all l₀ and w in 0 … 1.
    private static func solve(_ s: Sums, weight given: Double?) -> (
        level: Double, weight: Double, squares: Double
    ) {
        // Where the two directions are one, as without a trend, the share means nothing: the usual half.
        let determinant = s.pp * s.gg - s.pg * s.pg
        let isOne = determinant <= 1e-10 * s.pp * s.gg
        let free = isOne ? 0.5 : (s.rg * s.pp - s.rp * s.pg) / determinant
        let weight = given ?? free.clamped(0, 1)
        let level = s.pp > 0 ? (s.rp - weight * s.pg) / s.pp : 0
        let squares =
            s.rr - 2 * level * s.rp - 2 * weight * s.rg + level * level * s.pp + weight * weight * s.gg
            + 2 * level * weight * s.pg
        return (level, weight, max(0, squares))
    }
}

extension SIMD8<Double> {
    /// Adds `a` · `b`, lane by lane, with one rounding.
    @inline(__always) mutating func addProduct(_ a: Self, _ b: Self) { self = addingProduct(a, b) }
}
