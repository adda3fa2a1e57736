import Foundation
import Store
import Testing
import TimeSeries
import Workspace

/// The bundled estate: what its labels say of its drivers is found, and nothing else.
@Suite struct EstateUnitCostTests {
    private let estate = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../datasets/estate").standardizedFileURL

    private struct Labels: Decodable {
        struct Driver: Decodable {
            var name: String
            var scope: [String: String]?
            var lagDays: Int?
            var fixedShare: Double?
            var marginalCost: String?
        }
        var drivers: [Driver]
    }

    private struct Row: Decodable {
        var scope: [String: String]
        var driver: String
        var related: Bool
        var lag: Int?
        var fixedShare: Double?
        var marginalCost: String?
        var marginalCostInterval: [String]?
    }

    @Test func plantedDriversAreFoundAndTheUnrelatedOneIsNot() throws {
        let labels = try JSONDecoder().decode(
            Labels.self, from: Data(contentsOf: estate.appending(path: "labels.json")))
        let yaml = try String(contentsOf: estate.appending(path: "outlay.yaml"), encoding: .utf8)
        try withWorkspace(yaml) { workspace, _ in
            let now = Timestamp(CivilDate(dayNumber: 20_758))
            _ = try workspace.ingest(
                IngestRequest(
                    paths: [estate.appending(path: "bills/aws")], asOf: nil, mode: .replace, now: now))
            try FileManager.default.copyItem(
                at: estate.appending(path: "drivers"), to: workspace.driversFolder)
            var question = UnitCostQuestion(now: now)
            question.by = ["ServiceProviderName", "ServiceName"]
            let json = try workspace.unitCost(question).listing.json
            let rows = try JSONDecoder().decode([Row].self, from: Data(json.utf8))
            for driver in labels.drivers {
                guard let scope = driver.scope else {
                    #expect(!rows.contains { $0.driver == driver.name && $0.related })
                    continue
                }
                let row = try #require(rows.first { $0.driver == driver.name && $0.scope == scope })
                #expect(row.related && row.lag == driver.lagDays)
                let truth = try #require(driver.marginalCost.flatMap { Double($0) })
                let found = try #require(row.marginalCost.flatMap { Double($0) })
                #expect(abs(found / truth - 1) < 0.2, "\(driver.name): \(found) instead of \(truth)")
            }
            let related = rows.filter(\.related).count
            #expect(related <= labels.drivers.count + 2)
        }
    }
}
