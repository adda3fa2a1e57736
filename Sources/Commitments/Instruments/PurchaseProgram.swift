internal import LinearProgramming

/// Purchases of several instruments over time as a linear program, in one known future or in several possible ones.
///
///     min  Σ price · hours · owned  +  mean over scenarios of Σ hours · on-demand
///     s.t. on-demand + covered by each instrument ≥ demand     every family, bin, period and scenario
///          covered over the families of an instrument ≤ what is owned of it
///          owned(t) = owned(t − 1) + bought(t) − bought(t − term)
///
/// With risk aversion λ it is (1 − λ) · mean + λ · CVaR of what the plan loses against paying all on demand: the mean over the dearest
/// twentieth of scenarios, the ones in which demand goes away. (CVaR of the cost itself would be that of high demand, and buy more.)
///
/// What is bought first is one decision for all scenarios; what is bought later is foreseen as well, so that nothing is bought now that
/// could be bought when it is needed.
struct PurchaseProgram {
    struct Offer {
        /// Cost of an hour of each unit, used or not.
        var price: Double
        var termPeriods: Int
        /// The places of the families that it may cover.
        var families: [Int]
        /// Step of the first purchase; 0 for any amount.
        var lot = 0.0
    }

    /// Purchases after the first period.
    enum Later {
        /// There are none: the myopic program, for comparison.
        case none
        /// One plan for all scenarios.
        case shared
    }

    /// What is owned already and may cover some families, period by period.
    struct Owned {
        var families: [Int]
        var covered: [Double]
    }

    var offers: [Offer]
    var owned: [Owned] = []
    var periodCount: Int
    /// `demand[scenario][period][family][bin]`.
    var demand: [[[[Double]]]]
    /// Hours of a bin.
    var binHours: Double
    var later = Later.shared
    /// λ of the mean against the tail.
    var riskAversion = 0.0
    /// First purchases that are given, by offer.
    var given: [Double]?

    /// The dearest share of scenarios that CVaR averages.
    static let tail = 0.05

    struct Plan {
        /// `purchases[offer][period]`.
        var purchases: [[Double]]
        /// What the plan costs in each scenario, purchases included, what is owned not.
        var scenarioCosts: [Double]
        var objective: Double
    }

    func plan(within limits: LinearProgram.Limits = .init()) throws(LinearProgramError) -> Plan {
        var build = PurchaseBuild(self)
        build.addPurchases()
        for scenario in demand.indices { build.addScenario(scenario) }
        build.addRisk()
        let solution = try build.program.solution(within: limits)
        return build.plan(solution)
    }
}

/// The program while it is written down.
struct PurchaseBuild {
    typealias Variable = LinearProgram.Variable

    let problem: PurchaseProgram
    var program = LinearProgram()
    private var bought: [[Variable]] = []
    private var stock: [[Variable]] = []
    private var onDemand: [[Variable]] = []
    private var costs: [(total: Variable, allOnDemand: Double)] = []

    init(_ problem: PurchaseProgram) { self.problem = problem }

    private var periodHours: Double {
        problem.binHours * Double(problem.demand[0][0].first?.count ?? 0)
    }

    mutating func addPurchases() {
        for (j, offer) in problem.offers.enumerated() {
            let buys = (0..<problem.periodCount).map { period in
                let first = problem.given?[j]
                let most = period > 0 && problem.later == .none ? 0 : Double.infinity
                return program.variable(
                    cost: 0, in: period == 0 ? (first ?? 0)...(first ?? most) : 0...most)
            }
            if offer.lot > 0, problem.given == nil {
                let lots = program.variable(cost: 0, isInteger: true)
                program.constraint([(buys[0], 1), (lots, -offer.lot)], in: 0...0)
            }
            let held = (0..<problem.periodCount).map { _ in
                program.variable(cost: offer.price * periodHours)
            }
            for period in 0..<problem.periodCount {
                var terms = [(held[period], 1.0), (buys[period], -1.0)]
                if period > 0 { terms.append((held[period - 1], -1)) }
                if period >= offer.termPeriods { terms.append((buys[period - offer.termPeriods], 1)) }
                program.constraint(terms, in: 0...0)
            }
            bought.append(buys)
            stock.append(held)
        }
    }

