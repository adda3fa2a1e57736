import Billing
import Budgeting
import Foundation
import Simulation
import TestKit
import Testing
import TimeSeries

/// What was planted in a simulated estate appears in the bridge as what it is.
@Suite struct EstateBridgeTests {
    private static let (seed, rows) = (UInt64(11), 20_000)

    /// The truth of a small estate.
    private static func labels() throws -> EstateLabels {
        try inScratch { folder in
            try EstateWriter(estate: Estate(seed: seed, rows: rows)).write(to: folder).labels
        }
    }

    /// What a vendor bills for a month and for the one before, with the corrections of a month later.
    private static func bill(_ vendor: String, _ month: BillingPeriod, preventing: Set<String> = []) throws
        -> Ledger
    {
        let estate = try Estate(seed: seed, rows: rows, preventing: preventing)
        let writer = EstateWriter(estate: estate)
        let name = vendor.lowercased().replacing(" ", with: "-")
        let vendorFolder = try #require(estate.vendorFolders.first { name.hasSuffix($0) })
        return try inScratch { folder in
            let months = [-1, 0, 1].map { month.advanced(by: $0) }.filter { $0.description <= "2026-10" }
            var files: [URL] = []
            for month in months {
                files.append(folder.appending(path: "\(month).csv.gz"))
                try writer.writeBill(month, of: vendorFolder, to: files[files.count - 1])
            }
            let lake = Lake(folder: folder.appending(path: "lake"))
            let staging = try lake.stage("all")
            _ = try BillIngest().run(files, into: staging)
            try staging.commit()
            return try lake.read(months.map { SnapshotSelection(month: $0, snapshotID: "all") })
        }
    }

    private static func inScratch<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bridge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// The way from the month before to a month, for a part of the bill.
    private static func bridge(
        _ scope: Scope, _ currency: Currency, _ month: BillingPeriod, preventing: Set<String> = []
    ) throws -> VarianceBridge {
        let vendor = try #require(scope[.serviceProvider] ?? nil)
        let months = [month.advanced(by: -1), month].map {
            BudgetPeriod(ReportingPeriod(containing: $0, granularity: .month))
        }
        let run = try #require(CivilDate("2026-12-31"))
        return try #require(
            VarianceAnalysis(scope: scope).bridges(
                try bill(vendor, month, preventing: preventing), currency: currency, from: months[0],
                to: months[1], run: run
            ).first)
    }

    @Test func incidentsAppearAsWhatTheyAre() throws {
        var seen: Set<String> = []
        for incident in try Self.labels().incidents where incident.kind != "missing-data" {
            let month = BillingPeriod(containing: incident.firstDay)
            let real = try Self.bridge(incident.scope, incident.currency, month)
            let calm = try Self.bridge(incident.scope, incident.currency, month, preventing: [incident.id])
            #expect(real.addsUp)
            let effect = (real.change - calm.change).approximate
            // More use than commitments cover is covered less.
            let coverage = real.amount(of: .commitmentCoverage) - calm.amount(of: .commitmentCoverage)
            let named = Self.groups(of: incident.kind).reduce(
                incident.kind == "price-change" ? 0 : coverage.approximate
            ) {
                $0 + (real.amount(in: $1) - calm.amount(in: $1)).approximate
            }
            #expect(abs(coverage.approximate) <= 0.2 * abs(effect))
            #expect(abs(named - effect) <= 0.02 * abs(effect), "\(incident): \(named) of \(effect)")
            seen.insert(incident.kind)
        }
        #expect(seen == ["spike", "drop", "level-shift", "trend-change", "price-change", "new-spend"])
    }

    private static func groups(of kind: String) -> [VarianceCause.Group] {
        switch kind {
        case "price-change": [.price]
        case "new-spend": [.new]
        // A runaway job is use of what was not used before.
        case "spike": [.usage, .mix, .new]
        default: [.usage, .mix]
        }
    }

    @Test func creditsAreOneOffAndCommitmentsAreCoverage() throws {
        let benign = try Self.labels().benign
        let credit = try #require(benign.first { $0.kind == "credit" })
        let credited = try Self.bridge(
            credit.scope, credit.currency, BillingPeriod(containing: credit.firstDay))
        #expect(credited.amount(of: .credit) < .zero)
        let purchases = benign.filter { $0.kind == "commitment-purchase" }
        #expect(purchases.count >= 3)
        for purchase in purchases {
            let bridge = try Self.bridge(
                purchase.scope, purchase.currency, BillingPeriod(containing: purchase.firstDay))
            #expect(bridge.amount(of: .commitmentCoverage) < .zero, "\(purchase)")
            #expect(bridge.amount(of: .listPrice) == .zero && bridge.amount(of: .negotiatedDiscount) == .zero)
        }
    }
}
