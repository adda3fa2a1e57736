/// A column of a Parquet file.
public struct ParquetColumn: Sendable, Hashable {
    /// What a column can be read as.
    public enum Kind: Sendable, Hashable {
        /// Texts; maps of texts are read as JSON objects.
        case text
        /// Decimals, integers and floating point numbers.
        case number
        /// Timestamps and dates.
        case instant
        /// Anything else.
        case other
    }

    /// The column's name.
    public let name: String
    /// What it can be read as.
    public let kind: Kind
    /// The type as Arrow writes it, for messages: `decimal128(38, 18)`.
    public let type: String

    /// Whether the column can be read as texts: texts, and whole numbers by their digits.
    public var isReadableAsText: Bool { kind == .text || type.hasPrefix("int") || type.hasPrefix("uint") }

    /// Whether the column has no type, since all its values are null.
    public var isNull: Bool { type == "null" }
}

/// Numbers of one column as whole numbers of 10⁻¹⁸.
public struct DecimalColumn: Sendable {
    /// What became of a number.
    public enum State: UInt8, Sendable {
        /// There is none.
        case null = 0
        /// It is kept exactly.
        case exact = 1
        /// It has more than 18 decimals and is rounded half to even.
        case rounded = 2
        /// It is NaN, infinite or beyond ±1.7 × 10²⁰.
        case unreadable = 3
    }

    /// The values; 0 where there is none.
    public var units: [Int128] = []
    /// What became of each number: the raw value of a ``State``.
    public var states: [UInt8] = []
    /// True values minus kept values, added up, in 10⁻¹⁸.
    public var residue = 0.0

    /// A column to read into.
    public init() {}
}
