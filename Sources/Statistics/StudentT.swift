import Foundation

/// The distribution of Student: that of a mean divided by its estimated standard error.
public enum StudentT {
    /// The density at `t`.
    ///
    /// - Precondition: Degrees of freedom above 0; infinite ones are the normal distribution.
    public static func density(_ t: Double, degreesOfFreedom n: Double) -> Double {
        precondition(n > 0, "Student's distribution needs degrees of freedom above 0")
        guard n.isFinite else { return Normal.density(t) }
        return exp(logDensity(t, n))
    }

    /// The chance of at most `t`, exact in the far lower tail.
    ///
    /// - Precondition: Degrees of freedom above 0; infinite ones are the normal distribution.
    public static func cdf(_ t: Double, degreesOfFreedom n: Double) -> Double {
        t <= 0 ? upperTail(-t, n) : 1 - upperTail(t, n)
    }

    /// The value that is not exceeded with chance `p`; −∞ at 0 and ∞ at 1.
    ///
    /// Newton's method from a side where it cannot overshoot: on the mass around 0 for the middle half, on the
    /// logarithm of the tail beyond.
    ///
    /// - Precondition: `p` in 0 … 1, degrees of freedom above 0.
    public static func quantile(_ p: Double, degreesOfFreedom n: Double) -> Double {
        precondition((0...1).contains(p), "the probability of a quantile lies in 0 ... 1")
        precondition(n > 0, "Student's distribution needs degrees of freedom above 0")
        guard n.isFinite else { return Normal.quantile(p) }
        if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
        if abs(p - 0.5) <= 0.25 {
            let size = central(2 * abs(p - 0.5), n)
            return p < 0.5 ? -size : size
        }
        return p < 0.5 ? -tail(p, n) : tail(1 - p, n)
    }

    /// The `t` with mass `mass` in −t … t; the mass is concave in t, so Newton from 0 grows towards it.
    private static func central(_ mass: Double, _ n: Double) -> Double {
        var t = 0.0
        for _ in 0..<100 {
            let step = (mass - centralMass(t, n)) / (2 * density(t, degreesOfFreedom: n))
            t += step
            if abs(step) <= 1e-15 * t { break }
        }
        return t
    }

    private static func centralMass(_ t: Double, _ n: Double) -> Double {
        guard n < nearlyNormal else { return erf(normalDeviate(t, n) * 0.5.squareRoot()) }
        let square = t * t / n
        return SpecialFunctions.incompleteBeta(
            square / (1 + square), complement: 1 / (1 + square), a: 0.5, b: 0.5 * n)
    }

    /// The `t` that is exceeded with chance `p` of at most 1 ∕ 4.
    private static func tail(_ p: Double, _ n: Double) -> Double {
        var t = -Normal.quantile(p)
        for _ in 0..<100 {
            let got = logUpperTail(t, n)
            let step = (got - log(p)) / exp(logDensity(t, n) + log(t) - got)
            t *= exp(step)
            if !t.isFinite || abs(step) <= 4e-16 { break }
        }
        return t
    }

    private static func upperTail(_ t: Double, _ n: Double) -> Double {
        precondition(n > 0, "Student's distribution needs degrees of freedom above 0")
        guard n < nearlyNormal else { return Normal.upperTail(normalDeviate(t, n)) }
        return t == .infinity ? 0 : exp(logUpperTail(t, n))
    }

    /// The logarithm of the chance of more than `t` of at least 0; a number where the chance itself is 0.
    private static func logUpperTail(_ t: Double, _ n: Double) -> Double {
        guard n < nearlyNormal else { return log(Normal.upperTail(normalDeviate(t, n))) }
        let (a, r) = (0.5 * n, t / n.squareRoot())
        let x = r > 1 ? 1 / r / r / (1 + 1 / r / r) : 1 / (1 + r * r)
        let y = 1 / (1 + 1 / r / r)
        guard t * t * (n + 2) > 3 * n else {
            return log(0.5 * SpecialFunctions.incompleteBeta(x, complement: y, a: a, b: 0.5))
        }
        let front = a * logShrink(r) + 0.5 * log(y) - SpecialFunctions.logBeta(a, 0.5)
        return front + log(0.5 * SpecialFunctions.betaFraction(x, a, 0.5) / a)
    }

    private static func logDensity(_ t: Double, _ n: Double) -> Double {
        0.5 * (n + 1) * logShrink(t / n.squareRoot()) - SpecialFunctions.logBeta(0.5 * n, 0.5) - 0.5 * log(n)
    }

    /// The logarithm of 1 ∕ (1 + r²), also where r² would overflow.
    private static func logShrink(_ r: Double) -> Double {
        abs(r) > 1 ? -2 * log(abs(r)) - log1p(1 / r / r) : -log1p(r * r)
    }

    /// From here on the normal deviate is closer than the continued fraction.
    private static let nearlyNormal = 1e5

    /// The normal deviate with the same tail, for many degrees of freedom.
    ///
    /// - SeeAlso: Hill, "Algorithm 395: Student's t-distribution", *CACM* 13 (1970).
    private static func normalDeviate(_ t: Double, _ n: Double) -> Double {
        guard n.isFinite else { return t }
        let a = n - 0.5
        let b = 48 * a * a
        let w = a * log1p(t * t / n)
        let top = ((-0.4 * w - 3.3) * w - 24) * w - 85.5
        let size = w.squareRoot() * ((top / (0.8 * w * w + 100 + b) + w + 3) / b + 1)
        return t < 0 ? -size : size
    }
}
