import Simulation
import Testing

@Suite struct EstateTests {
    @Test func tooSmallAndTooLargeSayWhatIsAllowed() {
        let message = "needs 20000 to 200000000 rows, got 5; choose a size in between"
        #expect(throws: SimulationError.size(rows: 5, allowed: EstateSize.allowedRows)) {
            try Estate(seed: 1, rows: 5)
        }
        #expect(throws: SimulationError.self) { try Estate(seed: 1, rows: 300_000_000) }
        #expect(SimulationError.size(rows: 5, allowed: EstateSize.allowedRows).description == message)
    }

    @Test func incidentsAreNamedInOrder() throws {
        let estate = try Estate(seed: 3, rows: 20_000)
        #expect(estate.incidentIds.count == 22)
        #expect(estate.incidentIds.first == "i-01")
        #expect(estate.incidentIds.last == "i-22")
        #expect(estate.days.count == 426)
    }
}
