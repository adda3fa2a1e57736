public import LinearAlgebra
import Statistics
public import TimeSeries

/// One linear map from the last values of any series to its next ones, fitted on the windows of many series together.
///
///     let pooled = try GlobalLinearModel.fit(allSeries)
///     let month = pooled.model(for: daily).forecast(horizon: 30)
///
/// Each window is seen on its own scale, so series of all sizes teach each other; windows that fit badly count less
/// (Huber). Nothing after the end of the histories that it is given is known to it.
///
/// - Complexity: O(*w* *c*²) for *w* windows of *c* values, in blocks; *c*² numbers of memory.
/// - SeeAlso: Montero-Manso & Hyndman, "Principles and algorithms for forecasting groups of time series: locality and
///   globality", *International Journal of Forecasting* 37 (2021).
public struct GlobalLinearModel: Sendable {
    /// How windows are cut and weighed.
    public struct Settings: Sendable, Hashable {
        /// Values that a forecast looks at.
        public var context: Int
        /// Steps that one map forecasts; farther ones look at its forecasts.
        public var horizon: Int
        /// Values between two windows of a series.
        public var stride: Int
        /// The ridge penalty, as a share of the mean sum of squares of a column.
        public var penalty: Double
        /// How often windows are weighed anew.
        public var passes: Int

        /// The settings; the defaults suit daily series.
        public init(
            context: Int = 56, horizon: Int = 28, stride: Int = 5, penalty: Double = 0.01, passes: Int = 3
        ) {
            precondition(context >= 1 && horizon >= 1 && stride >= 1 && passes >= 0, "sizes of at least 1")
            precondition(penalty > 0, "a penalty above 0")
            (self.context, self.horizon, self.stride) = (context, horizon, stride)
            (self.penalty, self.passes) = (penalty, passes)
        }
    }

    /// How windows were cut and weighed.
    public let settings: Settings
    /// One column a step ahead, one row a known value, oldest first, after the constant.
    public let coefficients: Matrix
    /// Windows that it was fitted on.
    public let windowCount: Int
    /// Errors of windows of all series, step by step, for paths of series that are too short for their own.
    private let errors: [[Double]]

    /// Fits the map on all windows of all series.
    ///
    /// - Parameters:
    ///   - series: The histories; those too short for a window teach nothing.
    ///   - end: Values from this time on are not read; `nil` reads all.
    ///   - settings: How windows are cut and weighed.
    /// - Returns: The fitted map.
    /// - Throws: ``ForecastingError/tooShort(needed:got:)`` with fewer windows than values in a window.
    public static func fit(
        _ series: [Series], before end: Timestamp? = nil, settings: Settings = Settings()
    ) throws(ForecastingError) -> GlobalLinearModel {
        let values = series.map { one in
            guard let end else { return one.values }
            return Array(one.values.prefix(one.values.indices.count { one.timestamp($0) < end }))
        }
        let pool = PooledWindows(
            values, context: settings.context, horizon: settings.horizon, stride: settings.stride)
        guard pool.windows.count > settings.context else {
            throw .tooShort(needed: settings.context + 1, got: pool.windows.count)
        }
        var weights = [Double](repeating: 1, count: pool.windows.count)
        var map = try solve(pool, weights, settings.penalty)
        for _ in 0..<settings.passes {
            let sizes = residualSizes(pool, map)
            let bound = 1.345 * 1.4826 * sizes.median()
            guard bound > 0 else { break }
            weights = sizes.map { min(1, bound / max($0, .leastNormalMagnitude)) }
            map = try solve(pool, weights, settings.penalty)
        }
        return GlobalLinearModel(settings, map, pool)
    }

    private init(_ settings: Settings, _ map: Matrix, _ pool: PooledWindows) {
        self.settings = settings
        coefficients = map
        windowCount = pool.windows.count
        let step = max(1, pool.windows.count / 500)
        errors = stride(from: 0, to: pool.windows.count, by: step).map { k in
            let window = pool.windows[k]
            return Self.error(pool.values[window.series], window.origin, settings, map)
        }
    }

