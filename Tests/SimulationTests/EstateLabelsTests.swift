import Billing
import Foundation
import Simulation
import Testing
import TimeSeries

@Suite struct EstateLabelsTests {
    private let written: WrittenEstate
    private let folder = FileManager.default.temporaryDirectory

    init() throws {
        written = try WrittenEstate.small.get()
    }

    /// The vendor's folder, from the name in the scope.
    private func vendor(_ scope: Scope) throws -> String {
        let name = try #require(scope[.serviceProvider] ?? nil)
        return name.replacing("Microsoft ", with: "").lowercased().replacing(" ", with: "-")
    }

    private func bill(_ estate: Estate, _ incident: EstateLabels.PlantedIncident) throws -> BillRows {
        var files: [URL] = []
        var month = BillingPeriod(containing: incident.firstDay)
        while month.start <= incident.lastDay {
            let file = folder.appending(path: "\(UUID().uuidString).csv.gz")
            try EstateWriter(estate: estate).writeBill(month, of: vendor(incident.scope), to: file)
            files.append(file)
            month = month.advanced(by: 1)
        }
        return try BillRows(files)
    }

    private func usage(_ bill: BillRows) -> Int128 {
        (0..<bill.count).reduce(0) { $0 + (bill.isUsage($1) ? bill.cost($1, "EffectiveCost") : 0) }
    }

    @Test func impactIsTheDifferenceThatTheIncidentMakesInItsScope() throws {
        for incident in written.summary.labels.incidents where incident.kind != "missing-data" {
            let without = try Estate(seed: 7, rows: 20_000, preventing: [incident.id])
            let (with, plain) = (try bill(written.estate, incident), try bill(without, incident))
            let difference = usage(with) - usage(plain)
            #expect(incident.impact.units == difference * 1_000_000_000, "\(incident.id)")
            #expect(difference != 0, "\(incident.id)")
            #expect((difference > 0) == (incident.direction == "up"), "\(incident.id)")
            #expect(outside(incident, with) == outside(incident, plain), "\(incident.id)")
        }
    }

    private func outside(_ incident: EstateLabels.PlantedIncident, _ bill: BillRows) -> Int128 {
        (0..<bill.count).reduce(0) { sum, row in
            let isInside = incident.scope.values.allSatisfy { dimension, value in
                let column = dimension == .serviceProvider ? "ProviderName" : dimension.name
                return bill.text(row, column) == value
            }
            return sum + (bill.isUsage(row) && !isInside ? bill.cost(row, "EffectiveCost") : 0)
        }
    }

    @Test func aFeedThatStopsIsDeliveredLater() throws {
        for incident in written.summary.labels.incidents where incident.kind == "missing-data" {
            let bill = try bill(written.estate, incident)
            var missing: Int128 = 0
            for row in 0..<bill.count where bill.isUsage(row) {
                let day = try #require(bill.day(row, "ChargePeriodStart"))
                guard incident.firstDay <= day, day <= incident.lastDay else { continue }
                missing += bill.cost(row, "EffectiveCost")
                #expect(try #require(bill.day(row, "x_ExportTime")) > incident.lastDay.advanced(by: 2))
            }
            #expect(incident.impact.units == -missing * 1_000_000_000)
        }
    }

    @Test func aMigrationKeepsTheTotal() throws {
        let event = try #require(written.summary.labels.benign.first { $0.kind == "migration" })
        var regions: [CivilDate: Set<String>] = [:]
        let month = BillingPeriod(containing: event.firstDay)
        let file = folder.appending(path: "\(UUID().uuidString).csv.gz")
        try EstateWriter(estate: written.estate).writeBill(month, of: vendor(event.scope), to: file)
        let bill = try BillRows([file])
        let service = try #require(event.scope[.service] ?? nil)
        for row in 0..<bill.count where bill.isUsage(row) && bill.text(row, "ServiceName") == service {
            let day = try #require(bill.day(row, "ChargePeriodStart"))
            regions[day, default: []].insert(bill.text(row, "RegionId"))
        }
        let before = try #require(regions[event.firstDay.advanced(by: -1)])
        let during = try #require(regions[event.firstDay])
        #expect(before.isSubset(of: during))
    }

    @Test func labelsOfAllKindsAreReadAgain() throws {
        let data = try Data(contentsOf: written.folder.appending(path: "labels.json"))
        let labels = try JSONDecoder().decode(EstateLabels.self, from: data)
        #expect(labels == written.summary.labels)
        let kinds: Set<String> = [
            "spike", "drop", "level-shift", "trend-change", "price-change", "new-spend", "missing-data",
        ]
        #expect(Set(labels.incidents.map(\.kind)) == kinds)
        let benign: Set<String> = ["credit", "commitment-purchase", "promotion", "migration", "true-up"]
        #expect(Set(labels.benign.map(\.kind)) == benign)
        let firstDay = try #require(labels.incidents.map(\.firstDay).min())
        #expect(firstDay >= EstateSize.days.lowerBound.advanced(by: 240))
    }
}
