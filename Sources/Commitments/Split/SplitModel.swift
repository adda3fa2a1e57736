import Billing
import LinearProgramming

/// A split problem as a mixed-integer program, in shares of groups and in parts of the cost of today.
///
/// Tiers are written apart for each group, x(group, vendor, tier) ≤ open(vendor, tier), which is much tighter than one bound a
/// vendor; a tier that is chosen must be filled, and only one a vendor may be. Concentration is bounded by the chords of the square,
/// so that a solution always keeps the index itself.
struct SplitModel {
    typealias Variable = LinearProgram.Variable
    typealias Term = (LinearProgram.Variable, Double)

    private(set) var program = LinearProgram(.minimize)
    /// A piece of a group at a vendor under one of its tiers.
    struct Piece {
        let group: Int
        let option: Int
        let vendor: Int
        let tier: Int
        let variable: Variable
    }
    private(set) var pieces: [Piece] = []
    /// Whether a vendor's tier is chosen; `nil` where there is nothing to choose.
    private(set) var open: [[Variable?]] = []
    /// What one unit of the objective is in money.
    let scale: Double

    private let problem: VendorSplitProblem
    private let dropped: Set<SplitLimit>
    private let closed: String?
    private let values: [Double]
    private let vendorIndex: [String: Int]

    /// The program of a problem.
    ///
    /// - Parameters:
    ///   - problem: Checked.
    ///   - closed: A vendor at which nothing may run that another can carry.
    ///   - dropped: Limits that are left out.
    init(_ problem: VendorSplitProblem, closed: String? = nil, dropped: Set<SplitLimit> = []) {
        self.problem = problem
        self.closed = closed
        self.dropped = dropped
        let values = problem.values()
        let total = values.reduce(0, +)
        self.values = values.map { $0 / total }
        scale = total * problem.years
        vendorIndex = Dictionary(
            uniqueKeysWithValues: problem.vendors.enumerated().map { ($1.name, $0) })
        addTiers()
        addPieces()
        addPlacement()
        addMoves()
        addTierBounds()
        addResilience()
        addConcentration()
        addCommitments()
    }

    private func isKept(_ limit: SplitLimit) -> Bool { !dropped.contains(limit) }

    /// Part of a group that may run at a vendor: nothing at one that is closed, unless no other can carry it.
    private func most(of group: WorkloadGroup, at vendor: String) -> Double {
        vendor == closed && !group.isLocked(in: vendor) ? 0 : 1
    }

    private mutating func addTiers() {
        for vendor in problem.vendors {
            let entry = problem.isNew(vendor.name) ? vendor.entryCost.approximate / scale : 0
            let isClosed = vendor.name == closed && !problem.groups.contains { $0.isLocked(in: vendor.name) }
            let upper = isClosed ? 0.0 : 1.0
            open.append(
                vendor.tiers.indices.map { tier in
                    // A first tier that asks for nothing needs no choice: beside a better one it is only dearer.
                    let isFree = tier == 0 && leastSpend(vendor, 0) == 0 && entry == 0
                    return isFree ? nil : program.variable(cost: entry, in: 0...upper, isInteger: true)
                })
            let choices = (open.last ?? []).compactMap(\.self)
            if choices.count > 1 { program.constraint(choices.map { ($0, 1) }, in: 0...1) }
        }
    }

    /// List spend a year from which a tier can be chosen.
    private func leastSpend(_ vendor: SplitVendor, _ tier: Int) -> Double {
        if tier == 0, !isKept(.leastSpend(vendor: vendor.name)) { return 0 }
        return vendor.tiers[tier].from.approximate
    }

    private mutating func addPieces() {
        for (group, workload) in problem.groups.enumerated() {
            for (option, place) in workload.options.enumerated() {
                guard let vendor = vendorIndex[place.vendor] else { continue }
                let seller = problem.vendors[vendor]
                let list = workload.demand * place.price.approximate
                let free = problem.years - committedYears(seller)
                for (tier, step) in seller.tiers.enumerated() {
                    let cost = free * list * (1 - step.discount) / scale
                    let variable = program.variable(cost: cost, in: 0...most(of: workload, at: place.vendor))
                    pieces.append(
                        Piece(group: group, option: option, vendor: vendor, tier: tier, variable: variable))
                    if let open = open[vendor][tier] {
                        program.constraint([(variable, 1), (open, -1)], in: -.infinity...0)
                    }
                }
            }
        }
    }

    /// Years of the term in which a vendor is paid its commitment at least; 0 without one.
    private func committedYears(_ vendor: SplitVendor) -> Double {
        vendor.committed > .zero ? min(vendor.committedYears, problem.years) : 0
    }

    private mutating func addPlacement() {
        for group in problem.groups.indices {
            program.constraint(terms { $0.group == group }, in: 1...1)
        }
    }

    private func terms(_ weight: (Piece) -> Double = { _ in 1 }, where isIncluded: (Piece) -> Bool) -> [Term]
    {
        pieces.filter(isIncluded).map { ($0.variable, weight($0)) }
    }

