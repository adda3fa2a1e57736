import Billing
import Forecasting
import Statistics
import TimeSeries

/// Possible futures of what a vendor would charge at today's contracted prices, whole and by product.
struct SpendPaths {
    /// The first day ahead.
    let start: CivilDate
    /// The vendor's own futures.
    private(set) var whole: SamplePaths
    /// Each product's, those with most money first; what is too small for a line of its own is together in the last.
    let products: [(name: String, paths: SamplePaths)]
    /// How ranges like these did in the past.
    let track: VendorPack.TrackRecord?

    /// Days of history that a vendor needs.
    static let leastDays = 28
    /// Products that have a line of their own at most, and the least part of the spend of each.
    private static let mostProducts = 12
    private static let leastShare = 0.01
    /// What products without a line of their own are called.
    static let otherProducts = "(other products)"

    /// Forecasts `horizon` days from daily contracted cost by product.
    ///
    /// - Parameters:
    ///   - cube: Contracted cost of the vendor's usage, by service and status of commitment; what is not used does not count.
    ///   - vendor: Its name, for errors.
    ///   - horizon: Days ahead.
    ///   - pathCount: Possible futures of each series.
    /// - Throws: ``CommitmentError/tooShort(vendor:needed:got:)``.
    init(_ cube: CostCube, vendor: String, horizon: Int, pathCount: Int) throws(CommitmentError) {
        let used = (0..<cube.leafCount).map { leaf in
            cube.codes[1][leaf] == 0 || cube.values[1][Int(cube.codes[1][leaf]) - 1] != "Unused"
        }
        func values(_ leaves: [Int]) -> [Double] {
            cube.dailyCosts(ofLeaves: leaves.filter { used[$0] }).map(\.approximate)
        }
        let nodes = cube.nodes(by: [0]).map { node in
            (name: (node.scope[.service] ?? nil) ?? "–", values: values(node.leaves))
        }
        let total = values(Array(0..<cube.leafCount))
        let first = total.firstIndex { $0 != 0 } ?? total.count
        guard total.count - first >= SpendPaths.leastDays else {
            throw .tooShort(vendor: vendor, needed: SpendPaths.leastDays, got: total.count - first)
        }
        let origin = cube.days.lowerBound.advanced(by: first)
        let shown = SpendPaths.shown(nodes.map { ($0.name, Array($0.values[first...])) })
        let all = [("", Array(total[first...]))] + shown
        let paths = parallelMap(Array(all.enumerated())) { i, series -> SamplePaths in
            SpendPaths.paths(series.1, from: origin, horizon: horizon, count: pathCount, seed: UInt64(i + 1))
        }
        let past = SpendPaths.track(all[0].1, from: origin)
        let widened = paths.map { SpendPaths.widened($0, by: past?.widening ?? 1) }
        start = cube.days.upperBound
        whole = widened[0]
        products = zip(shown, widened.dropFirst()).map { ($0.0, $1) }
        track = past
    }

    /// Products with money in the last ninety days, the small ones together.
    private static func shown(_ nodes: [(String, [Double])]) -> [(String, [Double])] {
        let recent = nodes.map { $0.1.suffix(90).reduce(0, +) }
        let total = recent.reduce(0, +)
        let order = nodes.indices.sorted { (recent[$1], nodes[$0].0) < (recent[$0], nodes[$1].0) }
        let large = order.prefix(mostProducts).filter { recent[$0] >= leastShare * total && recent[$0] > 0 }
        let small = order.filter { !large.contains($0) }
        var shown = large.map { nodes[$0] }
        guard let any = small.first else { return shown }
        var rest = [Double](repeating: 0, count: nodes[any].1.count)
        for node in small { for day in rest.indices { rest[day] += nodes[node].1[day] } }
        if rest.suffix(90).contains(where: { $0 != 0 }) { shown.append((otherProducts, rest)) }
        return shown
    }

    private static func paths(
        _ values: [Double], from start: CivilDate, horizon: Int, count: Int, seed: UInt64
    ) -> SamplePaths {
        let lead = values.firstIndex { $0 != 0 } ?? max(0, values.count - 1)
        guard let history = try? Series(daily: Array(values[lead...]), from: start.advanced(by: lead)),
            let model = try? AutoForecaster().fit(history)
        else {
            return SamplePaths(
                horizon: horizon, count: count, values: [Double](repeating: 0, count: horizon * count))
        }
        return model.samplePaths(horizon: horizon, count: count, seed: seed)
    }

