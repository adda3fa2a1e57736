internal import Billing
internal import RootCause
internal import TimeSeries

/// The money of an episode, leaf by leaf, exact, and its split into causes.
struct CauseSplit: Sendable {
    let actual: Money<Charged>
    let expected: Money<Charged>
    /// Largest first, the remainder last; adds up to `actual` − `expected`.
    let causes: [Finding.Contribution]

    init(
        _ view: EstateView, values: [Double], scope: Scope, leaves: [Int], days: Range<Int>,
        expected path: [Double]
    ) {
        let parts = LeafExcess(view, values: values, leaves: leaves, days: days, total: path)
        var expected = Money<Charged>.zero
        for t in 0..<days.count {
            let known = CauseSplit.known(view, leaves, day: days.lowerBound + t)
            expected += Money(modelled: path[t] * known)
        }
        let byLeaf = expected.split(inProportionTo: parts.expectedByLeaf)
        let actuals = leaves.map { leaf in
            days.reduce(Money<Charged>.zero) { $0 + view.cube.cost(ofLeaf: leaf, on: $1) }
        }
        let actual = actuals.reduce(.zero, +)
        self.actual = actual
        self.expected = expected
        let excess = leaves.indices.map { actuals[$0].units - byLeaf[$0].units }
        let groups = CauseSplit.groups(
            view, scope: scope, leaves: leaves, real: actuals.map(\.approximate),
            predict: byLeaf.map(\.approximate))
        let impact = actual - expected
        var causes = groups.map { group in
            let money = Money<Charged>(units: group.members.reduce(Int128(0)) { $0 + excess[$1] })
            return Finding.Contribution(scope: group.scope, impact: money, share: 0)
        }
        causes.sort {
            abs($0.impact.units) != abs($1.impact.units)
                ? $0.impact.magnitude > $1.impact.magnitude : $0.scope < $1.scope
        }
        let rest = impact - causes.reduce(.zero) { $0 + $1.impact }
        if rest != .zero || causes.isEmpty {
            causes.append(Finding.Contribution(scope: scope, impact: rest, share: 0, isRemainder: true))
        }
        for i in causes.indices where impact != .zero {
            causes[i].share = causes[i].impact.approximate / impact.approximate
        }
        self.causes = causes
    }

    /// The share of a day's money that is known, over some leaves.
    static func known(_ view: EstateView, _ leaves: [Int], day: Int) -> Double {
        guard view.dayCount - day <= FeedLateness.maximumAge else { return 1 }
        var known = 0.0
        var all = 0.0
        for leaf in leaves {
            let value = max(0, view.values[leaf * view.dayCount + day])
            known += value * view.settledShare(vendor: view.vendor(ofLeaf: leaf), day: day)
            all += value
        }
        return all > 0 ? known / all : 1
    }

    /// Leaves that moved together: by the subset scan; where it finds nothing, the largest parts of the dimension that splits best.
    private static func groups(
        _ view: EstateView, scope: Scope, leaves: [Int], real: [Double], predict: [Double]
    ) -> [(scope: Scope, members: [Int])] {
        let fixed = Set(scope.dimensions)
        let free = view.cube.dimensions.indices.filter { !fixed.contains(view.cube.dimensions[$0]) }
        guard leaves.count > 1, !free.isEmpty else { return [] }
        let base = view.cube.dimensions.indices.filter { fixed.contains(view.cube.dimensions[$0]) }
        let table = LeafTable(
            dimensions: free.map { view.cube.dimensions[$0].name },
            values: free.map { [""] + view.cube.values[$0] },
            codes: free.map { d in leaves.map { Int(view.cube.codes[d][$0]) } }, real: real, predict: predict)
        var scan = SubsetScan()
        // People act on money: a sure cause of next to nothing would hide a larger one.
        scan.minimumShare = 0.05
        let found = leaves.count >= 8 ? scan.explain(table).causes : []
        if !found.isEmpty {
            return found.prefix(5).map { cause in
                let dimensions = (base + cause.elements.map { free[$0.dimension] }).sorted()
                return (view.cube.scope(ofLeaf: leaves[cause.leaves[0]], in: dimensions), cause.leaves)
            }
        }
        return drillDown(
            view, base: base, free: free, leaves: leaves, excess: zip(real, predict).map { $0 - $1 })
    }

    private static func drillDown(
        _ view: EstateView, base: [Int], free: [Int], leaves: [Int], excess: [Double]
    ) -> [(scope: Scope, members: [Int])] {
        var best: (concentration: Double, groups: [(scope: Scope, members: [Int])]) = (0, [])
        let total = excess.reduce(0, +)
        for d in free {
            var members: [UInt32: [Int]] = [:]
            for (i, leaf) in leaves.enumerated() { members[view.cube.codes[d][leaf], default: []].append(i) }
            guard members.count > 1 else { continue }
            let sums = members.mapValues { $0.reduce(0) { $0 + excess[$1] } }
            let top = sums.sorted { (abs($0.value), $1.key) > (abs($1.value), $0.key) }.prefix(3)
                .filter { abs($0.value) >= 0.1 * abs(total) }
            let concentration = (top.first.map { abs($0.value) } ?? 0) - 0.02 * abs(total) * Double(d)
            guard concentration > best.concentration else { continue }
            best = (
                concentration,
                top.compactMap { part in
                    members[part.key].map {
                        (view.cube.scope(ofLeaf: leaves[$0[0]], in: (base + [d]).sorted()), $0)
                    }
                }
            )
        }
        return best.groups
    }
}

extension EstateView {
    /// The share of a vendor's money on a day that should be known by now; 1 on days that are missing.
    func settledShare(vendor: Int, day: Int) -> Double {
        guard lateness.indices.contains(vendor) else { return 1 }
        return lateness[vendor].completeness(age: dayCount - day)
    }
}
