import Foundation
import Testing
import TimeSeries
import Workspace

@Suite struct UnitCostTests {
    private static let dayCount = 200

    /// Orders of each day, and a bill that costs 400 a day and 0.002 an order of the day before, beside a flat service.
    private func withOrders(
        _ files: [String: String] = [:], ordersFile: String? = "orders.csv",
        _ body: (Workspace, URL) throws -> Void
    ) throws {
        var random = SplitMix64(seed: 8)
        var level = 200_000.0
        var orders: [Int] = []
        var bill = BillText()
        for i in 0..<Self.dayCount {
            level *= 1 + 0.08 * (random.uniform() - 0.5)
            orders.append(Int(level))
            let day = BillText.firstDay.advanced(by: i)
            let cost = 400 + 0.002 * Double(i == 0 ? orders[0] : orders[i - 1])
            bill.add(String(Int(100 * cost * (0.99 + 0.02 * random.uniform()))), on: day)
            bill.add(String(Int(5000 + 200 * random.uniform())), on: day, service: "Disk")
        }
        try withBill(bill) { workspace in
            let folder = workspace.driversFolder
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let rows = orders.enumerated().map { "\(BillText.firstDay.advanced(by: $0)),\($1)\n" }
            if let ordersFile {
                try Data(("day,value\n" + rows.joined()).utf8).write(to: folder.appending(path: ordersFile))
            }
            for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
            try body(workspace, folder)
        }
    }

    private func ask(
        _ workspace: Workspace, _ change: (inout UnitCostQuestion) -> Void = { _ in }
    ) throws -> (rows: [[String: Any]], answer: UnitCostAnswer) {
        var question = UnitCostQuestion(now: Timestamp(BillText.firstDay.advanced(by: Self.dayCount)))
        change(&question)
        let answer = try workspace.unitCost(question)
        let json = try JSONSerialization.jsonObject(with: Data(answer.listing.json.utf8))
        return (try #require(json as? [[String: Any]]), answer)
    }

    @Test func thePlantedRelationIsFoundAndTheFlatServiceHasNone() throws {
        try withOrders { workspace, _ in
            let (rows, answer) = try ask(workspace) { $0.by = ["ServiceName"] }
            #expect(answer.warnings.isEmpty)
            #expect(rows.count == 2)
            let compute = rows[0]
            #expect(compute["related"] as? Bool == true && compute["lag"] as? Int == 1)
            let marginal = try #require((compute["marginalCost"] as? String).flatMap { Double($0) })
            #expect(0.15...0.25 ~= marginal)
            #expect(compute["reason"] is NSNull)
            let disk = rows[1]
            #expect(disk["related"] as? Bool == false)
            #expect(disk["marginalCost"] is NSNull && disk["elasticity"] is NSNull)
            #expect((disk["reason"] as? String)?.hasPrefix("beyond trend and calendar they move") == true)
            #expect((disk["unitCost"] as? String) != nil)
        }
    }

    @Test func theSameQuestionHasTheSameAnswer() throws {
        try withOrders { workspace, _ in
            let first = try ask(workspace) { $0.by = ["ServiceName"] }.answer.listing.json
            #expect(try ask(workspace) { $0.by = ["ServiceName"] }.answer.listing.json == first)
        }
    }

    @Test func withoutDriversItSaysWhatToWriteWhere() throws {
        try withOrders(ordersFile: nil) { workspace, folder in
            #expect {
                try ask(workspace)
            } throws: { error in
                let message = "\(error)"
                return message.contains("needs a business driver, got none in \(folder.path)")
                    && message.hasSuffix("such as orders.csv:\nday,value\n2026-06-01,184023")
            }
        }
    }

    @Test func badFilesAreNamedWithTheirLineAndTheOthersGoOn() throws {
        let bad = [
            "a.csv": "date,value\n2026-01-01,5\n",
            "b.csv":
                "day,value\n2026-01-01,5\n01.02.2026,5\n2026-01-03,-5\n2026-01-04,nan\n2026-01-05,1e999\n2026-01-06,\n",
            "c.csv": "day,value\n2026-01-01,5\n2026-01-01,5\n2026-01-02,5\n2026-01-02,6\n",
            "d.csv": "day,value,color\n2026-01-01,5,red\n",
            "e.csv": "",
            "f.csv": "day,value\n2026-01-01,\"5\n",
            "g.csv": "driver,day,value\n\(String(repeating: "x", count: 100)),2026-01-01,5\n",
            "h.csv": "driver,day,value\nm,2026-01-01,5\nm,2026-02,5\n", "notes.txt": "nothing",
        ]
        try withOrders(bad) { workspace, _ in
            let (rows, answer) = try ask(workspace) { $0.drivers = ["orders"] }
            #expect(rows.count == 1)
            let expected = [
                "drivers/a.csv:1: needs the columns day and value, got 'date,value'; name them so",
                "drivers/b.csv:3: needs a day such as 2026-06-15 or a month such as 2026-06, got '01.02.2026'; correct it",
                "drivers/b.csv:4: needs a number of at least 0 and below 1e18, got '-5'; correct it or leave it empty",
                "drivers/b.csv:5: needs a number of at least 0 and below 1e18, got 'nan'; correct it or leave it empty",
                "drivers/b.csv:6: needs a number of at least 0 and below 1e18, got '1e999'; correct it or leave it empty",
                "drivers/d.csv:1: needs columns day, value, driver, knownOn, FOCUS columns or tag:KEY, got 'color'; rename or remove it",
                "drivers/e.csv: needs a header line, got an empty file; fetch or export it again",
                "drivers/f.csv:2: needs a closing quote, got the end of the file; export the file again",
                "drivers/g.csv:2: needs a driver's name of 1 to 80 characters; shorten it",
                "drivers/h.csv:3: needs either days or months for 'm', got both; give it two names",
                "drivers/c.csv:5: needs one value for 2026-01-02, got another than drivers/c.csv:4; "
                    + "remove one, or say in a column knownOn which came later",
            ]
            #expect(answer.warnings == expected)
        }
    }

