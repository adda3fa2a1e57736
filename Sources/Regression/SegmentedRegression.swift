import LinearAlgebra
import Statistics

/// A line that changes its slope, its level or both at places that are not known: the knee of latency over utilization, the day on
/// which a cost began to grow.
///
///     let curve = try SegmentedRegression().fit(x: utilization, response: latency)
///     for knee in curve.knees { print(knee.position, knee.slopeBefore, knee.slopeAfter) }
///
/// The place of one knee is found exactly among all real numbers, in one pass; several are found one after the other and each again
/// given the others until none moves. How many there are is tested one by one against the noise of the same places, or chosen by BIC.
///
/// - SeeAlso: Hudson, *JASA* 61 (1966); Muggeo, "Estimating regression models with unknown break-points", *Statistics in
///   Medicine* 22 (2003); Hansen, "Threshold effects", *Econometrica* 64 (1996) for the test; R `segmented`.
public struct SegmentedRegression: Sendable, Hashable {
    /// What changes at a knee.
    public enum Shape: Sendable, Hashable {
        /// The slope; the curve has no jump.
        case slope
        /// The level; the slope is one everywhere.
        case level
        /// Level and slope: independent lines.
        case line
    }

    /// How the number of knees is found.
    public enum Selection: Sendable, Hashable {
        /// One more while the chance that noise alone explains as much is below `level`.
        case test(level: Double, errors: Errors)
        /// The least Bayesian information criterion; a place counts as a parameter.
        case bic
        /// This many, as far as they fit.
        case exactly(Int)
    }

    /// What the noise of the test is like.
    public enum Errors: Sendable, Hashable {
        /// Independent from row to row.
        case independent
        /// Each remembers a part of the one before, in the order of *x*: for series in time. The part is estimated.
        case firstOrder
    }

    /// What changes at a knee.
    public var shape: Shape
    /// How the number of knees is found.
    public var selection: Selection
    /// Knees at most.
    public var maximumKnees: Int
    /// Observations at least before the first knee, between knees and after the last.
    public var minimumPoints: Int
    /// The seed of the noise that the test draws.
    public var seed: UInt64 = 1

    /// Slopes that change at up to 3 knees, tested at 5 %, or these settings.
    ///
    /// - Precondition: At least 0 knees, at least 3 points, a level between 0 and 1.
    public init(
        _ shape: Shape = .slope, selection: Selection = .test(level: 0.05, errors: .independent),
        maximumKnees: Int = 3, minimumPoints: Int = 5
    ) {
        precondition(maximumKnees >= 0 && minimumPoints >= 3, "at least 0 knees and 3 points between them")
        if case .test(let level, _) = selection {
            precondition(level > 0 && level < 1, "a level between 0 and 1")
        }
        if case .exactly(let count) = selection { precondition(count >= 0, "at least 0 knees") }
        self.shape = shape
        self.selection = selection
        self.maximumKnees = maximumKnees
        self.minimumPoints = minimumPoints
    }

    /// Fits `response` over `x`.
    ///
    /// - Parameters:
    ///   - x: *n* finite numbers in any order, at least two of them different.
    ///   - response: *n* finite numbers.
    ///   - weights: *n* numbers above 0; the variance of an error is divided by its weight. Default: 1 each.
    /// - Returns: The curve; without knees if a straight line explains as much.
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` for fewer than 4 rows, ``RegressionError/notFinite(column:row:)``,
    ///   ``RegressionError/responseNotFinite(row:)``, ``RegressionError/nothingToFit`` if `x` does not vary.
    /// - Complexity: O(*n k*) a pass, a few passes for each knee; the test draws 499 times O(*n*).
    public func fit(
        x: [Double], response: [Double], weights: [Double]? = nil
    ) throws(RegressionError) -> SegmentedModel {
        let data = try SegmentedData(x, response, weights, self)
        var stages = [data.fit([])]
        var tests: [Double] = []
        let most = if case .exactly(let count) = selection { count } else { maximumKnees }
        while stages.count <= most, let next = data.withOneMore(stages[stages.count - 1]) {
            if case .test(let level, let errors) = selection {
                let last = stages[stages.count - 1]
                tests.append(data.chance(of: next, over: last, errors, level: level, seed: seed))
                guard tests[tests.count - 1] < level else { break }
            }
            stages.append(next)
        }
        let criteria = stages.map { data.criterion($0) }
        let chosen =
            selection == .bic ? criteria.indices.min { criteria[$0] < criteria[$1] } ?? 0 : stages.count - 1
        return try SegmentedModel(data, stages[chosen], tests: tests, criteria: criteria)
    }
}
