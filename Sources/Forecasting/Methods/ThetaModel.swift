import TimeSeries

/// A fitted ``Theta``.
public struct ThetaModel: ForecastModel {
    /// Which member of the family.
    public let variant: Theta.Variant
    /// What was fitted.
    public let parameters: ThetaParameters
    /// The season that was taken off.
    public let adjustment: SeasonalAdjustment
    /// One-step errors, without season.
    public let errors: [Double]
    /// Sum of the squared errors that the fit looks at: all but the first three (`classic`: all).
    public let sumOfSquares: Double
    private let skip: Int
    private let level: Double
    private let line: ThetaLine
    private let count: Int
    private let isNonNegative: Bool

    /// A model with given parameters, run over a history of at least four values.
    public init(
        _ parameters: ThetaParameters, variant: Theta.Variant, adjustment: SeasonalAdjustment = .none,
        over history: [Double]
    ) {
        precondition(history.count >= 4, "a theta model needs 4 values")
        let y = adjustment.removed(from: history)
        self.init(
            parameters, variant, adjustment, y, line: Self.line(y, variant),
            isNonNegative: history.allSatisfy { $0 >= 0 })
    }

    /// Fits by least squares of the one-step errors, on values that start at 0 and have the size 1.
    init(fitting variant: Theta.Variant, to history: [Double], adjustment: SeasonalAdjustment) {
        let y = adjustment.removed(from: history)
        let base = y[0]
        let size = y.reduce(0) { max($0, abs($1 - base)) }
        let unit = size > 0 ? size : 1
        let scaled = y.map { ($0 - base) / unit }
        let isClassic = variant == .classic
        let given: Double? =
            switch variant {
            case .classic: 0
            case .standard, .dynamicStandard: 0.5
            case .optimized, .dynamicOptimized: nil
            }
        let fit = ThetaFit(
            scaled, line: Self.line(scaled, variant), skip: Self.skip(variant, count: y.count), weight: given)
        let best = size > 0 ? fit.solve(over: isClassic ? 1e-4...0.9999 : 0.1...0.99) : ThetaFit.Solution()
        // A level of the line through values less `base` starts lower by the share of `base` that the line carries.
        let weight = given ?? best.weight
        let parameters = ThetaParameters(
            alpha: best.alpha, theta: isClassic ? 2 : 1 / max(1e-10, 1 - weight),
            level: best.level * unit + (1 - weight) * base)
        self.init(
            parameters, variant, adjustment, y, line: Self.line(y, variant),
            isNonNegative: history.allSatisfy { $0 >= 0 })
    }

    private init(
        _ parameters: ThetaParameters, _ variant: Theta.Variant, _ adjustment: SeasonalAdjustment,
        _ y: [Double], line: ThetaLine, isNonNegative: Bool
    ) {
        self.parameters = parameters
        self.variant = variant
        self.adjustment = adjustment
        self.line = line
        self.isNonNegative = isNonNegative
        count = y.count
        skip = Self.skip(variant, count: y.count)
        (errors, level) = ThetaKernel.filter(
            y, line, alpha: parameters.alpha, weight: variant == .classic ? 0 : parameters.weight,
            level: parameters.level)
        sumOfSquares = errors[skip...].reduce(0) { $0 + $1 * $1 }
    }

    /// The first errors have hardly a line to go by; where there are few, all but the first count.
    private static func skip(_ variant: Theta.Variant, count: Int) -> Int {
        variant == .classic ? 0 : count < 10 ? 1 : 3
    }

    private static func line(_ y: [Double], _ variant: Theta.Variant) -> ThetaLine {
        variant == .dynamicStandard || variant == .dynamicOptimized
            ? ThetaLine(dynamic: y) : ThetaLine(static: y)
    }

    public func forecast(horizon: Int) -> [Double] {
        var rows = [ThetaKernel.Lanes](repeating: .zero, count: horizon)
        project(&rows)
        return (0..<horizon).map { restored(rows[$0][0], $0) }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let pool = ResidualPool(
            Array(errors[skip...]), period: max(1, adjustment.indices.count), freedom: 3)
        return pool.paths(horizon: horizon, count: count, seed: seed) { rows in
            project(&rows)
            for step in rows.indices {
                for lane in 0..<8 { rows[step][lane] = restored(rows[step][lane], step) }
            }
        }
    }

    private func restored(_ value: Double, _ step: Int) -> Double {
        let y = adjustment.restored(value, at: count + step)
        return isNonNegative ? max(0, y) : y
    }

    /// Turns errors that are still to come into values without season, eight paths at once.
    private func project(_ rows: inout [ThetaKernel.Lanes]) {
        let alpha = parameters.alpha
        let q = 1 - alpha
        var level = ThetaKernel.Lanes(repeating: self.level)
        if variant == .classic {
            let lag = (1 - power(q, Double(count))) / alpha
            for step in rows.indices {
                let e = rows[step]
                rows[step] = level + e + line.slope / 2 * (Double(step) + lag)
                level += alpha * e
            }
            return
        }
        let isDynamic = variant == .dynamicStandard || variant == .dynamicOptimized
        let weight = parameters.weight
        var a = ThetaKernel.Lanes(repeating: line.intercept)
        var b = ThetaKernel.Lanes(repeating: line.slope)
        var mean = ThetaKernel.Lanes(repeating: line.mean)
        var decay = power(q, Double(count))
        for step in rows.indices {
            let y = level + weight * (a * decay + b * ((1 - decay * q) / alpha)) + rows[step]
            rows[step] = y
            level += alpha * (y - level)
            decay *= q
            guard isDynamic else { continue }
            let t = Double(count + step)
            b = ((t - 1) * b + (6 / (t + 1)) * (y - mean)) * (1 / (t + 2))
            mean += (y - mean) * (1 / (t + 1))
            a = mean - b * ((t + 2) / 2)
        }
    }
}