    private mutating func addMoves() {
        for (group, workload) in problem.groups.enumerated()
        where workload.options.contains(where: { $0.today > 0 }) {
            let fixed = workload.fixedMoveCost.approximate / scale
            let moves = fixed > 0 ? program.variable(cost: fixed, in: 0...1, isInteger: true) : nil
            var arrivals: [Term] = []
            for (option, place) in workload.options.enumerated() {
                let cost = workload.demand * place.moveCost.approximate / scale
                guard cost > 0 || fixed > 0 else { continue }
                let here = terms { $0.group == group && $0.option == option }
                let arrival = program.variable(cost: cost, in: 0...1)
                program.constraint(here + [(arrival, -1)], in: -.infinity...place.today)
                arrivals.append((arrival, 1))
                if let moves, place.today > 0 {
                    // What does not move stays.
                    program.constraint(here + [(moves, place.today)], in: place.today...Double.infinity)
                }
            }
            if let moves { program.constraint(arrivals + [(moves, -1)], in: -.infinity...0) }
        }
    }

    private func listSpend(_ piece: Piece) -> Double {
        let group = problem.groups[piece.group]
        return group.demand * group.options[piece.option].price.approximate * problem.years / scale
    }

    private mutating func addTierBounds() {
        var reserved: [Term] = []
        for (vendor, seller) in problem.vendors.enumerated() {
            for (tier, choice) in open[vendor].enumerated() {
                let least = leastSpend(seller, tier) * problem.years / scale
                guard let choice, least > 0 else { continue }
                let spend = terms(listSpend) { $0.vendor == vendor && $0.tier == tier }
                program.constraint(spend + [(choice, -least)], in: 0...Double.infinity)
                reserved.append((choice, least))
            }
        }
        // All chosen tiers together cannot hold more than the dearest split: a knapsack, from which covers are cut.
        let most = problem.groups.indices.reduce(0.0) { sum, group in
            sum + (pieces.lazy.filter { $0.group == group }.map(listSpend).max() ?? 0)
        }
        if reserved.count > 1 { program.constraint(reserved, in: 0...most) }
    }

    private mutating func addResilience() {
        let (count, share) = (problem.limits.criticalVendors, problem.limits.criticalShare)
        for (group, workload) in problem.groups.enumerated()
        where workload.isCritical && count > 1 && isKept(.resilience(group: workload.name)) {
            var places: [Term] = []
            for (option, place) in workload.options.enumerated() {
                let here = terms { $0.group == group && $0.option == option }
                let counts = program.variable(
                    cost: 0, in: 0...most(of: workload, at: place.vendor), isInteger: true)
                program.constraint(here + [(counts, -share)], in: 0...Double.infinity)
                // The other places need their part.
                program.constraint(here, in: -.infinity...(1 - share * Double(count - 1)))
                places.append((counts, 1))
            }
            program.constraint(places, in: Double(count)...Double.infinity)
        }
    }

    private mutating func addConcentration() {
        let index = problem.limits.maximumHHI.flatMap { isKept(.maximumHHI($0)) && $0 < 1 ? $0 : nil }
        var squares: [Term] = []
        for (vendor, seller) in problem.vendors.enumerated() {
            let bounds = shareBounds(seller)
            guard index != nil || bounds.least > 0 || bounds.most < 1 else { continue }
            // No square alone may be above the index.
            let most = min(bounds.most, index?.squareRoot() ?? 1)
            let share = program.variable(cost: 0, in: bounds.least...1)
            program.constraint([(share, 1)], in: 0...most)
            program.constraint(
                terms({ values[$0.group] }) { $0.vendor == vendor } + [(share, -1)], in: 0...0)
            if index != nil { squares.append((square(of: share, upTo: most), 1)) }
        }
        if let index { program.constraint(squares, in: 0...index) }
    }

    private func shareBounds(_ vendor: SplitVendor) -> (least: Double, most: Double) {
        var (low, high) = (0.0, 1.0)
        let least = vendor.minimumShare
        if vendor.name != closed, isKept(.vendorMinimum(vendor: vendor.name, share: least)) { low = least }
        if isKept(.maximumShare(problem.limits.maximumShare)) { high = problem.limits.maximumShare }
        let most = vendor.maximumShare
        if isKept(.vendorMaximum(vendor: vendor.name, share: most)) { high = min(high, most) }
        return (low, high)
    }

    /// A variable that is at least the square of another: above all chords between the edges.
    private mutating func square(of share: Variable, upTo most: Double) -> Variable {
        let pieces = 32
        let square = program.variable(cost: 0)
        for piece in 0..<pieces {
            let (a, b) = (most * Double(piece) / Double(pieces), most * Double(piece + 1) / Double(pieces))
            // The chord through (a, a²) and (b, b²).
            program.constraint([(square, 1), (share, -(a + b))], in: -a * b...Double.infinity)
        }
        return square
    }

    private mutating func addCommitments() {
        for (vendor, seller) in problem.vendors.enumerated() {
            let years = committedYears(seller)
            guard years > 0 else { continue }
            let committed = seller.committed.approximate * problem.years / scale
            let paid = program.variable(cost: years / problem.years, in: committed...Double.infinity)
            let spend = terms({ -listSpend($0) * (1 - seller.tiers[$0.tier].discount) }) {
                $0.vendor == vendor
            }
            program.constraint(spend + [(paid, 1)], in: 0...Double.infinity)
        }
    }
}
