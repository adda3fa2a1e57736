import Billing
import Budgeting
import Foundation
import Testing
import TimeSeries
import Workspace

@Suite struct PlanTests {
    /// A workspace whose `budgets/` has these files.
    private func withPlan<Value>(
        _ files: [String: String], yaml: String = "currency: CNY\n", _ body: (Workspace) throws -> Value
    ) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try Workspace.create(at: folder, yaml: yaml)
        let workspace = try Workspace(at: folder)
        try FileManager.default.createDirectory(
            at: workspace.budgetsFolder, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: workspace.budgetsFolder.appending(path: name))
        }
        return try body(workspace)
    }

    private func problems(_ files: [String: String], yaml: String = "currency: CNY\n") throws -> [String] {
        try withPlan(files, yaml: yaml) { workspace in
            do throws(WorkspaceError) {
                _ = try workspace.budgetPlan()
                return []
            } catch {
                return error.message.split(separator: "\n").map { String($0) }
            }
        }
    }

    private func problems(_ yaml: String) throws -> [String] { try problems(["p.yaml": yaml]) }

    private let day: CivilDate

    init() throws {
        day = try #require(CivilDate("2026-08-01"))
    }

    // MARK: Good plans

    private static let organisation = """
        trees:
          - name: org
            nodes:
              - {node: Retail, owner: Ann}
              - {node: Shop, parent: Retail, scope: {tag:team: shop}}
              - {node: Search, parent: Retail, scopes: [{tag:team: search}, {tag:team: rank, RegionId: ~}]}
        """

    @Test func aPlanIsReadFromAllItsFiles() throws {
        let files = [
            "a.yaml": """
            version: 2
            approvedBy: Ann
            approvedOn: 2026-07-15
            calendar:
              firstMonth: 4
              periods: [{name: sprint, from: 2026-07-06, to: 2026-07-19}]
            budgets:
              - {tree: org, node: Shop, period: FY2027-Q1, amount: "1200.50", carryOver: 50%, note: agreed}
              - {period: sprint, amount: 7, currency: USD}
            reserves:
              - {tree: org, node: Retail, period: FY2027, amount: 99}
            changes:
              - {name: relaunch, kind: launch, scope: {tag:team: shop}, from: 2026-09-01, rampDays: 30, monthly: 500, author: Bo}
              - {kind: migration, scope: {RegionId: a}, moveTo: {RegionId: b}, share: 60%, from: 2026-09-01, to: 2026-09-30, author: Bo}
              - {kind: promotion, scope: {tag:team: shop}, change: +30%, from: 2026-11-01, to: 2026-11-11, author: Bo}
              - {kind: oneOff, amount: 10, from: 2026-09-01, author: Bo}
              - {kind: priceChange, discount: 12.5%, from: 2026-09-01, author: Bo}
              - {kind: newRegion, scope: {RegionId: a}, copyTo: {RegionId: c}, size: 40%, from: 2026-10-01, author: Bo}
            contracts:
              - {name: edp, scope: {ServiceProviderName: AWS}, from: 2026-07-01, to: 2027-06-30, minimum: 3650, author: Cy}
            """,
            "b.yml": "\u{FEFF}" + Self.organisation,
            "c.csv":
                "\u{FEFF}tree,node,ServiceName,period,amount,currency,version\r\norg,Search,,2026-Q3,\"300\",,\r\n,,~,2026-Q3,1,USD,2\r\n",
        ]
        try withPlan(files, yaml: "currency: CNY\nbudgets: [{period: 2026-Q3, amount: 5}]\n") { workspace in
            let plan = try workspace.budgetPlan()
            #expect(plan.budgets.count == 5 && plan.reserves.count == 1 && plan.trees.map(\.name) == ["org"])
            #expect(plan.budgets.map(\.version).sorted() == [0, 0, 2, 2, 2])
            #expect(plan.inForce(on: try #require(CivilDate("2026-07-14"))).budgets.count == 2)
            let shop = try #require(plan.budgets.first { $0.target == .node(tree: "org", name: "Shop") })
            #expect(shop.amount.description == "1200.50" && shop.carryOver == 0.5 && shop.note == "agreed")
            #expect(shop.source == "budgets/a.yaml:8")
            #expect(plan.budgets.contains { $0.scope == Scope([.service: nil]) && $0.currency.code == "USD" })
            let named = try ["sprint", "FY2027-Q1"].map { try workspace.budgetPeriod(named: $0) }
            #expect(named[0].dayCount == 14)
            #expect(named[1].start == CivilDate("2026-04-01"))
            #expect(
                plan.changes.map(\.effect) == [
                    .monthly(Money(500)), .move(to: Scope([.region: "b"]), share: 0.6), .factor(1.3),
                    .amount(Money(10)), .factor(0.875), .copy(to: Scope([.region: "c"]), factor: 0.4),
                    .minimum(Money(3650)),
                ])
            #expect(
                plan.changes[3].days.count == 1 && plan.changes[0].days.upperBound == PlannedChange.openEnd)
            #expect(plan.changes[6].days.count == 365 && plan.changes[6].kind == .pin)
            #expect(plan.changes.map { $0.currency?.code } == ["CNY", nil, nil, "CNY", nil, nil, "CNY"])
        }
    }

    @Test func withoutFilesThePlanIsTheConfigurations() throws {
        try withPlan([:], yaml: "budgets: [{period: 2026-Q3, amount: 5, currency: USD}]\n") { workspace in
            try FileManager.default.removeItem(at: workspace.budgetsFolder)
            let plan = try workspace.budgetPlan()
            #expect(
                plan.budgets.map(\.source) == ["outlay.yaml:1"] && plan.inForce(on: day).budgets.count == 1)
        }
    }

    @Test func theSamePlanFromYAMLAndCSVIsTheSame() throws {
        var random = SplitMix64(seed: 21)
        var yaml = "budgets:\n"
        var csv = "ServiceProviderName,tag:team,period,amount,currency,version,carryOver,note\n"
        for i in 0..<200 {
            let amount = "\(random.next() % 1_000_000).\(10 + random.next() % 90)"
            let period = "2026-\(i % 12 < 9 ? "0" : "")\(i % 12 + 1)"
            let carry = i % 3 == 0 ? "\(i % 101)%" : ""
            csv += "\"V,\(i)\",t\(i % 7),\(period),\(amount),CNY,3,\(carry),\"n \"\"\(i)\"\"\"\n"
            yaml +=
                "  - {scope: {ServiceProviderName: \"V,\(i)\", tag:team: t\(i % 7)}, period: \(period), amount: \(amount), "
            yaml += "note: 'n \"\(i)\"'\(carry.isEmpty ? "" : ", carryOver: \(carry)")}\n"
        }
        let read = { (files: [String: String]) in
            try withPlan(files) { workspace in
                try workspace.budgetPlan().budgets.map { budget in
                    var budget = budget
                    budget.source = nil
                    return budget
                }
            }
        }
        let fromYAML = try read(["p.yaml": "version: 3\napprovedBy: Ann\napprovedOn: 2026-01-01\n" + yaml])
        #expect(fromYAML.count == 200)
        #expect(try read(["p.csv": csv]) == fromYAML)
        #expect(try read(["p.csv": csv.replacing("\n", with: "\r\n")]) == fromYAML)
    }

    // MARK: Bad plans

    @Test(arguments: [
        (
            "trees: [{name: t, nodes: [{node: a, parent: b}, {node: b, parent: a}]}]", 1,
            "got the cycle a → b → a"
        ),
        (
            "trees:\n  - name: t\n    nodes:\n      - {node: a}\n      - {node: b}\n      - {node: c, parent: a}\n      - {node: c, parent: b}",
            7, "needs one parent for a node, got 'a' and 'b' for 'c'"
        ),
        (
            "trees: [{name: t, nodes: [{node: a, parent: x}]}]", 1,
            "needs a parent that is a node of the tree, got 'x'"
        ),
        (
            "trees:\n  - {name: t, dimensions: [ServiceName]}\n  - {name: t, dimensions: [RegionId]}", 3,
            "as in budgets/p.yaml:2"
        ),
        ("trees: [{name: t, dimensions: [ServiceName, ServiceName]}]", 1, "needs each dimension once"),
        (
            "trees: [{name: t, dimensions: [Colour]}]", 1,
            "needs a FOCUS column or tag:KEY for dimensions, got 'Colour'"
        ),
        ("trees: [{name: t}]", 1, "needs either dimensions or nodes in a tree"),
        ("trees: [{name: t, nodes: []}]", 1, "needs at least one level or node in a tree"),
        (
            "trees:\n  - name: t\n    nodes:\n      - {node: a, scope: {RegionId: x}}\n      - {node: b, scope: {RegionId: x}}",
            5, "needs each part of the bill in one node, got x in 'a' and 'b'"
        ),
        (
            "trees:\n  - name: t\n    nodes:\n      - {node: a, scope: {RegionId: x}}\n      - {node: b, parent: a, scope: {RegionId: y}}",
            5, "needs a part of what 'a' above it holds, got y for 'b'"
        ),
        (
            "budgets:\n  - {period: 2026-Q3, amount: 1}\n  - {period: 2026-Q3, amount: 1, currency: USD}", 3,
            "got CNY and USD"
        ),
        (
            "budgets:\n  - {period: 2026-Q3, amount: 1}\n  - {period: FY2026-Q3, amount: 2}", 3,
            "needs one budget for all in FY2026-Q3"
        ),
        (
            "budgets:\n  - {period: 2026-Q3, amount: 1}\n  - {period: 2026-08-01..2026-10-31, amount: 2}", 3,
            "needs periods that do not overlap for all, got 2026-08-01..2026-10-31 and 2026-Q3, the other in budgets/p.yaml:2"
        ),
        ("budgets: [{period: 2026-Q5, amount: 1}]", 1, "got '2026-Q5'"),
        ("budgets: [{period: 9999-Q3, amount: 1}]", 1, "needs a period from 2000 to 2199"),
        ("budgets: [{period: 2026-Q3, amount: 1.200.000}]", 1, "needs money as a decimal"),
        ("budgets: [{period: 2026-Q3, amount: 1e30}]", 1, "at most 10^15"),
        (
            "budgets: [{period: 2026-Q3, amount: 1, carryOver: 150%}]", 1,
            "needs a share from 0% to 100% such as 50%"
        ),
        ("budgets: [{period: 2026-Q3, amount: 1, carryOver: 0.5}]", 1, "got '0.5'"),
        ("budgets: [{tree: t, node: a, period: 2026-Q3, amount: 1}]", 1, "needs a tree of nodes, got 't'"),
        ("budgets: [{tree: t, period: 2026-Q3, amount: 1}]", 1, "needs node in a budget, got none"),
        (
            "budgets: [{node: a, tree: t, scope: {RegionId: x}, period: 2026, amount: 1}]", 1,
            "needs either a scope or a tree"
        ),
        ("reserves: [{period: 2026-Q3, amount: -1}]", 1, "needs a reserve of 0 or more"),
        (
            "contracts: [{from: 2026-07-01, to: 2026-06-30, minimum: 5, author: Bo}]", 1,
            "got 2026-07-01 to 2026-06-30"
        ),
        (
            "contracts: [{from: 2026-07-01, to: 2026-07-30, minimum: -5, author: Bo}]", 1,
            "needs a minimum of 0 or more"
        ),
        ("changes: [{kind: launch, from: 2026-07-01, monthly: 5}]", 1, "needs author in a change, got none"),
        ("changes: [{kind: launch, from: 2026-07-01, monthly: 5, author: ''}]", 1, "needs a text for author"),
        (
            "changes: [{kind: priceChange, from: 2026-07-01, discount: 120%, author: Bo}]", 1,
            "needs a share from 0% to 100%"
        ),
        ("changes: [{kind: priceChange, from: 2026-07-01, discount: -5%, author: Bo}]", 1, "got '-5%'"),
        (
            "changes: [{kind: priceChange, from: 2026-07-01, change: -101%, author: Bo}]", 1,
            "from -100% to +1000%"
        ),
        (
            "changes: [{kind: priceChange, from: 2026-07-01, author: Bo}]", 1,
            "needs one of change, discount, amount"
        ),
        (
            "changes: [{kind: priceChange, from: 2026-07-01, change: 1%, monthly: 5, author: Bo}]", 1,
            "got change and monthly"
        ),
        (
            "changes: [{kind: surprise, from: 2026-07-01, change: 1%, author: Bo}]", 1,
            "needs one of launch, migration"
        ),
        ("changes: [{kind: launch, from: 0000-01-01, change: 1%, author: Bo}]", 1, "got '0000-01-01'"),
        (
            "changes: [{kind: launch, from: 9999-12-31, change: 1%, author: Bo}]", 1,
            "from 2000-01-01 to 2199-12-31"
        ),
        (
            "changes: [{kind: launch, from: 2026-02-30, change: 1%, author: Bo}]", 1,
            "needs a day as YYYY-MM-DD"
        ),
        (
            "changes: [{kind: launch, from: 2026-07-01, amount: 5, author: Bo}]", 1,
            "needs a last day in to for an amount"
        ),
        (
            "changes: [{kind: launch, from: 2026-07-01, change: 1%, share: 5%, author: Bo}]", 1,
            "needs moveTo beside share"
        ),
        (
            "changes: [{kind: migration, scope: {RegionId: a}, moveTo: {RegionId: a, ServiceName: b}, from: 2026-07-01, author: Bo}]",
            1, "needs two parts of the bill that do not hold each other"
        ),
        (
            "changes:\n  - {name: x, kind: launch, from: 2026-07-01, change: 1%, author: Bo}\n  - {name: x, kind: launch, from: 2026-07-01, change: 1%, author: Bo}",
            3, "needs a name of its own for a change in a version, got 'x' as in budgets/p.yaml:2"
        ),
        ("version: 2\napprovedBy: Ann", 1, "needs approvedBy and approvedOn together"),
        ("version: zero", 1, "needs a whole number from 1 to 9999 for version"),
        ("approvedBy: Ann\napprovedOn: 2026-01-01", 1, "needs a version beside approvedBy"),
        (
            "approvals:\n  - {version: 1, approvedBy: A, approvedOn: 2026-01-01}\n  - {version: 1, approvedBy: A, approvedOn: 2026-01-02}",
            3, "needs one approval of version 1, got another in budgets/p.yaml:2"
        ),
        ("calendar: {firstMonth: 13}", 1, "needs a month from 1 to 12"),
        (
            "calendar: {periods: [{name: 2026-Q1, from: 2026-01-01, to: 2026-01-02}]}", 1,
            "needs a name of 1 to 40"
        ),
        (
            "calendar: {periods: [{name: FY2026, from: 2026-01-01, to: 2026-01-02}]}", 1,
            "needs a name that is no period already"
        ),
        (
            "calendar: {periods: [{name: s, from: 2026-01-03, to: 2026-01-02}]}", 1,
            "needs an end on or after the start"
        ),
        ("budgets: []\nbudgets: []", 1, "needs each key once, got 'budgets' more often"),
        (
            "budgets: [{period: 2026-Q3, period: 2026-Q4, amount: 1}]", 1,
            "needs each key once, got 'period' more often"
        ),
        ("budgts: []", 1, "needs a known key in a plan, got 'budgts'"),
        ("budgets: 5", 1, "needs a list for budgets, got '5'"),
        ("- a", 1, "needs keys with values for a plan, got a list"),
        ("budgets: [", 2, "needs YAML, got something that does not read"),
        ("", 1, "needs a plan, got an empty file"),
        ("# nothing yet\n", 1, "needs a plan, got an empty file"),
        ("note: a\u{0}b", 1, "got a NUL byte"),
    ])
    func aBadYAMLIsOneLineWithItsPlace(yaml: String, line: Int, message: String) throws {
        let found = try problems(yaml)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("budgets/p.yaml:\(line): needs ") == true, "\(found)")
        #expect(found.first?.contains(message) == true, "\(found)")
    }

    @Test(arguments: [
        ("", 1, "empty file"),
        ("period,amount\n", 1, "needs at least one budget below the header"),
        ("amount\n5\n", 1, "needs the column period, got 'amount'"),
        ("period,amount,amount\n2026,5,5\n", 1, "needs each column once"),
        ("period,amount,tree\n2026,5,x\n", 1, "needs tree and node together"),
        ("period,amount,Colour\n2026,5,x\n", 1, "FOCUS columns or tag:KEY, got 'Colour'"),
        ("period,amount\n2026,\"1,200,000\"\n", 2, "got '1,200,000'; write it without thousands separators"),
        (
            "period,amount\n2026,NaN\n", 2,
            "needs money as a decimal such as 1200.50, at most 10^15, for amount, got 'NaN'"
        ),
        ("period,amount\n2026,inf\n", 2, "got 'inf'"),
        ("period,amount\n2026,\n", 2, "got ''"),
        ("period,amount\n2026,\"=1+cmd|' /C calc'!A0\"\n", 2, "got '=1+cmd|"),
        ("period,amount\n,5\n", 2, "needs a period, got none"),
        ("period,amount\n2026-Q9,5\n", 2, "got '2026-Q9'"),
        ("period,amount,currency\n2026,5,yuan\n", 2, "needs a currency code such as USD, got 'yuan'"),
        (
            "period,amount,version\n2026,5,v2\n", 2,
            "needs a whole number from 1 to 9999 for version, got 'v2'"
        ),
        ("period,amount,carryOver\n2026,5,half\n", 2, "for carryOver, got 'half'"),
        ("period,amount,tree,node\n2026,5,org,\n", 2, "needs tree and node together, got one"),
        ("period,amount,tree,node,RegionId\n2026,5,org,Shop,x\n", 2, "got both; leave one empty"),
        ("period,amount,tree,node\n2026,5,org,Nobody\n", 2, "needs a node of 'org', got 'Nobody'"),
        ("period,amount\n2026,5,6\n", 2, "correct the line"),
        (
            "period,amount\n2026,5\n2026,6\n", 3,
            "needs one budget for all in 2026 in a version, got another in budgets/p.csv:2"
        ),
    ])
    func aBadCSVIsOneLineWithItsPlace(csv: String, line: Int, message: String) throws {
        let found = try problems(["p.csv": csv, "org.yaml": Self.organisation])
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("budgets/p.csv:\(line): needs ") == true, "\(found)")
        #expect(found.first?.contains(message) == true, "\(found)")
    }

    @Test func everyProblemOfEveryFileIsListedInOrder() throws {
        let found = try problems(
            [
                "b.yaml": "budgets:\n  - {period: x, amount: y}\n  - {period: 2026-Q3}\nchanges: [{}]\n",
                "a.csv": "period,amount\n2026-13,1\n2026,x\n",
                "c.yaml": "budgets:\n  - {period: 2026-Q3, amount: 1, currency: USD}\n",
            ], yaml: "currency: CNY\nbudgets:\n  - {period: 2026-Q3, amount: 5}\n")
        #expect(
            found.map { $0.prefix { $0 != " " } } == [
                "budgets/a.csv:2:", "budgets/a.csv:3:", "budgets/b.yaml:2:", "budgets/b.yaml:3:",
                "budgets/b.yaml:4:",
                "outlay.yaml:3:",
            ])
        #expect(found.last?.contains("got CNY and USD, the other in budgets/c.yaml:2") == true)
    }

    @Test func aLongFileWithTheSameMistakeInEveryRowIsSaidShortly() throws {
        let rows = String(repeating: "2026,1\n", count: 30_000)
        let found = try problems(["p.csv": "period,amount\n" + rows])
        #expect(found.count == 101)
        #expect(found.last == "budgets/p.csv: 29899 more problems; correct those above first")
    }

    @Test func aFileThatIsTooLongOrNoTextIsRefused() throws {
        let long = try problems(String(repeating: "# a long comment\n", count: 70_000))
        #expect(
            long == [
                "budgets/p.yaml:1: needs a file of at most 1000000 bytes, got more; split it, or write budgets as CSV"
            ])
        let folder = try withPlan([:]) { workspace in
            try Data([0xFF, 0xFE, 0x41, 0x00]).write(to: workspace.budgetsFolder.appending(path: "u16.yaml"))
            do throws(WorkspaceError) {
                _ = try workspace.budgetPlan()
                return ""
            } catch {
                return error.message
            }
        }
        #expect(folder == "budgets/u16.yaml:1: needs text in UTF-8, got other bytes; save it as UTF-8")
    }

    // MARK: Notes and versions

    @Test func partsAboveTheWholeAreANote() throws {
        let yaml = """
            \(Self.organisation)
            budgets:
              - {tree: org, node: Retail, period: 2026-Q3, amount: 100}
              - {tree: org, node: Shop, period: 2026-Q3, amount: 70}
              - {tree: org, node: Search, period: 2026-Q3, amount: 40}
              - {scope: {ServiceProviderName: AWS}, period: 2026-Q3, amount: 500}
              - {scope: {ServiceProviderName: GCP}, period: 2026-Q3, amount: 400}
              - {period: 2026-Q3, amount: 850}
            """
        try withPlan(["p.yaml": yaml, "notes.txt": "x"]) { workspace in
            let notes = try workspace.budgetPlanNotes(on: day)
            #expect(
                notes == [
                    "budgets/notes.txt is not read: a plan is YAML or CSV.",
                    "Budgets below Retail (org) add up to 110.00 CNY in 2026-Q3, 10.00 more than its own 100.00.",
                    "Budgets below all add up to 900.00 CNY in 2026-Q3, 50.00 more than its own 850.00.",
                ])
        }
    }

    @Test func versionsSayWhatTheyChanged() throws {
        let files = [
            "1.yaml": """
            version: 1
            approvedBy: Ann
            approvedOn: 2026-06-01
            budgets:
              - {period: 2026-Q3, amount: 100}
              - {period: 2026-Q4, amount: 100}
            changes: [{name: relaunch, kind: launch, change: +10%, from: 2026-09-01, author: Bo}]
            """,
            "2.yaml": """
            version: 2
            approvedBy: Ann
            approvedOn: 2026-07-15
            budgets: [{period: 2026-Q3, amount: 120}, {period: 2026-Q4, amount: none}]
            """,
            "3.yaml":
                "version: 3\nnote: not yet\nchanges: [{name: relaunch, kind: launch, change: +20%, from: 2026-10-01, author: Bo}]",
        ]
        try withPlan(files) { workspace in
            let listing = try workspace.budgetVersions(on: day, now: Timestamp(day))
            let rows = listing.table.rows.map { $0.map { $0 ?? "–" }.joined(separator: "|") }
            #expect(
                rows == [
                    "1|approved|Ann|2026-06-01|all|2026-Q3|CNY|–|100.00|budgets/1.yaml:5",
                    "1|approved|Ann|2026-06-01|all|2026-Q4|CNY|–|100.00|budgets/1.yaml:6",
                    "1|approved|Ann|2026-06-01|relaunch|–|–|–|+10.0% from 2026-09-01|budgets/1.yaml:7",
                    "2|in force|Ann|2026-07-15|all|2026-Q3|CNY|100.00|120.00|budgets/2.yaml:4",
                    "2|in force|Ann|2026-07-15|all|2026-Q4|CNY|100.00|–|budgets/2.yaml:4",
                    "3|draft|–|–|relaunch|–|–|+10.0% from 2026-09-01|+20.0% from 2026-10-01|budgets/3.yaml:3",
                ])
            let plan = try workspace.budgetPlan().inForce(on: day)
            #expect(plan.changes.map(\.effect) == [.factor(1.1)])
            #expect(plan.budgets.map(\.amount) == [Money(120)])
        }
    }

    @Test func noPlanSaysHowToMakeOne() throws {
        try withPlan([:]) { workspace in
            let listing = try workspace.budgetVersions(on: nil, now: Timestamp(day))
            #expect(listing.table.rows.isEmpty && listing.notes.last?.hasPrefix("No budgets.") == true)
        }
    }

    @Test func anUnknownPeriodNamesTheCalendarsOwn() throws {
        try withPlan(["p.yaml": "calendar: {periods: [{name: sprint, from: 2026-07-06, to: 2026-07-19}]}"]) {
            workspace in
            let error = #expect(throws: WorkspaceError.self) { () throws in
                _ = try workspace.budgetPeriod(named: "2026-Q7")
            }
            #expect(
                error?.message
                    == "needs a period such as 2026-Q3, 2026-07, 2026, FY2027-Q1, sprint or 2026-07-06..2026-08-02, "
                    + "got '2026-Q7'; correct it")
        }
    }
}