    mutating func addScenario(_ scenario: Int) {
        let weight = 1 / Double(problem.demand.count)
        let mean = problem.riskAversion > 0 ? 0 : problem.binHours * weight
        var variables: [Variable] = []
        for period in 0..<problem.periodCount {
            let families = problem.demand[scenario][period]
            for bin in 0..<(families.first?.count ?? 0) {
                variables += addBin(families.map { $0[bin] }, period, cost: mean)
            }
        }
        onDemand.append(variables)
        guard problem.riskAversion > 0 else { return }
        let total = program.variable(cost: (1 - problem.riskAversion) * weight)
        program.constraint(
            [(total, -1)] + variables.map { ($0, problem.binHours) }, in: 0...0)
        let all = problem.demand[scenario].joined().joined().reduce(0, +) * problem.binHours
        costs.append((total, all))
    }

    /// Demand of one bin is covered or paid on demand; gives the on-demand variables.
    private mutating func addBin(_ demand: [Double], _ period: Int, cost: Double) -> [Variable] {
        var covers = [[(Variable, Double)]](repeating: [], count: demand.count)
        var needs = demand
        for (families, offers, owned) in groups {
            if families.count == 1 {
                needs[families[0]] -= owned.reduce(0) { $0 + problem.owned[$1].covered[period] }
                covers[families[0]] += offers.map { (stock[$0][period], 1) }
                continue
            }
            let parts = families.map { _ in program.variable(cost: 0) }
            for (family, part) in zip(families, parts) { covers[family].append((part, 1)) }
            let held = owned.reduce(0) { $0 + problem.owned[$1].covered[period] }
            program.constraint(
                parts.map { ($0, 1) } + offers.map { (stock[$0][period], -1) }, in: -.infinity...held)
        }
        var result: [Variable] = []
        for family in demand.indices where needs[family] > 0 {
            let rest = program.variable(cost: cost)
            program.constraint([(rest, 1)] + covers[family], in: needs[family]...Double.infinity)
            result.append(rest)
        }
        return result
    }

    /// Offers and owned tranches that may cover the same families.
    private var groups: [(families: [Int], offers: [Int], owned: [Int])] {
        let sets = Set(problem.offers.map(\.families) + problem.owned.map(\.families))
        return sets.sorted { $0.lexicographicallyPrecedes($1) }.map { families in
            (
                families, problem.offers.indices.filter { problem.offers[$0].families == families },
                problem.owned.indices.filter { problem.owned[$0].families == families }
            )
        }
    }

    /// CVaR as Rockafellar and Uryasev: η + mean of what is above η ÷ tail, of the loss against all on demand.
    mutating func addRisk() {
        guard problem.riskAversion > 0 else { return }
        let level = program.variable(cost: problem.riskAversion, in: -.infinity...Double.infinity)
        let weight = problem.riskAversion / PurchaseProgram.tail / Double(costs.count)
        for cost in costs {
            let above = program.variable(cost: weight)
            program.constraint(
                [(above, 1), (level, 1), (cost.total, -1)], in: -cost.allOnDemand...Double.infinity)
        }
    }

    func plan(_ solution: LinearProgram.Solution) -> PurchaseProgram.Plan {
        let committed = zip(problem.offers, stock).reduce(0.0) { sum, pair in
            sum + pair.1.reduce(0) { $0 + solution[$1] } * pair.0.price * periodHours
        }
        return PurchaseProgram.Plan(
            purchases: bought.map { $0.map { max(0, solution[$0]) } },
            scenarioCosts: onDemand.map { variables in
                committed + variables.reduce(0) { $0 + solution[$1] } * problem.binHours
            },
            objective: solution.objective)
    }
}
