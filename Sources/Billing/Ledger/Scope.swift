/// A part of the bill: one value for each of some dimensions; `nil` stands for charges without a value.
///
/// The empty scope is
/// the whole bill.
public struct Scope: Sendable, Hashable {
    /// The dimensions and their values, in order of name.
    public let values: [(dimension: Dimension, value: String?)]

    /// The part of the bill with these values.
    public init(_ values: [Dimension: String?] = [:]) {
        self.values = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The whole bill.
    public static let total = Scope()

    /// Whether this is the whole bill.
    public var isTotal: Bool { values.isEmpty }

    /// The value asked for in a dimension; `nil` if the scope does not ask for one.
    public subscript(dimension: Dimension) -> String?? {
        values.first { $0.dimension == dimension }.map(\.value)
    }

    /// The dimensions that are fixed.
    public var dimensions: [Dimension] { values.map(\.dimension) }

    /// Whether all of `other` is within this scope: every value asked for here is asked for there.
    public func contains(_ other: Scope) -> Bool {
        values.allSatisfy { pair in
            other.values.contains { $0.dimension == pair.dimension && $0.value == pair.value }
        }
    }

    public static func == (left: Scope, right: Scope) -> Bool {
        left.values.count == right.values.count
            && zip(left.values, right.values).allSatisfy {
                $0.dimension == $1.dimension && $0.value == $1.value
            }
    }

    public func hash(into hasher: inout Hasher) {
        for (dimension, value) in values {
            hasher.combine(dimension)
            hasher.combine(value)
        }
    }
}

extension Scope: CustomStringConvertible, Comparable {
    /// The values for people, from the large to the small: `AWS · Amazon EC2 · us-east-1`.
    ///
    /// `all` stands for the whole bill, `–` for charges without a value.
    public var description: String {
        guard !isTotal else { return "all" }
        let rank = { (dimension: Dimension) in
            Scope.fromLargeToSmall.firstIndex(of: dimension) ?? Scope.fromLargeToSmall.count
        }
        let ordered = values.sorted {
            (rank($0.dimension), $0.dimension) < (rank($1.dimension), $1.dimension)
        }
        return ordered.map { $0.value ?? "–" }.joined(separator: " · ")
    }

    private static let fromLargeToSmall: [Dimension] = [
        .serviceProvider, Dimension("ServiceCategory"), .service, .sku, .region, .subAccount,
        Dimension("ResourceType"), .resource,
    ]

    /// The exact text `Name=value,…`, sorted by name, for keys and order.
    public var key: String {
        values.map { $0.dimension.name + "=" + ($0.value ?? "\u{0}") }.joined(separator: "\u{1}")
    }

    public static func < (left: Scope, right: Scope) -> Bool { left.key < right.key }
}

extension Scope: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var values: [Dimension: String?] = [:]
        for key in container.allKeys {
            values[Dimension(key.stringValue)] = .some(try container.decode(String?.self, forKey: key))
        }
        self.init(values)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (dimension, value) in values {
            try container.encode(value, forKey: Key(stringValue: dimension.name))
        }
    }
}
