import Billing

/// Spend that hangs on one vendor: exposure to know before a contract talk, not a saving.
public struct VendorConcentration: Rule {
    /// Herfindahl–Hirschman index above which it is named.
    public var indexThreshold: Double
    /// Share of the largest vendor above which it is named.
    public var shareThreshold: Double

    public let name = "vendor-concentration"

    /// A rule with its thresholds.
    public init(indexThreshold: Double = 0.5, shareThreshold: Double = 0.7) {
        self.indexThreshold = indexThreshold
        self.shareThreshold = shareThreshold
    }

    public func suggestions(for bill: BillWindow) -> [Suggestion] {
        let category = Dimension("ServiceCategory")
        let byCategory = Dictionary(grouping: bill.groups(by: [category, .serviceProvider])) {
            $0.scope[category] ?? nil
        }
        let total = bill.groups(by: []).first?.cost ?? .zero
        return byCategory.keys.sorted { ($0 ?? "") < ($1 ?? "") }.compactMap { key in
            let vendors = (byCategory[key] ?? []).filter { $0.cost > .zero }
            let cost = vendors.reduce(Money<Charged>.zero) { $0 + $1.cost }
            guard let key, vendors.count >= 2, let largest = vendors.first, cost.share(of: total) > 0.02
            else {
                return nil
            }
            let index = vendors.map { $0.cost.share(of: cost) }.reduce(0) { $0 + $1 * $1 }
            let top = largest.cost.share(of: cost)
            guard index > indexThreshold || top > shareThreshold else { return nil }
            return Suggestion(
                rule: name, about: Scope([category: key]), bill: bill,
                evidence: [
                    .init("largest vendor", (largest.scope[.serviceProvider] ?? nil) ?? "–"),
                    .init("its share", percent(top)),
                    .init("index (HHI)", String(Int((index * 10_000).rounded()))),
                    .init("vendors", String(vendors.count)),
                    .init("cost, 30 days", cost.description),
                ],
                formula: "HHI = Σ share² × 10,000; above 2,500 is concentrated; no saving is claimed",
                side: .procurement)
        }
    }
}
