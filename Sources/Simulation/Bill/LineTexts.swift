/// The texts that all rows of a line share.
struct LineTexts {
    let plan: VendorPlan

    /// The texts of line `i`, in the order of ``TextColumn``.
    func texts(of i: Int) -> [String?] {
        let line = plan.lines[i]
        let service = plan.profile.services[line.service]
        let sku = service.skus[line.sku]
        let region = plan.profile.regions[line.region]
        let skuId = self.skuId(line)
        var texts = vendorTexts(account: line.account)
        func set(_ column: TextColumn, _ text: String?) { texts[column.rawValue] = text }
        set(.chargeCategory, "Usage")
        set(.chargeDescription, "\(service.name): \(sku.meter), \(region.name)")
        set(.chargeFrequency, "Usage-Based")
        set(.pricingCategory, "Standard")
        set(.pricingUnit, sku.unit)
        set(.consumedUnit, sku.unit)
        set(.serviceName, service.name)
        set(.serviceCategory, service.category)
        set(.serviceSubcategory, service.subcategory)
        set(.skuId, skuId)
        set(.skuMeter, sku.meter)
        set(.skuPriceId, "\(skuId).\(line.region + 1)")
        set(.skuPriceDetails, sku.details)
        set(.resourceType, service.resourceType)
        set(.regionId, region.id)
        set(.regionName, region.name)
        set(.tags, line.tags)
        let resource = self.resource(of: i, generation: 0)
        set(.resourceId, resource.id)
        set(.resourceName, resource.name)
        if service.isZonal { set(.availabilityZone, region.id + zone(i)) }
        return texts
    }

    /// The texts of a row that belongs to an account only.
    func vendorTexts(account: Int) -> [String?] {
        let profile = plan.profile
        let sub = plan.accounts[account]
        let billing = plan.billingAccounts[sub.billingAccount]
        var texts = [String?](repeating: nil, count: TextColumn.allCases.count)
        func set(_ column: TextColumn, _ text: String?) { texts[column.rawValue] = text }
        set(.providerName, profile.name)
        set(.publisherName, profile.publisher)
        set(.invoiceIssuerName, profile.name)
        set(.billingAccountId, billing.id)
        set(.billingAccountName, billing.name)
        set(.billingAccountType, profile.billingAccountType)
        set(.subAccountId, sub.id)
        set(.subAccountName, sub.name)
        set(.subAccountType, profile.subAccountType)
        set(.pricingCurrency, profile.currency)
        set(.billingCurrency, profile.currency)
        return texts
    }

    /// The id of a line's SKU: the same in all regions and accounts.
    func skuId(_ line: UsageLine) -> String {
        "SKU" + plan.noise.decimal(8, plan.index << 16 | line.service << 8 | line.sku, 5)
    }

    /// The resource of line `i` after it was replaced so many times.
    func resource(of i: Int, generation: Int) -> (id: String, name: String) {
        let line = plan.lines[i]
        let service = plan.profile.services[line.service]
        let hex = plan.noise.hex(12, plan.index << 32 | i, 100 + generation)
        let account = plan.accounts[line.account]
        let id = service.resourceTemplate
            .replacing("{region}", with: plan.profile.regions[line.region].id)
            .replacing("{account}", with: account.id)
            .replacing("{hex}", with: hex)
        return (id, "\(account.team)-\(hex.prefix(6))")
    }

    private func zone(_ i: Int) -> String {
        let letter = ["a", "b", "c"][plan.noise.index(below: 3, .identity, plan.index << 32 | i, 9)]
        return switch plan.profile.accountStyle {
        case .uuid: "-" + String(["a", "b", "c"].firstIndex(of: letter).map { $0 + 1 } ?? 1)
        case .digits(12) where plan.profile.name == "AWS": letter
        default: "-" + letter
        }
    }
}
