/// Leaves of a cube at the time of an incident: what was, what was expected, and how sure the expectation is.
public struct LeafTable: Sendable {
    /// Names of the dimensions.
    public let dimensions: [String]
    /// The distinct values of each dimension.
    public let values: [[String]]
    /// Index into `values[d]` of each leaf: `codes[d][leaf]`.
    public let codes: [[Int]]
    /// What was, one a leaf.
    public let real: [Double]
    /// What was expected, one a leaf.
    public let predict: [Double]
    /// Standard deviation of `real` − `predict` where it is known, one a leaf.
    public let sigma: [Double]?
    /// What decides how noisy a leaf is where `sigma` is not known; `nil`: the larger of |`real`| and |`predict`|.
    let size: [Double]?

    /// A table of leaves.
    ///
    /// - Precondition: All columns have the same length and codes are within their values.
    public init(
        dimensions: [String], values: [[String]], codes: [[Int]], real: [Double], predict: [Double],
        sigma: [Double]? = nil
    ) {
        precondition(
            values.count == dimensions.count && codes.count == dimensions.count && predict.count == real.count
                && codes.allSatisfy { $0.count == real.count }
                && (sigma.map { $0.count == real.count } ?? true),
            "columns of the same length")
        self.dimensions = dimensions
        self.values = values
        self.codes = codes
        self.real = real
        self.predict = predict
        self.sigma = sigma
        size = nil
    }

    /// A table with another notion of size.
    init(_ table: LeafTable, real: [Double], predict: [Double], size: [Double]?) {
        dimensions = table.dimensions
        values = table.values
        codes = table.codes
        self.real = real
        self.predict = predict
        sigma = nil
        self.size = size
    }

    /// Number of leaves.
    public var count: Int { real.count }
}

/// One reason for a change: the leaves that share some values.
public struct Cause: Sendable, Hashable {
    /// Indices of the dimensions that are fixed, ascending, with the fixed value's index in each.
    public let elements: [Element]
    /// Indices of the leaves it explains, ascending.
    public let leaves: [Int]
    /// Sum of `real` over its leaves.
    public let real: Double
    /// Sum of `predict` over its leaves.
    public let predict: Double
    /// Evidence in nats that these leaves moved together, above what so rich a description costs.
    public let gain: Double

    /// A dimension fixed to a value.
    public struct Element: Sendable, Hashable {
        /// Index of the dimension.
        public let dimension: Int
        /// Index of the value in that dimension.
        public let value: Int

        /// A dimension fixed to a value.
        public init(dimension: Int, value: Int) {
            self.dimension = dimension
            self.value = value
        }
    }

    /// A reason with its leaves.
    public init(elements: [Element], leaves: [Int], real: Double, predict: Double, gain: Double) {
        self.elements = elements
        self.leaves = leaves
        self.real = real
        self.predict = predict
        self.gain = gain
    }
}
