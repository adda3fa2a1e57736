import Columnar
import Foundation
import Simulation
import Testing
import TimeSeries

/// The estate in `datasets/` is what the generator makes today.
@Suite struct CommittedEstateTests {
    private let committed = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../datasets/estate").standardizedFileURL

    private func text(_ url: URL) throws -> [UInt8] {
        let source = try ByteSource(path: url.path)
        var bytes: [UInt8] = []
        while true {
            let chunk = try source.next()
            if chunk.isEmpty { return bytes }
            bytes += chunk
        }
    }

    @Test(arguments: [
        ("aws", "2026-07"), ("huawei-cloud", "2026-06"), ("volcengine", "2026-09"),
        ("alibaba-cloud", "2026-08"),
    ])
    func aBillMadeAgainIsTheCommittedOne(vendor: String, month: String) throws {
        let estate = try Estate(seed: 1, rows: 120_000)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv.gz")
        defer { try? FileManager.default.removeItem(at: file) }
        let period = try #require(BillingPeriod(month))
        try EstateWriter(estate: estate).writeBill(period, of: vendor, to: file)
        let bill = committed.appending(path: "bills/\(vendor)/\(month).csv.gz")
        #expect(
            try text(file) == text(bill),
            "make it again: outlay simulate datasets/estate --seed 1 --rows 120000")
    }

    @Test func theCommittedTruthIsOfTheSameIncidents() throws {
        let data = try Data(contentsOf: committed.appending(path: "labels.json"))
        let labels = try JSONDecoder().decode(EstateLabels.self, from: data)
        #expect(labels.seed == 1)
        #expect(labels.incidents.map(\.id) == (try Estate(seed: 1, rows: 120_000)).incidentIds)
    }
}
