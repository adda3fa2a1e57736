/// Smoothing parameters and state of an exponential smoothing model.
///
/// With additive parts ŷ = l + φb + s, e = y − ŷ, l ← l + φb + αe, b ← φb + βe, s ← s + γe. A multiplicative trend is a
/// factor a step, l·b^φ, a multiplicative season a factor of the level.
public struct ETSParameters: Sendable, Hashable {
    /// Weight of an error on the level.
    public var alpha: Double
    /// Weight of an error on the trend; 0 without a trend.
    public var beta: Double
    /// Weight of an error on the season; 0 without a season.
    public var gamma: Double
    /// Damping of the trend; 1 for none.
    public var phi: Double
    /// Level before the first value.
    public var level: Double
    /// Trend before the first value, a step.
    public var trend: Double
    /// Season of the first values, one a phase; empty for none.
    public var season: [Double]

    /// A model; what is left out is not there.
    public init(
        alpha: Double, beta: Double = 0, gamma: Double = 0, phi: Double = 1, level: Double, trend: Double = 0,
        season: [Double] = []
    ) {
        self.alpha = alpha
        self.beta = beta
        self.gamma = gamma
        self.phi = phi
        self.level = level
        self.trend = trend
        self.season = season
    }

    /// The same in another unit of the values.
    func scaled(_ unit: Double, form: ETSForm) -> ETSParameters {
        var p = self
        p.level *= unit
        if !form.hasMultiplicativeTrend { p.trend *= unit }
        if form.season == .additive { for i in p.season.indices { p.season[i] *= unit } }
        return p
    }
}
