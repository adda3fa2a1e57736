import Foundation

extension Composition {
    /// Two parts together.
    func joined(_ a: Double, _ b: Double) -> Double { self == .sum ? a + b : a * b }

    /// The effect of a column that is `share` of a full one.
    func raised(_ effect: Double, _ share: Double) -> Double {
        self == .sum ? effect * share : pow(effect, share)
    }

    /// The values on the scale where the parts add up.
    func inward(_ values: [Double]) -> [Double] { self == .sum ? values : values.map { log($0) } }

    /// A part from that scale, whose unit there is `unit` of the series.
    func outward(_ part: Double, unit: Double) -> Double { self == .sum ? part * unit : exp(part) }
}
