import Foundation
import LinearAlgebra

/// The sines and cosines of a season and its harmonics.
public struct Fourier: Sendable, Hashable {
    /// Observations in one season; need not be whole: 365.25 days, 30.4 days.
    public let period: Double
    /// Harmonics: the season itself is the first.
    public let pairs: Int
    /// What the season is called in the names of the columns; nil: by its period.
    public let name: String?

    /// The first `pairs` harmonics of a season of `period` observations, called `name`.
    ///
    /// - Precondition: A period above 1, pairs in 1 … `period` ∕ 2.
    public init(period: Double, pairs: Int, name: String? = nil) {
        precondition(period > 1, "a season is longer than 1 observation")
        precondition(
            pairs >= 1 && Double(2 * pairs) <= period,
            "at most half as many pairs as observations in a season")
        self.period = period
        self.pairs = pairs
        self.name = name
    }

    /// One name a column: `sin 1/7`, `cos 1/7`, …, or `yearly:sin1`, `yearly:cos1`, … of a season with a name.
    ///
    /// The sine of the last harmonic of an even period is 0 and left out.
    public var names: [String] {
        let season = period == period.rounded() ? String(Int(period)) : String(period)
        return (1...pairs).flatMap { k in
            (Double(2 * k) == period ? ["cos"] : ["sin", "cos"]).map { wave in
                name.map { "\($0):\(wave)\(k)" } ?? "\(wave) \(k)/\(season)"
            }
        }
    }

    /// The columns at the observations `range`, counted from the start of the history; in the order of ``names``.
    ///
    /// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §7.4; R `forecast::fourier`
    ///   (which counts from 1).
    public func columns(_ range: Range<Int>) -> [[Double]] {
        (1...pairs).flatMap { k in
            let angles = range.map { t in
                2 * Double.pi * (Double(k) * Double(t)).truncatingRemainder(dividingBy: period) / period
            }
            let cosines = angles.map { cos($0) }
            return Double(2 * k) == period ? [cosines] : [angles.map { sin($0) }, cosines]
        }
    }
}
