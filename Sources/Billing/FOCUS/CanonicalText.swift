internal import Foundation

/// What a text of a bill means: null, a spelling of a closed list, tags, or itself.
enum CanonicalText {
    /// How the texts of a column are read.
    enum Rule: Sendable {
        case plain
        /// One of a closed list, in any case; others are kept as they are.
        case oneOf([String])
        /// A JSON object.
        case tags
    }

    /// The rule of a column of the ledger.
    static func rule(of column: String) -> Rule {
        switch column {
        case "ChargeCategory": .oneOf(["Usage", "Purchase", "Tax", "Credit", "Adjustment"])
        case "ChargeClass": .oneOf(["Correction"])
        case "ChargeFrequency": .oneOf(["One-Time", "Recurring", "Usage-Based"])
        case "PricingCategory": .oneOf(["Standard", "Dynamic", "Committed", "Other"])
        case "CommitmentDiscountCategory": .oneOf(["Spend", "Usage"])
        case "CommitmentDiscountStatus": .oneOf(["Used", "Unused"])
        case "Tags": .tags
        default: .plain
        }
    }

    /// The text to keep, `nil` for null, and what was noted on the way.
    static func read(_ text: String, by rule: Rule) -> (text: String?, note: ConformanceRule?) {
        switch text.utf8.count {
        case 0: return (nil, nil)
        case 4 where ["NULL", "null", "Null"].contains(text): return (nil, .nullAsText)
        default: break
        }
        switch rule {
        case .plain: return (text, nil)
        case .oneOf(let values):
            if values.contains(text) { return (text, nil) }
            let plain = folded(text)
            if let value = values.first(where: { folded($0) == plain }) { return (value, .spelling) }
            return (text, .unknownValue)
        case .tags:
            if TagText.isCanonical(text) { return (text == "{}" ? nil : text, nil) }
            guard let tags = TagText.canonical(text) else { return (nil, .tagsNotJSON) }
            return (tags == "{}" ? nil : tags, nil)
        }
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter }
    }
}

extension TagText {
    /// The object with its keys in order and without white space; `nil` if the text is no JSON object.
    static func canonical(_ json: String) -> String? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            return nil
        }
        let pairs = object.sorted { $0.key < $1.key }.map { encoded($0.key) + ":" + encoded($0.value) }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func encoded(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [
            .fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes,
        ]
        let data = try? JSONSerialization.data(withJSONObject: value, options: options)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    /// Whether the text is an object of plain texts with its keys in order, as ``canonical(_:)`` writes it.
    ///
    /// Says no to some that are: this is only the fast way past ``canonical(_:)``.
    static func isCanonical(_ json: String) -> Bool {
        var rest = Substring(json).utf8
        func skip(_ byte: UInt8) -> Bool {
            guard rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }
        func plainText() -> Substring.UTF8View? {
            guard skip(0x22), let end = rest.firstIndex(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }),
                rest[end] == 0x22
            else { return nil }
            let text = rest[..<end]
            rest = rest[rest.index(after: end)...]
            return text
        }
        guard skip(UInt8(ascii: "{")) else { return false }
        if skip(UInt8(ascii: "}")) { return rest.isEmpty }
        var last: Substring.UTF8View?
        while true {
            guard let key = plainText(), key.allSatisfy({ $0 < 0x80 }), skip(UInt8(ascii: ":")),
                plainText() != nil
            else { return false }
            if let last, !last.lexicographicallyPrecedes(key) { return false }
            last = key
            if skip(UInt8(ascii: "}")) { return rest.isEmpty }
            guard skip(UInt8(ascii: ",")) else { return false }
        }
    }
}
