/// How a robust regression counts a residual, in units of the scale.
public enum RobustLoss: Sendable, Hashable {
    /// Squares up to `threshold`, absolute values beyond; 1.345 keeps 95 % of the efficiency under normal errors.
    case huber(threshold: Double)
    /// Tukey's bisquare: nothing counts beyond `threshold`; 4.685 keeps 95 % of the efficiency under normal errors.
    case bisquare(threshold: Double)

    var threshold: Double {
        switch self {
        case .huber(let threshold), .bisquare(let threshold): threshold
        }
    }

    /// What least squares must weigh a residual `z` to count it so: ψ(z) ∕ z.
    func weight(_ z: Double) -> Double {
        switch self {
        case .huber(let threshold): return abs(z) <= threshold ? 1 : threshold / abs(z)
        case .bisquare(let threshold):
            let u = z / threshold
            return abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0
        }
    }

    /// The derivative ψ of the loss.
    func influence(_ z: Double) -> Double { weight(z) * z }

    /// The derivative of ψ.
    func curvature(_ z: Double) -> Double {
        switch self {
        case .huber(let threshold): return abs(z) <= threshold ? 1 : 0
        case .bisquare(let threshold):
            let u = z / threshold
            return abs(u) < 1 ? (1 - u * u) * (1 - 5 * u * u) : 0
        }
    }
}

/// Whether rows with exceptional columns are trusted by a robust regression.
public enum LeverageGuard: Sendable, Hashable {
    /// They are: only residuals count.
    case none
    /// Each row counts 1 − its leverage (Mallows): a launch day that lies far from all others cannot pull the fit alone.
    case mallows
}

/// From where a robust regression starts.
public enum RobustStart: Sendable, Hashable {
    /// Least squares, as statsmodels and MASS do.
    case leastSquares
    /// Least absolute deviations: nearer, where a tenth of the observations is wrong.
    case leastAbsoluteDeviations
}
