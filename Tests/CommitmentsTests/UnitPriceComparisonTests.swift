import Billing
import Commitments
import Foundation
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct UnitPriceComparisonTests {
    static let first = CivilDate("2026-01-01") ?? CivilDate(dayNumber: 0)

    /// What one vendor sells: so much of a SKU a day at a price.
    struct Sold {
        var vendor: String
        var sku: String
        var unit: String
        var quantity: Int
        var price: Double
        var texts: [String: String] = [:]
    }

    static func comparison(_ sold: [Sold], plan: NegotiationPlan = NegotiationPlan(), vendor: String = "V")
        throws -> UnitPriceComparison
    {
        var ledger = Ledger()
        for day in 0..<100 {
            for item in sold {
                var texts = ["SkuId": item.sku, "PricingUnit": item.unit, "ServiceCategory": "Compute"]
                texts.merge(item.texts) { $1 }
                ledger.add(
                    day: first.advanced(by: day), vendor: item.vendor,
                    service: texts["ServiceName"] ?? "Machines",
                    cost: Money(modelled: Double(item.quantity) * item.price),
                    quantity: Decimal18("\(item.quantity)"), texts)
            }
        }
        return try VendorPackBuilder(plan: plan, pathCount: 20).pack(
            for: vendor, ledger: ledger, termMonths: 12, run: first.advanced(by: 102)
        ).comparison
    }

    @Test func gigabyteMonthsAreComparedByTheUnitAlone() throws {
        let storage = ["ServiceCategory": "Storage", "ResourceType": "Bucket"]
        let comparison = try Self.comparison([
            Sold(vendor: "V", sku: "1", unit: "GB-Months", quantity: 1000, price: 0.03, texts: storage),
            Sold(vendor: "W", sku: "2", unit: "TB-Months", quantity: 1, price: 20, texts: storage),
        ])
        let kind = try #require(comparison.classes.first)
        #expect(kind.measure == .gbMonth && kind.vendors.map(\.vendor) == ["W", "V"])
        #expect(isClose(kind.vendors[0].unitPrice, 0.02, .reference))
        let overpaid = try #require(comparison.overpaid.first)
        #expect(overpaid.referenceVendor == "W" && isClose(overpaid.excess, 0.5, .reference))
        // A cent on a thousand gigabytes for 365 days of charges.
        #expect(isClose(overpaid.yearlyDifference.approximate, 3650, .reference))
        #expect(comparison.comparableSpend == comparison.spend)
    }

    @Test func whatNoTextTellsAMappingDoes() throws {
        let sold = [
            Sold(vendor: "V", sku: "opaque", unit: "Hours", quantity: 10, price: 0.4),
            Sold(vendor: "W", sku: "m6i.2xlarge", unit: "Hours", quantity: 10, price: 0.32),
        ]
        let without = try Self.comparison(sold)
        #expect(without.classes.isEmpty && without.measuredSpend == .zero)
        var plan = NegotiationPlan()
        var mapping = SKUMapping(sku: "opaque")
        mapping.vCPUs = 8
        mapping.name = "big one"
        plan.mappings = [mapping]
        let with = try Self.comparison(sold, plan: plan)
        #expect(with.classes.first?.vendors.map(\.vendor) == ["W", "V"])
        #expect(isClose(try #require(with.overpaid.first).unitPrice, 0.05, .reference))
        #expect(with.overpaid.first?.name == "big one")
    }

    @Test func currenciesMeetOnlyAtARateThatIsGiven() throws {
        let storage = ["ServiceCategory": "Storage", "ResourceType": "Bucket"]
        let yuan = storage.merging(["BillingCurrency": "CNY"]) { $1 }
        let sold = [
            Sold(vendor: "V", sku: "1", unit: "GB-Months", quantity: 1000, price: 0.03, texts: storage),
            Sold(vendor: "C", sku: "2", unit: "GB-Months", quantity: 1000, price: 0.1, texts: yuan),
        ]
        let apart = try Self.comparison(sold)
        #expect(apart.classes.isEmpty && apart.unconverted.map(\.code) == ["CNY"])
        var plan = NegotiationPlan()
        let (cny, usd) = (try #require(Currency("CNY")), try #require(Currency("USD")))
        plan.rates = [.init(from: usd, to: cny, rate: 7.2)]
        let together = try Self.comparison(sold, plan: plan)
        #expect(together.unconverted.isEmpty)
        #expect(isClose(try #require(together.overpaid.first).referencePrice, 0.1 / 7.2, .reference))
    }

    /// Prices made as 0.02 a vCPU and 0.005 a GiB, a fifth more at V: the regression sees the memory and leaves the fifth.
    @Test func memoryIsAdjustedForWhereSKUsSayIt() throws {
        let shapes: [(Double, Double)] = [(2, 4), (4, 16), (8, 64), (16, 32), (8, 32), (4, 32)]
        let sold = ["V", "W"].flatMap { vendor in
            shapes.enumerated().map { i, shape in
                let price = (0.02 * shape.0 + 0.005 * shape.1) * (vendor == "V" ? 1.2 : 1)
                return Sold(vendor: vendor, sku: "\(vendor)\(i)", unit: "Hours", quantity: 10, price: price)
            }
        }
        var plan = NegotiationPlan()
        plan.mappings = ["V", "W"].flatMap { vendor in
            shapes.enumerated().map { i, shape in
                var mapping = SKUMapping(sku: "\(vendor)\(i)")
                (mapping.vCPUs, mapping.memoryGiB) = shape
                return mapping
            }
        }
        let comparison = try Self.comparison(sold, plan: plan)
        let kind = try #require(comparison.classes.first)
        let elasticity = try #require(kind.memoryElasticity)
        #expect(elasticity > 0.3 && elasticity < 0.7)
        let ratio = kind.vendors[1].unitPrice / kind.vendors[0].unitPrice
        #expect(abs(ratio - 1.2) < 0.01)
        #expect(comparison.overpaid.count == shapes.count)
        #expect(comparison.overpaid.allSatisfy { abs($0.excess - 0.2) < 0.12 })
    }

    @Test(arguments: [
        ("m6i.2xlarge", 8.0, 32.0), ("ecs.c7.4xlarge", 16, 32), ("c7.2xlarge.4", 8, 32),
        ("SA5.2XLARGE16", 8, 16),
        ("n2-standard-8", 8, 32), ("e2-highcpu-4", 4, 4), ("r6g.large", 2, 16),
    ])
    func namesOfMachinesSayTheirSize(name: String, vCPUs: Double, memory: Double) throws {
        let comparison = try Self.comparison([
            Sold(vendor: "V", sku: name, unit: "Hours", quantity: 1, price: vCPUs),
            Sold(vendor: "W", sku: "n1-standard-1", unit: "Hours", quantity: 1, price: 0.5),
        ])
        #expect(isClose(try #require(comparison.overpaid.first).unitPrice, 1, .reference))
    }

    @Test(arguments: ["p4d.24xlarge", "g5.12xlarge", "7X8G9CPQ", "standard", "ml.g5.12xlarge"])
    func namesThatDoNotSayItAreNotGuessed(name: String) throws {
        let comparison = try Self.comparison([
            Sold(vendor: "V", sku: name, unit: "Hours", quantity: 1, price: 9),
            Sold(vendor: "W", sku: "n1-standard-1", unit: "Hours", quantity: 1, price: 0.5),
        ])
        #expect(comparison.measuredSpend == .zero && comparison.classes.isEmpty)
    }

    @Test func acceleratorsAreComparedByTheGPU() throws {
        var plan = NegotiationPlan()
        plan.catalogue = SKUCatalogue([
            "a": .init(meter: "", details: #"{"CoreCount":96,"GpuCount":8,"MemorySize":1152}"#),
            "b": .init(meter: "910B card", details: ""),
        ])
        let comparison = try Self.comparison(
            [
                Sold(vendor: "V", sku: "a", unit: "Hours", quantity: 1, price: 32),
                Sold(vendor: "W", sku: "b", unit: "Hours", quantity: 1, price: 3),
            ], plan: plan)
        let overpaid = try #require(comparison.overpaid.first)
        #expect(overpaid.measure == .gpuHour && overpaid.kind == "Accelerators")
        #expect(isClose(overpaid.unitPrice, 4, .reference))
    }
}
