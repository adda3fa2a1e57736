/// A national currency by its ISO 4217 code.
///
/// Sums of different currencies never mix.
public struct Currency: Sendable, Hashable, Comparable {
    /// Three capital letters, for example `CNY`.
    public let code: String

    /// The currency with this code; `nil` unless it is three ASCII capital letters.
    public init?(_ code: some StringProtocol) {
        let bytes = Array(code.utf8)
        guard bytes.count == 3, bytes.allSatisfy({ 65...90 ~= $0 }) else { return nil }
        self.code = String(code)
    }

    public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}

extension Currency: CustomStringConvertible, Codable {
    public var description: String { code }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let currency = Currency(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "needs a currency code such as USD, got \(text.prefix(20))")
        }
        self = currency
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
