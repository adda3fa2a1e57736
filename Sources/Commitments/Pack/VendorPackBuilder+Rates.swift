import Billing

extension VendorPackBuilder {
    /// What a pack's record says about prices and growth.
    struct Rates {
        /// List ÷ contracted cost of usage over the newest three months with a discount.
        let listRatio: Double
        /// Mean daily cost of the term ÷ that of the last ninety days.
        let growth: Double
        /// Part of the spend that is egress.
        let egressShare: Double
        /// Yearly change of list prices of what was bought both now and a year, or half a year, before; `nil` if unknown.
        let listDrift: Double?

        init(_ pack: VendorPack) {
            let months = Set(pack.discounts.map(\.month)).sorted().suffix(3)
            let recent = pack.discounts.filter { months.contains($0.month) }
            let list = recent.reduce(Money<Charged>.zero) { $0 + $1.list }.approximate
            let contracted = recent.reduce(Money<Charged>.zero) { $0 + $1.contracted }.approximate
            listRatio = contracted > 0 && list > contracted ? list / contracted : 1
            let spend = pack.comparison.spend.approximate / Double(PriceRecord.comparedDays)
            let days = Double(pack.termMonths) * 365 / 12
            let ahead = (pack.termTotal?.mean.approximate ?? 0) / days
            growth = spend > 0 && ahead > 0 ? ahead / spend : 1
            let egress = pack.comparison.classes.filter { $0.kind == "Egress" }.flatMap(\.vendors)
                .filter { $0.vendor == pack.vendor }.reduce(Money<Charged>.zero) { $0 + $1.spend }
            let total = pack.comparison.spend.approximate
            egressShare = total > 0 ? min(1, egress.approximate / total) : 0
            listDrift = Rates.drift(pack.prices.lines)
        }

        /// The change of a fixed basket's list price, at the newest whole month's quantities, for a year.
        private static func drift(_ lines: [PriceLine]) -> Double? {
            let months = Set(lines.flatMap { $0.months.map(\.month) }).sorted().dropLast()
            guard let last = months.last, months.count >= 7, let first = months.suffix(13).first else {
                return nil
            }
            var (before, after) = (0.0, 0.0)
            for line in lines where !line.isDynamic {
                guard let then = line.months.first(where: { $0.month == first }),
                    let now = line.months.first(where: { $0.month == last })
                else { continue }
                let quantity = now.quantity.approximate
                before += then.unitPrice(.listCost) * quantity
                after += now.unitPrice(.listCost) * quantity
            }
            guard before > 0, after > 0 else { return nil }
            return (after / before - 1) * 12 / Double(min(12, months.suffix(13).count - 1))
        }
    }
}
