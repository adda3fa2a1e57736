internal import Billing
internal import Detection
internal import Forecasting
internal import TimeSeries

/// An incident: the part of the bill that explains it best, and its episode there.
struct Incident: Sendable {
    let scope: Scope
    let leaves: [Int]
    let episode: Episode
}

/// Turns what many parts of the bill do at once into incidents, one after another: the largest first, each explained away
/// before the next is looked for.
struct IncidentSearch {
    let view: EstateView
    let nodes: [EstateNode]
    let detectors: Detectors
    /// What people said of parts of the bill.
    let sensitivity: Sensitivity
    /// The bill's leaves after what was explained.
    private(set) var values: [Double]
    private var candidates: [Int: [Episode]] = [:]
    /// Least money of an incident.
    let gate: Double
    /// Share of the evidence of a finding with which a wider part may stand for a lasting shift that a part of it has.
    private static let supporting = 0.75

    /// Detectors by vendor, prepared once for all series.
    struct Detectors: Sendable {
        let byVendor: [Int: CostDetector]
        let fallback: CostDetector

        func detector(vendor: Int?) -> CostDetector { vendor.flatMap { byVendor[$0] } ?? fallback }
    }

    init(view: EstateView, detectors: Detectors, sensitivity: Sensitivity) {
        self.view = view
        self.sensitivity = sensitivity
        nodes = view.nodes()
        self.detectors = detectors
        values = view.values
        gate = view.gate
    }

    /// The search for episodes in the series of a node.
    func search(vendor: Int?) -> EpisodeSearch {
        EpisodeSearch(
            detector: detectors.detector(vendor: vendor), windowDays: view.settings.windowDays,
            start: view.cube.days.lowerBound)
    }

    /// The series of some leaves as they are after what was explained.
    func series(_ leaves: [Int]) -> [Double] {
        var sums = [Double](repeating: 0, count: view.dayCount)
        for leaf in leaves {
            let offset = leaf * view.dayCount
            for day in 0..<view.dayCount { sums[day] += values[offset + day] }
        }
        return sums
    }

    /// Takes an episode's excess out of the bill; the days keep their noise.
    ///
    /// Days set to their expectation would make the part look calmer than it is, and the next ordinary day unusual.
    mutating func explainAway(leaves: [Int], days: Range<Int>, expected: [Double]) {
        let noise = IncidentSearch.noise(of: Array(series(leaves)[days]), around: expected)
        let total = zip(expected, noise).map { $0 * $1 }
        let parts = LeafExcess(view, values: values, leaves: leaves, days: days, total: total)
        for (i, leaf) in leaves.enumerated() {
            for t in 0..<days.count {
                values[leaf * view.dayCount + days.lowerBound + t] = parts.expected[i * days.count + t]
            }
        }
    }

    /// What each day was relative to the week around it, both against their expectation, as far as it may be noise; 1 for a
    /// few days, whose parts are the incident's.
    private static func noise(of actual: [Double], around expected: [Double]) -> [Double] {
        guard actual.count >= 7 else { return actual.map { _ in 1 } }
        return actual.indices.map { t in
            let week = max(0, t - 3)..<min(actual.count, t + 4)
            let (a, e) = (actual[week].reduce(0, +), expected[week].reduce(0, +))
            guard a > 0, e > 0, actual[t] > 0, expected[t] > 0 else { return 1 }
            return min(max((actual[t] / expected[t]) / (a / e), 0.9), 1.1)
        }
    }

    /// The incidents in what is not explained yet, largest first.
    mutating func run() -> [Incident] {
        rescore(Array(nodes.indices))
        var incidents: [Incident] = []
        while incidents.count < 24, let incident = next() {
            incidents.append(incident)
            let days = incident.episode.days
            explainAway(
                leaves: incident.leaves, days: days,
                expected: Array(incident.episode.expected.prefix(days.count)))
            let touched = Set(incident.leaves)
            rescore(candidates.keys.sorted().filter { nodes[$0].leaves.contains(where: touched.contains) })
        }
        return incidents
    }