    @Test func aRestatedDayCountsAsItWasKnown() throws {
        let day = BillText.firstDay.advanced(by: 190)
        let known = BillText.firstDay.advanced(by: 195)
        var text = "day,value,knownOn\n"
        for i in 0..<Self.dayCount { text += "\(BillText.firstDay.advanced(by: i)),100,\n" }
        text += "\(day),100000,\(known)\n"
        try withOrders(["visits.csv": text], ordersFile: nil) { workspace, _ in
            let late = try ask(workspace) { $0.drivers = ["visits"] }
            #expect(late.answer.warnings.isEmpty)
            let early = try ask(workspace) {
                $0.drivers = ["visits"]
                $0.date = known.advanced(by: -1)
            }
            let (before, after) = (early.rows[0]["driverPerPeriod"], late.rows[0]["driverPerPeriod"])
            #expect(before as? Double == 100)
            #expect((after as? Double ?? 0) > 1000)
        }
    }

    @Test func hostileNamesAreOnlyTexts() throws {
        let name = "=cmd|'/c calc'!A1"
        let escape = "\u{1B}[31m<script>"
        var text = "driver,day,value\n"
        for i in 0..<Self.dayCount {
            text += "\(name),\(BillText.firstDay.advanced(by: i)),\(i % 9)\n"
            text += "../../etc/passwd,\(BillText.firstDay.advanced(by: i)),\(i % 8)\n"
            text += "\(escape),\(BillText.firstDay.advanced(by: i)),\(i % 5)\n"
        }
        try withOrders(["x.csv": text], ordersFile: nil) { workspace, _ in
            let listing = try ask(workspace).answer.listing
            #expect(listing.text(.csv).contains("'=cmd|"))
            #expect(!listing.text(.table).contains("\u{1B}"))
            #expect(listing.text(.table).contains("../../etc/passwd"))
            #expect {
                try ask(workspace) { $0.drivers = ["../orders"] }
            } throws: { "\($0)".contains("needs the name of a driver, got '../orders'; there are") }
        }
    }

    @Test func partsOfADriverAreAddedUpForTheWhole() throws {
        var text = "day,value,ServiceName\n"
        for i in 0..<Self.dayCount {
            let day = BillText.firstDay.advanced(by: i)
            text += "\(day),\(100 + i % 3),EC2\n\(day),\(50 + i % 2),Disk\n"
        }
        try withOrders(["parts.csv": text], ordersFile: nil) { workspace, _ in
            let parts = try ask(workspace) { $0.by = ["ServiceName"] }.rows
            let whole = try ask(workspace).rows
            let values = (parts + whole).compactMap { $0["driverPerPeriod"] as? Double }
            #expect(values.count == 3)
            #expect(abs(values[0] + values[1] - values[2]) < 1e-9)
        }
    }

    @Test func weeksAndMonthsAreComparedWithWeeksAndMonths() throws {
        var weekly = "day,value\n"
        for i in stride(from: 0, to: Self.dayCount, by: 7) {
            weekly += "\(BillText.firstDay.advanced(by: i)),\(900 + i)\n"
        }
        let monthly = "day,value\n" + (1...6).map { "2026-0\($0),\($0 * 1000)\n" }.joined()
        try withOrders(["w.csv": weekly, "m.csv": monthly], ordersFile: nil) { workspace, _ in
            let rows = try ask(workspace).rows
            #expect(rows.map { $0["frequency"] as? String } == ["monthly", "weekly"])
            #expect(
                rows.map { $0["reason"] as? String } == [
                    "needs 30 periods with both cost and driver, got 6",
                    "needs 40 periods with both cost and driver, got 28",
                ])
        }
    }

    @Test func aChangeOfCostAddsUpExactly() throws {
        try withOrders { workspace, _ in
            let (rows, _) = try ask(workspace) {
                $0.by = ["ServiceName"]
                $0.comparedWith = ReportingPeriod("2026-02")
                $0.period = ReportingPeriod("2026-03")
            }
            #expect(rows.count == 2)
            for row in rows {
                let units = { (key: String) -> Int in
                    Int(((row[key] as? String).flatMap { Double($0) } ?? .nan) * 100)
                }
                let parts = ["volume", "price", "mix", "new", "ended", "unpriced"].map(units)
                #expect(parts.reduce(0, +) == units("change"))
                #expect(units("after") - units("before") == units("change"))
            }
        }
    }

    @Test func wrongQuestionsSayWhatIsNeeded() throws {
        try withOrders { workspace, _ in
            #expect { try ask(workspace) { $0.by = ["Colour"] } } throws: {
                "\($0)".hasPrefix("needs a FOCUS column or tag:KEY, got 'Colour'")
            }
            #expect { try ask(workspace) { $0.scope = ["EC2"] } } throws: {
                "\($0)".hasPrefix("needs COLUMN=VALUE such as ServiceName=EC2 for --scope, got 'EC2'")
            }
            #expect {
                try ask(workspace) {
                    $0.from = BillText.firstDay.advanced(by: 20)
                    $0.to = BillText.firstDay
                }
            } throws: {
                "\($0)".hasPrefix(
                    "needs a first day on or before the last with charges on them, got 2026-01-21 and 2026-01-01"
                )
            }
            let empty = try ask(workspace) { $0.scope = ["ServiceName=Nothing"] }
            #expect(empty.rows.isEmpty)
        }
    }
}
