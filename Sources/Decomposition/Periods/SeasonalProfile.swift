import Foundation

/// The shape of one season, smoothed to its first harmonics.
struct SeasonalProfile {
    let period: Double
    private let shape: [Double]

    /// The mean of each phase of `values` where they are observed, kept to `harmonics` harmonics.
    init(_ values: [Double], _ isObserved: [Bool], period: Double, harmonics: Int) {
        self.period = period
        let phases = max(2, Int(period.rounded()))
        var sums = [Double](repeating: 0, count: phases)
        var counts = sums
        for i in values.indices where isObserved[i] {
            let phase = SeasonalProfile.phase(i, period, phases)
            sums[phase] += values[i]
            counts[phase] += 1
        }
        let means = (0..<phases).map { counts[$0] > 0 ? sums[$0] / counts[$0] : 0 }
        shape = SeasonalProfile.smoothed(means, harmonics: harmonics)
    }

    /// The season's part of the value at `i`.
    func value(_ i: Int) -> Double { shape[SeasonalProfile.phase(i, period, shape.count)] }

    private static func phase(_ i: Int, _ period: Double, _ phases: Int) -> Int {
        let cycles = Double(i) / period
        return min(phases - 1, Int((cycles - cycles.rounded(.down)) * Double(phases) + 1e-9))
    }

    private static func smoothed(_ means: [Double], harmonics: Int) -> [Double] {
        let n = means.count
        let mean = means.reduce(0, +) / Double(n)
        if 2 * harmonics + 1 >= n { return means.map { $0 - mean } }
        var out = [Double](repeating: 0, count: n)
        let turns = (0..<n).map { 2 * Double.pi * Double($0) / Double(n) }
        let (cosines, sines) = (turns.map { cos($0) }, turns.map { sin($0) })
        for k in 1...harmonics {
            var (a, b) = (0.0, 0.0)
            for j in 0..<n {
                a += means[j] * cosines[j * k % n]
                b += means[j] * sines[j * k % n]
            }
            for j in 0..<n { out[j] += 2 / Double(n) * (a * cosines[j * k % n] + b * sines[j * k % n]) }
        }
        return out
    }
}
