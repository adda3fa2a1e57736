import Foundation
import TestKit
import Testing

@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct DailyCommandTests {
    /// A hundred days of two services, the last of which costs three times as much in one of them.
    private var bill: String {
        var text =
            "BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,"
            + "ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,RegionId\n"
        let days = (0...100).map { Date(timeIntervalSince1970: Double(20_500 + $0) * 86_400) }
        let format = Date.ISO8601FormatStyle()
        for i in 0..<100 {
            let start = format.format(days[i])
            let month = start.prefix(7) + "-01T00:00:00Z"
            let cost = (1000 + i % 7 * 10) * (i == 99 ? 3 : 1)
            for (service, money) in [("EC2", cost), ("S3", 300 + i % 3)] {
                text +=
                    "\(money),\(money),1,USD,\(month),Usage,\(start),\(format.format(days[i + 1])),AWS,\(service),r-1\n"
            }
        }
        return text
    }

    @Test func tenLinesReadAsBeforeAndTheGateIsThree() throws {
        try withFolder { folder in
            try Data(bill.utf8).write(to: folder.appending(path: "bill.csv"))
            _ = try CommandLineRun.run("init", "w", in: folder)
            #expect(try CommandLineRun.run("--workspace", "w", "ingest", "bill.csv", in: folder).status == 0)
            let first = try CommandLineRun.run("--workspace", "w", "daily", "--fail-on", "low", in: folder)
            #expect(first.status == 3)
            #expect(first.errors.isEmpty)
            // The wording is kept here; what the models estimate has tests of its own and may move by a cent.
            let root = folder.appending(path: "w").path
            let words = first.output.replacing(root, with: "W").replacing(/[\d,]+\.\d\d/, with: "#")
                .replacing(/\d+%/, with: "#%")
            #expect(try Golden.matches(words, "daily.txt"))
            #expect(first.output.split(separator: "\n").count <= 11)
            let again = try CommandLineRun.run("--workspace", "w", "daily", in: folder)
            #expect(again.status == 0)
            #expect(again.output == first.output)
        }
    }
}
