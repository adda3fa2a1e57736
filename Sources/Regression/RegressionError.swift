public import TimeSeries

/// What can be wrong with data that should be fitted.
public enum RegressionError: Error, Sendable, Hashable {
    /// There are too few observations for the columns.
    case tooShort(needed: Int, got: Int)
    /// A regressor that the design names is not given.
    case missingRegressor(String, found: [String])
    /// A driver has no value at a time that the design needs.
    case missingDriver(String, at: Timestamp)
    /// A driver whose logarithm is asked for is not above 0.
    case notPositive(String, at: Timestamp)
    /// A number of the design is NaN or infinite.
    case notFinite(column: String, row: Int)
    /// A number of the response is NaN or infinite.
    case responseNotFinite(row: Int)
    /// A weight is 0, negative, NaN or infinite.
    case weightNotPositive(row: Int)
    /// No column is left that is not 0 or constant.
    case nothingToFit
    /// The numerical routine gave up.
    case notConverged
}

extension RegressionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let needed, let got):
            "needs \(needed) observations, got \(got); use a longer history or fewer columns"
        case .missingRegressor(let name, let found):
            "needs a regressor \(name), got \(found.isEmpty ? "none" : found.joined(separator: ", ")); add it"
        case .missingDriver(let name, let time):
            "needs \(name) at \(time), got no value; fill it or take the rows where it is known"
        case .notPositive(let name, let time):
            "needs \(name) above 0 for its logarithm, got less at \(time); use it as it is"
        case .notFinite(let column, let row):
            "needs finite numbers, got NaN or infinity in row \(row) of \(column); fill or drop the row"
        case .responseNotFinite(let row):
            "needs a finite response, got NaN or infinity in row \(row); drop the row"
        case .weightNotPositive(let row):
            "needs finite weights above 0, got another in row \(row); drop the row"
        case .nothingToFit: "needs a column that varies, got none; add a regressor"
        case .notConverged: "needs a decomposition, got none; scale the columns"
        }
    }
}
