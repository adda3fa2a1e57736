internal import Billing
internal import Store
internal import TimeSeries

/// Reads the bill as it was known on each day of a replay, and again only where another snapshot counts.
struct ReplayReader {
    let lake: Lake
    let snapshots: [SnapshotRecord]
    private var selections: [SnapshotSelection]?
    private var current = Ledger()
    /// What kept the lake from being read.
    private(set) var failure: BillingError?

    init(lake: Lake, snapshots: [SnapshotRecord]) {
        self.lake = lake
        self.snapshots = snapshots
    }

    mutating func ledger(knownOn day: CivilDate) -> Ledger {
        let wanted = SnapshotChoice.selections(of: snapshots, knownOn: day)
        guard wanted != selections, failure == nil else { return current }
        do {
            current = try lake.read(wanted)
            selections = wanted
        } catch {
            failure = error
        }
        return current
    }
}