    /// The same futures further from their mean, day by day, and none below zero that was not before.
    private static func widened(_ paths: SamplePaths, by factor: Double) -> SamplePaths {
        guard factor > 1, paths.count > 0 else { return paths }
        var values = paths.values
        for step in 0..<paths.horizon {
            let mean = paths.values(at: step).mean()
            for path in 0..<paths.count {
                let place = path * paths.horizon + step
                let moved = mean + factor * (values[place] - mean)
                values[place] = values[place] >= 0 ? max(0, moved) : moved
            }
            // What was cut at zero is taken off the others: the mean stays.
            let cut = (0..<paths.count).reduce(0) { $0 + values[$1 * paths.horizon + step] }
            guard mean > 0, cut > mean * Double(paths.count) else { continue }
            let share = mean * Double(paths.count) / cut
            for path in 0..<paths.count { values[path * paths.horizon + step] *= share }
        }
        return SamplePaths(horizon: paths.horizon, count: paths.count, values: values)
    }

    /// How totals of ninety days lay in the ranges forecast for them, month by month in the past, and by how much those have to
    /// be widened to hold four in five.
    ///
    /// Each origin is judged with the widening that the others ask for.
    private static func track(_ values: [Double], from start: CivilDate) -> VendorPack.TrackRecord? {
        let days = 90
        let origins = (0..<8).map { values.count - days - 30 * $0 }.filter { $0 >= 120 }
        guard origins.count >= 3 else { return nil }
        let misses = parallelMap(origins) { origin -> Double in
            let totals = paths(
                Array(values[..<origin]), from: start, horizon: days, count: 200, seed: UInt64(origin)
            ).totals(over: 0..<days)
            let truth = values[origin..<origin + days].reduce(0, +)
            let range = totals.quantiles([0.1, 0.5, 0.9])
            let side = truth > range[1] ? range[2] - range[1] : range[1] - range[0]
            let miss = abs(truth - range[1])
            return miss == 0 ? 0 : side > 0 ? min(20, miss / side) : 20
        }
        let held = misses.indices.count { i in
            var others = misses
            others.remove(at: i)
            return misses[i] <= widening(others)
        }
        return VendorPack.TrackRecord(
            days: days, origins: origins.count, held: held, widening: widening(misses))
    }

    private static func widening(_ misses: [Double]) -> Double { max(1, misses.quantile(0.8)) }
}

extension SpendPaths {
    /// Each product and the whole, by month; the products' means add up to the whole's, exactly.
    func months(_ count: Int) -> (whole: [VendorPack.Step], products: [VendorPack.ProductPath]) {
        var month = BillingPeriod(containing: start)
        if month.start < start { month = month.advanced(by: 1) }
        var whole: [VendorPack.Step] = []
        var steps = products.map { _ in [VendorPack.Step]() }
        for offset in 0..<count {
            let period = month.advanced(by: offset)
            let days = start.distance(to: period.start)..<start.distance(to: period.end)
            guard days.upperBound <= self.whole.horizon else { break }
            let nodes = reconciled(days, named: period.description)
            whole.append(nodes[0])
            for i in steps.indices { steps[i].append(nodes[i + 1]) }
        }
        return (whole, zip(products, steps).map { VendorPack.ProductPath(service: $0.name, months: $1) })
    }

    /// The same with the whole's futures scaled, so that their mean over some days is a reconciled one.
    func aligned(to total: VendorPack.Step?, over days: Int) -> SpendPaths {
        let mean = whole.totals(over: 0..<days).mean()
        guard let target = total?.mean.approximate, mean > 0, target > 0 else { return self }
        var copy = self
        copy.whole = SamplePaths(
            horizon: whole.horizon, count: whole.count, values: whole.values.map { $0 * target / mean })
        return copy
    }

    /// The whole over some days ahead, its mean the sum of the products'.
    func total(_ days: Range<Int>, named name: String) -> VendorPack.Step { reconciled(days, named: name)[0] }

    /// The whole and the products over some days ahead, reconciled.
    private func reconciled(_ days: Range<Int>, named name: String) -> [VendorPack.Step] {
        let totals = [whole.totals(over: days)] + products.map { $0.paths.totals(over: days) }
        let means = totals.map { $0.mean() }
        let variances = zip(totals, means).map { values, mean in
            values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count - 1))
        }
        let plan = TreeReconciliation(
            parents: [nil] + products.map { _ in 0 }, variances: variances)
        let reconciled = plan.reconciled(means)
        let parts = zip(reconciled, totals).dropFirst().map { mean, values in
            Money<Charged>(modelled: values.contains { $0 < 0 } ? mean : max(0, mean))
        }
        let sums = [parts.reduce(.zero, +)] + parts
        return sums.indices.map { i in
            let quantiles = SpendPaths.moved(totals[i], from: means[i], to: sums[i].approximate)
                .quantiles([0.1, 0.5, 0.9]).map { Money<Charged>(modelled: $0) }
            return VendorPack.Step(
                month: name, p10: quantiles[0], p50: quantiles[1], p90: quantiles[2], mean: sums[i])
        }
    }

    /// Totals moved to another mean: in proportion, so that none falls below zero, where none does.
    private static func moved(_ totals: [Double], from mean: Double, to target: Double) -> [Double] {
        if mean > 0, target >= 0, totals.allSatisfy({ $0 >= 0 }) { return totals.map { $0 * target / mean } }
        return totals.map { $0 + target - mean }
    }
}
