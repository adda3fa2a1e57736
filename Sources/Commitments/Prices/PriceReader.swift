import Billing
import TimeSeries

/// Reads a vendor's prices out of a ledger: one line for each price, day by day and month by month.
struct PriceReader {
    /// A price and what was bought of it.
    struct Line {
        let row: Int
        /// The row of the newest `SkuPriceId`.
        var newestRow: Int
        var days: ClosedRange<Int>
        /// By day of ``VendorCharges/days``: quantity, contracted and list cost.
        var quantity: [Double]
        var contracted: [Double]
        var list: [Double]
        var months: [Int: Sums] = [:]
    }

    /// Exact sums.
    struct Sums {
        var quantity: Int128 = 0
        var list: Int128 = 0
        var contracted: Int128 = 0
        var effective: Int128 = 0

        static func += (left: inout Sums, right: Sums) {
            left.quantity += right.quantity
            left.list += right.list
            left.contracted += right.contracted
            left.effective += right.effective
        }
    }

    private struct Item: Hashable {
        let service: UInt32
        let sku: UInt32
        let region: UInt32
        let account: UInt32
        let unit: UInt32
        let isDynamic: Bool
    }

    private struct Key: Hashable {
        let item: Item
        let price: UInt32
    }

    let charges: VendorCharges
    private(set) var lines: [Line] = []
    /// Contracted cost of usage in the last ninety days, and of what has a price.
    let spend: Int128
    let pricedSpend: Int128

    init(_ charges: VendorCharges) {
        self.charges = charges
        var places: [Key: Int] = [:]
        var byItem: [Item: [Int]] = [:]
        var raw: [Line] = []
        (spend, pricedSpend) = PriceReader.read(charges) { row, key in
            let place = places[key] ?? raw.count
            if place == raw.count {
                places[key] = place
                byItem[key.item, default: []].append(place)
                let day = Int(charges.ledger.chargeStart[row]) - charges.days.lowerBound
                raw.append(Line(row: row, dayCount: charges.days.count, day: day))
            }
            raw[place].add(charges, row)
        }
        for (_, members) in byItem.sorted(by: { ($0.value.first ?? 0) < ($1.value.first ?? 0) }) {
            lines += PriceReader.chained(members.map { raw[$0] })
        }
    }

    /// Hands out every row of usage that has a price; returns recent contracted cost of all usage and of those.
    private static func read(_ charges: VendorCharges, _ body: (Int, Key) -> Void) -> (Int128, Int128) {
        let ledger = charges.ledger
        func column(_ name: String) -> Ledger.TextColumn { ledger.codes(of: Dimension(name)) }
        let (category, status) = (column("ChargeCategory"), column("CommitmentDiscountStatus"))
        let isUsage = [false] + category.values.map { $0 == "Usage" }
        let isUnused = [false] + status.values.map { $0 == "Unused" }
        let pricing = column("PricingCategory")
        let isDynamic = [false] + pricing.values.map { $0 == "Dynamic" }
        let (services, skus, regions) = (column("ServiceName"), column("SkuId"), column("RegionId"))
        let (accounts, units, prices) = (
            column("BillingAccountId"), column("PricingUnit"), column("SkuPriceId")
        )
        let recent = Int32(charges.days.upperBound - PriceRecord.comparedDays)
        var (spend, pricedSpend) = (Int128(0), Int128(0))
        for row in charges.rows
        where isUsage[Int(category.codes[row])] && !isUnused[Int(status.codes[row])] {
            if ledger.chargeStart[row] >= recent { spend += ledger.contractedCost[row] }
            guard skus.codes[row] != 0, units.codes[row] != 0, ledger.pricingQuantity.isKnown[row],
                ledger.pricingQuantity.units[row] > 0
            else { continue }
            if ledger.chargeStart[row] >= recent { pricedSpend += ledger.contractedCost[row] }
            let item = Item(
                service: services.codes[row], sku: skus.codes[row], region: regions.codes[row],
                account: accounts.codes[row], unit: units.codes[row],
                isDynamic: isDynamic[Int(pricing.codes[row])])
            body(row, Key(item: item, price: prices.codes[row]))
        }
        return (spend, pricedSpend)
    }

    /// Prices of one SKU joined to lines: one that begins when another has ended continues it.
    private static func chained(_ prices: [Line]) -> [Line] {
        var chains: [Line] = []
        for price in prices.sorted(by: { ($0.days.lowerBound, $0.row) < ($1.days.lowerBound, $1.row) }) {
            // A day may have both; a season's pause does not end a line.
            let place = chains.indices.filter {
                chains[$0].days.upperBound <= price.days.lowerBound
                    && price.days.lowerBound - chains[$0].days.upperBound <= 100
            }.max { chains[$0].days.upperBound < chains[$1].days.upperBound }
            if let place { chains[place].join(price) } else { chains.append(price) }
        }
        return chains
    }
}

extension PriceReader.Line {
    fileprivate init(row: Int, dayCount: Int, day: Int) {
        self.row = row
        newestRow = row
        days = day...day
        quantity = [Double](repeating: 0, count: dayCount)
        contracted = quantity
        list = quantity
    }

    fileprivate mutating func add(_ charges: VendorCharges, _ row: Int) {
        let ledger = charges.ledger
        let sums = PriceReader.Sums(
            quantity: ledger.pricingQuantity.units[row], list: ledger.listCost[row],
            contracted: ledger.contractedCost[row], effective: ledger.effectiveCost[row])
        months[charges.monthIndex(ofRow: row), default: PriceReader.Sums()] += sums
        let day = Int(ledger.chargeStart[row]) - charges.days.lowerBound
        quantity[day] += Double(sums.quantity) / 1e18
        contracted[day] += Double(sums.contracted) / 1e18
        list[day] += Double(sums.list) / 1e18
        days = Swift.min(days.lowerBound, day)...Swift.max(days.upperBound, day)
    }

    fileprivate mutating func join(_ next: PriceReader.Line) {
        newestRow = next.row
        days = days.lowerBound...Swift.max(days.upperBound, next.days.upperBound)
        for day in next.days {
            quantity[day] += next.quantity[day]
            contracted[day] += next.contracted[day]
            list[day] += next.list[day]
        }
        for (month, sums) in next.months { months[month, default: PriceReader.Sums()] += sums }
    }

    /// Quantity, contracted and list cost of the last days.
    func recent(_ days: Int) -> (quantity: Double, contracted: Double, list: Double) {
        let from = Swift.max(0, quantity.count - days)
        return (
            quantity[from...].reduce(0, +), contracted[from...].reduce(0, +), list[from...].reduce(0, +)
        )
    }
}
