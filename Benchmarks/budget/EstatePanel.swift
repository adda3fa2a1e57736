import Billing
import Foundation
import TimeSeries

/// Daily series of estates in the form of `panels.py`: the root, the vendors and the services of each currency.
enum EstatePanel {
    /// The lines for some workspaces; the bill of a series stands before its colon.
    static func lines(_ workspaces: [String]) throws -> [String] {
        try workspaces.flatMap { path in
            let ledger = try Workspaces.ledger(path)
            let name = URL(fileURLWithPath: path).lastPathComponent
            return ledger.currencies.flatMap { lines(ledger, name, $0) }
        }
    }

    private static func lines(_ ledger: Ledger, _ name: String, _ currency: Currency) -> [String] {
        guard let first = ledger.days?.lowerBound, let end = Workspaces.lastMonth(ledger)?.end, first < end
        else {
            return []
        }
        let cube = CostCube(
            ledger, by: [.serviceProvider, .service], days: first..<end, basis: .effectiveCost,
            currency: currency, filter: .all)
        return [[], [0], [0, 1]].flatMap { dimensions in
            cube.nodes(by: dimensions).compactMap { node -> String? in
                let values = cube.dailyCosts(ofLeaves: node.leaves).map(\.approximate)
                guard let start = values.firstIndex(where: { $0 != 0 }), values.count - start > 90 else {
                    return nil
                }
                let group = ["root", "vendor", "service"][dimensions.count]
                let text = values[start...].map { "\($0)" }.joined(separator: ",")
                return "\(group)\t\(name) \(currency): \(node.scope)\t\(first.advanced(by: start))\t\(text)"
            }
        }
    }
}

/// The bills of workspaces on disk.
enum Workspaces {
    /// All charges of a workspace, as they are known last.
    static func ledger(_ workspace: String) throws -> Ledger {
        let lake = Lake(folder: URL(fileURLWithPath: workspace).appendingPathComponent("lake"))
        let snapshots = try lake.snapshots().sorted { $0.key < $1.key }
        return try lake.read(
            snapshots.flatMap { month, names in
                names.map { SnapshotSelection(month: month, snapshotID: $0) }
            })
    }

    /// The last month that was over when the newest charge became known.
    static func lastMonth(_ ledger: Ledger) -> BillingPeriod? {
        ledger.knownOn.max().map {
            BillingPeriod(containing: CivilDate(dayNumber: Int($0))).advanced(by: -1)
        }
    }
}
