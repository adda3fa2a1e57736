import Billing
import LinearProgramming

extension VendorSplitProblem {
    /// The cheapest split that keeps all limits, within the gap.
    ///
    /// - Parameter limits: When the search stops.
    /// - Returns: The best split found, with the gap at which the search stopped.
    /// - Throws: ``SplitError``: a fault in the problem; ``SplitError/infeasible(limits:)`` with the limits that cannot hold
    ///   together; ``SplitError/timeLimit(seconds:)``.
    public func solved(within limits: SplitSearchLimits = SplitSearchLimits()) throws(SplitError)
        -> VendorSplit
    {
        try solved(without: nil, within: limits)
    }

    /// The cheapest split in which nothing runs at a vendor that another can carry; what is promised to it is paid all the same.
    func solved(without closed: String?, within limits: SplitSearchLimits) throws(SplitError) -> VendorSplit {
        try check()
        let model = SplitModel(self, closed: closed)
        do {
            let solution = try model.program.solution(
                within: LinearProgram.Limits(seconds: limits.seconds, relativeGap: limits.relativeGap))
            return split(model, solution, limits)
        } catch {
            guard error == .infeasible else { throw SplitError(error) }
            throw .infeasible(limits: try conflict(without: closed))
        }
    }

    private func split(
        _ model: SplitModel, _ solution: LinearProgram.Solution, _ limits: SplitSearchLimits
    ) -> VendorSplit {
        let bill = SplitBill(self, shares: shares(model, solution))
        let cost = bill.runningCost + bill.oneOffCost
        // Tolerances of the solver may leave the bound a hair above what was found.
        let bound = min(cost, Money(modelled: solution.bound * model.scale))
        let gap = cost > .zero ? (cost - bound).approximate / cost.approximate : 0
        return VendorSplit(
            placements: bill.placements, vendors: bill.vendors, moves: bill.moves, cost: cost,
            runningCost: bill.runningCost,
            unusedCommitment: bill.vendors.reduce(.zero) { $0 + $1.unusedCommitment },
            oneOffCost: bill.oneOffCost, days: days(of: bill.moves), hhi: bill.hhi, bound: bound, gap: gap,
            isProven: gap <= limits.relativeGap + 1e-9)
    }

    /// Part of each group at each of its options, without the solver's dust.
    private func shares(_ model: SplitModel, _ solution: LinearProgram.Solution) -> [[Double]] {
        var shares = groups.map { $0.options.map { _ in 0.0 } }
        for piece in model.pieces { shares[piece.group][piece.option] += solution[piece.variable] }
        for (group, workload) in groups.enumerated() {
            for (option, place) in workload.options.enumerated() {
                let share = shares[group][option]
                if share < 1e-9 { shares[group][option] = 0 }
                if abs(share - place.today) < 1e-9 { shares[group][option] = place.today }
                if abs(share - 1) < 1e-9 { shares[group][option] = 1 }
            }
        }
        return shares
    }

    /// Limits that cannot hold together, though any one of them given up would do.
    ///
    /// Each is left out in turn; one without which there is still no split is not needed for the contradiction.
    private func conflict(without closed: String?) throws(SplitError) -> [SplitLimit] {
        var dropped: Set<SplitLimit> = []
        var needed: [SplitLimit] = []
        for limit in allLimits {
            let trial = dropped.union([limit])
            if try isFeasible(without: closed, dropped: trial) {
                needed.append(limit)
            } else {
                dropped = trial
            }
        }
        return needed.sorted()
    }

    private func isFeasible(without closed: String?, dropped: Set<SplitLimit>) throws(SplitError) -> Bool {
        let model = SplitModel(self, closed: closed, dropped: dropped)
        do {
            _ = try model.program.solution(within: LinearProgram.Limits(seconds: 20, relativeGap: 1))
            return true
        } catch {
            if error == .infeasible { return false }
            // What could not be decided in time is not blamed on the other limits alone.
            if case .timeLimit = error { return true }
            throw SplitError(error)
        }
    }

    /// Every limit that restricts anything.
    private var allLimits: [SplitLimit] {
        var all: [SplitLimit] = []
        if limits.maximumShare < 1 { all.append(.maximumShare(limits.maximumShare)) }
        if let index = limits.maximumHHI, index < 1 { all.append(.maximumHHI(index)) }
        for vendor in vendors {
            if vendor.minimumShare > 0 {
                all.append(.vendorMinimum(vendor: vendor.name, share: vendor.minimumShare))
            }
            if vendor.maximumShare < 1 {
                all.append(.vendorMaximum(vendor: vendor.name, share: vendor.maximumShare))
            }
            if vendor.tiers[0].from > .zero { all.append(.leastSpend(vendor: vendor.name)) }
        }
        for group in groups where group.isCritical { all.append(.resilience(group: group.name)) }
        return all
    }
}

extension SplitError {
    init(_ error: LinearProgramError) {
        switch error {
        case .timeLimit(let seconds): self = .timeLimit(seconds: seconds)
        default: self = .solver("\(error)")
        }
    }
}
