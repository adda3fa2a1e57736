import Foundation
import Simulation
import Testing
import TimeSeries

@Suite struct BusinessDriverTests {
    private func drivers(seed: UInt64, rows: Int) throws -> [String: String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try EstateWriter(estate: Estate(seed: seed, rows: rows)).writeDrivers(to: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/drivers")
        return try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try String(contentsOf: folder.appending(path: "drivers/\($0)"), encoding: .utf8))
            })
    }

    @Test func theCommittedDriversAreMadeAgain() throws {
        let committed = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../datasets/estate/drivers").standardizedFileURL
        let made = try drivers(seed: 1, rows: 120_000)
        #expect(made.count == 4)
        for (name, text) in made {
            #expect(
                try String(contentsOf: committed.appending(path: name), encoding: .utf8) == text, "\(name)")
        }
    }

    @Test func everyDayHasOneValueAboveZero() throws {
        for text in try drivers(seed: 5, rows: 20_000).values {
            let lines = text.split(separator: "\n")
            #expect(lines[0] == "day,value" && lines.count == 427)
            #expect(lines[1].hasPrefix("2025-09-01,") && lines[426].hasPrefix("2026-10-31,"))
            #expect(lines.dropFirst().allSatisfy { (Int($0.dropFirst(11)) ?? 0) > 0 })
        }
    }

    @Test func theSizeOfTheEstateDoesNotMatter() throws {
        #expect(try drivers(seed: 2, rows: 20_000) == drivers(seed: 2, rows: 40_000))
    }
}
