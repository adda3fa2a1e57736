import Billing
import TimeSeries

extension VendorPackBuilder {
    /// 1 − contracted ÷ list of usage, by product and month; covering purchases are no usage and do not count.
    func realisedDiscounts(_ sources: Sources) -> [VendorPack.Discount] {
        let current = BillingPeriod(containing: sources.run)
        return (1...12).reversed().flatMap { back in
            let month = current.advanced(by: -back)
            func sums(_ basis: CostBasis) -> [Scope: Money<Charged>] {
                let groups = sources.ledger.groups(
                    by: [.service, Dimension("CommitmentDiscountStatus")], days: month.days, basis: basis,
                    currency: sources.currency, filter: sources.usage
                ).filter { $0.scope[Dimension("CommitmentDiscountStatus")] != .some("Unused") }
                let costs = groups.map { (Scope([.service: $0.scope[.service] ?? nil]), $0.cost) }
                return Dictionary(costs, uniquingKeysWith: +)
            }
            let list = sums(.listCost)
            let contracted = sums(.contractedCost)
            return list.keys.sorted().map { scope in
                let listed = list[scope] ?? .zero
                let paid = contracted[scope] ?? .zero
                return VendorPack.Discount(
                    service: (scope[.service] ?? nil) ?? "–", month: month.description, list: listed,
                    contracted: paid,
                    discount: listed > .zero ? 1 - paid.approximate / listed.approximate : nil)
            }
        }
    }

    /// Shares of effective cost over the last ninety days, in the vendor's currency.
    func concentration(
        _ sources: Sources, _ rates: [Currency: Double], _ comparison: UnitPriceComparison
    ) -> VendorPack.Concentration {
        let days = sources.end.advanced(by: -PriceRecord.comparedDays)..<sources.end
        var spend: [String: Money<Charged>] = [:]
        for currency in sources.ledger.currencies {
            guard let rate = rates[currency] else { continue }
            let groups = sources.ledger.groups(
                by: [.serviceProvider], days: days, basis: .effectiveCost, currency: currency,
                filter: ChargeFilter.usage.known(on: sources.run))
            for group in groups where group.cost > .zero {
                let name = (group.scope[.serviceProvider] ?? nil) ?? "–"
                let converted =
                    currency == sources.currency
                    ? group.cost : Money(modelled: rate * group.cost.approximate)
                spend[name] = (spend[name] ?? .zero) + converted
            }
        }
        let total = spend.values.reduce(Money<Charged>.zero, +).approximate
        let shares = spend.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, money in
            VendorPack.VendorShare(
                vendor: name, spend: money, share: total > 0 ? money.approximate / total : 0)
        }
        return VendorPack.Concentration(
            share: shares.first { $0.vendor == sources.vendor }?.share ?? 0,
            hhi: shares.reduce(0) { $0 + $1.share * $1.share }, shares: shares,
            unconverted: comparison.unconverted, switchable: comparison.comparableSpend,
            products: products(sources, days))
    }

    private func products(_ sources: Sources, _ days: Range<CivilDate>) -> [VendorPack.ProductShare] {
        let groups = sources.ledger.groups(
            by: [.service], days: days, basis: .contractedCost, currency: sources.currency,
            filter: sources.usage
        ).filter { $0.cost > .zero }
        let total = groups.reduce(Money<Charged>.zero) { $0 + $1.cost }.approximate
        return groups.map { group in
            VendorPack.ProductShare(
                service: (group.scope[.service] ?? nil) ?? "–", spend: group.cost,
                share: total > 0 ? group.cost.approximate / total : 0)
        }
    }
}