    private mutating func rescore(_ indices: [Int]) {
        let (nodes, current, gate) = (nodes, self, gate)
        let least = view.settings.minimumEvidence
        let found = parallelMap(indices, width: view.settings.width) { index in
            let node = nodes[index]
            let search = current.search(vendor: node.vendor)
            let (values, bill) = (current.series(node.leaves), current.view.series(node.leaves))
            func strength(_ episode: Episode) -> Double {
                episode.evidence / (least * current.sensitivity.factor(node.scope, episode.direction))
            }
            let told = search.episodes(values, bill: bill).filter {
                abs($0.excess) >= gate && strength($0) >= 1
            }
            let shift = search.lastingShift(values, bill: bill) { shift in
                abs(shift.excess) >= gate && strength(shift) >= Self.supporting
                    && told.allSatisfy { !$0.days.overlaps(shift.days) }
            }
            guard var shift else { return told }
            shift.isSupport = strength(shift) < 1
            return told + [shift]
        }
        for (index, episodes) in zip(indices, found) {
            candidates[index] = episodes.isEmpty ? nil : episodes
        }
    }

    /// The largest episode left, at the part that explains it best: it holds most of it, and moved as one.
    private func next() -> Incident? {
        var seed: (node: Int, episode: Episode)?
        for (index, episodes) in candidates.sorted(by: { $0.key < $1.key }) {
            for episode in episodes
            where !episode.isSupport && abs(episode.excess) > abs(seed?.episode.excess ?? 0) {
                seed = (index, episode)
            }
        }
        guard let seed else { return nil }
        let whole = Set(nodes[seed.node].leaves)
        // The whole bill moves by itself as well: a part of it that stands out needs to hold less of the move.
        let share = nodes[seed.node].scope.isTotal ? 0.35 : 0.65
        var best = seed
        for (index, episodes) in candidates.sorted(by: { $0.key < $1.key }) where index != seed.node {
            let leaves = nodes[index].leaves
            let fitting = episodes.first {
                !$0.isSupport && $0.isPart(of: seed.episode, share: share)
                    && leaves.allSatisfy(whole.contains)
                    || $0.isLasting && seed.episode.isLasting && seed.episode.isPart(of: $0, share: 0)
                        && Set(leaves).isSuperset(of: whole)
            }
            guard let episode = fitting, episode.concentration > best.episode.concentration else { continue }
            best = (index, episode)
        }
        return Incident(
            scope: nodes[best.node].scope, leaves: nodes[best.node].leaves, episode: best.episode)
    }
}

extension Incident {
    /// Whether this is what another incident left over: the same way on the same days in part of the same leaves, and less.
    func isRest(of other: Incident) -> Bool {
        episode.direction == other.episode.direction
            && abs(episode.days.lowerBound - other.episode.days.lowerBound)
                <= (episode.isGradual || other.episode.isGradual ? 16 : 2)
            && abs(episode.excess) < 0.5 * abs(other.episode.excess)
            && !Set(leaves).isDisjoint(with: other.leaves)
    }
}

extension Episode {
    /// Gain of saying that the whole part moved by one factor: excess² ÷ expectation.
    ///
    /// A wider part has the same excess in more money; a narrower one loses excess faster than money.
    var concentration: Double {
        let usual = expected.prefix(days.count).reduce(0) { $0 + max($1, 0) }
        return excess * excess / max(usual, 1e-3 * abs(excess), .leastNormalMagnitude)
    }

    /// Whether this is the same move, seen in a part that holds at least a share of it: the rest may be noise of the whole.
    func isPart(of whole: Episode, share: Double) -> Bool {
        direction == whole.direction && days.overlaps(whole.days)
            && abs(excess) >= share * abs(whole.excess)
            && abs(days.lowerBound - whole.days.lowerBound) <= (isGradual || whole.isGradual ? 14 : 3)
    }
}

extension EstateView {
    /// Least money of an incident: what the user says, or a share of an average day.
    var gate: Double {
        if let money = settings.minimumImpact[currency] { return money.approximate }
        let total = series(Array(0..<leafCount)).suffix(56)
        return max(settings.minimumShare * Array(total).medianOrZero(), 0.01)
    }
}
