/// Smoothing parameters and state of an additive exponential smoothing model.
///
/// ŷ = l + φb + s, e = y − ŷ, l ← l + φb + αe, b ← φb + βe, s ← s + γe.
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
}
