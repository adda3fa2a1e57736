import Statistics

/// What every path costs under a contract, with the right to leave used as well as can be without knowing the future.
struct ContractCosts: Sendable {
    /// Present value of all payments of each path.
    let totals: [Double]
    /// Present value of what the vendor gets on each path: all but what is bought elsewhere after leaving.
    let revenues: [Double]
    /// What each path would cost without the contract.
    let without: [Double]
    /// What was promised and not spent: `shortfalls[path · periods + period]`; 0 after leaving.
    let shortfalls: [Double]
    /// What counted towards the commits, laid out alike.
    let counted: [Double]
    /// What was paid, not discounted, laid out alike.
    let payments: [Double]
    /// Whether each path leaves.
    let leaves: [Bool]
    /// List spend of the last period before leaving below which one leaves; `nil` if never.
    let leavesBelow: Double?

    init(_ terms: ContractTerms) {
        let paths = (0..<terms.pathCount).map { terms.cost(ofPath: $0) }
        let periods = terms.periodCount
        let leavesBelow = ContractCosts.leavesBelow(terms, paths)
        self.leavesBelow = leavesBelow
        let leaves: [Bool] = paths.indices.map { path in
            guard let leaving = terms.leaving, let leavesBelow else { return false }
            return terms.listSpend(path: path, period: leaving.period - 1) < leavesBelow
        }
        self.leaves = leaves
        totals = paths.indices.map { leaves[$0] ? paths[$0].left : paths[$0].total }
        revenues = paths.indices.map { leaves[$0] ? paths[$0].leavingRevenue : paths[$0].total }
        without = paths.indices.map { path in
            (0..<periods).reduce(0) { $0 + terms.fallback(path: path, period: $1) }
        }
        let last = terms.leaving?.period ?? periods
        func gone(_ path: Int, _ period: Int) -> Bool { leaves[path] && period >= last }
        shortfalls = paths.indices.flatMap { path in
            (0..<periods).map { gone(path, $0) ? 0 : paths[path].shortfalls[$0] }
        }
        counted = paths.flatMap(\.counted)
        payments = paths.indices.flatMap { path in
            (0..<periods).map { period in
                guard gone(path, period) else {
                    let fee = leaves[path] && period == last - 1 ? terms.leaving?.fee ?? 0 : 0
                    return paths[path].payments[period] + fee
                }
                return terms.plainFallback(path: path, period: period)
            }
        }
    }

    /// Whether a path misses a promise by more than the rounding of money.
    func isShort(path: Int, period: Int) -> Bool {
        let index = path * (shortfalls.count / totals.count) + period
        return shortfalls[index] > 1e-6 + 1e-12 * counted[index]
    }

    /// The best rule of the form "leave if the list spend of the period before is below this".
    ///
    /// One number is chosen from all paths and used on all of them, so no path knows its own future. Never and always
    /// are among the rules.
    private static func leavesBelow(_ terms: ContractTerms, _ paths: [ContractTerms.PathCost]) -> Double? {
        guard let leaving = terms.leaving else { return nil }
        let spends = paths.indices.map { terms.listSpend(path: $0, period: leaving.period - 1) }
        let order = spends.indices.sorted { (spends[$0], $0) < (spends[$1], $1) }
        var saving = 0.0
        var best: (saving: Double, below: Double)?
        for (place, path) in order.enumerated() {
            saving += paths[path].total - paths[path].left
            let next = place + 1 < order.count ? spends[order[place + 1]] : Double.infinity
            guard next > spends[path] else { continue }
            if saving > (best?.saving ?? 0) { best = (saving, next) }
        }
        return best?.below
    }
}

/// How much weight bad outcomes have in a choice.
public struct RiskPreference: Sendable, Hashable, Codable {
    /// Weight of the tail beside the mean, 0…1: (1 − aversion) · mean + aversion · CVaR.
    public var aversion: Double
    /// Where the tail begins: 0.95 is the worst twentieth.
    public var tail: Double

    /// A preference; the defaults weigh the worst twentieth with a fifth.
    public init(aversion: Double = 0.2, tail: Double = 0.95) {
        self.aversion = aversion
        self.tail = tail
    }

    /// Only the mean counts.
    public static let neutral = RiskPreference(aversion: 0)

    func check() throws(ContractError) {
        try ContractError.checkShare(aversion, "risk aversion")
        guard tail >= 0, tail < 1 else {
            throw .outOfRange(term: "the tail's start", needed: "from 0 to below 1", got: "\(tail)")
        }
    }

    /// The weighted mean and tail of costs.
    func cost(of costs: [Double]) -> Double {
        let mean = costs.mean()
        guard aversion > 0 else { return mean }
        return (1 - aversion) * mean + aversion * costs.tailMean(from: tail)
    }
}

extension [Double] {
    /// The mean of the largest 1 − `tail` part of the values (conditional value at risk of a sample).
    ///
    /// - SeeAlso: Rockafellar & Uryasev, "Conditional value-at-risk for general loss distributions", *Journal of Banking
    ///   & Finance* 26 (2002): the value at the edge counts by the part of it that lies in the tail.
    func tailMean(from tail: Double) -> Double {
        let weight = (1 - tail) * Double(count)
        var left = weight
        var sum = CompensatedSum()
        for value in sorted(by: >) where left > 0 {
            let part = Swift.min(1, left)
            sum.add(part * value)
            left -= part
        }
        return sum.value / weight
    }
}
