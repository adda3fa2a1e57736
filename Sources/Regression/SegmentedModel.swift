import LinearAlgebra
import Statistics

/// A fitted line with knees.
public struct SegmentedModel: Sendable {
    /// A place where the line changes.
    public struct Knee: Sendable, Hashable {
        /// Where: for a slope anywhere between observations, else the first *x* of what is new.
        public let position: Double
        /// How uncertain a change of slope is placed, for independent errors; nil for jumps, which have no normal distribution.
        public let standardError: Double?
        /// How much higher the line is right after than right before; 0 for a change of slope alone.
        public let jump: Double
        /// The slope before.
        public let slopeBefore: Double
        /// The slope after.
        public let slopeAfter: Double
    }

    /// The knees, ascending; empty for a straight line.
    public let knees: [Knee]
    /// The value of the first line at *x* = 0.
    public let intercept: Double
    /// The slope of the first line.
    public let slope: Double
    /// What the curve says of each observation, in the order of the caller.
    public let fitted: [Double]
    /// Response minus fitted.
    public let residuals: [Double]
    /// The estimated standard deviation of an error of weight 1.
    public let residualStandardError: Double
    /// Observations minus parameters, of which each place is one.
    public let degreesOfFreedom: Int
    /// For each knee that was tested, the chance that noise alone explains as much; the last one failed unless the most were found.
    public let chances: [Double]
    /// The Bayesian information criterion (up to a constant) of 0, 1, … knees, as many as were tried.
    public let criteria: [Double]

    private let data: SegmentedData
    private let stage: SegmentedData.Stage

    init(
        _ data: SegmentedData, _ stage: SegmentedData.Stage, tests: [Double], criteria: [Double]
    ) throws(RegressionError) {
        (self.data, self.stage) = (data, stage)
        (chances, self.criteria) = (tests, criteria)
        let columns = Matrix(columns: data.columns(stage))
        let solution: [Double]
        do { solution = try columns.leastSquares(data.response) } catch { throw .notConverged }
        let (height, length) = (data.responseScale, data.frame.length)
        let left = zip(data.response, columns * solution).map { $0 - $1 }
        degreesOfFreedom = data.x.count - data.parameters(stage)
        let scale = left.map { $0 * $0 }.sum() / Double(max(degreesOfFreedom, 1))
        residualStandardError = height * scale.squareRoot()
        slope = height / length * solution[1]
        intercept = data.responseCenter + height * solution[0] - slope * data.frame.start
        knees = Self.knees(data, stage, solution, try Self.placeErrors(data, stage, solution, scale))
        var residuals = left
        for (k, row) in data.order.enumerated() { residuals[row] = height * left[k] / data.roots[k] }
        self.residuals = residuals
        var fitted = left
        for (k, row) in data.order.enumerated() {
            fitted[row] = data.responseCenter + height * data.response[k] / data.roots[k] - residuals[row]
        }
        self.fitted = fitted
    }

    /// What the curve says at other places.
    public func predict(_ x: [Double]) -> [Double] {
        x.map { x in
            knees.reduce(intercept + slope * x) { value, knee in
                guard x >= knee.position else { return value }
                return value + knee.jump + (knee.slopeAfter - knee.slopeBefore) * (x - knee.position)
            }
        }
    }

    /// The places for a knee that the data do not reject, for independent normal errors.
    ///
    /// Each place is tried while the other knees may move a little and everything else is fitted anew; those are kept at which
    /// the squares grow by less than chance allows. Unlike position ± 2 errors, it is right for weak knees, too.
    ///
    /// - Parameters:
    ///   - index: Which knee.
    ///   - coverage: In 0 ..< 1.
    /// - Returns: The range from the least to the greatest of them, in the unit of *x*.
    public func interval(_ index: Int, coverage: Double) -> ClosedRange<Double> {
        precondition(knees.indices.contains(index), "a knee of the model")
        precondition((0..<1).contains(coverage), "a coverage lies in 0 ..< 1")
        var others = stage
        others.positions.remove(at: index)
        others.splits.remove(at: index)
        let basis = data.orthonormal(data.columns(others, isLinearized: true))
        let rest = data.residuals(basis)
        let scan = data.scan(others.splits, basis)
        let position = knees[index].position
        guard let best = scan.best(rest), degreesOfFreedom > 0 else { return position...position }
        let t = StudentT.quantile(0.5 + coverage / 2, degreesOfFreedom: Double(degreesOfFreedom))
        let left = rest.map { $0 * $0 }.sum() - best.gain
        let least = best.gain - t * t * left / Double(degreesOfFreedom)
        guard let range = scan.range(rest, least: least) else { return position...position }
        let (start, length) = data.frame
        let (low, high) = (start + length * range.lowerBound, start + length * range.upperBound)
        return min(low, position)...max(high, position)
    }

    private static func knees(
        _ data: SegmentedData, _ stage: SegmentedData.Stage, _ solution: [Double], _ errors: [Double?]
    ) -> [Knee] {
        let (height, length) = (data.responseScale, data.frame.length)
        var slope = height / length * solution[1]
        return stage.positions.indices.map { j in
            let before = slope
            var jump = 0.0
            switch data.shape {
            case .slope: slope += height / length * solution[2 + j]
            case .level: jump = height * solution[2 + j]
            case .line:
                jump = height * solution[2 + 2 * j]
                slope += height / length * solution[3 + 2 * j]
            }
            let place = data.frame.start + length * stage.positions[j]
            return Knee(
                position: data.shape == .slope ? place : data.places[stage.splits[j]],
                standardError: errors[j], jump: jump,
                slopeBefore: before, slopeAfter: slope)
        }
    }

    /// The errors of the places, from the curve made linear in them.
    private static func placeErrors(
        _ data: SegmentedData, _ stage: SegmentedData.Stage, _ solution: [Double], _ variance: Double
    ) throws(RegressionError) -> [Double?] {
        guard data.shape == .slope, !stage.positions.isEmpty else { return stage.positions.map { _ in nil } }
        var columns = data.columns(stage, isLinearized: true)
        for j in stage.positions.indices {
            columns[3 + 2 * j] = columns[3 + 2 * j].map { -solution[2 + j] * $0 }
        }
        guard let inverse = try? QR(Matrix(columns: columns)).inverseR() else {
            return stage.positions.map { _ in nil }
        }
        return stage.positions.indices.map { j in
            data.frame.length * variance.squareRoot() * Matrix(columns: [inverse.row(3 + 2 * j)]).norm
        }
    }
}
