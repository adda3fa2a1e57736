import Foundation
import Testing

/// The vendor pack as a user makes it.
@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct NegotiateCommandTests {
    /// 130 days of two vendors: one machine's price rises on day 90, and a name tries to be a formula.
    private var bill: String {
        var text =
            "BilledCost,EffectiveCost,ContractedCost,ListCost,BillingAccountId,BillingCurrency,BillingPeriodStart,"
            + "ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,ServiceCategory,RegionId,"
            + "SkuId,SkuPriceId,PricingUnit,PricingQuantity,PricingCategory\n"
        let format = Date.ISO8601FormatStyle()
        func day(_ i: Int) -> String {
            format.format(Date(timeIntervalSince1970: Double(20_475 + i) * 86_400))
        }
        for i in 0..<130 {
            let month = day(i).prefix(7) + "-01T00:00:00Z"
            let price = i < 90 ? 0.8 : 0.88
            for (vendor, service, sku, paid) in [
                ("AWS", "EC2", "m6i.large", price), ("AWS", "=1+1", "=cmd()", 0.5),
                ("Azure", "VM", "n2-standard-2", 0.6),
            ] {
                let cost = 100 * paid
                text +=
                    "\(cost),\(cost),\(cost),100,1,USD,\(month),Usage,\(day(i)),\(day(i + 1)),\(vendor),\(service),"
                text += "Compute,r-1,\(sku),\(sku).1,Hours,100,Standard\n"
            }
        }
        return text
    }

    private func inWorkspace(_ body: (URL) throws -> Void) throws {
        try withFolder { folder in
            try Data(bill.utf8).write(to: folder.appending(path: "bill.csv"))
            _ = try CommandLineRun.run("init", "w", in: folder)
            #expect(try CommandLineRun.run("--workspace", "w", "ingest", "bill.csv", in: folder).status == 0)
            try body(folder)
        }
    }

    @Test func thePackIsMadeAndMarkedAndNothingElseHoldsIt() throws {
        try inWorkspace { folder in
            let run = try CommandLineRun.run(
                "--workspace", "w", "negotiate", "--vendor", "AWS", "--term", "24m", in: folder)
            #expect(run.status == 0 && run.errors.isEmpty)
            #expect(run.output.contains("walk-away") && run.output.contains("Take back price rises"))
            #expect(run.output.contains("Confidential: it holds contract prices."))
            let page = try String(
                contentsOf: folder.appending(path: "w/reports/vendor-AWS.html"), encoding: .utf8)
            #expect(page.contains("Confidential – Restricted") && page.contains("class=\"watermark stamp\""))
            let daily = try CommandLineRun.run("--workspace", "w", "daily", in: folder)
            #expect(!daily.output.contains("walk-away"))
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/w/reports")
            for name in files where !name.hasPrefix("vendor-") {
                let text = try String(
                    contentsOf: folder.appending(path: "w/reports/" + name), encoding: .utf8)
                #expect(!text.contains("Confidential – Restricted") && !text.contains("walk-away"), "\(name)")
            }
        }
    }

    @Test func theAppendixIsSafeAndExact() throws {
        try inWorkspace { folder in
            let run = try CommandLineRun.run(
                "--workspace", "w", "negotiate", "--vendor", "AWS", "--format", "csv", in: folder)
            let lines = run.output.split(separator: "\n")
            #expect(lines.count > 8)
            #expect(lines.contains { $0.hasPrefix("AWS,'=1+1,'=cmd(),") })
            #expect(!run.output.contains(",=1+1"))
            #expect(lines.contains { $0.contains(",0.880000000000,") })
        }
    }

    @Test func theReportCommandShowsTheSamePack() throws {
        try inWorkspace { folder in
            let report = try CommandLineRun.run(
                "--workspace", "w", "report", "--vendor", "AWS", "--term", "12m", "--format", "markdown",
                in: folder)
            #expect(report.status == 0)
            #expect(report.output.contains("## Three levers") && report.output.contains("## Price record"))
            let chinese = try CommandLineRun.run(
                "--workspace", "w", "report", "--vendor", "AWS", "--language", "zh-Hans", in: folder)
            #expect(chinese.output.contains("三个筹码") && chinese.output.contains("限制分发"))
        }
    }

    @Test func aWrongFileStopsItWithItsLine() throws {
        try inWorkspace { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "w/negotiation"), withIntermediateDirectories: true)
            try Data("vendor: AWS\noffers:\n  - {start: 2026-07-01, term: 12m, discount: 130%}\n".utf8)
                .write(to: folder.appending(path: "w/negotiation/aws.yaml"))
            let run = try CommandLineRun.run("--workspace", "w", "negotiate", "--vendor", "AWS", in: folder)
            #expect(run.status != 0)
            #expect(
                run.errors.contains(
                    "negotiation/aws.yaml:3: needs a share from 0% to 100% such as 50% for discount, got '130%'"
                ))
        }
    }
}
