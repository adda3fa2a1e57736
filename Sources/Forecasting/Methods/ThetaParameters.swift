/// The parameters of a theta model.
public struct ThetaParameters: Sendable, Hashable {
    /// Weight of an error on the level.
    public var alpha: Double
    /// Curvature kept by the smoothed line, at least 1: 2 for the standard method; the trend line has the share 1 − 1 ∕ θ.
    public var theta: Double
    /// Level before the first value, without season.
    public var level: Double

    /// Given parameters.
    public init(alpha: Double, theta: Double, level: Double) {
        self.alpha = alpha
        self.theta = theta
        self.level = level
    }

    /// The share of the trend line.
    var weight: Double { 1 - 1 / theta }
}
