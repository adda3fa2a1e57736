import Billing
import TimeSeries

/// The means of all leaves on the days of a window, while changes act on them one after another.
struct ChangedLeaves {
    private let scopes: [Scope]
    private let days: Range<CivilDate>
    /// The days before the origin that say how much of a change the history shows.
    private let learned: Range<CivilDate>
    private let dayCount: Int
    /// Means, leaf after leaf.
    private var means: [Double]

    /// Days before the origin over which a change becomes part of what a forecast expects.
    static let learningDays = 14

    init(_ leaves: [LeafOutlook], days: Range<CivilDate>, origin: CivilDate) {
        scopes = leaves.map(\.scope)
        self.days = days
        learned = origin.advanced(by: -Self.learningDays)..<origin
        dayCount = days.lowerBound.distance(to: days.upperBound)
        means = []
        means.reserveCapacity(leaves.count * dayCount)
        for leaf in leaves {
            for day in days {
                let place = leaf.days.lowerBound.distance(to: day)
                means.append(leaf.mean.indices.contains(place) ? leaf.mean[place] : 0)
            }
        }
    }

    /// Lets a change act, and says what it added to each leaf.
    mutating func apply(_ change: PlannedChange) -> [Money<Charged>] {
        let concerned = scopes.indices.filter { change.scope.contains(scopes[$0]) }
        switch change.effect {
        case .factor(let factor): return multiply(concerned, by: factor, change)
        case .amount(let money):
            let share = days.clamped(to: change.days)
            return add(money.prorated(share.count, of: change.days.count), to: concerned, on: share)
        case .monthly(let money): return addMonthly(money, to: concerned, change)
        case .minimum(let money):
            let share = days.clamped(to: change.days)
            let needed = money.prorated(share.count, of: change.days.count)
            let have = Money<Charged>(
                modelled: ChangedLeaves.bounded(concerned.reduce(0) { $0 + sum(of: $1, on: share) }))
            return add(max(.zero, needed - have), to: concerned, on: share)
        case .move(let target, let share): return move(concerned, to: target, share: share, change)
        case .copy(let target, let factor): return copy(concerned, to: target, factor: factor, change)
        }
    }

    // MARK: Effects

    private mutating func multiply(_ concerned: [Int], by factor: Double, _ change: PlannedChange)
        -> [Money<Charged>]
    {
        var deltas = none
        let size = { (day: CivilDate) in 1 + (factor - 1) * change.presence(on: day) }
        let shown = mean(over: learned, size)
        guard shown > 0 else { return deltas }
        let ratios = days.map { size($0) / shown - 1 }
        for leaf in concerned {
            deltas[leaf] = grow(leaf, by: ratios)
        }
        return deltas
    }

    /// Adds a share of each day's mean to it.
    private mutating func grow(_ leaf: Int, by ratios: [Double]) -> Money<Charged> {
        var sum = 0.0
        for (day, ratio) in ratios.enumerated() where ratio != 0 {
            let more = ChangedLeaves.bounded(means[leaf * dayCount + day] * ratio)
            means[leaf * dayCount + day] += more
            sum += more
        }
        return Money(modelled: ChangedLeaves.bounded(sum))
    }

    private mutating func addMonthly(_ money: Money<Charged>, to concerned: [Int], _ change: PlannedChange)
        -> [Money<Charged>]
    {
        let shown = mean(over: learned) { change.presence(on: $0) }
        var total = Money<Charged>.zero
        var active = days.clamped(to: change.days)
        if shown > 0 { active = days }
        for month in active.months {
            let part = active.clamped(to: month.days)
            let weight = part.reduce(0) { $0 + change.presence(on: $1) - shown }
            total += money.scaled(
                by: Int128((weight * 1000).rounded()), over: Int128(month.days.count * 1000))
        }
        return add(total, to: concerned, on: active)
    }

    /// Adds money to leaves in proportion to their means on some days, evenly over these days.
    private mutating func add(_ money: Money<Charged>, to concerned: [Int], on part: Range<CivilDate>)
        -> [Money<Charged>]
    {
        var deltas = none
        guard !part.isEmpty, money != .zero, !concerned.isEmpty else { return deltas }
        let parts = money.split(inProportionTo: concerned.map { sum(of: $0, on: part) })
        for (leaf, share) in zip(concerned, parts) {
            deltas[leaf] = share
            let daily = share.approximate / Double(part.count)
            for day in offsets(part) { means[leaf * dayCount + day] += daily }
        }
        return deltas
    }

