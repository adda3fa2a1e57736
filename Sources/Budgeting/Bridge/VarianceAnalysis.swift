public import Billing
public import TimeSeries

/// Explains why the parts of a bill cost more or less in one period than in another.
///
///     let analysis = VarianceAnalysis(trees: [tree])
///     analysis.bridges(ledger, currency: usd, from: secondQuarter, to: thirdQuarter, run: run)
///
/// Items (a SKU of a service in a region and an account) that are there in both periods are split into quantity and price:
/// the change of price counts at the mean quantity, the change of quantity at the mean price. Price is split further into
/// public price, negotiated share and commitment coverage; quantity into mix, days, and business and efficiency where a
/// driver is given: each by its Shapley value, the average over all orders of change. All else is compared as amounts.
///
/// Everything adds up to the last 10⁻¹⁸: parts to the change, children to their parents, contributors to parts.
///
/// DIFFERENCE: ``RootCause`` `PriceVolumeMix` averages over all orders of volume, mix and price; here volume and mix stand
/// together (Owen's value of nested coalitions), so that what is called price depends neither on the tree, nor on whether a
/// driver is given.
///
/// - SeeAlso: Bennet, "The theory of measurement of changes in cost of living", *J. Royal Statistical Society* 83 (1920);
///   Owen, "Values of games with a priori unions", 1977; Sun, *Energy Economics* 20 (1998).
public struct VarianceAnalysis: Sendable {
    /// The trees; without any, the whole bill is one node.
    public var trees: [TreeDefinition]
    public var basis: CostBasis
    /// Only charges in this part of the bill count.
    public var scope: Scope
    /// How many contributors are named for each part.
    public var contributorCount: Int
    /// What the business did.
    public var driver: BridgeDriver?

    /// An analysis of effective cost.
    public init(
        trees: [TreeDefinition] = [], basis: CostBasis = .effectiveCost, scope: Scope = .total,
        contributorCount: Int = 5, driver: BridgeDriver? = nil
    ) {
        self.trees = trees
        self.basis = basis
        self.scope = scope
        self.contributorCount = contributorCount
        self.driver = driver
    }

    /// The ways from what was charged for one period to what was charged for another.
    ///
    /// - Parameters:
    ///   - ledger: All charges; only those known on `run` are read.
    ///   - currency: The currency of the bridges; charges in others are left out.
    ///   - from: The first period.
    ///   - to: The second period; where it is not over, what is charged so far counts.
    ///   - run: The day of the run.
    /// - Returns: One bridge a tree.
    /// - Complexity: O(rows + cells · depth of the trees).
    public func bridges(
        _ ledger: Ledger, currency: Currency, from: BudgetPeriod, to: BudgetPeriod, run: CivilDate
    ) -> [VarianceBridge] {
        let dimensions = treeDimensions
        let cells = cells(
            ledger, currency, run: run, by: dimensions, touching: [from.days, to.days])
        let before = cells.measures(on: from.days, basis: basis)
        let after = cells.measures(on: to.days, basis: basis)
        let comparison = BridgeComparison(
            cells: cells, leaves: cells.leaves, before: before, after: after, from: from, to: to,
            kind: .actual)
        return bridges(comparison, currency: currency)
    }

    /// The dimensions that the trees read, each once.
    var treeDimensions: [Dimension] {
        var seen: Set<Dimension> = []
        return trees.flatMap(\.dimensions).filter { seen.insert($0).inserted }
    }

    func cells(
        _ ledger: Ledger, _ currency: Currency, run: CivilDate, by dimensions: [Dimension],
        touching periods: [Range<CivilDate>]
    ) -> BridgeCells {
        var filter = ChargeFilter.all.known(on: run)
        filter.scope = scope
        let selection = LedgerSelection(
            ledger, passing: ledger.rows(passing: filter, in: currency), touching: periods)
        return BridgeCells(selection, by: dimensions, treeDimensions: treeDimensions)
    }

    /// One bridge a tree.
    func bridges(
        _ comparison: BridgeComparison, currency: Currency,
        budget: (BudgetTarget) -> Money<Charged>? = { _ in nil }
    ) -> [VarianceBridge] {
        let lines = comparison.lines(driver: driver, treeDimensions: treeDimensions)
        let definitions = trees.isEmpty ? [TreeDefinition(name: "", dimensions: [])] : trees
        return definitions.map { definition in
            BridgeAssembly(
                tree: BudgetTree(definition, leaves: comparison.leaves), lines: lines,
                comparison: comparison, currency: currency, basis: basis, scope: scope,
                contributorCount: contributorCount
            ).root(budget: budget)
        }
    }
}

/// What the business did in the two periods of a bridge.
public struct BridgeDriver: Sendable {
    /// The driver's name: `orders`.
    public var name: String
    /// The driver's sums over both periods for a part of the bill; `nil` where it says nothing of that part.
    public var sums: @Sendable (Scope) -> (before: Double, after: Double)?

    /// A driver.
    public init(name: String, sums: @escaping @Sendable (Scope) -> (before: Double, after: Double)?) {
        self.name = name
        self.sums = sums
    }
}
