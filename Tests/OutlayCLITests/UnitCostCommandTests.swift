import Foundation
import Testing

/// The command from a bill and drivers on disk to what it prints.
@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct UnitCostCommandTests {
    /// A bill of 120 days of two SKUs that follows `orders` at once, in a workspace `w`.
    private func withWorkspace(_ body: (URL) throws -> Void) throws {
        try withFolder { folder in
            var bill =
                "BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,"
                + "ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,SkuId,PricingQuantity,PricingUnit\n"
            var drivers = "day,value\n"
            var state: UInt64 = 42
            for i in 0..<120 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let orders = 1000 + Int(state >> 33) % 500
                let month = i / 30 + 1
                let day = "2026-0\(month)-\(i % 30 < 9 ? "0" : "")\(i % 30 + 1)"
                guard month != 2 || i % 30 < 28 else { continue }
                let price = month == 4 ? 3 : 2
                for (sku, quantity) in [("s1", orders), ("s2", 400)] {
                    let cost = "\(quantity * (sku == "s1" ? price : 1)).\(i % 10)"
                    bill +=
                        "\(cost),\(cost),1,USD,2026-0\(month)-01T00:00:00Z,Usage,\(day)T00:00:00Z,\(day)T24:00:00Z,"
                        .replacing("\(day)T24:00:00Z", with: next(month, i % 30 + 1))
                        + "AWS,EC2,\(sku),\(quantity),Hours\n"
                }
                drivers += "\(day),\(orders)\n"
            }
            try Data(bill.utf8).write(to: folder.appending(path: "bill.csv"))
            _ = try CommandLineRun.run("init", "w", in: folder)
            #expect(try CommandLineRun.run("--workspace", "w", "ingest", "bill.csv", in: folder).status == 0)
            let place = folder.appending(path: "w/drivers")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try Data(drivers.utf8).write(to: place.appending(path: "orders.csv"))
            try body(folder)
        }
    }

    /// The morning after a day, in the form of the bill.
    private func next(_ month: Int, _ day: Int) -> String {
        let last = month == 2 ? 28 : month == 4 ? 30 : 31
        let (m, d) = day == last ? (month + 1, 1) : (month, day + 1)
        return "2026-0\(m)-\(d < 10 ? "0" : "")\(d)T00:00:00Z"
    }

    @Test func aRelationIsPrintedInEveryFormat() throws {
        try withWorkspace { folder in
            let table = try CommandLineRun.run(
                "--workspace", "w", "unit-cost", "--driver", "orders", "--to", "2026-03-30", in: folder)
            #expect(table.status == 0 && table.errors.isEmpty)
            #expect(table.output.contains("all    USD       orders  yes"))
            let csv = try CommandLineRun.run(
                "--workspace", "w", "unit-cost", "--format", "csv", "--to", "2026-03-30", in: folder)
            #expect(
                csv.output.hasPrefix("scope,currency,driver,related,fixedPerDay,fixedShare,marginalCost,"))
            let json = try CommandLineRun.run(
                "--workspace", "w", "unit-cost", "--format", "json", "--to", "2026-03-30", in: folder)
            let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
            #expect(rows?.count == 1)
            let marginal = (rows?[0]["marginalCost"] as? String).flatMap { Double($0) } ?? 0
            #expect(abs(marginal - 2) < 0.01)
            #expect(rows?[0]["lag"] as? Int == 0)
        }
    }

    @Test func aPriceRiseIsPriceToTheLastDigit() throws {
        try withWorkspace { folder in
            let json = try CommandLineRun.run(
                "--workspace", "w", "unit-cost", "--compare", "2026-03", "--period", "2026-04", "--format",
                "json",
                in: folder)
            #expect(json.status == 0)
            let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
            let row = try #require(rows?.first)
            let money = { (key: String) in (row[key] as? String).flatMap { Decimal(string: $0) } ?? .nan }
            let parts = ["volume", "price", "mix", "new", "ended", "unpriced"].map(money)
            #expect(parts.reduce(0, +) == money("change"))
            #expect(money("price") > 30_000)
        }
    }

    @Test func aBadFileIsSaidOnStandardErrorAndTheRestIsPrinted() throws {
        try withWorkspace { folder in
            let bad = folder.appending(path: "w/drivers/bad.csv")
            try Data("day,value\nyesterday,5\n".utf8).write(to: bad)
            let result = try CommandLineRun.run(
                "--workspace", "w", "unit-cost", "--format", "csv", in: folder)
            #expect(result.status == 0)
            #expect(
                result.errors
                    == "drivers/bad.csv:2: needs a day such as 2026-06-15 or a month such as 2026-06, got 'yesterday'; correct it\n"
            )
            #expect(result.output.split(separator: "\n").count == 2)
        }
    }

    @Test func withoutDriversItTeachesTheFile() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            _ = try CommandLineRun.run("--workspace", "w", "ingest", fixtureBill, in: folder)
            let result = try CommandLineRun.run("--workspace", "w", "unit-cost", in: folder)
            #expect(result.status == 2 && result.output.isEmpty)
            #expect(result.errors.hasSuffix("such as orders.csv:\nday,value\n2026-06-01,184023\n"))
        }
    }

    @Test func contradictingOptionsAreWrongUsage() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            for arguments in [
                ["--period", "2026-04", "--from", "2026-04-01"],
                ["--compare", "2026-03", "--to", "2026-04-01"],
                ["--compare", "2026-03", "--period", "2026"],
            ] {
                let result = try CommandLineRun.start(
                    ["--workspace", "w", "unit-cost"] + arguments, in: folder
                )
                .finish()
                #expect(result.status == 2 && result.errors.hasPrefix("outlay: needs "))
            }
        }
    }
}
