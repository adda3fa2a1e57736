import Billing
import TimeSeries

/// Random bills of two months with all that makes bridges hard: refunds, zeros, unknown quantities, new and ended items,
/// prices without a chain, moved tags.
struct RandomBill {
    var leaves: Int
    var scale: Int128 = 1_000_000_007
    /// How large numbers get, before `scale`.
    var size: UInt64 = 1_000_000_000_000

    func ledger(_ random: inout SplitMix64) -> Ledger {
        var all = Ledger()
        for first in stride(from: 0, to: leaves, by: 100) {
            var ledger = Ledger()
            for leaf in first..<min(leaves, first + 100) {
                for (sku, day) in [(0, "01"), (0, "03"), (1, "01"), (1, "03")] where random.next() % 10 > 0 {
                    ledger.add(row(&random, leaf: leaf, sku: sku, day: "2026-\(day)-15"), scale: scale)
                }
            }
            all.append(ledger)
        }
        return all
    }

    private func row(_ random: inout SplitMix64, leaf: Int, sku: Int, day: String) -> BillRow {
        func number() -> Int128 { Int128(random.next() % size) }
        let list = number()
        var row = BillRow(
            day: day, vendor: "V\(leaf % 7)", service: "S\(leaf % 91)", sku: "K\(sku)", quantity: number(),
            list: list, contracted: list * 4 / 5, cost: list * 3 / 5,
            texts: ["SubAccountId": "A\(leaf)", "Tags": "{\"owner\":\"o\(leaf % 13)\"}"])
        switch random.next() % 24 {
        case 0: row.quantity = nil
        case 1: row.quantity = 0
        case 2: row.cost = 0
        case 3: (row.list, row.contracted, row.cost) = (0, 0, 0)
        case 4: row.contracted = 0
        case 5: (row.quantity, row.cost) = (-number(), -row.cost)
        case 6: row.cost = -row.cost
        case 7: row.texts["ChargeCategory"] = "Credit"
        case 8: row.texts["ChargeCategory"] = "Tax"
        case 9: row.texts["Tags"] = "{\"owner\":\"other\"}"
        case 10: row.cost = row.list * 2
        default: break
        }
        return row
    }
}