    private mutating func move(
        _ concerned: [Int], to target: Scope, share: Double, _ change: PlannedChange
    ) -> [Money<Charged>] {
        var deltas = none
        let moved = { (day: CivilDate) in share * change.progress(on: day) }
        let shown = mean(over: learned, moved)
        guard shown < 1 else { return deltas }
        let ratios = days.map { -(moved($0) - shown) / (1 - shown) }
        let places = MoveTargets(scopes, from: change.scope, to: target)
        for leaf in concerned where !target.contains(scopes[leaf]) {
            let takers = places.leaves(for: scopes[leaf])
            guard !takers.isEmpty else { continue }
            let before = slice(leaf)
            let taken = grow(leaf, by: ratios)
            deltas[leaf] += taken
            give(-taken, perDay: zip(before, slice(leaf)).map { $0 - $1 }, to: takers, &deltas)
        }
        return deltas
    }

    private mutating func copy(
        _ concerned: [Int], to target: Scope, factor: Double, _ change: PlannedChange
    ) -> [Money<Charged>] {
        var deltas = none
        let size = { (day: CivilDate) in factor * change.presence(on: day) }
        let shown = mean(over: learned, size)
        let places = Dictionary(scopes.indices.map { (scopes[$0], $0) }) { first, _ in first }
        for leaf in concerned {
            guard let copy = places[scopes[leaf].overridden(by: target)], copy != leaf else { continue }
            var sum = 0.0
            for (day, date) in days.enumerated() {
                let more = ChangedLeaves.bounded(means[leaf * dayCount + day] * (size(date) - shown))
                means[copy * dayCount + day] += more
                sum += more
            }
            deltas[copy] += Money(modelled: ChangedLeaves.bounded(sum))
        }
        return deltas
    }

    /// Gives exact money to leaves in proportion to their means, spread over the days as it was taken.
    private mutating func give(
        _ money: Money<Charged>, perDay: [Double], to takers: [Int], _ deltas: inout [Money<Charged>]
    ) {
        let parts = money.split(inProportionTo: takers.map { sum(of: $0, on: days) })
        let whole = money.approximate
        for (taker, part) in zip(takers, parts) {
            deltas[taker] += part
            let share = whole == 0 ? 0 : part.approximate / whole
            for day in 0..<dayCount { means[taker * dayCount + day] += perDay[day] * share }
        }
    }

    // MARK: Sums

    /// Growth upon growth stays within what money can hold, however often somebody asks for +1000 %.
    private static func bounded(_ value: Double) -> Double { min(max(value, -1e14), 1e14) }

    private var none: [Money<Charged>] { [Money<Charged>](repeating: .zero, count: scopes.count) }

    private func slice(_ leaf: Int) -> [Double] { Array(means[leaf * dayCount..<(leaf + 1) * dayCount]) }

    private func offsets(_ part: Range<CivilDate>) -> Range<Int> {
        let first = days.lowerBound.distance(to: part.lowerBound)
        return first..<first + part.count
    }

    private func sum(of leaf: Int, on part: Range<CivilDate>) -> Double {
        guard !part.isEmpty else { return 0 }
        return offsets(part).reduce(0) { $0 + means[leaf * dayCount + $1] }
    }

    private func mean(over days: Range<CivilDate>, _ value: (CivilDate) -> Double) -> Double {
        days.reduce(0) { $0 + value($1) } / Double(days.count)
    }
}

extension PlannedChange {
    /// How much of the change holds on a day, 0…1.
    func presence(on day: CivilDate) -> Double {
        guard days.contains(day) else { return 0 }
        guard rampDays > 1 else { return 1 }
        return min(1, Double(days.lowerBound.distance(to: day) + 1) / Double(rampDays))
    }

    /// How far a change that proceeds over its days and then stays has come on a day, 0…1.
    func progress(on day: CivilDate) -> Double {
        let length = days == days.lowerBound..<PlannedChange.openEnd ? max(1, rampDays) : days.count
        return min(1, max(0, Double(days.lowerBound.distance(to: day) + 1) / Double(length)))
    }
}

extension Range<CivilDate> {
    /// The months that have a day of this.
    fileprivate var months: [BillingPeriod] {
        guard !isEmpty else { return [] }
        var months = [BillingPeriod(containing: lowerBound)]
        while let last = months.last, last.end < upperBound { months.append(last.advanced(by: 1)) }
        return months
    }
}

extension Money {
    /// The part of this for `part` of `whole` equal days.
    func prorated(_ part: Int, of whole: Int) -> Money {
        scaled(by: Int128(part), over: Int128(Swift.max(1, whole)))
    }
}

extension Scope {
    /// This with the values of another in its dimensions.
    func overridden(by other: Scope) -> Scope {
        var values: [Dimension: String?] = [:]
        for (dimension, value) in self.values + other.values { values[dimension] = .some(value) }
        return Scope(values)
    }
}
