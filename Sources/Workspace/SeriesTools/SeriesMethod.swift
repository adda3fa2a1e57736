internal import Forecasting

/// A method of forecasting by its standard name: the one list that `series forecast` and `series backtest` share.
public struct SeriesMethod: Sendable {
    /// Its name on the command line and in answers.
    public let name: String
    /// What it does, in a few words.
    public let summary: String
    /// The method for seasons of so many observations; none for no season.
    let forecaster: @Sendable (_ seasons: [Double]) -> any Forecaster

    private init(
        name: String, summary: String, _ forecaster: @escaping @Sendable ([Double]) -> any Forecaster
    ) {
        self.name = name
        self.summary = summary
        self.forecaster = forecaster
    }

    /// A method that knows one season: the first that is given, 1 for none.
    private init(
        _ name: String, _ summary: String, _ forecaster: @escaping @Sendable (_ period: Int) -> any Forecaster
    ) {
        self.init(name: name, summary: summary) { forecaster(Int(($0.first ?? 1).rounded())) }
    }

    /// A method that knows all seasons.
    private static func several(
        _ name: String, _ summary: String,
        _ forecaster: @escaping @Sendable (_ seasons: [Double]) -> any Forecaster
    ) -> SeriesMethod {
        SeriesMethod(name: name, summary: summary, forecaster)
    }

    /// All methods; a new one joins here, by one line.
    public static let all: [SeriesMethod] = [
        automatic,
        .init("ets", "exponential smoothing, chosen by AICc") { ETS(period: $0) },
        .init("autoets", "exponential smoothing, the forms of R's ets") { AutoETS(period: $0) },
        .init("theta", "the theta method, as R's thetaf") { Theta(.classic, period: $0) },
        .init("stm", "standard theta model") { Theta(.standard, period: $0) },
        .init("otm", "optimised theta model") { Theta(.optimized, period: $0) },
        .init("dstm", "dynamic standard theta model") { Theta(.dynamicStandard, period: $0) },
        .init("dotm", "dynamic optimised theta model") { Theta(.dynamicOptimized, period: $0) },
        .init("ces", "complex exponential smoothing") { CES(period: $0) },
        .init("arima", "ARIMA, orders chosen by AICc, as R's auto.arima") { AutoARIMA(period: $0) },
        .several("harmonic", "sines of all seasons with ARMA errors") { HarmonicRegression(periods: $0) },
        .several("mstl", "all seasons taken off by MSTL, the rest by autoets") {
            DecomposedForecaster(periods: whole($0), rest: AutoETS(period: 1))
        },
        .several("mstl-arima", "the same with the rest by arima") {
            DecomposedForecaster(periods: whole($0), rest: AutoARIMA(period: 1))
        },
        .several("mstl-theta", "the same with the rest by dotm") {
            DecomposedForecaster(periods: whole($0), rest: Theta(period: 1))
        },
        .several("autoregression", "ridge on the values before and those of seasons before") {
            SeasonalAutoregression(periods: whole($0))
        },
        .init("flair", "level × shape") { FLAIR(period: $0) },
        .init("seasonal-naive", "the last season again") { SeasonalWindowAverage(period: $0, window: 1) },
        .init("seasonal-average", "the mean of the last 4 seasons") {
            SeasonalWindowAverage(period: $0, window: 4)
        },
        .init("seasonal-median", "the median of the last 3 seasons") { SeasonalNaive(period: $0) },
        .init("naive", "the last value") { _ in Naive() },
        .init("drift", "the last value and the mean change") { _ in RandomWalkWithDrift() },
        .init("mean", "the mean of the history") { _ in HistoricAverage() },
        .init("window-average", "the mean of the last 4 seasons' or 8 values") {
            WindowAverage(window: $0 > 1 ? 4 * $0 : 8)
        },
        .init("croston", "intermittent demand: size over gap") { _ in Intermittent(.croston) },
        .init("sba", "Croston without its bias") { _ in Intermittent(.crostonSBA) },
        .init("tsb", "size times a chance that fades") { _ in Intermittent(.tsb) },
        .init("adida", "intermittent demand on sums over the mean gap") { _ in Intermittent(.adida) },
        .init("imapa", "the mean of sums over several steps") { _ in Intermittent(.imapa) },
        .init("intermittent", "the median of sba, tsb, adida and imapa") { _ in Intermittent() },
    ]

    /// Seasons of whole observations, each once.
    private static func whole(_ seasons: [Double]) -> [Int] {
        Set(seasons.map { Int($0.rounded()) }.filter { $0 >= 2 }).sorted()
    }

    /// What suits the history.
    public static let automatic = SeriesMethod("auto", "what suits the history, combined") {
        AutoForecaster(period: $0)
    }

    /// The method of that name; `nil` if there is none.
    public init?(named name: String) {
        guard let method = SeriesMethod.all.first(where: { $0.name == name }) else { return nil }
        self = method
    }
}

extension SeriesMethod: Hashable {
    public static func == (left: SeriesMethod, right: SeriesMethod) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension SeriesMethod: CustomStringConvertible {
    public var description: String { name }
}
