import Foundation
import Statistics
import TimeSeries

/// A fitted ``ETS``.
public struct ETSModel: ForecastModel {
    /// Smoothing parameters and the state before the first value, on the transformed scale.
    public let start: ETSParameters
    /// The same parameters with the state after the last value; the season starts with the next value.
    public let end: ETSParameters
    /// Whether the model is additive on the logarithms.
    public let isLogarithmic: Bool
    /// One-step errors, on the transformed scale.
    public let errors: [Double]
    /// Sum of squared one-step errors, on the transformed scale.
    public let sumOfSquares: Double
    /// Corrected information criterion, with the transform's Jacobian: comparable over transforms.
    public let aicc: Double
    let shape: ETSShape
    private let isNonNegative: Bool
    private let ceiling: Double

    /// A model with given parameters, run over a history.
    ///
    /// - Precondition: Positive values if `logarithm`.
    public init(_ start: ETSParameters, over history: [Double], logarithm: Bool = false) {
        let shape = ETSShape(
            hasTrend: start.beta != 0 || start.trend != 0, period: max(1, start.season.count))
        let y = logarithm ? history.map { log($0) } : history
        self.init(start, y, history, shape: shape, logarithm: logarithm)
    }

    /// Fits the shape by least squares, on values of size 1.
    init(_ history: [Double], shape: ETSShape, logarithm: Bool) {
        let size = history.reduce(0) { max($0, abs($1)) }
        let unit = logarithm || size == 0 ? 1 : size
        let y = logarithm ? history.map { log($0) } : history.map { $0 / unit }
        var fit = ETSFit(y, shape: shape)
        var best = fit.solve(alpha: shape.hasTrend ? 0.05 : 0.25)
        if shape.hasTrend {
            let other = fit.solve(alpha: 0.7)
            if other.squares < best.squares { best = other }
        }
        var start = best.start
        start.level *= unit
        start.trend *= unit
        for i in start.season.indices { start.season[i] *= unit }
        self.init(start, logarithm ? y : history, history, shape: shape, logarithm: logarithm)
    }

    private init(
        _ start: ETSParameters, _ y: [Double], _ history: [Double], shape: ETSShape, logarithm: Bool
    ) {
        self.start = start
        var state = start
        errors = ETSKernel.filter(y, &state)
        end = state
        isLogarithmic = logarithm
        self.shape = shape
        isNonNegative = history.allSatisfy { $0 >= 0 }
        let top = history.max() ?? 0
        ceiling = logarithm ? top * 20 : .infinity
        var squares = 0.0
        for e in errors { squares += e * e }
        sumOfSquares = squares
        aicc = Self.aicc(squares, y, shape: shape, logarithm: logarithm)
    }

    private static func aicc(_ squares: Double, _ y: [Double], shape: ETSShape, logarithm: Bool) -> Double {
        let n = Double(y.count)
        let k = Double(shape.freedom)
        let size = y.reduce(0) { max($0, abs($1)) }
        let floor = 1e-20 * max(size * size, .leastNormalMagnitude)
        var value = n * log(max(squares / n, floor)) + 2 * k
        value += n - k - 1 > 0 ? 2 * k * (k + 1) / (n - k - 1) : .infinity
        if logarithm { for x in y { value += 2 * x } }
        return value
    }

    /// Logarithms suit positive values none of which is tiny beside the others.
    static func canTakeLogarithm(_ values: [Double]) -> Bool {
        guard let low = values.min(), low > 0 else { return false }
        return low > 0.02 * values.median()
    }

    /// Standard deviation of the one-step errors, on the transformed scale.
    public var errorDeviation: Double {
        (sumOfSquares / Double(max(1, errors.count - shape.freedom))).squareRoot()
    }

    public func forecast(horizon: Int) -> [Double] {
        var out: [Double] = []
        out.reserveCapacity(horizon)
        ETSKernel.project(end, horizon: horizon, into: &out) { _ in 0 }
        // On logarithms the mean lies above the middle by half the variance of a step.
        let lift = isLogarithmic ? min(0.2, errorDeviation * errorDeviation / 2) : 0
        return out.map { back($0 + lift) }
    }

    private func back(_ value: Double) -> Double {
        let y = isLogarithmic ? min(exp(value), ceiling) : value
        return isNonNegative ? max(0, y) : y
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let pool = ResidualPool(errors, period: shape.period, freedom: shape.freedom)
        var generator = SplitMix64(seed: seed)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            var start = 0
            ETSKernel.project(end, horizon: horizon, into: &values) { step in
                if step % pool.block == 0 { start = pool.start(generator.uniform()) }
                return pool.errors[start + step % pool.block]
            }
        }
        for i in values.indices { values[i] = back(values[i]) }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
