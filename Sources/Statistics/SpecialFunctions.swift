import Foundation

/// Functions that distributions are made of.
public enum SpecialFunctions {
    /// The logarithm of |Γ(x)|; infinite at 0 and the negative whole numbers.
    public static func logGamma(_ x: Double) -> Double { lgamma(x) }

    /// The logarithm of the beta function B(a, b), without the cancellation of three large logarithms.
    ///
    /// - Precondition: `a` and `b` above 0 and finite.
    /// - SeeAlso: Didonato & Morris, "Algorithm 708", *ACM TOMS* 18 (1992).
    public static func logBeta(_ a: Double, _ b: Double) -> Double {
        precondition(
            a > 0 && b > 0 && a.isFinite && b.isFinite, "a beta function needs two finite numbers above 0")
        let (p, q) = (min(a, b), max(a, b))
        guard q >= 10 else { return lgamma(p) + lgamma(q) - lgamma(p + q) }
        let ratio = p / (p + q)
        if p >= 10 {
            let correction = stirling(p) + stirling(q) - stirling(p + q)
            return -0.5 * log(q) + halfLogTwoPi + correction + (p - 0.5) * log(ratio) + q * log1p(-ratio)
        }
        let correction = stirling(q) - stirling(p + q)
        return lgamma(p) + correction + p - p * log(p + q) + (q - 0.5) * log1p(-ratio)
    }

    /// The regularized incomplete beta function Iₓ(a, b): the chance that a beta variable is at most `x`.
    ///
    /// - Precondition: `x` in 0 … 1, `a` and `b` above 0 and finite.
    /// - Complexity: O(√max(a, b)) at worst.
    public static func regularizedIncompleteBeta(_ x: Double, a: Double, b: Double) -> Double {
        precondition((0...1).contains(x), "the argument of an incomplete beta function lies in 0 ... 1")
        return incompleteBeta(x, complement: 1 - x, a: a, b: b)
    }

    /// The regularized lower incomplete gamma function P(a, x): the chance that a gamma variable is at most `x`.
    ///
    /// - Precondition: `a` above 0, `x` at least 0.
    public static func regularizedLowerGamma(a: Double, x: Double) -> Double {
        incompleteGamma(a: a, x: x).lower
    }

    /// The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), exact in the far tail.
    ///
    /// - Precondition: `a` above 0, `x` at least 0.
    public static func regularizedUpperGamma(a: Double, x: Double) -> Double {
        incompleteGamma(a: a, x: x).upper
    }
}

extension SpecialFunctions {
    /// Iₓ(a, b) with 1 − x given apart, because the caller may know it better than the subtraction does.
    static func incompleteBeta(_ x: Double, complement y: Double, a: Double, b: Double) -> Double {
        precondition(
            a > 0 && b > 0 && a.isFinite && b.isFinite, "a beta function needs two finite numbers above 0")
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        let logX = x > 0.5 ? log1p(-y) : log(x)
        let logY = y > 0.5 ? log1p(-x) : log(y)
        let front = exp(a * logX + b * logY - logBeta(a, b))
        return x < (a + 1) / (a + b + 2)
            ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(y, b, a) / b
    }

    /// The continued fraction of the incomplete beta function, by the method of Lentz.
    static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let limit = 300 + Int(min(10 * max(a, b).squareRoot(), 1e7))
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var h = d
        for step in 1...limit {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            h *= d * c
            if abs(d * c - 1) < 2e-16 { break }
        }
        return h
    }

    private static func incompleteGamma(a: Double, x: Double) -> (lower: Double, upper: Double) {
        precondition(
            a > 0 && a.isFinite && x >= 0, "an incomplete gamma function needs a above 0 and x at least 0")
        if x == 0 { return (0, 1) }
        if x == .infinity { return (1, 0) }
        let front = gammaFront(a: a, x: x)
        let limit = 300 + Int(min(10 * a.squareRoot(), 1e7))
        if x < a + 1 {
            var (term, total, n) = (1 / a, 1 / a, a)
            for _ in 0..<limit {
                n += 1
                term *= x / n
                total += term
                if term < total * 1e-17 { break }
            }
            return (front * total, 1 - front * total)
        }
        var b = x + 1 - a
        var c = 1 / 1e-300
        var d = 1 / b
        var h = d
        for step in 1...limit {
            let an = -Double(step) * (Double(step) - a)
            b += 2
            d = 1 / nonzero(an * d + b)
            c = nonzero(b + an / c)
            h *= d * c
            if abs(d * c - 1) < 2e-16 { break }
        }
        return (1 - front * h, front * h)
    }

    /// xᵃ e⁻ˣ ∕ Γ(a), without the cancellation of large logarithms.
    private static func gammaFront(a: Double, x: Double) -> Double {
        guard a >= 10 else { return exp(a * log(x) - x - lgamma(a)) }
        let u = (x - a) / a
        let exponent = u > -0.5 ? a * (log1p(u) - u) : a * log(x / a) - (x - a)
        return exp(exponent + 0.5 * log(a) - halfLogTwoPi - stirling(a))
    }

    /// What the formula of Stirling leaves of log Γ(x), for `x` of at least 10.
    private static func stirling(_ x: Double) -> Double {
        let r = 1 / (x * x)
        let tail = 1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * (691.0 / 360_360 - r / 156)))
        return (1.0 / 12 - r * (1.0 / 360 - r * tail)) / x
    }

    private static let halfLogTwoPi = 0.918_938_533_204_672_741_780_329_736_406

    private static func nonzero(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }

    private static func lgamma(_ x: Double) -> Double { Foundation.lgamma(x).0 }
}
