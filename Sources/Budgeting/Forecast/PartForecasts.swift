import Billing
import Forecasting
import TimeSeries

/// The forecasts of all parts of the bill, each on its own.
struct PartForecasts: Sendable {
    let bill: BillLeaves
    let shapes: [BudgetTree]
    let days: ForecastDays
    let curve: LatenessCurve
    let parts: BillParts
    /// What each part is called in calibration: the scope of the highest node that stands for it.
    let names: [String]
    /// What each part costs in size over the last 91 days.
    let sizes: [Double]
    let forecasts: [PartForecast]

    /// Parts that are forecast between two calls of `progress`.
    private static let batch = 512
    /// Of the largest parts so many have all possible futures, the next half as many.
    private static let largest = (all: 400, half: 2_000)
    /// Possible futures of leaves that no node stands for, of which only the variance counts.
    private static let leastPaths = 32

    init(
        bill: BillLeaves, shapes: [BudgetTree], days: ForecastDays, curve: LatenessCurve,
        forecaster: BudgetForecaster, progress: BudgetForecaster.Progress
    ) {
        let parts = BillParts(shapes, leafCount: bill.count)
        let names = PartForecasts.names(bill, shapes, parts)
        let sizes = parallelMap(parts.leaves) { leaves in
            bill.costs(of: leaves).suffix(91).reduce(0) { $0 + abs($1.approximate) }
        }
        var rank = [Int](repeating: 0, count: parts.count)
        for (place, part) in rank.indices.sorted(by: { (-sizes[$0], $0) < (-sizes[$1], $1) }).enumerated() {
            rank[part] = place
        }
        let (isShown, places) = (parts.isShown, rank)
        var forecasts: [PartForecast] = []
        forecasts.reserveCapacity(parts.count)
        for first in stride(from: 0, to: parts.count, by: Self.batch) {
            forecasts += parallelMap(Array(first..<min(parts.count, first + Self.batch))) { part in
                let effort = PartForecast.Effort(
                    pathCount: Self.pathCount(places[part], isShown: isShown[part], forecaster.pathCount),
                    isBrief: places[part] >= forecaster.carefulParts, keepsTotals: isShown[part],
                    keepsDays: part < bill.count)
                return PartForecast(
                    bill.costs(of: parts.leaves[part]).map(\.approximate), days, name: names[part],
                    curve: curve,
                    effort: effort)
            }
            progress(forecasts.count, parts.count)
        }
        (self.bill, self.shapes, self.days, self.curve) = (bill, shapes, days, curve)
        (self.parts, self.names, self.sizes, self.forecasts) = (parts, names, sizes, forecasts)
    }

    private static func pathCount(_ rank: Int, isShown: Bool, _ most: Int) -> Int {
        guard isShown else { return min(most, leastPaths) }
        return rank < largest.all ? most : max(1, rank < largest.half ? most / 2 : most / 4)
    }

    private static func names(_ bill: BillLeaves, _ shapes: [BudgetTree], _ parts: BillParts) -> [String] {
        var names: [String?] = [String?](repeating: nil, count: parts.count)
        for (shape, places) in zip(shapes, parts.ofNode) {
            for (node, part) in zip(shape.nodes, places) {
                if let part, names[part] == nil { names[part] = node.scope.key }
            }
        }
        return names.enumerated().map { part, name in name ?? bill.scopes[part].key }
    }
}
