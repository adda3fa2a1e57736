import LinearAlgebra

/// The elastic nets of one design and response for many penalties.
public struct ElasticNetPath: Sendable {
    /// One model a penalty, the largest penalty first.
    public let models: [ElasticNetModel]

    /// The penalties, descending.
    public var penalties: [Double] { models.map(\.penalty) }
}

/// The elastic net for one penalty.
public struct ElasticNetModel: Sendable {
    /// The names of the columns, all of them.
    public let names: [String]
    /// The penalty λ.
    public let penalty: Double
    /// The value where all columns are 0.
    public let intercept: Double
    /// One coefficient a column, in the unit of response per unit of the column.
    public let coefficients: [Double]
    /// The part of the variance that is explained, 0 … 1.
    public let explained: Double
    /// By how much the conditions of Karush, Kuhn and Tucker are missed, in the unit of the penalty: rounding.
    public let violation: Double
    /// Passes over the coefficients that were needed after the penalty before.
    public let passes: Int

    /// The coefficient of the column `name`; nil if it is not part of the design.
    public func coefficient(_ name: String) -> Double? {
        names.firstIndex(of: name).map { coefficients[$0] }
    }

    /// The names of the columns whose coefficient is not 0.
    public var used: [String] { names.indices.filter { coefficients[$0] != 0 }.map { names[$0] } }

    /// What the model says of new observations: one number a row.
    ///
    /// - Precondition: The same columns as the design of the fit.
    public func predict(_ design: DesignMatrix) -> [Double] {
        precondition(design.names == names, "a prediction needs the columns of the fit")
        return (design.matrix * coefficients).map { intercept + $0 }
    }
}
