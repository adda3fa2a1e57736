import Foundation

/// Says what a SKU holds: from the workspace's mapping, the bill's `SkuPriceDetails`, or the way its name is written.
struct SKUReader: Sendable {
    let mappings: [SKUMapping]

    /// The specification; `nil` if nothing says what a unit of it holds.
    func specification(of text: SKUText) -> SKUSpecification? {
        let mapping = mappings.first { $0.fits(text) }
        let kind = mapping?.kind
        if let measure = mapping?.measure {
            return SKUSpecification(
                kind: kind ?? SKUReader.kind(of: text, measure), measure: measure,
                amount: mapping?.amount ?? 1)
        }
        guard let unit = PricingUnitText(text.unit) else { return nil }
        switch unit.base {
        case .hours, .months:
            let hours = unit.base == .months ? unit.amount * PricingUnitText.hoursInMonth : unit.amount
            guard let machine = machine(text, mapping) else { return nil }
            return machine.specification(kind: kind, category: text.category, hours: hours)
        case .vCPUHours: return simple(kind, text, .vCPUHour, unit.amount)
        case .byteHours: return simple(kind, text, .gibHour, unit.amount)
        case .byteMonths: return simple(kind, text, .gbMonth, unit.amount)
        case .bytes:
            guard text.category == "Networking" else { return nil }
            return simple(kind, text, .gbTransferred, unit.amount)
        case .tokens: return simple(kind, text, .millionTokens, unit.amount / 1e6)
        case .requests: return simple(kind, text, .millionRequests, unit.amount / 1e6)
        }
    }

    private func simple(_ kind: String?, _ text: SKUText, _ measure: UnitMeasure, _ amount: Double)
        -> SKUSpecification
    {
        SKUSpecification(kind: kind ?? SKUReader.kind(of: text, measure), measure: measure, amount: amount)
    }

    private func machine(_ text: SKUText, _ mapping: SKUMapping?) -> Machine? {
        if let mapping, mapping.vCPUs != nil || mapping.gpus != nil || mapping.memoryGiB != nil {
            return Machine(vCPUs: mapping.vCPUs, memoryGiB: mapping.memoryGiB, gpus: mapping.gpus)
        }
        return Machine(details: text.details) ?? Machine(name: text.meter) ?? Machine(type: text.sku)
    }

    /// What a product is compared within.
    private static func kind(of text: SKUText, _ measure: UnitMeasure) -> String {
        let words = [text.service, text.meter, text.resourceType, text.details].joined(separator: " ")
            .lowercased()
        func says(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
        switch measure {
        case .gbTransferred:
            if says("cdn", "cloudfront", "content delivery", "front door") { return "Content delivery" }
            if says("nat ", "nat gateway", "natgateway") { return "NAT" }
            return "Egress"
        case .gbMonth:
            if says("archive", "glacier", "coldline", "cold") { return "Archive storage" }
            if says("-ia", "infrequent", "nearline", "cool") { return "Object storage, infrequent access" }
            if says("volume", "disk", "ebs", "ssd", "block", "gp3", "gp2") { return "Block storage" }
            if says("bucket", "object", "blob", "s3", "cloud storage") { return "Object storage, standard" }
            return text.category
        case .millionTokens: return says("input") ? "Model tokens, input" : "Model tokens, output"
        case .vCPUHour, .gibHour, .gpuHour, .millionRequests: return text.category
        }
    }
}

/// vCPUs, memory and accelerators of one hour of a SKU.
struct Machine: Hashable {
    var vCPUs: Double?
    var memoryGiB: Double?
    var gpus: Double?

    init(vCPUs: Double?, memoryGiB: Double?, gpus: Double?) {
        self.vCPUs = vCPUs
        self.memoryGiB = memoryGiB
        self.gpus = gpus
    }

    /// FOCUS `SkuPriceDetails`: CoreCount, MemorySize, GpuCount, or an InstanceType to read.
    init?(details: String) {
        guard !details.isEmpty,
            let object = try? JSONSerialization.jsonObject(with: Data(details.utf8)) as? [String: Any]
        else { return nil }
        func number(_ key: String) -> Double? {
            if let value = object[key] as? NSNumber { return value.doubleValue }
            return (object[key] as? String).flatMap { Double($0.prefix { $0.isNumber || $0 == "." }) }
        }
        self.init(
            vCPUs: number("CoreCount"), memoryGiB: number("MemorySize"), gpus: number("GpuCount"))
        if vCPUs == nil, gpus == nil, memoryGiB == nil {
            guard let machine = (object["InstanceType"] as? String).flatMap({ Machine(name: $0) }) else {
                return nil
            }
            self = machine
        }
    }

    func specification(kind: String?, category: String, hours: Double) -> SKUSpecification? {
        if let gpus, gpus > 0 {
            return SKUSpecification(
                kind: kind ?? "Accelerators", measure: .gpuHour, amount: gpus * hours,
                gibPerUnit: memoryGiB.map { $0 / gpus })
        }
        if let vCPUs, vCPUs > 0 {
            return SKUSpecification(
                kind: kind ?? category, measure: .vCPUHour, amount: vCPUs * hours,
                gibPerUnit: memoryGiB.map { $0 / vCPUs })
        }
        guard let memoryGiB, memoryGiB > 0 else { return nil }
        return SKUSpecification(kind: kind ?? category, measure: .gibHour, amount: memoryGiB * hours)
    }
}
