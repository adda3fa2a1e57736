/// A `PricingUnit` taken apart: a number, and what it counts.
struct PricingUnitText {
    /// What a pricing unit counts.
    enum Base {
        case hours, months, tokens, requests
        case bytes, byteMonths, byteHours, vCPUHours
    }

    let base: Base
    /// Of bases in a unit: 1,000,000 in `1M Requests`; bytes in GB of 10⁹ or GiB, taken as 1.
    let amount: Double

    /// Reads `Hours`, `GB-Months`, `1K GB-Seconds`, `1M Requests`, `TiB`, `vCPU-Hours`, `GB-Mo`; `nil` for others.
    init?(_ unit: String) {
        var text = Substring(unit.lowercased())
        var amount = 1.0
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "," }
        if let number = Double(digits.filter { $0 != "," }), number > 0 {
            amount = number
            text = text.dropFirst(digits.count)
            if let last = text.first, let factor = PricingUnitText.factors[last],
                text.dropFirst().first.map({ !$0.isLetter }) ?? false
            {
                amount *= factor
                text = text.dropFirst()
            }
        }
        var words = text.split { !$0.isLetter }.map(String.init)
        if words.first == "million" {
            amount *= 1e6
            words.removeFirst()
        }
        guard let first = words.first else { return nil }
        let size = PricingUnitText.sizes[first]
        switch (size, PricingUnitText.time(words.last ?? "")) {
        case (let size?, .some(let hours)) where words.count > 1:
            base = hours == PricingUnitText.hoursInMonth ? .byteMonths : .byteHours
            self.amount = amount * size * (base == .byteMonths ? 1 : hours)
        case (let size?, nil) where words.count == 1:
            base = .bytes
            self.amount = amount * size
        case (nil, .some(let hours)):
            let isCPU = words.contains { ["vcpu", "vcpus", "core", "cores"].contains($0) }
            guard words.count == 1 || isCPU else { return nil }
            base = hours == PricingUnitText.hoursInMonth ? .months : isCPU ? .vCPUHours : .hours
            self.amount = amount * (base == .months ? 1 : hours)
        case (nil, nil) where words.contains { $0.hasPrefix("token") }:
            base = .tokens
            self.amount = amount
        case (nil, nil) where words.contains { $0.hasPrefix("request") }:
            base = .requests
            self.amount = amount
        default: return nil
        }
    }

    /// Hours that a month has in price sheets.
    static let hoursInMonth = 730.0
    private static let factors: [Character: Double] = ["k": 1e3, "m": 1e6, "b": 1e9]
    private static let sizes: [String: Double] = [
        "kb": 1e-6, "mb": 1e-3, "gb": 1, "gib": 1, "gigabyte": 1, "gigabytes": 1, "tb": 1000, "tib": 1024,
        "pb": 1e6, "pib": 1_048_576,
    ]

    /// Hours in a unit of time; `nil` for a word that is none.
    private static func time(_ word: String) -> Double? {
        switch word {
        case "hour", "hours", "hr", "hrs", "h": 1
        case "second", "seconds", "sec", "secs", "s": 1 / 3600
        case "minute", "minutes", "min": 1 / 60
        case "day", "days": 24
        case "month", "months", "mo", "mth": hoursInMonth
        default: nil
        }
    }
}
