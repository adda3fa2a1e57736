import Billing
import TimeSeries

/// What is expected of every leaf once all trees agree, and what is planned on top: exact money for each block of days.
struct PlannedOutlook: Sendable {
    /// What is still to come on each day from the origin on, before planned changes.
    let leaves: [LeafOutlook]
    /// For each block what is still to come of each leaf, before planned changes.
    let base: [[Money<Charged>]]
    /// For each block what planned changes add to each leaf.
    let planned: [[Money<Charged>]]
    /// For each block what each change adds, in all.
    let contributions: [[Money<Charged>]]
    let changes: [PlannedChange]

    init(_ own: PartForecasts, changes: [PlannedChange]) {
        let days = own.days
        let count = own.bill.count
        let isNonNegative = own.forecasts.prefix(count).map(\.isNonNegative)
        let reconciliation = LeafReconciliation(own.shapes, own.parts, leafCount: count)
        let agreed = parallelMap(Array(days.blocks.indices)) { block in
            reconciliation.leaves(
                means: own.forecasts.map { $0.means[block] },
                variances: own.forecasts.map { $0.variances[block] },
                isNonNegative: isNonNegative)
        }
        let dates = days.date(days.origin)..<days.date(days.origin + days.horizon)
        let leaves = (0..<count).map { leaf in
            var daily = own.forecasts[leaf].dailyMeans
            for block in days.blocks.indices {
                PlannedOutlook.fit(&daily, days.steps(block), to: agreed[block][leaf])
            }
            return LeafOutlook(scope: own.bill.scopes[leaf], days: dates, mean: daily)
        }
        let base = agreed.map { $0.map { Money<Charged>(modelled: min(max($0, -1e17), 1e17)) } }
        let parts = days.blocks.indices.map { block in
            changes.contributions(of: leaves, over: days.dates(block), origin: days.date(days.origin))
        }
        planned = zip(base, parts).map { base, parts in
            (0..<count).map { leaf in
                let sum = parts.reduce(Money<Charged>.zero) { $0 + $1[leaf] }
                // Nothing that was never a credit becomes one.
                return isNonNegative[leaf] ? max(-base[leaf], sum) : sum
            }
        }
        contributions = parts.map { $0.map { $0.reduce(.zero, +) } }
        (self.leaves, self.base, self.changes) = (leaves, base, changes)
    }

    /// Makes the days of a block add up to what was agreed: in proportion where that keeps the sign, else evenly.
    private static func fit(_ daily: inout [Double], _ steps: Range<Int>, to total: Double) {
        guard !steps.isEmpty else { return }
        let sum = steps.reduce(0) { $0 + daily[$1] }
        if sum != 0, total / sum >= 0, (total / sum).isFinite, total / sum < 1e6 {
            for step in steps { daily[step] *= total / sum }
        } else {
            let shift = (total - sum) / Double(steps.count)
            for step in steps { daily[step] += shift }
        }
    }
}
