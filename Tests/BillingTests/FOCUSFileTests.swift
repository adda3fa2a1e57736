import Billing
import Foundation
import TestKit
import Testing

/// The FOCUS files beside the project: sums equal Python's, to the last digit.
@Suite struct FOCUSFileTests {
    private struct Sums: Decodable {
        struct File: Decodable {
            let rows: Int
            let sums: [String: String]
        }
        let files: [String: File]
    }

    @Test(.enabled(if: SharedData.folder != nil, "needs ../shared/data"))
    func sumsEqualPythons() throws {
        let folder = try #require(SharedData.folder).appending(path: "focus")
        let expected = try Fixture.json("focus_sums.json", in: .module, as: Sums.self)
        for (name, file) in expected.files.sorted(by: { $0.key < $1.key }) {
            let scratch = try Scratch()
            let (report, lake) = try scratch.ingest([folder.appending(path: name)])
            #expect(report.rowsAccepted == file.rows && report.rowsRejected == 0, "\(name)")
            let billed = report.sums.map(\.billedCost).reduce(.zero, +)
            let effective = report.sums.map(\.effectiveCost).reduce(.zero, +)
            let contracted = report.sums.map(\.contractedCost).reduce(.zero, +)
            let list = report.sums.map(\.listCost).reduce(.zero, +)
            #expect(billed == file.sums["BilledCost"].flatMap { Money($0) }, "\(name)")
            #expect(effective == file.sums["EffectiveCost"].flatMap { Money($0) }, "\(name)")
            #expect(contracted == file.sums["ContractedCost"].flatMap { Money($0) }, "\(name)")
            #expect(list == file.sums["ListCost"].flatMap { Money($0) }, "\(name)")
            let ledger = try scratch.read(lake)
            #expect(ledger.billedCost.reduce(0, +) == billed.units, "\(name)")
            #expect(ledger.rowCount.reduce(0, +) == Int64(file.rows), "\(name)")
        }
    }

    @Test(.enabled(if: SharedData.folder != nil, "needs ../shared/data"))
    func aCommitmentFileIsSkippedWithALine() throws {
        let folder = try #require(SharedData.folder).appending(path: "focus/generated/aws-1.3")
        let scratch = try Scratch()
        let (report, _) = try scratch.ingest([folder])
        #expect(report.files.map(\.version) == [.focus13])
        #expect(report.skipped.map(\.reason) == ["FOCUS Contract Commitment data set, which is not a bill"])
    }

    @Test(.enabled(if: SharedData.folder != nil, "needs ../shared/data"))
    func aFragmentIsOneClearError() throws {
        let path = try #require(SharedData.folder).appending(
            path: "focus/golden-small/scenarios_correction_set.csv")
        let scratch = try Scratch()
        #expect(
            throws: BillingError.missingColumns(
                path: path.path,
                columns: [
                    "EffectiveCost", "BillingAccountId", "BillingPeriodStart", "ChargePeriodStart",
                    "ChargePeriodEnd", "ServiceProviderName or ProviderName or PublisherName", "ServiceName",
                ])
        ) { try scratch.ingest([path]) }
    }
}
