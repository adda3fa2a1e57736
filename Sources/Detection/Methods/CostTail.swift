import Foundation

/// What a series itself does on one day in 20, followed day by day.
struct OwnUpper {
    private var quantile = 1.0
    /// The unit of scores: the quantile to the power of 0.35, drawn to what all series do.
    private(set) var unit = pooled

    /// 2.2 to the power of 0.65.
    private static let pooled = 1.669_455_1
    /// Steps whose chances balance at 1 in 20, and the same to the power of 0.35.
    private static let up = (1.153_153_1, 1.051_139_6)
    private static let down = (0.992_528_1, 0.997_378_4)

    /// Takes in the size of a deviation.
    mutating func follow(_ size: Double) {
        let (step, root) = size > quantile ? Self.up : Self.down
        quantile *= step
        unit *= root
        guard quantile < 1 else { return }
        quantile = 1
        unit = Self.pooled
    }
}

/// The pooled tail of standardised deviations on days without an incident.
enum TailModel {
    /// One minus the chance that a day without an incident deviates by more than `s`.
    static func score(_ s: Double) -> Double {
        let x = max(0, s)
        // Generalised Pareto: shape 0.3, fitted to simulated cost series.
        return 1 - exp(-log(1 + 0.3 * x / 0.1195) / 0.3)
    }
}
