import Foundation
import Regression

/// How the price of a vCPU or an accelerator rises with the memory that comes with it: a hedonic regression.
///
/// log price = vendor + β · log memory, ridge with the penalty averaged by leave-one-out error; only where enough SKUs of one kind
/// say their memory and it varies among them.
///
/// - SeeAlso: Griliches, "Hedonic price indexes for automobiles", 1961.
struct MemoryAdjustment {
    /// Change of the logarithm of the price for one of the memory.
    let elasticity: Double
    /// The memory that prices are adjusted to: the mean, weighted with money.
    let reference: Double

    /// SKUs that a regression needs at least.
    static let leastSKUs = 6

    /// The adjustment of a kind; `nil` if its SKUs do not carry it.
    init?(_ skus: [ComparedSKU]) {
        let known = skus.compactMap { sku in sku.memory.map { (sku: sku, memory: $0) } }
        let vendors = Set(known.map(\.sku.text.vendor)).sorted()
        guard known.count >= MemoryAdjustment.leastSKUs, known.count == skus.count,
            known.count >= vendors.count + 3,
            let low = known.map(\.memory).min(), let high = known.map(\.memory).max(), high - low > 0.1
        else { return nil }
        let dummies = vendors.dropFirst().map { vendor in
            (name: "vendor " + vendor, values: known.map { $0.sku.text.vendor == vendor ? 1.0 : 0 })
        }
        let columns = [(name: "memory", values: known.map(\.memory))] + dummies
        guard let design = try? DesignMatrix(columns),
            let model = try? Ridge().fit(design, response: known.map { log($0.sku.price) })
        else { return nil }
        // More memory never makes a unit cheaper, and a unit is never worth less than in proportion to its memory.
        elasticity = min(max(model.coefficients[0], 0), 1)
        let money = known.reduce(0) { $0 + $1.sku.contracted }
        reference = known.reduce(0) { $0 + $1.sku.contracted * $1.memory } / money
    }

    /// What a price has to be divided by to be that of the reference's memory.
    func factor(_ sku: ComparedSKU) -> Double {
        sku.memory.map { exp(elasticity * ($0 - reference)) } ?? 1
    }
}
