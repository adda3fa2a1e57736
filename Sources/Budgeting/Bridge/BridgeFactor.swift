import LinearAlgebra

/// A factor of a cost, before and after.
struct BridgeFactor {
    let before: DoubleDouble
    let after: DoubleDouble
    /// Whether both are equal, exactly.
    let isUnchanged: Bool

    /// A factor that does nothing.
    static let one = BridgeFactor(before: DoubleDouble(1), after: DoubleDouble(1), isUnchanged: true)

    private init(before: DoubleDouble, after: DoubleDouble, isUnchanged: Bool) {
        self.before = before
        self.after = after
        self.isUnchanged = isUnchanged
    }

    /// The factor `before` → `after`.
    init(_ before: Double, _ after: Double) {
        self.init(before: DoubleDouble(before), after: DoubleDouble(after), isUnchanged: before == after)
    }

    /// A ratio on both sides; a side of 0 ÷ 0 is not known and counts as unchanged.
    init(_ before: (Int128, over: Int128), _ after: (Int128, over: Int128)) {
        switch (before.over == 0, after.over == 0) {
        case (true, true): self = .one
        case (true, false):
            let known = DoubleDouble(units: after.0) / DoubleDouble(units: after.over)
            self.init(before: known, after: known, isUnchanged: true)
        case (false, true):
            let known = DoubleDouble(units: before.0) / DoubleDouble(units: before.over)
            self.init(before: known, after: known, isUnchanged: true)
        case (false, false):
            let left = before.0.multipliedFullWidth(by: after.over)
            let right = after.0.multipliedFullWidth(by: before.over)
            self.init(
                before: DoubleDouble(units: before.0) / DoubleDouble(units: before.over),
                after: DoubleDouble(units: after.0) / DoubleDouble(units: after.over),
                isUnchanged: left == right)
        }
    }

    /// This divided by another factor, side by side.
    func divided(by other: BridgeFactor) -> BridgeFactor {
        BridgeFactor(
            before: before / other.before, after: after / other.after,
            isUnchanged: isUnchanged && other.isUnchanged)
    }

    /// The mean of both sides.
    var mean: DoubleDouble { (before + after) * DoubleDouble(0.5) }

    /// What the change of this factor contributes to the change of its product with `y` and `z`, averaged over the orders
    /// of change (its Shapley value).
    func contribution(_ y: BridgeFactor, _ z: BridgeFactor) -> DoubleDouble {
        if isUnchanged { return DoubleDouble(0) }
        let together = y.before * z.before + y.after * z.after
        let crossed = y.before * z.after + y.after * z.before
        return (after - before) * ((together + together + crossed) / DoubleDouble(6))
    }
}
