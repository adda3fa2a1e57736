import Billing
import Findings

/// A finding's money as it is printed: actual − expected = impact, and the causes add up to the impact.
struct FindingMoney {
    let decimals: Int
    let actual: Money<Charged>
    let expected: Money<Charged>
    let impact: Money<Charged>
    let causes: [Money<Charged>]

    init(_ finding: Finding) {
        decimals = MoneyText.decimals(for: finding.impact)
        actual = Apportionment.rounded(finding.actual, decimals: decimals)
        impact = Apportionment.rounded(finding.impact, decimals: decimals)
        // The model's number takes the rounding.
        expected = actual - impact
        causes = Apportionment.parts(finding.causes.map(\.impact), of: impact, decimals: decimals)
    }
}

/// The vendors' money as it is printed: actual − expected = difference, and the vendors add up to the day.
struct VendorMoney {
    let decimals: Int
    let actual: [Money<Charged>?]
    let expected: [Money<Charged>?]
    let change: [Money<Charged>?]
    /// The vendors' sum, `nil` while none is known.
    let total: Money<Charged>?

    init(_ day: CurrencyDay) {
        let known = day.vendors.compactMap(\.actual)
        let sum = known.reduce(.zero, +)
        let decimals = MoneyText.decimals(for: sum)
        let total = Apportionment.rounded(sum, decimals: decimals)
        var parts = Apportionment.parts(known, of: total, decimals: decimals)[...]
        let actual = day.vendors.map { $0.actual == nil ? nil : parts.popFirst() }
        expected = day.vendors.map { vendor in
            vendor.expected.map { Apportionment.rounded($0, decimals: decimals) }
        }
        change = zip(actual, expected).map { pair in
            guard let actual = pair.0, let expected = pair.1 else { return nil }
            return actual - expected
        }
        self.actual = actual
        self.decimals = decimals
        self.total = known.isEmpty ? nil : total
    }
}
