/// A language that reports are written in.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case english = "en"
    case simplifiedChinese = "zh-Hans"

    /// The language named by a tag such as `en`, `en-US`, `zh`, `zh-CN` or `zh-Hans`; `nil` for others.
    public init?(tag: some StringProtocol) {
        let parts = tag.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }
        switch parts.first {
        case "en": self = .english
        case "zh" where !parts.contains("hant") && !parts.contains("tw") && !parts.contains("hk"):
            self = .simplifiedChinese
        default: return nil
        }
    }

    /// The same text in this language.
    func callAsFunction(_ english: String, _ chinese: String) -> String {
        switch self {
        case .english: english
        case .simplifiedChinese: chinese
        }
    }

    /// Items in a row, as a sentence has them.
    func list(_ items: [String]) -> String { items.joined(separator: self(", ", "、")) }

    /// A number of things: `1 finding`, `2 findings`; `2 项发现`.
    func count(_ number: Int, _ one: String, _ many: String, _ chinese: String) -> String {
        self(number == 1 ? "1 \(one)" : "\(number) \(many)", "\(number) \(chinese)")
    }
}
