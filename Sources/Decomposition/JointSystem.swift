import LinearAlgebra
import Regression
import Statistics
import TimeSeries

/// Calendar columns and steps with what a smoother leaves of them, and the rounds that weigh spikes down.
struct JointSystem {
    private let observed: Series
    private let gaps: [Int]
    private let smoother: SeasonalTrendSmoother
    private let columns: [[Double]]
    private let maximumRounds: Int
    private let filteredColumns: [[Double]]
    private let absorbed: [Int]
    /// The first observation of each new level, ascending.
    private(set) var shifts: [Int] = []
    private var filteredSteps: [[Double]] = []

    init(
        _ observed: Series, gaps: [Int], smoother: SeasonalTrendSmoother, columns: [[Double]],
        maximumRounds: Int
    ) throws(DecompositionError) {
        self.observed = observed
        self.gaps = gaps
        self.smoother = smoother
        self.columns = columns
        self.maximumRounds = maximumRounds
        var filtered: [[Double]] = []
        var absorbed: [Int] = []
        for (j, column) in columns.enumerated() {
            let rest = try smoother.parts(observed.replacing(values: column)).remainder
            // Of such a column, trend and seasons follow 97 % by themselves.
            if squares(rest) < 1e-3 * squares(column) { absorbed.append(j) }
            filtered.append(rest)
        }
        filteredColumns = filtered
        self.absorbed = absorbed
        // A series that is too short is refused here, with columns or without.
        if columns.isEmpty { _ = try smoother.parts(observed) }
    }

    /// Takes steps at these places into the system.
    mutating func setShifts(_ places: [Int]) throws(DecompositionError) {
        shifts = places
        filteredSteps = []
        for place in places {
            let step = observed.values.indices.map { $0 < place ? 0.0 : 1 }
            filteredSteps.append(try smoother.parts(observed.replacing(values: step)).remainder)
        }
    }

    /// The series without the calendar effects that are found so far.
    func withoutEffects() throws(DecompositionError) -> [Double] {
        let fit = try robustFit()
        var values = observed.values
        for i in gaps { values[i] = fit.values[i] }
        return subtracting(fit.effects, columns, from: values)
    }

    /// The parts, with shrunk effects.
    func solution(names: [String]) throws(DecompositionError) -> JointSolution {
        var fit = try robustFit()
        fit.effects = shrunk(fit, names)
        // The steps and the replaced values follow the shrunk effects.
        for _ in 0..<2 {
            let rest = try remainder(subtracting(fit.effects, columns, from: fit.values))
            fit.sizes = leastSquares(filteredSteps, rest)
            if isWeighed { try fit.weigh(parts(fit), observed.values, weighing) }
        }
        let last = try parts(fit)
        var values = observed.values
        for i in gaps { values[i] = last.fitted[i] }
        return JointSolution(
            observed: values, gaps: gaps, trend: last.trend, seasonal: last.seasonal, effects: fit.effects,
            sizes: fit.sizes,
            shifts: shifts,
            remainder: zip(values, last.fitted).map { $0 - $1 },
            weights: fit.weights, absorbed: absorbed)
    }
}

extension JointSystem {
    /// Effects, steps and weights while they are found.
    private struct Fit {
        var effects: [Double]
        var sizes: [Double]
        var weights: [Double]
        /// The observations, those with little weight replaced by what the parts say of them.
        var values: [Double]

        /// Weighs the observations by their distance from the parts; returns the largest change of a weight.
        @discardableResult
        mutating func weigh(_ parts: Parts, _ y: [Double], _ weighing: Weighing) -> Double {
            let rest = zip(y, parts.fitted).map { $0 - $1 }
            let scale = max(6 * weighing.width * rest.map { abs($0) }.median(), 1e-12)
            let before = weights
            for i in y.indices {
                let u = rest[i] / scale
                weights[i] = !weighing.isRobust ? 1 : abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0
            }
            var change = 0.0
            for i in weighing.gaps {
                weights[i] = 0
                change = max(change, abs(values[i] - parts.fitted[i]) / scale)
            }
            for i in y.indices {
                change = max(change, abs(weights[i] - before[i]))
                values[i] = parts.fitted[i] + weights[i] * rest[i]
            }
            return change
        }
    }

    /// How observations are weighed: on `width` times the scale of STL, gaps not at all.
    private struct Weighing {
        var width = 1.0
        let isRobust: Bool
        let gaps: [Int]
    }

    private var weighing: Weighing { Weighing(isRobust: maximumRounds > 0, gaps: gaps) }
    private var isWeighed: Bool { maximumRounds > 0 || !gaps.isEmpty }

    private struct Parts {
        let trend: [Double]
        let seasonal: [Components.Seasonal]
        let fitted: [Double]
    }

