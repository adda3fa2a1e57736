/// How much of something was used and what it cost, in 10⁻¹⁸.
struct Measure: Hashable {
    var quantity: Int128 = 0
    var list: Int128 = 0
    var contracted: Int128 = 0
    /// On the basis of the bridge.
    var cost: Int128 = 0
    /// Whether all of the cost has a quantity.
    var isMetered = true

    /// Nothing.
    static let zero = Measure()

    /// Whether nothing was used and nothing charged.
    var isNothing: Bool { quantity == 0 && cost == 0 }

    static func += (left: inout Measure, right: Measure) {
        left.quantity += right.quantity
        left.list += right.list
        left.contracted += right.contracted
        left.cost += right.cost
        left.isMetered = left.isMetered && right.isMetered
    }
}

/// The days of a charge that fall into a period.
struct DayShare {
    let length: Int128
    /// Days of the charge before the period, and before its end.
    let skipped: Int128
    let reached: Int128

    /// The days of a charge within some days, by day number; `nil` if there are none.
    init?(start: Int32, end: Int32, within days: Range<Int32>) {
        let end = max(end, start + 1)
        guard start < days.upperBound, end > days.lowerBound else { return nil }
        length = Int128(end - start)
        skipped = Int128(max(0, days.lowerBound - start))
        reached = Int128(min(end, days.upperBound) - start)
    }

    /// The part of an amount that the days have, spread as a ``CostCube`` does: evenly, to the last unit.
    func part(of units: Int128) -> Int128 {
        if skipped == 0, reached == length { return units }
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: length)
        let step: Int128 = remainder < 0 ? -1 : 1
        let extra = remainder.magnitude
        func sum(_ days: Int128) -> Int128 { quotient * days + step * Int128(min(UInt128(days), extra)) }
        return sum(reached) - sum(skipped)
    }
}
