import Commitments
import Foundation
import TimeSeries

/// Hourly demand made up of a level, a day, a week and noise.
struct DemandMaker {
    var weeks = 60
    var level = 1000.0
    /// Change of the level a year: −0.4 is a decline of 40 %.
    var yearly = 0.0
    var noise = 0.05
    /// Standard deviation, about, of the weekly steps of the logarithm of the level.
    var walk = 0.0
    var seed: UInt64 = 1

    static let start = CivilDate(dayNumber: 19_000)

    func rates() -> [Double] {
        var random = SplitMix64(seed: seed)
        var level = level
        return (0..<weeks * 168).map { hour in
            if walk > 0, hour % 168 == 0 {
                level *= exp(walk * 1.7 * Double.random(in: -1...1, using: &random))
            }
            let trend = pow(1 + yearly, Double(hour) / (168 * 52))
            let day = 1 + 0.15 * sin(2 * .pi * Double(hour % 24) / 24)
            let week = hour / 24 % 7 >= 5 ? 0.9 : 1
            let wobble = 1 + noise * (Double.random(in: -1...1, using: &random))
            return level * trend * day * week * wobble
        }
    }

    /// The same as daily means.
    func daily() throws -> CommitmentDemand {
        let hours = rates()
        let days = (0..<weeks * 7).map { day in hours[day * 24..<day * 24 + 24].reduce(0, +) / 24 }
        return try CommitmentDemand(["compute": days], every: .day, from: Self.start)
    }

    func demand(_ family: String = "compute") throws -> CommitmentDemand {
        try CommitmentDemand([family: rates()], every: .hour, from: Self.start)
    }
}
