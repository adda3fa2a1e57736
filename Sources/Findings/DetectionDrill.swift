public import Billing
public import TimeSeries

/// Plants incidents of known size into a bill's own history and looks which of them the engine finds, and how soon.
///
///     let result = try DetectionDrill(engine).run { _ in ledger }
///
/// On each of a few days incidents begin in several parts of the bill at once, each of another kind or size; in as many rounds
/// as there are kinds and sizes every part has each of them once. The mornings after (1, 2, 3, 4, 6, 8, 11 and 14) see what was
/// known then, so that a delay is that of the first of these mornings. What the same mornings find without anything planted is no catch.
public struct DetectionDrill: Sendable {
    /// The engine that is tried.
    public let engine: FindingEngine
    /// What is planted.
    public let settings: DrillSettings

    /// A drill of an engine.
    public init(_ engine: FindingEngine, settings: DrillSettings = DrillSettings()) {
        self.engine = engine
        self.settings = settings
    }

    /// Runs the drill.
    ///
    /// - Parameters:
    ///   - end: The day whose knowledge the plan is made with.
    ///   - progress: Called with the rounds done and in all.
    ///   - ledgerAsOf: The bill as it was known on a day.
    /// - Returns: Each incident and when it was found; the same for any number of threads.
    /// - Throws: ``DrillError`` if the history cannot carry a drill.
    public func run(
        knownOn end: CivilDate, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        ledgerAsOf: (CivilDate) -> Ledger
    ) throws(DrillError) -> Result {
        let plan = try DrillPlan(ledgerAsOf(end), engine.settings, settings)
        let rounds = DrillKind.allCases.count * settings.sizes.count
        let total = plan.onsets.count * rounds
        var outcomes: [Outcome] = []
        var unplanted: [String: Finding] = [:]
        for (i, onset) in plan.onsets.enumerated() {
            let watch = DrillWatch(engine, onset: onset, ledgerAsOf: ledgerAsOf)
            for finding in watch.unplanted { unplanted[finding.id] = finding }
            let width = engine.settings.width
            for first in stride(from: 0, to: rounds, by: 4) {
                let part = Array(first..<min(first + 4, rounds))
                outcomes += parallelMap(part, width: width) { round in
                    watch.look(incidents(round, plan, onset), basis: engine.settings.basis)
                }.joined()
                progress(i * rounds + part.count + first, total)
            }
        }
        return Result(
            sizes: settings.sizes, onsets: plan.onsets,
            outcomes: outcomes.sorted(by: DetectionDrill.precedes),
            unplanted: unplanted.values.sorted { ($0.detectedOn, $0.id) < ($1.detectedOn, $1.id) },
            days: plan.onsets.count * DrillPlan.watched)
    }

    /// The incidents of a round: a different kind or size in each part.
    private func incidents(_ round: Int, _ plan: DrillPlan, _ onset: CivilDate) -> [PlantedIncident] {
        let kinds = DrillKind.allCases
        let combinations = kinds.count * settings.sizes.count
        return plan.scopes.enumerated().map { i, place in
            let combination = (round + 7 * i) % combinations
            return PlantedIncident(
                place: place, kind: kinds[combination % kinds.count],
                size: settings.sizes[combination / kinds.count], onset: onset)
        }
    }

    private static func precedes(_ left: Outcome, _ right: Outcome) -> Bool {
        let (a, b) = (left.place, right.place)
        if a.currency != b.currency { return a.currency < b.currency }
        if a.usualDay != b.usualDay { return a.usualDay > b.usualDay }
        if a.scope != b.scope { return a.scope < b.scope }
        return (left.kind, left.size, left.onset) < (right.kind, right.size, right.onset)
    }
}

/// The mornings after one onset, with and without incidents.
private struct DrillWatch: Sendable {
    let engine: FindingEngine
    let onset: CivilDate
    let mornings: [(day: CivilDate, ledger: Ledger)]
    /// What was known on the morning before anything is planted.
    let prior: [Finding]
    /// New findings of these mornings without anything planted.
    let unplanted: [Finding]

    init(_ engine: FindingEngine, onset: CivilDate, ledgerAsOf: (CivilDate) -> Ledger) {
        var settings = engine.settings
        let alone = FindingEngine(settings: settings, calendars: engine.calendars)
        mornings = DrillPlan.mornings.map { after in
            let day = onset.advanced(by: after)
            return (day, ledgerAsOf(day))
        }
        let before = alone.analyse(ledger: ledgerAsOf(onset), run: onset)
        var live = before.findings
        var new: [String: Finding] = [:]
        for (day, ledger) in mornings {
            let analysis = alone.analyse(ledger: ledger, run: day, prior: live)
            live = analysis.findings
            for finding in live where !before.findings.contains(where: { $0.id == finding.id }) {
                new[finding.id] = finding
            }
        }
        prior = before.findings
        unplanted = new.values.sorted { $0.id < $1.id }
        // Rounds run side by side, each on one thread.
        settings.width = 1
        self.engine = FindingEngine(settings: settings, calendars: engine.calendars)
        self.onset = onset
    }

    /// Plants incidents and looks on each morning until all are found.
    func look(_ incidents: [PlantedIncident], basis: CostBasis) -> [DetectionDrill.Outcome] {
        let known = Set(unplanted.map(\.id) + prior.map(\.id))
        var foundOn = [CivilDate?](repeating: nil, count: incidents.count)
        var live = prior
        let last = mornings.last?.ledger ?? Ledger()
        let added = last.planting(incidents, basis: basis).added
        for (day, ledger) in mornings where foundOn.contains(nil) {
            let planted = ledger.planting(incidents, basis: basis).ledger
            let analysis = engine.analyse(ledger: planted, run: day, prior: live)
            live = analysis.findings
            for (i, incident) in incidents.enumerated() where foundOn[i] == nil {
                let label = incident.label(impact: added[i])
                if live.contains(where: { !known.contains($0.id) && label.isNear($0) }) { foundOn[i] = day }
            }
        }
        return incidents.indices.map { i in
            .init(
                kind: incidents[i].kind, size: incidents[i].size, place: incidents[i].place, onset: onset,
                impact: added[i], foundOn: foundOn[i])
        }
    }
}

extension PlantedIncident {
    /// The incident as the truth that findings are compared with.
    func label(impact: Money<Charged>) -> IncidentLabels.IncidentLabel {
        .init(
            id: "", kind: .spike, direction: direction, firstDay: onset,
            lastDay: days.upperBound.advanced(by: -1),
            scope: scope, currency: place.currency, impact: impact)
    }
}
