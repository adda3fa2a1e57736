import Billing
import Findings
import Foundation
import Testing
import TimeSeries

@Suite struct LabelScoreTests {
    private let labels = """
        {"seed":1,"incidents":[
        {"id":"i-01","kind":"spike","direction":"up","firstDay":"2026-03-10","lastDay":"2026-03-12",
        "scope":{"ServiceProviderName":"Alpha","ServiceName":"compute"},"currency":"CNY","impact":"300.00"},
        {"id":"i-02","kind":"drop","direction":"down","firstDay":"2026-03-15","lastDay":"2026-03-15",
        "scope":{"ServiceProviderName":"Beta"},"currency":"CNY","impact":"-100.00"}],
        "benign":[{"id":"b-01","kind":"credit","firstDay":"2026-03-12","lastDay":"2026-03-12",
        "scope":{"ServiceProviderName":"Beta"},"currency":"CNY"}]}
        """

    private func finding(
        _ id: String, _ direction: Finding.Direction, _ scope: [(String, String)], first: String,
        found: String, impact: Double = 0
    )
        throws -> Finding
    {
        let currency = try #require(Currency("CNY"))
        return Finding(
            id: id, kind: .spike, direction: direction, scope: .of(scope),
            firstDay: try #require(CivilDate(first)),
            lastDay: nil, detectedOn: try #require(CivilDate(found)), basis: .effectiveCost,
            currency: currency,
            expected: .zero, actual: Money(modelled: impact), score: 1, severity: .low, provisional: false,
            causes: [],
            owner: nil,
            status: .open)
    }

    private func scored(_ findings: [Finding]) throws -> LabelScore {
        let result = DetectionBacktest.Result(
            firstRun: try #require(CivilDate("2026-03-01")), lastRun: try #require(CivilDate("2026-03-21")),
            findings: findings, reallocations: [])
        return LabelScore(result, labels: try IncidentLabels(json: Data(labels.utf8)))
    }

    @Test func moneyAndFalseFindingsAreCounted() throws {
        let alpha = ("ServiceProviderName", "Alpha")
        let score = try scored([
            finding("f-1", .up, [alpha], first: "2026-03-10", found: "2026-03-11"),
            finding("f-2", .up, [("ServiceProviderName", "Beta")], first: "2026-03-12", found: "2026-03-13"),
        ])
        #expect(score.incidents == 2 && score.found == 1)
        #expect(score.moneyShare == 0.75)
        #expect(score.falseFindings.map(\.id) == ["f-2"] && score.benignHits == ["b-01"])
        #expect(score.medianDelayDays == 1 && score.matches == ["i-01": "f-1"])
        #expect(abs(score.falsePerWeek - 1.0 / 3) < 1e-12)
    }

    @Test func directionDayAndScopeMustFit() throws {
        let alpha = ("ServiceProviderName", "Alpha")
        let score = try scored([
            finding("f-1", .down, [alpha], first: "2026-03-10", found: "2026-03-11"),
            finding(
                "f-2", .up, [alpha, ("ServiceName", "storage")], first: "2026-03-10", found: "2026-03-11"),
            finding("f-3", .up, [alpha], first: "2026-03-16", found: "2026-03-17"),
        ])
        #expect(score.found == 0 && score.falseFindings.count == 3)
    }

    @Test func aWiderFindingMustBeMostlyThisIncident() throws {
        let wide = try finding("f-1", .up, [], first: "2026-03-10", found: "2026-03-11", impact: 601)
        let score = try scored([wide])
        #expect(score.found == 0 && score.falseFindings.map(\.id) == ["f-1"])
        let fitting = try finding("f-1", .up, [], first: "2026-03-10", found: "2026-03-11", impact: 599)
        #expect(try scored([fitting]).found == 1)
    }

    @Test func anotherKindIsNeitherFoundNorFalse() throws {
        var price = try finding(
            "f-1", .up, [("ServiceProviderName", "Alpha")], first: "2026-03-10", found: "2026-03-11")
        price.kind = .priceChange
        let score = try scored([price])
        #expect(score.found == 0 && score.falseFindings.isEmpty)
    }

    @Test func crossesThatAgreeWhereBothSpeakAreTheSame() throws {
        let score = try scored([
            finding(
                "f-1", .up,
                [("ServiceProviderName", "Alpha"), ("ServiceName", "compute"), ("RegionId", "north")],
                first: "2026-03-10", found: "2026-03-11")
        ])
        #expect(score.found == 1 && score.falseFindings.isEmpty)
    }
}