    /// Least squares in rounds of new weights, from a start that spikes on the days of an effect cannot spoil; without a
    /// penalty, which spikes would make too large.
    ///
    /// The scale of the weights begins wide and is halved from round to round (graduated non-convexity): days of an effect
    /// that the start has not found whole keep their say.
    private func robustFit() throws(DecompositionError) -> Fit {
        let y = observed.values
        var fit = Fit(
            effects: columns.map { _ in 0 }, sizes: shifts.map { _ in 0 }, weights: y.map { _ in 1 },
            values: maximumRounds > 0 ? moderated() : y)
        let usable = columns.indices.filter { !absorbed.contains($0) }
        let filtered = usable.map { filteredColumns[$0] } + filteredSteps
        var weighing = weighing
        for round in 0...max(maximumRounds, gaps.isEmpty ? 0 : 15) {
            let rest = try remainder(fit.values)
            let isStart = round == 0 && maximumRounds > 0
            let solved = isStart ? leastAbsolute(filtered, rest) : leastSquares(filtered, rest)
            for (k, j) in usable.enumerated() { fit.effects[j] = solved[k] }
            fit.sizes = Array(solved.suffix(shifts.count))
            guard isWeighed else { break }
            weighing.width = Double(max(1, 64 >> round))
            let change = fit.weigh(try parts(fit, isRobust: isStart), y, weighing)
            if weighing.width == 1, change < 0.01 { break }
        }
        return fit
    }

    /// The observations with gross errors cut off, of which even robust STL keeps a trace where they take the weight of a
    /// whole window: farther from a running median than any effect, 64 times the median distance and four times what all
    /// but 2 % keep to.
    private func moderated() -> [Double] {
        let middle = observed.centredMedians(width: 3 * Int(smoother.periods[0]))
        let rest = zip(observed.values, middle).map { $0 - $1 }
        let sizes = rest.map { abs($0) }
        let bound = max(64 * sizes.median(), 4 * sizes.quantile(0.98))
        guard bound > 0 else { return observed.values }
        return zip(middle, rest).map { $0 + min(max($1, -bound), bound) }
    }

    /// The effects with their penalty, next to steps without one; unshrunk where ridge has nothing to fit.
    private func shrunk(_ fit: Fit, _ names: [String]) -> [Double] {
        let usable = columns.indices.filter { !absorbed.contains($0) }
        guard !usable.isEmpty, let rest = try? remainder(fit.values) else { return fit.effects }
        let free = { (values: [Double]) -> [Double] in
            subtracting(leastSquares(filteredSteps, values), filteredSteps, from: values)
        }
        let named = usable.map { (name: names[$0], values: free(filteredColumns[$0])) }
        guard let model = try? Ridge().fit(DesignMatrix(named), response: free(rest)) else {
            return fit.effects
        }
        var effects = fit.effects
        for (k, j) in usable.enumerated() { effects[j] = model.coefficients[k] }
        return effects
    }

    private func parts(_ fit: Fit, isRobust: Bool = false) throws(DecompositionError) -> Parts {
        var rest = subtracting(fit.effects, columns, from: fit.values)
        for (place, size) in zip(shifts, fit.sizes) { for i in place..<rest.count { rest[i] -= size } }
        let smooth = try smoother.parts(observed.replacing(values: rest), isRobust: isRobust)
        var trend = smooth.trend
        for (place, size) in zip(shifts, fit.sizes) { for i in place..<trend.count { trend[i] += size } }
        var fitted = subtracting(fit.effects.map { -$0 }, columns, from: trend)
        for season in smooth.seasonal { for i in fitted.indices { fitted[i] += season.values[i] } }
        return Parts(trend: trend, seasonal: smooth.seasonal, fitted: fitted)
    }

    private func remainder(_ values: [Double]) throws(DecompositionError) -> [Double] {
        try smoother.parts(observed.replacing(values: values)).remainder
    }
}

/// What a joint system found, on the scale where parts add up.
struct JointSolution {
    /// The observations, with what the parts say in gaps.
    let observed: [Double]
    let gaps: [Int]
    let trend: [Double]
    let seasonal: [Components.Seasonal]
    let effects: [Double]
    let sizes: [Double]
    let shifts: [Int]
    let remainder: [Double]
    let weights: [Double]
    let absorbed: [Int]
}

private func times(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }

private func squares(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }

/// `values` minus each column times its coefficient.
private func subtracting(_ coefficients: [Double], _ columns: [[Double]], from values: [Double]) -> [Double] {
    var rest = values
    for (coefficient, column) in zip(coefficients, columns) where coefficient != 0 {
        for i in rest.indices { rest[i] -= coefficient * column[i] }
    }
    return rest
}

/// Least squares by normal equations with a millionth more on their diagonal, which keeps columns that are nearly alike
/// from opposite coefficients and the equations from being singular.
private func leastSquares(
    _ columns: [[Double]], _ response: [Double], rowScales: [Double]? = nil
) -> [Double] {
    guard !columns.isEmpty else { return [] }
    let scaled = Matrix(columns: rowScales.map { scales in columns.map { times($0, scales) } } ?? columns)
    var gram = scaled.gram()
    for j in columns.indices { gram[j, j] = gram[j, j] * (1 + 1e-6) + 1e-300 }
    let target = rowScales.map { times(response, $0) } ?? response
    let right = Matrix(columns: [scaled.transposedTimes(target)])
    let solved = (try? Cholesky(gram)).flatMap { try? $0.solve(right).elements }
    return solved ?? columns.map { _ in 0 }
}

/// The coefficients with the least sum of absolute errors, by twenty rounds of weighted least squares.
private func leastAbsolute(_ columns: [[Double]], _ response: [Double]) -> [Double] {
    var coefficients = leastSquares(columns, response)
    for _ in 0..<(columns.isEmpty ? 0 : 20) {
        let errors = subtracting(coefficients, columns, from: response).map { abs($0) }
        let least = max(0.01 * errors.median(), 1e-12)
        coefficients = leastSquares(
            columns, response, rowScales: errors.map { 1 / max($0, least).squareRoot() })
    }
    return coefficients
}
