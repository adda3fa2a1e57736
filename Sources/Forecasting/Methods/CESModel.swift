import Foundation
import TimeSeries

/// The parameters of a complex exponential smoothing model.
public struct CESParameters: Sendable, Hashable {
    /// Real part less, imaginary part more or less of the smoothing of level and potential.
    public var a0, a1: Double
    /// The same of the season; `b0` alone for a partial one.
    public var b0, b1: Double

    /// Given parameters; those that the model does not have are not read.
    public init(a0: Double, a1: Double, b0: Double = 0, b1: Double = 0) {
        (self.a0, self.a1, self.b0, self.b1) = (a0, a1, b0, b1)
    }
}

/// A fitted ``CES``.
public struct CESModel: ForecastModel {
    /// Where the season is.
    public let season: CES.Season
    /// What was fitted.
    public let parameters: CESParameters
    /// One-step errors.
    public let errors: [Double]
    /// Sum of their squares, which the fit makes small.
    public let sumOfSquares: Double
    /// Corrected information criterion, with as many parameters as statsforecast counts.
    public let aicc: Double
    private let end: CESState
    private let isNonNegative: Bool
    private let freedom: Int

    /// A model with given parameters, run over a history of at least two seasons.
    public init(_ parameters: CESParameters, season: CES.Season, period: Int, over history: [Double]) {
        precondition(history.count >= max(2, 2 * period), "two seasons")
        let kernel = CESKernel(history, period: period, head: history.count)
        let p = SIMD4(parameters.a0, parameters.a1, parameters.b0, parameters.b1)
        self = Self.models(history, period, kernel, [p, p, p, p], unit: 1)[season.lane]
    }

    /// The models that are wanted, fitted together on values of size 1.
    static func fitted(_ history: [Double], period: Int, wanted: [Bool], reach: Double?) -> [CESModel] {
        let size = history.reduce(0) { max($0, abs($1)) }
        let unit = size > 0 ? size : 1
        let head = max(128, 12 * period)
        let kernel = CESKernel(
            history.map { $0 / unit }, period: period, head: head + 32 < history.count ? head : history.count)
        var fit = CESFit(kernel, period: period, count: history.count, reach: reach)
        fit.solve(wanted: wanted)
        let all = models(history, period, kernel, fit.points, unit: unit)
        return all.indices.filter { wanted[$0] }.map { all[$0] }
    }

    /// One model a lane, with its errors and end.
    private static func models(
        _ history: [Double], _ period: Int, _ kernel: CESKernel, _ points: [SIMD4<Double>], unit: Double
    ) -> [CESModel] {
        var errors = [CESKernel.Lanes](repeating: .zero, count: history.count)
        var quad = CESKernel.Quad.zero
        for lane in 0..<4 { quad[lane] = points[lane] }
        let state = kernel.run(quad, errors: &errors).state
        let isNonNegative = history.allSatisfy { $0 >= 0 }
        return CES.Season.allCases.map { season in
            let lane = season.lane
            return CESModel(
                season, points[lane], errors.map { $0[lane] * unit },
                CESState(state, lane: lane, next: history.count, unit: unit), isNonNegative: isNonNegative)
        }
    }

    private init(
        _ season: CES.Season, _ point: SIMD4<Double>, _ errors: [Double], _ end: CESState, isNonNegative: Bool
    ) {
        self.season = season
        parameters = CESParameters(a0: point[0], a1: point[1], b0: point[2], b1: point[3])
        self.errors = errors
        self.end = end
        self.isNonNegative = isNonNegative
        sumOfSquares = errors.reduce(0) { $0 + $1 * $1 }
        let k = [3.0, 3, 4, 5][season.lane]
        freedom = Int(k) - 1
        let n = Double(errors.count)
        let correction = n - k - 1 > 0 ? 2 * k * (k + 1) / (n - k - 1) : .infinity
        aicc = n * log(max(sumOfSquares, .leastNormalMagnitude)) + 2 * k + correction
    }

    public func forecast(horizon: Int) -> [Double] {
        var rows = [SIMD8<Double>](repeating: .zero, count: horizon)
        end.project(&rows, parameters, season)
        return rows.map { isNonNegative ? max(0, $0[0]) : $0[0] }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let pool = ResidualPool(errors, period: end.season.count, freedom: freedom)
        return pool.paths(horizon: horizon, count: count, seed: seed) { rows in
            end.project(&rows, parameters, season)
            if isNonNegative { for step in rows.indices { rows[step] = pointwiseMax(rows[step], .zero) } }
        }
    }
}

extension CES.Season {
    /// Its lane in ``CESKernel``.
    var lane: Int {
        switch self {
        case .none: 0
        case .simple: 1
        case .partial: 2
        case .full: 3
        }
    }
}

/// Level, season and their potentials after the last value, of one model.
struct CESState: Sendable, Hashable {
    let level: SIMD2<Double>
    /// Starts with the next value.
    let season: [SIMD2<Double>]

    init(_ state: CESKernel.State, lane: Int, next: Int, unit: Double) {
        func pair(_ p: CESKernel.Pair) -> SIMD2<Double> { unit * SIMD2(p.level[lane], p.potential[lane]) }
        level = lane == 1 ? .zero : pair(state.level)
        let period = state.season.count
        season = lane == 0 ? [.zero] : (0..<period).map { pair(state.season[($0 + next) % period]) }
    }

    /// Turns errors that are still to come into values, eight paths at once.
    func project(_ rows: inout [SIMD8<Double>], _ p: CESParameters, _ kind: CES.Season) {
        let hasLevel = kind != .simple
        let (s0, s1) = kind == .simple ? (p.a0, p.a1) : (p.b0, p.b1)
        var l = SIMD8(repeating: level.x)
        var c = SIMD8(repeating: level.y)
        var seasonal = season.map { SIMD8<Double>(repeating: $0.x) }
        var potential = season.map { SIMD8<Double>(repeating: $0.y) }
        var slot = 0
        for step in rows.indices {
            let e = rows[step]
            rows[step] = l + seasonal[slot] + e
            if hasLevel {
                let (before, drive) = (l, c)
                l = before - (1 - p.a1) * drive + (p.a0 - p.a1) * e
                c = before + (1 - p.a0) * drive + (p.a0 + p.a1) * e
            }
            switch kind {
            case .none: continue
            case .partial: seasonal[slot] += p.b0 * e
            case .simple, .full:
                let (before, drive) = (seasonal[slot], potential[slot])
                seasonal[slot] = before - (1 - s1) * drive + (s0 - s1) * e
                potential[slot] = before + (1 - s0) * drive + (s0 + s1) * e
            }
            slot = slot + 1 == season.count ? 0 : slot + 1
        }
    }
}
