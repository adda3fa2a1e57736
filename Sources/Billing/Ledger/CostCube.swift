public import TimeSeries

/// Daily money of one currency and basis, by some dimensions: exact, dense in days, sparse in combinations of values.
public struct CostCube: Sendable {
    /// The dimensions that leaves differ in.
    public let dimensions: [Dimension]
    /// The days covered.
    public let days: Range<CivilDate>
    /// Which cost is summed.
    public let basis: CostBasis
    /// The currency of all sums.
    public let currency: Currency
    /// The distinct values of each dimension; code *k* is `values[d][k − 1]`, code 0 is null.
    public let values: [[String]]
    /// The code of each leaf in each dimension: `codes[d][leaf]`.
    public let codes: [[UInt32]]
    /// Money by leaf and day, in 10⁻¹⁸: `units[leaf · dayCount + day]`.
    private let units: [Int128]

    /// Number of leaves: combinations of values that have charges.
    public var leafCount: Int { dayCount == 0 ? 0 : units.count / dayCount }
    /// Number of days.
    public var dayCount: Int { days.lowerBound.distance(to: days.upperBound) }

    /// Sums the charges of `ledger` that pass `filter` by day and dimensions.
    ///
    /// A charge whose period is longer than a day is spread evenly over its days, exactly: its parts add up to it. Days of
    /// it outside `days` are left out.
    public init(
        _ ledger: Ledger, by dimensions: [Dimension], days: Range<CivilDate>, basis: CostBasis,
        currency: Currency,
        filter: ChargeFilter
    ) {
        let columns = dimensions.map { ledger.codes(of: $0) }
        let passes = ledger.rows(passing: filter, in: currency)
        let costs = ledger.costs(basis)
        let first = days.lowerBound.dayNumber
        let dayCount = days.lowerBound.distance(to: days.upperBound)
        var leaves = CombinationIndex(columns)
        var units: [Int128] = []
        for row in 0..<ledger.count where passes[row] {
            let start = Int(ledger.chargeStart[row])
            let length = max(1, Int(ledger.chargeEnd[row]) - start)
            guard start + length > first, start < first + dayCount else { continue }
            let leaf = leaves.index(ofRow: row)
            if units.count < leaves.count * dayCount {
                units.append(contentsOf: repeatElement(0, count: dayCount))
            }
            if length == 1 {
                units[leaf * dayCount + start - first] += costs[row]
            } else {
                let parts = Money<Charged>(units: costs[row]).split(into: length)
                for (i, part) in parts.enumerated() where 0..<dayCount ~= start + i - first {
                    units[leaf * dayCount + start + i - first] += part.units
                }
            }
        }
        self.dimensions = dimensions
        self.days = days
        self.basis = basis
        self.currency = currency
        self.values = columns.map(\.values)
        self.codes = columns.map { column in leaves.firstRow.map { column.codes[$0] } }
        self.units = units
    }

    /// The scope of a leaf in some of the dimensions (indices into ``dimensions``).
    public func scope(ofLeaf leaf: Int, in dimensionIndices: [Int]) -> Scope {
        var scope: [Dimension: String?] = [:]
        for d in dimensionIndices {
            let code = Int(codes[d][leaf])
            scope[dimensions[d]] = .some(code == 0 ? nil : values[d][code - 1])
        }
        return Scope(scope)
    }

    /// The money of a leaf on day number `day` (0 is the first).
    public func cost(ofLeaf leaf: Int, on day: Int) -> Money<Charged> {
        Money(units: units[leaf * dayCount + day])
    }

    /// The money of some leaves added up, day by day.
    public func dailyCosts(ofLeaves leaves: some Sequence<Int>) -> [Money<Charged>] {
        var sums = [Int128](repeating: 0, count: dayCount)
        for leaf in leaves {
            let offset = leaf * dayCount
            for day in 0..<dayCount { sums[day] += units[offset + day] }
        }
        return sums.map { Money(units: $0) }
    }

    /// The money of all leaves, day by day.
    public var dailyTotals: [Money<Charged>] { dailyCosts(ofLeaves: 0..<leafCount) }

    /// One node for each combination of values of some of the dimensions, with its leaves; in order of scope.
    public func nodes(by dimensionIndices: [Int]) -> [Node] {
        var leavesOf: [[UInt32]: [Int]] = [:]
        for leaf in 0..<leafCount {
            leavesOf[dimensionIndices.map { codes[$0][leaf] }, default: []].append(leaf)
        }
        return leavesOf.values
            .map { Node(scope: scope(ofLeaf: $0[0], in: dimensionIndices), leaves: $0) }
            .sorted { $0.scope < $1.scope }
    }

    /// A part of the bill and the leaves it is made of.
    public struct Node: Sendable {
        /// The values that all leaves share.
        public let scope: Scope
        /// Indices of the leaves, in order.
        public let leaves: [Int]
    }
}
