import Billing
import Forecasting
import TimeSeries

/// Forecasts of the bill's own past: what ranges are calibrated with, and how often they would have held.
///
/// The same totals are forecast from the same day of earlier months, each from what the history was then, for a sample of
/// nodes of every level and size.
struct PastTotals: Sendable {
    let bill: BillLeaves
    let parts: BillParts
    /// What each part is called in calibration.
    let names: [String]
    let days: ForecastDays

    /// Nodes whose past is forecast: the highest ones, then some of all sizes.
    private static let highest = 24, others = 40
    /// Months back, and days of history that the whole bill needs before.
    private static let months = 18, leastHistory = 60
    private static let pathCount = 128

    /// A past forecast of one part.
    private struct Case: Sendable {
        let part: Int
        let origin: PastOrigin
    }

    /// Past totals with what came, all closed before the origin of today's forecast.
    func outcomes(sizes: [Double]) -> [RangeCalibration.Outcome] {
        guard days.origin > Self.leastHistory else { return [] }
        let origins = PastOrigin.monthly(
            before: days.date(days.origin), within: days.start..<days.date(days.origin),
            least: Self.leastHistory,
            limit: Self.months)
        let cases = sample(sizes).flatMap { part in origins.map { Case(part: part, origin: $0) } }
        return parallelMap(cases) { outcomes($0) }.flatMap(\.self)
    }

    /// Parts of all levels and sizes.
    private func sample(_ sizes: [Double]) -> [Int] {
        let shown = parts.level.indices.filter { parts.level[$0] != nil && sizes[$0] > 0 }
        let ordered = shown.sorted {
            (parts.level[$0] ?? 0, -sizes[$0], $0) < (parts.level[$1] ?? 0, -sizes[$1], $1)
        }
        let first = ordered.filter { parts.level[$0] ?? 0 <= 1 }.prefix(Self.highest)
        let taken = Set(first)
        let rest = ordered.filter { !taken.contains($0) }.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        let step = max(1, Double(rest.count) / Double(Self.others))
        let spread = (0..<min(Self.others, rest.count)).map { rest[Int(Double($0) * step)] }
        return Array(first) + spread
    }

    private func outcomes(_ item: Case) -> [RangeCalibration.Outcome] {
        let origin = item.origin.day
        let values = bill.costs(of: parts.leaves[item.part]).map(\.approximate)
        // A total that is not closed today tells nothing.
        let ranges = days.blocks.indices.map { item.origin.moved(days.dates($0)) }
            .filter { !$0.isEmpty && days.start.distance(to: $0.upperBound) <= days.origin }
        guard let first = ranges.first else { return [] }
        let past = ForecastDays(
            start: days.start, origin: origin, known: origin, period: first, later: Array(ranges.dropFirst()))
        let forecast = PartForecast(
            Array(values[..<past.origin]), past, name: names[item.part], curve: .prompt,
            effort: PartForecast.Effort(pathCount: Self.pathCount, keepsDays: false))
        return past.blocks.indices.compactMap { block in
            forecast.totals[block].map { total in
                RangeCalibration.Outcome(
                    forecast: total, actual: past.blocks[block].reduce(0) { $0 + values[$1] })
            }
        }
    }
}
