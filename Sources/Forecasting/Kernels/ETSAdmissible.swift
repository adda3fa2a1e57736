/// Whether a model forgets its start: the admissible region of the smoothing parameters.
///
/// Of the additive recursion; R applies it to all models alike.
///
/// - SeeAlso: Hyndman, Akram & Archibald, "The admissible parameter space for exponential smoothing models", *Annals of the
///   Institute of Statistical Mathematics* 60 (2008). Program: R `forecast` 8.20, `ets`, bounds = "admissible".
enum ETSAdmissible {
    static func holds(_ p: ETSParameters, shape: ETSShape) -> Bool {
        let (alpha, beta, gamma, phi) = (p.alpha, p.beta, p.gamma, p.phi)
        guard phi > 0, phi <= 1 + 1e-8 else { return false }
        if shape.period == 1 {
            guard (1 - 1 / phi)...(1 + 1 / phi) ~= alpha else { return false }
            return !shape.form.hasTrend || (beta >= alpha * (phi - 1) && beta <= (1 + phi) * (2 - alpha))
        }
        let m = Double(shape.period)
        guard gamma >= max(1 - 1 / phi - alpha, 0), gamma <= 1 + 1 / phi - alpha,
            alpha >= 1 - 1 / phi - gamma * (1 - m + phi + phi * m) / (2 * phi * m),
            beta >= -(1 - phi) * (gamma / m + alpha)
        else { return false }
        return isStable(polynomial(p, hasTrend: shape.form.hasTrend, period: shape.period))
    }

    /// The characteristic polynomial, lowest power first; without a trend its root at 1 is divided out.
    private static func polynomial(_ p: ETSParameters, hasTrend: Bool, period: Int) -> [Double] {
        let (alpha, beta, gamma, phi) = (p.alpha, p.beta, p.gamma, p.phi)
        guard hasTrend else {
            return [alpha + gamma - 1] + [Double](repeating: alpha, count: period - 1) + [1]
        }
        let inner = alpha + beta - alpha * phi
        let low = [phi * (1 - alpha - gamma), inner + gamma - 1]
        return low + [Double](repeating: inner, count: period - 2) + [alpha + beta - phi, 1]
    }

    /// Schur and Cohn: no root outside |z| ≤ 1 + 1e-10.
    private static func isStable(_ polynomial: [Double]) -> Bool {
        var a = polynomial
        var scale = 1.0
        for i in a.indices {
            a[i] *= scale
            scale *= 1 + 1e-10
        }
        for n in stride(from: a.count - 1, to: 0, by: -1) {
            let k = a[0] / a[n]
            guard abs(k) < 1 else { return false }
            let old = a
            for i in 0..<n { a[i] = old[i + 1] - k * old[n - 1 - i] }
        }
        return true
    }
}
