import LinearAlgebra
import Statistics

/// Folds that test a regression of a series as it will be used: on what comes after the rows it has learned from.
///
///     let folds = RollingOrigin(first: 365, horizon: 28, step: 28).folds(of: 730)
///
/// No fold ever learns from a row at or after its test; so there is nothing to embargo after a test, and ``gap`` is all that keeps
/// rows apart that share a lagged driver or a smoothed response.
///
/// - SeeAlso: Tashman, "Out-of-sample tests of forecasting accuracy", *International Journal of Forecasting* 16 (2000);
///   Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.10.
public struct RollingOrigin: Sendable, Hashable {
    /// From where a fold learns.
    public enum Window: Sendable, Hashable {
        /// From the first row on.
        case expanding
        /// From so many rows before the gap.
        case sliding(Int)
    }

    /// Rows before the gap of the first fold.
    public var first: Int
    /// Rows that each fold predicts; the last fold may have fewer.
    public var horizon: Int
    /// Rows from one fold to the next.
    public var step: Int
    /// Rows left out between learning and test.
    public var gap: Int
    /// From where a fold learns.
    public var window: Window

    /// Folds with these settings.
    ///
    /// - Precondition: All numbers above 0, but the gap at least 0.
    public init(first: Int, horizon: Int, step: Int? = nil, gap: Int = 0, window: Window = .expanding) {
        precondition(
            first > 0 && horizon > 0 && step ?? 1 > 0 && gap >= 0, "rows are at least 1, a gap at least 0")
        if case .sliding(let rows) = window { precondition(rows > 0, "a window has at least 1 row") }
        self.first = first
        self.horizon = horizon
        self.step = step ?? horizon
        self.gap = gap
        self.window = window
    }

    /// One fold: what is learned from, and what is predicted.
    public struct Fold: Sendable, Hashable {
        /// The rows to learn from.
        public let training: Range<Int>
        /// The rows to predict, all after the training rows.
        public let test: Range<Int>
    }

    /// The folds of `count` rows, in order of time.
    ///
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` if there is no row to predict after the first training.
    public func folds(of count: Int) throws(RegressionError) -> [Fold] {
        guard count > first + gap else { throw .tooShort(needed: first + gap + 1, got: count) }
        return stride(from: first, to: count - gap, by: step).map { end in
            var start = 0
            if case .sliding(let rows) = window { start = max(0, end - rows) }
            return Fold(training: start..<end, test: end + gap..<min(end + gap + horizon, count))
        }
    }

    /// The errors of any regression on rows that it has not seen.
    ///
    /// - Parameters:
    ///   - design: All rows. Terms that were made from the whole history (knots, means) have seen the tests.
    ///   - response: One finite number a row.
    ///   - fit: Gets the training rows, in order of time, and gives a function that predicts rows of the same columns.
    /// - Returns: The errors of each fold.
    /// - Throws: What `fit` throws; ``RegressionError/tooShort(needed:got:)``,
    ///   ``RegressionError/responseNotFinite(row:)``.
    public func errors(
        _ design: DesignMatrix, response: [Double],
        fit: (DesignMatrix, [Double]) throws(RegressionError) -> (DesignMatrix) -> [Double]
    ) throws(RegressionError) -> HeldOutErrors {
        _ = try WeightedRows(design, response, nil)
        var errors: [[Double]] = []
        let folds = try folds(of: design.rows)
        for fold in folds {
            let predict = try fit(try design.rows(fold.training), Array(response[fold.training]))
            let predicted = predict(try design.rows(fold.test))
            errors.append(zip(response[fold.test], predicted).map { $0 - $1 })
        }
        return HeldOutErrors(folds: folds, errors: errors)
    }
}

/// Errors on rows that a regression had not seen, fold by fold.
public struct HeldOutErrors: Sendable, Hashable {
    /// The folds.
    public let folds: [RollingOrigin.Fold]
    /// Response minus prediction for each test row of each fold.
    public let errors: [[Double]]

    /// The mean of the squared errors of each fold.
    public var foldLosses: [Double] { errors.map { $0.map { $0 * $0 }.mean() } }

    /// The mean over the folds of the mean squared error.
    public var loss: Double { foldLosses.mean() }

    /// The mean of all absolute errors.
    public var meanAbsoluteError: Double { errors.joined().map { abs($0) }.mean() }

    /// How uncertain ``loss`` is: the deviation of the folds over the root of their number; 0 for one fold.
    public var standardErrorOfLoss: Double {
        let losses = foldLosses
        return losses.count > 1 ? losses.standardDeviation() / Double(losses.count).squareRoot() : 0
    }
}

extension DesignMatrix {
    /// These rows alone.
    func rows(_ range: Range<Int>) throws(RegressionError) -> DesignMatrix {
        let elements = (0..<columns).flatMap {
            matrix.elements[$0 * rows + range.lowerBound..<$0 * rows + range.upperBound]
        }
        return try DesignMatrix(
            names: names, matrix: Matrix(rows: range.count, columns: columns, elements: elements))
    }
}
