public import Billing
public import TimeSeries

/// Replays each day of a range with only what was known then: what would have been found, and when.
public struct DetectionBacktest: Sendable {
    /// The engine that is replayed.
    public let engine: FindingEngine

    /// A replay of an engine.
    public init(_ engine: FindingEngine) {
        self.engine = engine
    }

    /// The days and all findings, as each was on its last day.
    public struct Result: Sendable, Codable {
        /// The days of the runs.
        public var firstRun: CivilDate
        public var lastRun: CivilDate
        /// Every finding that was ever raised, in order of the day on which it was found, as it was known last.
        public var findings: [Finding]
        /// Every move that was taken for a reallocation, as first seen.
        public var reallocations: [Finding]
        /// For each vendor the age in days at which a day of its bill is worth looking at, as learned by the last run.
        public var usableAges: [String: Int]

        /// What a replay found.
        public init(
            firstRun: CivilDate, lastRun: CivilDate, findings: [Finding], reallocations: [Finding],
            usableAges: [String: Int] = [:]
        ) {
            self.firstRun = firstRun
            self.lastRun = lastRun
            self.findings = findings
            self.reallocations = reallocations
            self.usableAges = usableAges
        }

        /// Weeks replayed.
        public var weeks: Double { Double(firstRun.distance(to: lastRun) + 1) / 7 }
    }

    /// Runs every day of `runs` on one ledger; each run sees what was known on its day.
    ///
    /// - Parameters:
    ///   - ledger: The bill with all its vintages.
    ///   - runs: The days of the runs, both included.
    ///   - mutes: What the user has explained.
    ///   - progress: Called after each run with its day.
    /// - Returns: What was found.
    public func run(
        _ ledger: Ledger, runs: ClosedRange<CivilDate>, mutes: [Mute] = [],
        progress: (CivilDate) -> Void = { _ in }
    ) -> Result {
        run(runs, mutes: mutes, progress: progress) { _ in ledger }
    }

    /// Runs every day of `runs` on the ledger that `ledgerAsOf` gives for it.
    public func run(
        _ runs: ClosedRange<CivilDate>, mutes: [Mute] = [], progress: (CivilDate) -> Void = { _ in },
        ledgerAsOf: (CivilDate) -> Ledger
    ) -> Result {
        var live: [Finding] = []
        var all: [String: Finding] = [:]
        var moved: [String: Finding] = [:]
        var feeds: [DayAnalysis.Feed] = []
        for day in runs {
            let analysis = engine.analyse(ledger: ledgerAsOf(day), run: day, prior: live, mutes: mutes)
            live = analysis.findings + analysis.muted
            for finding in analysis.findings { all[finding.id] = finding }
            for finding in analysis.reallocations where moved[finding.id] == nil {
                moved[finding.id] = finding
            }
            feeds = analysis.currencies.flatMap(\.feeds)
            progress(day)
        }
        func ordered(_ findings: some Sequence<Finding>) -> [Finding] {
            findings.sorted { ($0.detectedOn, $0.id) < ($1.detectedOn, $1.id) }
        }
        return Result(
            firstRun: runs.lowerBound, lastRun: runs.upperBound, findings: ordered(all.values),
            reallocations: ordered(moved.values),
            usableAges: Dictionary(feeds.map { ($0.vendor, $0.usableAge) }, uniquingKeysWith: max))
    }
}

extension DayAnalysis.Feed {
    /// The age at which 60 % of a day's money is known.
    fileprivate var usableAge: Int { 1 + (completeness.firstIndex { $0 >= 0.6 } ?? completeness.count) }
}
