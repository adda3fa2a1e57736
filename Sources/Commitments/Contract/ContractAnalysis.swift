public import Billing
import Statistics

/// What a spend contract costs under an outlook, and how likely its promise is missed.
///
/// Every future's cost is exact: eligible spend at its price level less the discount, true-up of shortfalls, rights carried
/// over, waivers, payment terms and the right to leave. With a cost of capital, costs are present values.
public struct ContractAnalysis: Sendable, Hashable, Codable {
    /// What is analysed.
    public var contract: SpendContract
    /// Cost of the whole term.
    public var cost: CostDistribution
    /// Mean saving against the same spend without the contract.
    public var expectedSaving: Money<Charged>
    /// Odds that at least one period falls short, 0…1.
    public var shortfallProbability: Double
    /// Mean of what is paid for nothing over the term, after carry-over, not discounted.
    public var expectedShortfall: Money<Charged>
    /// Each period.
    public var periods: [PeriodOutcome]
    /// Odds that the right to leave is used; `nil` without one.
    public var leavingProbability: Double?
    /// One leaves if the list spend of the period before is below this; `nil` if one leaves always or never.
    public var leavesBelow: Money<Charged>?

    /// A period of the term.
    public struct PeriodOutcome: Sendable, Hashable, Codable {
        /// What is promised.
        public var commit: Money<Charged>
        /// What counts towards it: the 10 % quantile, median, 90 % quantile and mean.
        public var p10: Money<Charged>
        public var p50: Money<Charged>
        public var p90: Money<Charged>
        public var mean: Money<Charged>
        /// Odds that the promise is missed after carry-over, 0…1.
        public var shortfallProbability: Double
        /// Mean of what is paid for nothing.
        public var expectedShortfall: Money<Charged>
        /// Mean of all that is paid.
        public var expectedPayment: Money<Charged>
    }

    /// Analyses a contract.
    ///
    /// - Parameters:
    ///   - contract: One commit a period of the outlook.
    ///   - outlook: Possible futures of list spend.
    /// - Throws: ``ContractError`` for a fault in either.
    /// - Complexity: O(paths · periods).
    public init(_ contract: SpendContract, under outlook: SpendOutlook) throws(ContractError) {
        let costs = ContractCosts(try ContractTerms(contract, under: outlook))
        let periods = contract.commits.count
        let paths = costs.totals.count
        func column(_ values: [Double], _ period: Int) -> [Double] {
            (0..<paths).map { values[$0 * periods + period] }
        }
        self.contract = contract
        cost = CostDistribution(costs.totals)
        expectedSaving = Money(modelled: costs.without.mean() - costs.totals.mean())
        let short = (0..<paths).count { path in
            (0..<periods).contains { costs.isShort(path: path, period: $0) }
        }
        shortfallProbability = Double(short) / Double(paths)
        let share = contract.shortfallShare
        self.periods = (0..<periods).map { period in
            let shortfalls = column(costs.shortfalls, period)
            return PeriodOutcome(
                commit: contract.commits[period], counted: column(costs.counted, period),
                short: (0..<paths).count { costs.isShort(path: $0, period: period) },
                paidFor: share * shortfalls.mean(),
                payment: column(costs.payments, period).mean())
        }
        expectedShortfall = self.periods.reduce(.zero) { $0 + $1.expectedShortfall }
        leavingProbability = contract.termination.map { _ in
            Double(costs.leaves.count { $0 }) / Double(paths)
        }
        leavesBelow = costs.leavesBelow.flatMap { $0.isFinite ? Money(modelled: $0) : nil }
    }
}

extension ContractAnalysis.PeriodOutcome {
    fileprivate init(
        commit: Money<Charged>, counted: [Double], short: Int, paidFor: Double, payment: Double
    ) {
        let quantiles = counted.quantiles([0.1, 0.5, 0.9])
        self.init(
            commit: commit, p10: Money(modelled: quantiles[0]), p50: Money(modelled: quantiles[1]),
            p90: Money(modelled: quantiles[2]), mean: Money(modelled: counted.mean()),
            shortfallProbability: Double(short) / Double(counted.count),
            expectedShortfall: Money(modelled: paidFor), expectedPayment: Money(modelled: payment))
    }
}

extension SpendContract {
    /// What each future costs over the term, exactly; a present value if the outlook has a cost of capital.
    ///
    /// - Parameter outlook: Possible futures of list spend.
    /// - Returns: One cost a path.
    /// - Throws: ``ContractError`` for a fault in either.
    public func costs(under outlook: SpendOutlook) throws(ContractError) -> [Double] {
        ContractCosts(try ContractTerms(self, under: outlook)).totals
    }
}

/// A cost of which many possible values are known.
public struct CostDistribution: Sendable, Hashable, Codable {
    /// The mean.
    public var mean: Money<Charged>
    /// A tenth of the futures cost less.
    public var p10: Money<Charged>
    /// Half of the futures cost less.
    public var p50: Money<Charged>
    /// A tenth of the futures cost more.
    public var p90: Money<Charged>
    /// The mean of the worst tenth.
    public var worstDecile: Money<Charged>
    /// The mean of the worst twentieth (conditional value at risk at 95 %).
    public var cvar95: Money<Charged>

    /// The distribution of a sample, which must not be empty.
    init(_ costs: [Double]) {
        let quantiles = costs.quantiles([0.1, 0.5, 0.9])
        mean = Money(modelled: costs.mean())
        p10 = Money(modelled: quantiles[0])
        p50 = Money(modelled: quantiles[1])
        p90 = Money(modelled: quantiles[2])
        worstDecile = Money(modelled: costs.tailMean(from: 0.9))
        cvar95 = Money(modelled: costs.tailMean(from: 0.95))
    }
}
