import Foundation
import Testing
import TimeSeries
import Workspace

@Suite struct BudgetScenarioTests {
    private static let dayCount = 150

    /// A bill of 150 days whose compute follows orders by half, with these files in `scenarios/` and `drivers/`.
    private func withScenarios(
        _ scenarios: [String: String], drivers: Bool = true, _ body: (Workspace) throws -> Void
    ) throws {
        var random = SplitMix64(seed: 8)
        var level = 200_000.0
        var rows = "day,value\n"
        var bill = BillText()
        for i in 0..<Self.dayCount {
            level *= 1 + 0.08 * (random.uniform() - 0.5)
            let day = BillText.firstDay.advanced(by: i)
            rows += "\(day),\(Int(level))\n"
            let cost = 400 + 0.002 * level
            bill.add(String(Int(100 * cost * (0.99 + 0.02 * random.uniform()))), on: day)
            bill.add(String(Int(5000 + 200 * random.uniform())), on: day, service: "Disk")
        }
        try withBill(bill) { workspace in
            let write = { (folder: URL, files: [String: String]) in
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
            }
            if drivers { try write(workspace.driversFolder, ["orders.csv": rows]) }
            try write(workspace.scenariosFolder, scenarios)
            try body(workspace)
        }
    }

    private var budget: BudgetQuestion {
        BudgetQuestion(now: Timestamp(BillText.firstDay.advanced(by: Self.dayCount)))
    }

    private func ask(
        _ workspace: Workspace, scenarios: [String] = [], changes: [String] = []
    ) throws -> (rows: [[String?]], notes: [String]) {
        let listing = try workspace.budgetScenario(
            ScenarioQuestion(budget, scenarios: scenarios, changes: changes, showsOutlook: true))
        return (listing.table.rows, listing.notes)
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return (error as? WorkspaceError)?.message ?? "\(error)"
        }
    }

    private func number(_ text: String?) throws -> Double { try #require(text.flatMap { Double($0) }) }

    @Test func aChangeOnTheCommandLineIsSeenAtEveryNode() throws {
        try withScenarios([:]) { workspace in
            let (rows, notes) = try ask(workspace, changes: ["ServiceName=EC2:+10%"])
            #expect(rows.count == 4 * 5)
            let all = rows.filter { $0[2] == "all" }
            let compute = rows.filter { $0[2]?.contains("EC2") == true }
            let disk = rows.filter { $0[2]?.contains("Disk") == true }
            #expect(all.map { $0[11] } == compute.map { $0[11] })
            #expect(disk.allSatisfy { $0[11] == "0.00" && $0[6] == $0[9] })
            let later = try #require(compute.last)
            #expect(abs(try number(later[11]) / number(later[6]) - 0.1) < 1e-4)
            #expect(notes.contains { $0.hasPrefix("ServiceName=EC2:+10%: ") })
        }
    }

    @Test func aDriverActsThroughItsRelation() throws {
        let yaml = "note: busy autumn\ndrivers: [{driver: orders, growth: +20%}]\n"
        try withScenarios(["growth.yaml": yaml]) { workspace in
            let (rows, notes) = try ask(workspace)
            let compute = try #require(rows.last { $0[2]?.contains("EC2") == true })
            let share = try number(compute[11]) / number(compute[6])
            #expect(0.05...0.15 ~= share)
            let disk = try #require(rows.last { $0[2]?.contains("Disk") == true })
            #expect(disk[11] == "0.00")
            #expect(notes.contains("growth: busy autumn"))
            #expect(
                notes.contains { $0.hasPrefix("orders: 1 of 2 parts of the bill follow it by their past") })
        }
    }

    @Test func withoutARelationTheElasticityCounts() throws {
        let yaml = "drivers: [{driver: visits, growth: {low: 0%, likely: 10%, high: 20%}, elasticity: 1}]\n"
        try withScenarios(["visits.yaml": yaml], drivers: false) { workspace in
            let (rows, _) = try ask(workspace, scenarios: ["visits"])
            let later = try #require(rows.last { $0[2] == "all" })
            #expect(abs(try number(later[11]) / number(later[6]) - 0.1) < 1e-3)
            #expect(try number(later[10]) - number(later[8]) > number(later[7]) - number(later[5]))
        }
    }

    @Test func everyProblemOfAScenarioNamesItsLine() throws {
        let yaml = """
            drivers:
              - {driver: orders, growth: lots}
              - {driver: orders, growth: {low: 5%, high: 20%}}
              - {driver: orders, growth: {low: 5%, likely: 2%, high: 20%}}
              - {driver: orders, growth: {mean: 5%, deviation: -2%}}
              - {growth: 5%}
              - {driver: orders, growth: 5%, elasticity: 9}
            changes:
              - {kind: priceChange, discount: 101%}
            colour: red
            """
        try withScenarios(["bad.yaml": yaml, "empty.yml": "", "same.yaml": "name: bad\ndrivers: []\n"]) {
            workspace in
            let lines = message { _ = try ask(workspace) }.split(separator: "\n")
            #expect(
                lines.map { String($0.prefix { $0 != " " }) } == [2, 3, 4, 5, 6, 7, 9, 10].map {
                    "scenarios/bad.yaml:\($0):"
                } + ["scenarios/empty.yml:1:", "scenarios/same.yaml:1:"])
            #expect(
                lines[0].contains("needs a growth from -100% to +1000% such as +20% for growth, got 'lots'"))
            #expect(lines[6].contains("needs a share from 0% to 100%"))
        }
    }

    @Test(arguments: [
        ("ServiceName=EC2", "needs a change such as"), ("ServiceName=EC2:10", "needs a change such as"),
        ("ServiceName=EC2:-101%", "from -100% to +1000%"), ("EC2:+10%", "needs a change such as"),
        ("Colour=red:+10%", "needs a FOCUS column or tag:KEY, got 'Colour'"),
        (":+10%", "needs a change such as"),
        (
            "driver nobody:+10%",
            "needs a driver with values in drivers/ or an elasticity beside it, got 'nobody'"
        ),
    ])
    func aBadChangeSaysWhatItNeeds(change: String, need: String) throws {
        try withScenarios([:], drivers: false) { workspace in
            #expect(message { _ = try ask(workspace, changes: [change]) }.contains(need))
        }
    }

    @Test func unknownAndMissingScenariosSayWhatThereIs() throws {
        try withScenarios(["a.yaml": "drivers: [{driver: orders, growth: 5%}]\n"]) { workspace in
            #expect(
                message { _ = try ask(workspace, scenarios: ["b"]) }
                    == "needs the name of a scenario, got 'b'; there are a")
        }
        try withScenarios([:]) { workspace in
            #expect(message { _ = try ask(workspace) }.hasPrefix("needs a scenario, got none in "))
        }
    }
}
