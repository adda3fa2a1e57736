import Billing
import TimeSeries

/// What the record gives to ask for, with its money.
struct LeverFinder {
    let record: CommitmentRecord
    let prices: PriceRecord
    let comparison: UnitPriceComparison
    /// Realised discounts of the last months, by product.
    let discounts: [VendorPack.Discount]
    let asOf: CivilDate

    init(_ pack: VendorPack) {
        record = pack.record
        prices = pack.prices
        comparison = pack.comparison
        discounts = pack.discounts
        asOf = pack.asOf
    }

    /// The best discount known on this vendor's list prices: that of the best own product, or what remains if every price came
    /// down to that of our cheapest other vendor; `nil` without discounts.
    var benchmark: Double? {
        let months = Set(discounts.map(\.month)).sorted().suffix(3)
        let recent = discounts.filter { months.contains($0.month) }
        let list = recent.reduce(Money<Charged>.zero) { $0 + $1.list }.approximate
        let contracted = recent.reduce(Money<Charged>.zero) { $0 + $1.contracted }.approximate
        guard list > 0 else { return nil }
        let overpaid = comparison.overpaid.filter { !$0.isLikelyOther }.reduce(0) {
            $0 + $1.yearlyDifference.approximate
        }
        let spend = comparison.spend.approximate * 365 / Double(PriceRecord.comparedDays)
        let matched = spend > 0 ? 1 - contracted / list * max(0, 1 - overpaid / spend) : 0
        let best = max(matched, bestOwnDiscount?.rate ?? 0)
        return best > 0 ? min(best, 0.95) : nil
    }

    /// The levers, those worth most first.
    func levers() -> [VendorPack.Lever] {
        [takeBackRises, bestOwnDiscount, matchOtherVendor, exchangeUnused, renewCommitments]
            .compactMap(\.self).filter { $0.yearly > .zero }
            .sorted { ($1.yearly, $0.kind.rawValue) < ($0.yearly, $1.kind.rawValue) }
    }

    private var takeBackRises: VendorPack.Lever? {
        let rises = prices.steps.filter { $0.isSilentRise && $0.yearAhead > .zero }
        guard let most = rises.max(by: { $0.yearAhead < $1.yearAhead }) else { return nil }
        return VendorPack.Lever(
            kind: .takeBackRises, yearly: rises.reduce(.zero) { $0 + $1.yearAhead }, count: rises.count,
            subject: most.service, rate: most.change, day: most.day)
    }

    /// The discount of the product that has the best one, for all that have less, over the newest three months.
    private var bestOwnDiscount: VendorPack.Lever? {
        let months = Set(discounts.map(\.month)).sorted().suffix(3)
        let recent = discounts.filter { months.contains($0.month) }
        let byService = Dictionary(grouping: recent, by: \.service).mapValues { entries in
            (
                list: entries.reduce(Money<Charged>.zero) { $0 + $1.list }.approximate,
                contracted: entries.reduce(Money<Charged>.zero) { $0 + $1.contracted }.approximate
            )
        }
        let total = byService.values.reduce(0) { $0 + $1.list }
        let rates = byService.filter { $0.value.list >= 0.01 * total && $0.value.list > 0 }
            .map { (key: $0.key, rate: 1 - $0.value.contracted / $0.value.list) }
        guard let best = rates.max(by: { ($0.rate, $1.key) < ($1.rate, $0.key) }), total > 0 else {
            return nil
        }
        let rate = best.rate
        let behind = byService.values.map { max(0, $0.contracted - (1 - rate) * $0.list) }
        let yearly = behind.reduce(0, +) * 12 / Double(max(1, months.count))
        guard yearly > 0.001 * total else { return nil }
        return VendorPack.Lever(
            kind: .bestOwnDiscount, yearly: Money(modelled: yearly), count: behind.count { $0 > 0 },
            subject: best.key, rate: rate)
    }

    private var matchOtherVendor: VendorPack.Lever? {
        let overpaid = comparison.overpaid.filter { !$0.isLikelyOther }
        guard let most = overpaid.first else { return nil }
        return VendorPack.Lever(
            kind: .matchOtherVendor, yearly: overpaid.reduce(.zero) { $0 + $1.yearlyDifference },
            count: overpaid.count, subject: most.referenceVendor, rate: most.excess)
    }

    /// What the last three months wasted, in a year.
    private var exchangeUnused: VendorPack.Lever? {
        let recent = record.months.dropLast().suffix(3)
        let waste = recent.reduce(Money<Charged>.zero) { $0 + $1.savings.waste }
        let active = record.instruments.filter { $0.term.isActive && $0.unused > .zero }
        guard !recent.isEmpty, let most = active.max(by: { $0.unused < $1.unused }) else { return nil }
        return VendorPack.Lever(
            kind: .exchangeUnused, yearly: waste.scaled(by: 12, over: Int128(recent.count)),
            count: active.count, subject: most.id, rate: most.utilization)
    }

    /// What a year costs more if what ends within twelve months is not renewed.
    private var renewCommitments: VendorPack.Lever? {
        let year = asOf.advanced(by: 365)
        let ending = record.cliffs.filter { $0.end.map { $0 <= year } ?? false && $0.extraIn30Days > .zero }
        guard let first = ending.first else { return nil }
        let extra = ending.reduce(Money<Charged>.zero) { $0 + $1.extraIn30Days }
        return VendorPack.Lever(
            kind: .renewCommitments, yearly: extra.scaled(by: 365, over: 30), count: ending.count,
            subject: first.id, day: first.end)
    }
}
