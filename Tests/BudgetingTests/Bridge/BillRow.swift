import Billing
import Budgeting
import LedgerKit
import TimeSeries

/// One day's charge of a test bill, in whole units of money and quantity.
struct BillRow {
    var day = "2026-01-10"
    var vendor = "V"
    var service = "S"
    var sku = "K"
    var quantity: Int128?
    var list: Int128 = 0
    var contracted: Int128 = 0
    var cost: Int128 = 0
    var texts: [String: String] = [:]

    /// A use whose price has no discounts.
    static func use(_ quantity: Int128, at price: Int128, on day: String, sku: String = "K") -> BillRow {
        let cost = quantity * price
        return BillRow(
            day: day, sku: sku, quantity: quantity, list: cost, contracted: cost, cost: cost)
    }
}

extension Ledger {
    /// A ledger of some charges in USD.
    init(_ rows: [BillRow], scale: Int128 = Money<Charged>.unitsPerOne) {
        self.init()
        for row in rows { add(row, scale: scale) }
    }

    /// Adds a charge whose numbers are whole numbers of `scale` × 10⁻¹⁸.
    mutating func add(_ row: BillRow, scale: Int128 = Money<Charged>.unitsPerOne) {
        var texts = ["SkuId": row.sku, "PricingUnit": "Hours"]
        texts.merge(row.texts) { $1 }
        add(
            day: CivilDate(row.day) ?? CivilDate(dayNumber: 0), vendor: row.vendor, service: row.service,
            cost: Money(units: row.cost * scale), list: Money(units: row.list * scale),
            quantity: row.quantity.map { Decimal18(units: $0 * scale) }, texts)
        contractedCost[count - 1] = row.contracted * scale
    }
}

extension VarianceAnalysis {
    /// The bridges of a USD bill from one month of 2026 to another.
    func months(_ ledger: Ledger, _ from: Int = 1, _ to: Int = 3) -> [VarianceBridge] {
        guard let currency = Currency("USD"), let from = BudgetPeriod(month: from),
            let to = BudgetPeriod(month: to), let run = CivilDate("2027-01-01")
        else { return [] }
        return bridges(ledger, currency: currency, from: from, to: to, run: run)
    }
}

extension BudgetPeriod {
    /// A month of 2026.
    init?(month: Int) {
        guard let period = ReportingPeriod(month < 10 ? "2026-0\(month)" : "2026-\(month)") else {
            return nil
        }
        self.init(period)
    }
}

extension VarianceBridge {
    /// Whether parts add up to the change, contributors to parts and children to their parents, at every node.
    var addsUp: Bool {
        flattened.allSatisfy { node in
            node.parts.reduce(.zero) { $0 + $1.amount } == node.change
                && node.parts.allSatisfy { part in
                    part.contributors.isEmpty && part.cause == .budgetedGrowth
                        || part.contributors.reduce(part.others?.amount ?? .zero) { $0 + $1.amount }
                            == part.amount
                } && (node.children.isEmpty || node.isSumOfChildren)
        }
    }

    private var isSumOfChildren: Bool {
        guard children.allSatisfy({ $0.via == nil }), via == nil else { return true }
        return from.amount == children.reduce(.zero) { $0 + $1.from.amount }
            && to.amount == children.reduce(.zero) { $0 + $1.to.amount }
            && VarianceCause.allCases.allSatisfy { cause in
                amount(of: cause) == children.reduce(.zero) { $0 + $1.amount(of: cause) }
            }
    }

    /// The amounts of all causes that changed something.
    var amounts: [VarianceCause: Money<Charged>] {
        Dictionary(parts.map { ($0.cause, $0.amount) }) { first, _ in first }
    }
}
