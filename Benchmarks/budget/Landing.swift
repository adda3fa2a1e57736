import Billing
import Budgeting
import Foundation
import Statistics
import TimeSeries

/// Where months of estates are said to land from some day on, against where they did.
enum Landing {
    /// A month of one currency of an estate, forecast from a day.
    private struct Job: Sendable {
        let ledger: Ledger
        let currency: Currency
        let month: BillingPeriod
        let day: Int
    }

    /// A total with what came.
    private struct Landed: Sendable {
        let day: Int
        let error: Double
        /// Of the root and of all nodes below: how many there are, and how many ranges held.
        let root: (held: Int, count: Int)
        let below: (held: Int, count: Int)
    }

    /// The tables for the lakes of some workspaces.
    static func table(_ workspaces: [String], months every: Int) throws -> String {
        var lines = [
            "| estate | currency | day | months | mean error % | median % | worst % | root: 80 % | nodes: 80 % |",
            "|---|---|--:|--:|--:|--:|--:|--:|--:|",
        ]
        var all: [Landed] = []
        for path in workspaces {
            let ledger = try Workspaces.ledger(path)
            for currency in ledger.currencies {
                let landed = jobs(ledger, currency, every).compactMap(land)
                all += landed
                for day in [10, 20] {
                    lines.append(
                        row(URL(fileURLWithPath: path).lastPathComponent, currency.code, day, landed))
                }
            }
        }
        for day in [10, 20] { lines.append(row("**all**", "", day, all)) }
        return lines.joined(separator: "\n")
    }

    private static func jobs(_ ledger: Ledger, _ currency: Currency, _ every: Int) -> [Job] {
        guard let days = ledger.days, let last = Workspaces.lastMonth(ledger) else { return [] }
        let first = BillingPeriod(containing: days.lowerBound).advanced(by: 3)
        let months = stride(from: 0, through: 600, by: every).map { first.advanced(by: $0) }.prefix {
            $0 <= last
        }
        return months.flatMap { month in
            [10, 20].map { Job(ledger: ledger, currency: currency, month: month, day: $0) }
        }
    }

    private static func land(_ job: Job) -> Landed? {
        let run = job.month.start.advanced(by: job.day)
        let tree = TreeDefinition(name: "vendor", dimensions: [.serviceProvider, .service])
        guard
            let forecast = BudgetForecaster(trees: [tree], pathCount: 200).forecast(
                job.ledger, currency: job.currency,
                period: BudgetPeriod(name: job.month.description, days: job.month.days), run: run),
            let root = forecast.trees.first
        else { return nil }
        let truth = CostCube(
            job.ledger, by: [.serviceProvider, .service], days: job.month.days, basis: .effectiveCost,
            currency: job.currency, filter: .all)
        func actual(_ scope: Scope) -> Double {
            let leaves = (0..<truth.leafCount).filter {
                scope.contains(truth.scope(ofLeaf: $0, in: [0, 1]))
            }
            return truth.dailyCosts(ofLeaves: leaves).reduce(0) { $0 + $1.approximate }
        }
        func holds(_ node: BudgetNode) -> Bool {
            let actual = actual(node.scope)
            let slack = 1e-9 * abs(actual)
            return node.p10.approximate - slack <= actual && actual <= node.p90.approximate + slack
        }
        let whole = actual(.total)
        let below = root.flattened.dropFirst()
        return Landed(
            day: job.day, error: 100 * abs(root.p50.approximate - whole) / abs(whole),
            root: (holds(root) ? 1 : 0, 1), below: (below.count { holds($0) }, below.count))
    }

    private static func row(_ name: String, _ currency: String, _ day: Int, _ landed: [Landed]) -> String {
        let own = landed.filter { $0.day == day }
        let errors = own.map(\.error)
        func share(_ parts: [(held: Int, count: Int)]) -> String {
            let count = parts.reduce(0) { $0 + $1.count }
            return Tables.one(100 * Double(parts.reduce(0) { $0 + $1.held }) / Double(max(1, count)))
        }
        guard !errors.isEmpty else { return "| \(name) | \(currency) | \(day) | 0 | | | | | |" }
        return "| \(name) | \(currency) | \(day) | \(own.count) | \(Tables.two(errors.mean())) | "
            + "\(Tables.two(errors.median())) | \(Tables.two(errors.max() ?? 0)) | \(share(own.map(\.root))) | "
            + "\(share(own.map(\.below))) |"
    }
}
