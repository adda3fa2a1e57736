import Billing
import Budgeting
import Foundation
import Reports
import Testing
import TimeSeries
import Workspace

@Suite struct ConfigurationTests {
    private func problems(_ yaml: String) -> [String] {
        do {
            _ = try Configuration(yaml: yaml, file: "outlay.yaml")
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    @Test func templateReadsAndSaysNothing() throws {
        var expected = Configuration()
        expected.dimensions = Configuration.usualDimensions
        #expect(try Configuration(yaml: Configuration.template, file: "t") == expected)
    }

    @Test func templateWithItsExamplesReads() throws {
        let lines = Configuration.template.split(separator: "\n", omittingEmptySubsequences: false).map {
            line in
            let isExample =
                line.hasPrefix("# ") && line.contains(":") && !line.hasSuffix(".")
                || line.hasPrefix("#   ")
            return isExample && !line.hasPrefix("# What") && !line.hasPrefix("# Who")
                && !line.hasPrefix("# Budgets")
                ? String(line.dropFirst(2)) : String(line)
        }
        let configuration = try Configuration(yaml: lines.joined(separator: "\n"), file: "t")
        #expect(configuration.name == "My company")
        #expect(configuration.ownerDimension == .tag("owner"))
        #expect(configuration.owners.map(\.owner) == ["Platform team"])
        #expect(configuration.budgets.map(\.amount.description) == ["1200000.00"])
        #expect(configuration.contracts.map(\.end) == [CivilDate("2027-01-01")])
        #expect(configuration.minimumMoney.count == 2)
        #expect(configuration.calendars == ["Alibaba Cloud": "CN"])
    }

    @Test func everyErrorNamesItsLine() {
        let yaml = """
            currency: euro
            timeZone: Mars/Olympus
            budgts: []
            language: fr
            dimensions: [ServiceName, Colour, "tag:"]
            owners:
              - scope: {SubAccountId: 12}
            budgets:
              - period: 2026-Q5
                amount: lots
                currency: CNY
              - period: 2026
                amount: "1"
            detection:
              minimumMoney: {CNY: "-5"}
              falseAlertsPerWeek: often
            calendars: {AWS: XX}
            """
        let lines = problems(yaml)
        #expect(
            lines.map { $0.split(separator: ":")[1] } == [
                "1", "2", "3", "4", "5", "5", "7", "9", "10", "12", "15", "16", "17",
            ])
        #expect(lines[0] == "outlay.yaml:1: needs a currency code such as USD for currency, got 'euro'")
        #expect(
            lines[2].hasPrefix(
                "outlay.yaml:3: needs a known key in the configuration, got 'budgts'; known are name,"))
        #expect(lines[6] == "outlay.yaml:7: needs owner in an owner, got none; add it")
        #expect(
            lines[7]
                == "outlay.yaml:9: needs a period such as 2026-Q3, 2026-07 or 2026 for period, got '2026-Q5'")
        #expect(lines[9].contains("needs a currency in a budget or for the workspace"))
    }

    @Test(arguments: [
        ("- a\n- b", "outlay.yaml:1: needs keys with values for the configuration, got a list"),
        ("currency:\n  - CNY", "outlay.yaml:2: needs a currency code such as USD for currency, got a list"),
        ("owners: me", "outlay.yaml:1: needs a list for owners, got 'me'; write it as [a, b]"),
        ("name:", "outlay.yaml:1: needs a text for name, got nothing"),
    ])
    func wrongTypeNamesWhatItGot(yaml: String, message: String) {
        #expect(problems(yaml) == [message])
    }

    @Test func brokenYAMLNamesItsLine() {
        #expect(
            problems("name: x\ndimensions: [a, b\n").first?.hasPrefix("outlay.yaml:3: needs YAML") == true)
        #expect(
            problems("name: x\nname: y\n").first?.contains("needs each key once, got 'name' more often")
                == true)
    }

    @Test func textsAreTakenAsTheyStand() throws {
        let configuration = try Configuration(
            yaml: "owners: [{scope: {SubAccountId: 0012, RegionId: ~}, owner: no}]", file: "t")
        #expect(configuration.owners[0].owner == "no")
        #expect(
            configuration.owners[0].scope
                == Scope([.subAccount: "0012", .region: nil]))
    }

    @Test func ownerComesFromTheFirstScopeThatFitsThenFromTheTag() throws {
        let configuration = try Configuration(
            yaml: "ownerTag: team\nowners: [{scope: {ServiceName: EC2}, owner: compute}]", file: "t")
        #expect(configuration.owner(of: Scope([.service: "EC2", .tag("team"): "web"])) == "compute")
        #expect(configuration.owner(of: Scope([.service: "S3", .tag("team"): "web"])) == "web")
        #expect(configuration.owner(of: .total) == nil)
    }
}