    /// (XᵀX + λI) B = XᵀY, the sums taken block by block.
    private static func solve(_ pool: PooledWindows, _ weights: [Double], _ penalty: Double)
        throws(ForecastingError) -> Matrix
    {
        var gram = Matrix(rows: pool.context + 1, columns: pool.context + 1)
        var right = Matrix(rows: pool.context + 1, columns: pool.horizon)
        for range in pool.panels {
            let (known, later) = pool.panel(range, weights: weights)
            gram = gram + known.gram()
            right = right + known.transposedTimes(later)
        }
        let mean = gram.diagonal.reduce(0, +) / Double(gram.rows)
        for i in 0..<gram.rows { gram[i, i] += penalty * max(mean, .leastNormalMagnitude) }
        do {
            return try Cholesky(gram).solve(right)
        } catch {
            throw .notConverged(iterations: 1)
        }
    }

    /// Root mean square of each window's errors.
    private static func residualSizes(_ pool: PooledWindows, _ map: Matrix) -> [Double] {
        let ones = [Double](repeating: 1, count: pool.windows.count)
        return pool.panels.flatMap { range -> [Double] in
            let (known, later) = pool.panel(range, weights: ones)
            let rest = later - known * map
            return (0..<range.count).map { i in
                let squares = (0..<pool.horizon).reduce(0) { $0 + rest[i, $1] * rest[i, $1] }
                return (squares / Double(pool.horizon)).squareRoot()
            }
        }
    }

    /// What the map got wrong at an origin, on the scale of the origin.
    private static func error(_ y: [Double], _ origin: Int, _ settings: Settings, _ map: Matrix) -> [Double] {
        let frame = PooledWindows.Frame(y, origin: origin)
        let row = PooledWindows.features(y, origin: origin, context: settings.context, frame)
        let said = map.transposedTimes(row)
        return said.indices.map { frame.into(y[origin + $0]) - said[$0] }
    }

    /// How a history goes on by the map; a history shorter than the context is seen as far as it goes.
    public func model(for history: Series) -> GlobalLinearForecast {
        let y = history.values
        let last = y.count - settings.horizon
        let own = stride(from: last, through: settings.context, by: -settings.stride).prefix(60).map {
            Self.error(y, $0, settings, coefficients)
        }
        return GlobalLinearForecast(y, self, errors: own.count >= 20 ? own : errors)
    }
}

/// A history that is forecast by a ``GlobalLinearModel``.
public struct GlobalLinearForecast: ForecastModel {
    private let history: [Double]
    private let map: GlobalLinearModel
    private let errors: [[Double]]
    private let isNonNegative: Bool

    init(_ history: [Double], _ map: GlobalLinearModel, errors: [[Double]]) {
        self.history = Array(history.suffix(max(28, map.settings.context)))
        self.map = map
        self.errors = errors
        isNonNegative = history.allSatisfy { $0 >= 0 }
    }

    public func forecast(horizon: Int) -> [Double] { path(horizon) { _ in nil } }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var generator = SplitMix64(seed: seed)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            values += path(horizon) { _ in errors[Int(generator.uniform() * Double(errors.count))] }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }

    /// Block by block; each looks at the one before, with the errors of a whole window added if there are any.
    private func path(_ horizon: Int, error: (Int) -> [Double]?) -> [Double] {
        let settings = map.settings
        var y = history
        let known = y.count
        // Values beyond e times the largest seen are accidents of the logarithm.
        let ceiling = 2.7 * (history.map(abs).max() ?? 0)
        while y.count < known + horizon {
            let frame = PooledWindows.Frame(y, origin: y.count)
            let row = PooledWindows.features(y, origin: y.count, context: settings.context, frame)
            let said = map.coefficients.transposedTimes(row)
            let extra = error(y.count)
            for (step, x) in said.enumerated() {
                let value = frame.back(x + (extra?[step] ?? 0)).clamped(-ceiling, ceiling)
                y.append(isNonNegative ? max(0, value) : value)
            }
        }
        return Array(y[known..<(known + horizon)])
    }
}
