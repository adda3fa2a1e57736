import Foundation
import Testing
import TimeSeries
import Workspace

/// The files of `negotiation/`: what they change, and what is said about each mistake.
@Suite struct NegotiationFileTests {
    private func pack(_ yaml: String?, file: String = "aws.yaml") throws -> VendorPackOutcome {
        try withNegotiation(yaml, file: file) { workspace in
            try workspace.vendorPack(vendor: "AWS", term: .year, on: BillText.run, now: BillText.now)
        }
    }

    private func withNegotiation<Result>(
        _ yaml: String?, file: String, _ body: (Workspace) throws -> Result
    ) throws -> Result {
        var result: Swift.Result<Result, any Error>?
        try withBill { workspace in
            if let yaml {
                let folder = workspace.negotiationFolder
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(yaml.utf8).write(to: folder.appending(path: file))
            }
            result = Swift.Result { try body(workspace) }
        }
        return try #require(result).get()
    }

    /// The message of a file that is wrong.
    private func problem(_ yaml: String, file: String = "aws.yaml") throws -> String {
        let error = #expect(throws: WorkspaceError.self) { try pack(yaml, file: file) }
        return error?.message ?? ""
    }

    @Test func withoutFilesThePackSaysWhatIsMissing() throws {
        let text = try pack(nil).text(.json)
        #expect(text.contains("\"offers\""))
        #expect(text.contains("\"assumed\""))
    }

    @Test func anOfferWithEveryClauseIsRead() throws {
        let outcome = try pack(
            """
            vendor: AWS
            contract: {start: 2025-06-01, end: 2026-05-31, commit: "300000", discount: 10%}
            offers:
              - name: Three years
                start: 2026-06-01
                term: 36m
                commits: ["350000", "360000", "370000"]
                tiers: [{from: "100000", discount: 10%}, {from: "300000", discount: 14%}]
                tiersBy: commit
                eligible: 95%
                counting: net
                shortfall: 80%
                carryOver: {of: shortfall, share: 50%, years: 1}
                priceCap: 3%
                followsMarket: true
                egressWaiver: 5%
                termination: {afterYear: 1, fee: "10000", remaining: 10%}
                payment: {upfront: 0%, days: 45}
            workloads:
              - name: Machines
                scope: {ServiceName: EC2}
                alternatives: [{vendor: Nimbus, price: 90%}]
                moveCost: "20000"
                moveMonths: 4
            capitalCost: 8%
            listPrices: {change: 2%, deviation: 1%}
            market: {change: -5%}
            limits: {share: 100%, parallelMoves: 2}
            exchangeRates: {EUR/USD: 1.08}
            skus: [{service: S3, measure: GB-month, kind: Objects}]
            instruments: [{name: one year, term: 12m, discount: 27%, services: [EC2]}]
            commitmentEnds: {sp-1: 2026-12-31}
            """)
        let text = outcome.text(.json)
        #expect(text.contains("Three years") && text.contains("\"offer\""))
        #expect(text.contains("Without AWS"))
        #expect(outcome.listing.table.rows.map(\.first).contains("walk-away"))
    }

    @Test(arguments: [
        (
            "vendor: AWS\noffers:\n  - {start: 2026-06-01, end: 2026-01-01, discount: 10%}",
            "negotiation/aws.yaml:3: needs an offer that ends after it starts, got 2026-06-01 to 2026-01-01; correct the dates"
        ),
        (
            "vendor: AWS\noffers:\n  - {start: 2026-06-01, term: 12m, discount: 130%}",
            "negotiation/aws.yaml:3: needs a share from 0% to 100% such as 50% for discount, got '130%'"
        ),
        (
            "offers:\n  - {vendor: Nimbus, start: 2026-06-01, term: 12m, discount: 13%}",
            "negotiation/aws.yaml:2: needs a vendor of the bill, got 'Nimbus'; known are AWS"
        ),
        (
            "vendor: AWS\noffers:\n  - start: 2026-06-01\n    term: 12m\n    tiers:\n      - {from: \"500\", discount: 10%}\n      - {from: \"100\", discount: 12%}",
            "negotiation/aws.yaml:7: needs tiers that start one above another, got 100.00 after 500.00; sort them"
        ),
        (
            "vendor: AWS\noffer:\n  - {start: 2026-06-01}",
            "negotiation/aws.yaml:2: needs a known key in the negotiation file, got 'offer'"
        ),
        (
            "vendor: AWS\nworkloads:\n  - {name: W, scope: {ServiceName: EC2}, alternatives: [{vendor: Nimbus}]}",
            "negotiation/aws.yaml:3: needs a price for 'Nimbus', which does not bill us yet, got none; add price: 95%"
        ),
        (
            "exchangeRates: {CNY: 0.14}",
            "negotiation/aws.yaml:1: needs two currencies such as CNY/USD, got 'CNY'; write CNY/USD: 0.14"
        ),
        (
            "vendor: AWS\noffers:\n  - {start: 2026-06-01, term: 36m, commits: [\"1\", \"2\"], discount: 5%}",
            "negotiation/aws.yaml:3: needs one commit a year of the term, 3, got 2"
        ),
        (
            "vendor: AWS\noffers:\n  - {start: 2026-06-01, term: 12m}",
            "negotiation/aws.yaml:3: needs discount or tiers in an offer, got none; add one"
        ),
    ])
    func everyMistakeNamesItsLine(yaml: String, message: String) throws {
        #expect(try problem(yaml).hasPrefix(message))
    }

    @Test func aKeyThatStandsTwiceIsNamed() throws {
        let message = try problem("vendor: AWS\ncapitalCost: 5%\ncapitalCost: 6%")
        #expect(message.hasPrefix("negotiation/aws.yaml:") && message.contains("needs each key once"))
        #expect(message.contains("capitalCost"))
    }

    @Test func aCatalogueNeedsItsColumns() throws {
        let message = try problem("a,b\n1,2\n", file: "skus.csv")
        #expect(message.hasPrefix("negotiation/skus.csv:1: needs the columns SkuId and SkuMeter"))
        _ = try pack("SkuId,SkuMeter\nS,m6i.large\n", file: "skus.csv")
        #expect(
            try problem("x", file: "note.txt").hasPrefix("negotiation/note.txt:1: needs a file that ends in"))
    }

    @Test func theAppendixCannotRunAsAFormula() throws {
        try withBill { workspace in
            let outcome = try workspace.vendorPack(
                vendor: "AWS", term: .year, on: BillText.run, now: BillText.now)
            let csv = outcome.text(.csv)
            #expect(
                csv.hasPrefix("vendor,service,sku,name,skuPriceId,region,billingAccount,unit,pricing,month"))
            let written = try String(
                contentsOf: workspace.reportsFolder.appending(path: "vendor-AWS-prices.csv"), encoding: .utf8)
            #expect(written == csv)
        }
    }
}
