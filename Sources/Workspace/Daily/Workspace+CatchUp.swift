internal import Billing
internal import Findings
internal import Store
internal import TimeSeries

/// The mornings between the run before and this one, looked at as they would have been.
struct CatchUp {
    /// Mornings that are caught up at most; a workspace's first run looks back so far, too.
    static let longest = 28
    /// Days of bills that a morning needs to be worth looking at.
    static let leastHistory = 60

    /// The findings that the morning before the run knew, muted ones too.
    private(set) var prior: [Finding]
    /// Every finding of the mornings caught up, as it was last seen.
    private(set) var seen: [String: Finding] = [:]

    /// Looks at every morning since the last run, with what was known on it.
    init(_ engine: FindingEngine, ledger: Ledger, memory: RunMemory, lastRun: CivilDate?, run: CivilDate) {
        prior = memory.prior
        guard let charged = ledger.days else { return }
        var first = max(
            run.advanced(by: -CatchUp.longest), charged.lowerBound.advanced(by: CatchUp.leastHistory))
        if let lastRun { first = max(first, lastRun.advanced(by: 1)) }
        guard first < run else { return }
        for morning in first..<run {
            let analysis = engine.analyse(ledger: ledger, run: morning, prior: prior, mutes: memory.mutes)
            prior = analysis.findings + analysis.muted
            for finding in analysis.findings { seen[finding.id] = finding }
        }
    }

    /// The findings that were over before the run looked.
    func finished(apartFrom current: [Finding]) -> [Finding] {
        let ids = Set(current.map(\.id))
        return seen.values.filter { !ids.contains($0.id) }.sorted { $0.id < $1.id }
    }
}
