/// One of the 30 exponential smoothing models: error × trend × season.
///
///     let form = ETSForm("MAdM")        // also "ETS(M,Ad,M)"
///     let winters = ETSForm.holtWintersMultiplicative
///
/// - SeeAlso: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing*, 2008, tables 2.2 and 2.3.
public struct ETSForm: Sendable, Hashable {
    /// How an error enters: added to the one-step forecast, or as a share of it.
    public enum Error: Sendable, Hashable, CaseIterable { case additive, multiplicative }
    /// How the level grows: by a number or by a factor a step, which a damped trend lets fade.
    public enum Trend: Sendable, Hashable, CaseIterable {
        case none, additive, dampedAdditive, multiplicative, dampedMultiplicative
    }
    /// How the season enters: added to the level, or times it.
    public enum Season: Sendable, Hashable, CaseIterable { case none, additive, multiplicative }

    /// How an error enters.
    public let error: Error
    /// How the level grows.
    public let trend: Trend
    /// How the season enters.
    public let season: Season

    /// The model of these three parts.
    public init(error: Error = .additive, trend: Trend = .none, season: Season = .none) {
        self.error = error
        self.trend = trend
        self.season = season
    }

    /// The model of a name such as `"ANN"`, `"MAdM"` or `"ETS(M,Ad,M)"`; `nil` if there is none of that name.
    public init?(_ name: String) {
        let inner =
            name.hasPrefix("ETS(") && name.hasSuffix(")") ? String(name.dropFirst(4).dropLast()) : name
        let wanted = inner.filter { $0 != "," }
        guard let form = Self.all.first(where: { $0.letters == wanted }) else { return nil }
        self = form
    }

    /// Simple exponential smoothing, ETS(A,N,N).
    public static let simple = ETSForm()
    /// Holt's linear trend, ETS(A,A,N).
    public static let holt = ETSForm(trend: .additive)
    /// Holt's trend that fades, ETS(A,Ad,N).
    public static let dampedHolt = ETSForm(trend: .dampedAdditive)
    /// The additive method of Holt and Winters, ETS(A,A,A).
    public static let holtWintersAdditive = ETSForm(trend: .additive, season: .additive)
    /// The multiplicative method of Holt and Winters, ETS(M,A,M).
    public static let holtWintersMultiplicative = ETSForm(
        error: .multiplicative, trend: .additive, season: .multiplicative)

    /// All 30, additive errors first.
    public static let all: [ETSForm] = Error.allCases.flatMap { error in
        Trend.allCases.flatMap { trend in
            Season.allCases.map { ETSForm(error: error, trend: trend, season: $0) }
        }
    }

    /// The 19 that R's `ets` allows by default.
    public static let stable: [ETSForm] = all.filter(\.isStable)
    /// The 15 that R's `ets` chooses from by default: the stable ones without a multiplicative trend.
    public static let standard: [ETSForm] = stable.filter { !$0.hasMultiplicativeTrend }
    /// Eight for long horizons: no undamped and no multiplicative trend, error and season of one kind.
    public static let nightly: [ETSForm] = standard.filter { form in
        form.trend != .additive && (form.season != .additive || form.error == .additive)
    }

    /// Whether R's `ets` allows it by default.
    ///
    /// An additive error under a multiplicative trend or season divides by states that come near 0, and M,M,A has no
    /// finite variance.
    public var isStable: Bool {
        switch error {
        case .additive: season != .multiplicative && !hasMultiplicativeTrend
        case .multiplicative: !(hasMultiplicativeTrend && season == .additive)
        }
    }

    /// Whether it has a trend.
    public var hasTrend: Bool { trend != .none }
    /// Whether its trend fades.
    public var isDamped: Bool { trend == .dampedAdditive || trend == .dampedMultiplicative }
    /// Whether it has a season.
    public var hasSeason: Bool { season != .none }
    var hasMultiplicativeTrend: Bool { trend == .multiplicative || trend == .dampedMultiplicative }
    /// Whether a part needs values above 0.
    var needsPositive: Bool {
        error == .multiplicative || hasMultiplicativeTrend || season == .multiplicative
    }
    /// Whether all parts are additive, so that it runs on logarithms as well.
    var isAdditive: Bool { !needsPositive }

    /// The same without its season.
    var withoutSeason: ETSForm { ETSForm(error: error, trend: trend) }

    /// Three or four letters, as in `"MAdM"`.
    public var letters: String {
        let trend =
            switch trend {
            case .none: "N"
            case .additive: "A"
            case .dampedAdditive: "Ad"
            case .multiplicative: "M"
            case .dampedMultiplicative: "Md"
            }
        let season =
            switch season {
            case .none: "N"
            case .additive: "A"
            case .multiplicative: "M"
            }
        return (error == .additive ? "A" : "M") + trend + season
    }
}

extension ETSForm: CustomStringConvertible {
    public var description: String {
        let letters = Array(letters)
        return "ETS(\(letters[0]),\(String(letters[1..<(letters.count - 1)])),\(letters[letters.count - 1]))"
    }
}
