import Foundation
import Optimization

/// The power transform that makes positive values most like normal ones, between the logarithm (0) and the values (1).
///
/// - SeeAlso: Box & Cox, "An analysis of transformations", *Journal of the Royal Statistical Society B* 26 (1964).
struct BoxCox: Sendable, Hashable {
    /// The exponent, 0 … 1.
    let lambda: Double

    /// The exponent of the greatest likelihood for positive values; 1 for fewer than ten.
    init(fitting values: [Double]) {
        guard values.count >= 10, values.contains(where: { $0 != values[0] }) else {
            lambda = 1
            return
        }
        let logs = values.map { log($0) }
        let n = Double(values.count)
        let total = logs.reduce(0, +)
        func loss(_ lambda: Double) -> Double {
            var (sum, squares) = (0.0, 0.0)
            for value in logs {
                // expm1 keeps the digits near the logarithm.
                let z = lambda < 1e-6 ? value : expm1(lambda * value) / lambda
                sum += z
                squares += z * z
            }
            let variance = max(squares / n - sum / n * (sum / n), .leastNormalMagnitude)
            return n / 2 * log(variance) - (lambda - 1) * total
        }
        let search = Brent(termination: Termination(parameterTolerance: 1e-3, maximumEvaluations: 25))
        guard let best = try? search.minimize(over: 0...1, loss) else {
            lambda = 1
            return
        }
        lambda = best.point < 0.01 ? 0 : best.point > 0.99 ? 1 : best.point
    }

    /// The transformed value; `y` above 0.
    func apply(_ y: Double) -> Double { lambda == 0 ? log(y) : expm1(lambda * log(y)) / lambda }

    /// The value that was transformed; 0 below the least that can be.
    func invert(_ z: Double) -> Double {
        if lambda == 0 { return exp(z) }
        let base = 1 + lambda * z
        return lambda == 1 ? max(0, base) : base > 0 ? exp(log(base) / lambda) : 0
    }
}
