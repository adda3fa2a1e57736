import Billing
import Findings
import Testing
import TimeSeries

@Suite struct NamedSpendTests {
    private func first(_ ledger: Ledger, run: Int) throws -> Finding {
        let analysis = FindingEngine().analyse(ledger: ledger, run: SmallEstate.day(run))
        let finding = try #require(analysis.findings.first)
        #expect(finding.causes.reduce(Money<Charged>.zero) { $0 + $1.impact } == finding.impact)
        #expect(abs(finding.causes.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        return finding
    }

    @Test func aResourceThatIsNewIsNamedWithItsExactCost() throws {
        var ledger = SmallEstate().ledger()
        for day in 110..<114 {
            ledger.addCharge(
                day: day, vendor: "Alpha", service: "Alpha compute", cost: 400,
                ["SubAccountId": "Alphaa1", "RegionId": "north", "ResourceId": "gpu-7"])
        }
        let finding = try first(ledger, run: 114)
        let cause = try #require(finding.causes.first)
        #expect(cause.scope[Dimension("ResourceId")] == "gpu-7")
        #expect(cause.impact == Money(modelled: 1600))
    }

    @Test func aSkuThatIsGoneIsNamedWhereThereAreNoResources() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<150, factor: 0) { $0.service == "Beta storage" }]
        let finding = try first(estate.ledger(), run: 116)
        #expect(finding.direction == .down)
        #expect(finding.causes.contains { $0.scope[.sku] == "Beta storage sku" && $0.impact < .zero })
    }

    @Test func machinesThatAreReplacedExplainNothing() throws {
        var estate = SmallEstate()
        estate.lines.removeAll { $0.service == "Alpha compute" }
        var ledger = estate.ledger()
        for day in 0..<130 {
            let name = day < 110 ? "old" : "new"
            for region in ["north", "south"] {
                ledger.addCharge(
                    day: day, vendor: "Alpha", service: "Alpha compute", cost: day < 110 ? 300 : 480,
                    ["SubAccountId": "Alphaa1", "RegionId": region, "ResourceId": name + region])
            }
        }
        let finding = try first(ledger, run: 114)
        #expect(finding.causes.allSatisfy { $0.scope[Dimension("ResourceId")] == nil })
    }
}
