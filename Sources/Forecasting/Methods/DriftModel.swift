import Foundation
import TimeSeries

/// A level forecast that goes on along the trend of the last year, as far as a line explains that year.
///
/// - SeeAlso: Assimakopoulos & Nikolopoulos, "The theta model", 2000, of which this is the spirit: level plus drift.
struct DriftModel: ForecastModel {
    private let level: ETSModel
    /// Growth a step: of the logarithm, or of the value.
    private let slope: Double
    private let isRatio: Bool

    init(_ level: ETSModel, history: [Double], period: Int) {
        self.level = level
        let last = Array(history.suffix(max(365, 4 * period)))
        let block = max(1, period)
        var sums: [Double] = []
        let lead = last.count % block
        for start in stride(from: lead, to: last.count, by: block) {
            sums.append(last[start..<(start + block)].reduce(0, +) / Double(block))
        }
        isRatio = sums.allSatisfy { $0 > 0 }
        if isRatio { sums = sums.map { log($0) } }
        // Growth that has stopped is not continued: the later half of the year has a say.
        let line = TrendLine(sums)
        let late = TrendLine(Array(sums.suffix(max(6, sums.count * 2 / 5))))
        let isSteady = sums.count >= 8 && (line.slope > 0) == (late.slope > 0)
        let least = abs(late.slope) < abs(line.slope) ? late.slope : line.slope
        slope = isSteady ? line.share * least / Double(block) : 0
    }

    func forecast(horizon: Int) -> [Double] {
        let base = level.forecast(horizon: horizon)
        return base.indices.map { h in
            // The trend fades slowly: half of it is left after about nine months.
            let reach = (1 - pow(0.9975, Double(h + 1))) / 0.0025
            return isRatio ? base[h] * exp((slope * reach).clamped(-1.5, 1.5)) : base[h] + slope * reach
        }
    }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        level.samplePaths(horizon: horizon, count: count, seed: seed)
    }
}
