import Billing
import TimeSeries

extension Suggestion {
    /// A suggestion by a rule about an object, its id made from both.
    init(
        rule: String, about object: Scope, bill: BillWindow, evidence: [Fact], formula: String,
        saving: ClosedRange<Money<Charged>> = .zero ... .zero, side: Side, risk: Grade = .low
    ) {
        self.init(
            id: "s-" + rule + "-"
                + Suggestion.digest(rule + "\u{2}" + object.key + "\u{2}" + bill.currency.code),
            rule: rule, object: object, evidence: evidence, formula: formula, savingLow: saving.lowerBound,
            savingHigh: saving.upperBound, currency: bill.currency, effort: .low, risk: risk, side: side,
            owner: bill.owner(of: object), expires: bill.run.advanced(by: 30))
    }

    /// Eight hexadecimal digits of a text: the 64-bit FNV-1a hash folded to 32 bits.
    private static func digest(_ text: String) -> String {
        let hash = StableHash.fnv1a(text)
        let folded = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
        return String(repeating: "0", count: 8 - folded.count) + folded
    }
}

/// A share as a percentage for people, one decimal.
func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(abs(tenths % 10)) %"
}

extension Money {
    /// This as a share of a whole; 0 if the whole is not above 0.
    func share(of whole: Money) -> Double {
        whole > .zero ? approximate / whole.approximate : 0
    }
}
