/// A column of a Parquet file to write.
public struct ParquetField: Sendable, Hashable {
    /// How a column is written.
    public enum Kind: Sendable, Hashable {
        /// UTF-8, dictionary encoded.
        case text
        /// `decimal128(38, 18)`.
        case decimal
        /// `date32`.
        case day
        /// `int64`.
        case integer
        /// `timestamp(us, UTC)`.
        case instant
        /// `float64`.
        case double
    }

    /// The column's name.
    public let name: String
    /// How it is written.
    public let kind: Kind
    /// Whether values may be null.
    public let isNullable: Bool

    /// A column with this name.
    public init(_ name: String, _ kind: Kind, isNullable: Bool = false) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
    }
}

/// The values of a column for some rows; `isKnown` is false where a value is null, and may be left out when none is.
public enum ParquetValues: Sendable {
    /// Code 0 is null, code *k* is `values[k − 1]`.
    case text(codes: [UInt32], values: [String])
    /// Whole numbers of 10⁻¹⁸.
    case decimals([Int128], isKnown: [Bool]? = nil)
    /// Days since 1970-01-01.
    case days([Int32], isKnown: [Bool]? = nil)
    /// Whole numbers.
    case integers([Int64], isKnown: [Bool]? = nil)
    /// Microseconds since 1970-01-01 UTC.
    case instants([Int64], isKnown: [Bool]? = nil)
    /// Floating point numbers.
    case doubles([Double], isKnown: [Bool]? = nil)

    /// How such values are written.
    var kind: ParquetField.Kind {
        switch self {
        case .text: .text
        case .decimals: .decimal
        case .days: .day
        case .integers: .integer
        case .instants: .instant
        case .doubles: .double
        }
    }

    /// Number of rows.
    var count: Int {
        switch self {
        case .text(let codes, _): codes.count
        case .decimals(let values, _): values.count
        case .days(let values, _): values.count
        case .integers(let values, _): values.count
        case .instants(let values, _): values.count
        case .doubles(let values, _): values.count
        }
    }
}
