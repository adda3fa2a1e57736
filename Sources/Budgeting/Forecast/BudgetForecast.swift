public import Billing
public import TimeSeries

/// Where every part of the bill in one currency will land in a period, seen through one or several trees.
///
/// The leaves, which all trees share, are the smallest parts that any tree tells apart. Means become exact money once, at
/// the leaves; every mean of every tree is the exact sum over its leaves.
public struct BudgetForecast: Sendable {
    public var period: BudgetPeriod
    public var currency: Currency
    public var basis: CostBasis
    /// The day of the run: charges known before it count.
    public var run: CivilDate
    /// The first day that is not complete: its charges, and those of later days, are still coming in.
    public var origin: CivilDate
    /// The root of each tree, in the order of ``shapes``.
    public var trees: [BudgetNode]
    /// Which leaf hangs where in each tree; nodes are in the order of ``BudgetNode/flattened``.
    public var shapes: [BudgetTree]
    /// What is still to come of each leaf on each day from ``origin`` to the end of the last of ``later`` or of ``period``,
    /// before planned changes.
    public var leaves: [LeafOutlook]
    /// What is charged so far for the period at each leaf.
    public var leafActuals: [Money<Charged>]
    /// The mean of the period's total at each leaf, planned changes included.
    public var leafMeans: [Money<Charged>]
    /// The changes that the plan names and that count here.
    public var changes: [PlannedChange]
    /// The quarters of ``BudgetNode/outlook``.
    public var later: [BudgetPeriod]
    /// How often P10…P90 held past totals; `nil` where the history is too short to tell.
    public var coverage: MeasuredCoverage?
    /// How much of a day's money is known some days later.
    public var lateness: LatenessCurve

    /// The amount of every node of every tree, for one amount a leaf: exact.
    ///
    /// - Parameter amounts: One for each of ``leaves``.
    /// - Returns: For each tree one amount a node, in the order of ``BudgetNode/flattened``.
    public func rollup<Amount: AdditiveArithmetic>(_ amounts: [Amount]) -> [[Amount]] {
        shapes.map { $0.totals(of: amounts) }
    }
}
