internal import Billing
public import Findings
internal import Foundation
internal import Reports
internal import Store
internal import TimeSeries

extension Workspace {
    /// Plants incidents into the workspace's own history and says which would be found; writes the report page.
    ///
    /// - Parameters:
    ///   - settings: What is planted.
    ///   - progress: Called with the rounds done and in all.
    /// - Returns: One row a part of the bill with its smallest visible money, and the report.
    /// - Throws: ``WorkspaceError`` if there are too few charges.
    public func drill(_ settings: DrillSettings, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in })
        throws(WorkspaceError) -> Listing
    {
        let store = try store()
        let snapshots = try attempt(.disk, "needs the list of snapshots") { try store.snapshots() }
        guard !snapshots.isEmpty else {
            throw WorkspaceError(.data, "needs charges to plant incidents into, got none; ingest bills first")
        }
        var reader = ReplayReader(lake: lake, snapshots: snapshots)
        // The last day of the calendar: all that is known.
        let far = CivilDate(dayNumber: 2_932_896)
        let result: DetectionDrill.Result
        do throws(DrillError) {
            result = try DetectionDrill(engine, settings: settings).run(knownOn: far, progress: progress) {
                reader.ledger(knownOn: $0)
            }
        } catch {
            throw WorkspaceError(.data, error.description)
        }
        if let failure = reader.failure { throw WorkspaceError(.data, "needs to read the lake: \(failure)") }
        let end = result.onsets.last ?? far
        let report = DrillReport(context: context(run: end), seed: settings.seed, result: result)
        let page = try publishAlone(report, named: "drill-\(end)-\(settings.seed)")
        return Listing(
            table: DrillTable.table(result),
            notes: [
                report.opening(.english), report.unplantedText(.english), "Report: \(page.path)",
            ], json: try attempt(.data, "needs a report that JSON can hold") { try report.json() })
    }
}

/// How a drill looks on a terminal and in a spreadsheet.
enum DrillTable {
    /// One row a part of the bill: of each size how many were found, and the smallest that is visible.
    static func table(_ result: DetectionDrill.Result) -> TextTable {
        let sizes = result.sizes.map { TextTable.Column(percent($0), isNumber: true) }
        return TextTable(
            [.init("scope"), .init("currency"), .init("usualDay", isNumber: true)] + sizes
                + [.init("visibleShare", isNumber: true), .init("visibleDay", isNumber: true)],
            rows: result.visibility.map { row in
                let found = zip(row.found, row.planted).map { "\($0)/\($1)" }
                return [
                    row.place.scope.description, row.place.currency.code,
                    row.place.usualDay.rounded(decimals: 2),
                ] + found + [row.smallestSize.map(percent), row.smallestDay?.rounded(decimals: 2)]
            })
    }

    private static func percent(_ share: Double) -> String {
        Money<Charged>(modelled: share * 100).rounded(decimals: 0) + "%"
    }
}
