/// Whether a complex exponential smoothing model forgets its start: the roots of its moving average polynomial lie within
/// the unit circle.
///
/// A level and a season can hold the same constant, which is a root at 1; models of both are let go up to 1 + 1 ∕ *n*, so that
/// nothing grows more than *e*-fold over the history.
enum CESStability {
    /// Models as in ``CESKernel``: 0 without season, 1 simple, 2 partial, 3 full.
    static func isStable(_ p: SIMD4<Double>, model: Int, period: Int, count: Int) -> Bool {
        if model < 2 { return isPairStable(p[0], p[1]) }
        var polynomial = polynomial(p, isFull: model == 3, period: period)
        var scale = 1.0
        for i in polynomial.indices {
            polynomial[i] *= scale
            scale /= 1 + 1 / Double(count)
        }
        return isSchurStable(polynomial)
    }

    /// The three circles of the pair alone (Svetunkov 2022), which are Jury's conditions on its 2 × 2 matrix.
    private static func isPairStable(_ a0: Double, _ a1: Double) -> Bool {
        let one = (a0 - 2.5) * (a0 - 2.5) + a1 * a1
        let two = (a0 - 0.5) * (a0 - 0.5) + (a1 - 1) * (a1 - 1)
        let three = (a0 - 1.5) * (a0 - 1.5) + (a1 - 0.5) * (a1 - 0.5)
        return one > 1.25 && two > 0.25 && three < 1.5
    }

    /// Where a₀ of a stable pair lies for an a₁ near 1: between the first two circles.
    static func range(_ a1: Double) -> (low: Double, high: Double) {
        let low = 0.5 + max(0, 0.25 - (a1 - 1) * (a1 - 1)).squareRoot()
        let high = 2.5 - max(0, 1.25 - a1 * a1).squareRoot()
        return (low + 1e-6, high - 1e-6)
    }

    /// 1 + n(z) ∕ d(z) = 0 of both pairs on one denominator, highest power first.
    private static func polynomial(_ p: SIMD4<Double>, isFull: Bool, period: Int) -> [Double] {
        let level = Pair(p[0], p[1])
        let season = isFull ? Pair(p[2], p[3]) : nil
        let degree = 2 + (isFull ? 2 : 1) * period
        var out = [Double](repeating: 0, count: degree + 1)
        let denominator = season?.denominator ?? [1, -1]
        let numerator = season?.numerator ?? [0, p[2]]
        for (i, a) in level.denominator.enumerated() {
            for (k, b) in denominator.enumerated() { out[i + k * period] += a * (b + numerator[k]) }
        }
        for (i, a) in level.numerator.enumerated() {
            for (k, b) in denominator.enumerated() { out[i + k * period] += a * b }
        }
        return out
    }

    /// A pair as a rational function of the lag: level = numerator ∕ denominator of the errors.
    private struct Pair {
        let denominator, numerator: [Double]

        init(_ a0: Double, _ a1: Double) {
            // det(I − Fz) with F = [[1, a₁ − 1], [1, 1 − a₀]]; the numerator from l = (I − Fz)⁻¹ g z.
            denominator = [1, a0 - 2, 2 - a0 - a1]
            numerator = [0, a0 - a1, -(1 - a0) * (a0 - a1) + (a1 - 1) * (a0 + a1)]
        }
    }

    /// Schur and Cohn: the polynomial is divided down; every reflection coefficient must lie below 1.
    private static func isSchurStable(_ polynomial: [Double]) -> Bool {
        var a = polynomial
        for n in stride(from: a.count - 1, to: 0, by: -1) {
            let k = a[n] / a[0]
            guard abs(k) < 1 else { return false }
            for i in 0...(n / 2) {
                let (x, y) = (a[i], a[n - i])
                a[i] = x - k * y
                a[n - i] = y - k * x
            }
        }
        return true
    }
}
