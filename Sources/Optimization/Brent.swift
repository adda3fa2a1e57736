/// Brent's searches along a line, which combine a sure method with a fast one.
///
/// - SeeAlso: Brent, *Algorithms for Minimization without Derivatives* (1973), chapters 4 and 5.
public struct Brent: Sendable, Hashable {
    /// When a search stops; only the parameter tolerance and the evaluations are used.
    public var termination: Termination

    /// A search with these settings.
    public init(termination: Termination = Termination()) {
        self.termination = termination
    }

    /// A local minimum of `objective` within `interval`: the only one, if it falls and then rises.
    ///
    ///     let best = try Brent().minimize(over: 0...3) { ($0 - 1) * ($0 - 1) }
    ///
    /// - Parameters:
    ///   - interval: Finite; its ends are approached, not evaluated.
    ///   - objective: NaN and infinity count as worse than any number.
    /// - Returns: The best place that was evaluated.
    /// - Throws: ``OptimizationError/nowhereFinite(evaluations:)`` if no evaluation gave a number.
    public func minimize(
        over interval: ClosedRange<Double>, _ objective: (Double) -> Double
    ) throws(OptimizationError) -> ScalarOptimum {
        precondition(interval.lowerBound.isFinite && interval.upperBound.isFinite, "an interval is finite")
        func evaluate(_ x: Double) -> Double {
            let value = objective(x)
            return value.isFinite ? value : .infinity
        }
        var line = BracketedMinimum(interval, termination.parameterTolerance)
        line.start(evaluate(line.place))
        var evaluations = 1
        while !line.isNarrow, evaluations < termination.maximumEvaluations {
            let place = line.propose()
            line.take(place, evaluate(place))
            evaluations += 1
        }
        guard line.value.isFinite else { throw .nowhereFinite(evaluations: evaluations) }
        return ScalarOptimum(
            point: line.place, value: line.value, evaluations: evaluations,
            ending: line.isNarrow ? .converged : .evaluationLimit)
    }

    /// A place within `interval` where `function` changes its sign.
    ///
    /// - Parameters:
    ///   - interval: Finite, with values of opposite sign (or 0) at its ends.
    ///   - function: A number everywhere in the interval.
    /// - Returns: The place, and the value there, which is near 0 if the function is continuous.
    /// - Throws: ``OptimizationError/noSignChange(lower:upper:)``, ``OptimizationError/notANumber(at:)``.
    public func root(
        in interval: ClosedRange<Double>, _ function: (Double) -> Double
    ) throws(OptimizationError) -> ScalarOptimum {
        precondition(interval.lowerBound.isFinite && interval.upperBound.isFinite, "an interval is finite")
        let (lower, upper) = (interval.lowerBound, interval.upperBound)
        let (atLower, atUpper) = (function(lower), function(upper))
        if atLower.isNaN || atUpper.isNaN { throw .notANumber(at: atLower.isNaN ? lower : upper) }
        guard atLower == 0 || atUpper == 0 || atLower.sign != atUpper.sign else {
            throw .noSignChange(lower: atLower, upper: atUpper)
        }
        var line = BracketedRoot((lower, atLower), (upper, atUpper), termination.parameterTolerance)
        var evaluations = 2
        while !line.isNarrow, evaluations < termination.maximumEvaluations {
            let place = line.propose()
            let value = function(place)
            if value.isNaN { throw .notANumber(at: place) }
            line.take(place, value)
            evaluations += 1
        }
        return ScalarOptimum(
            point: line.b.x, value: line.b.f, evaluations: evaluations,
            ending: line.isNarrow ? .converged : .evaluationLimit)
    }
}

/// A minimum between two bounds, with the three best places so far for a parabola.
private struct BracketedMinimum {
    private var low: Double
    private var high: Double
    private let tolerance: Double
    private let floor: Double
    private(set) var place: Double
    private(set) var value = Double.infinity
    private var second: (x: Double, f: Double)
    private var third: (x: Double, f: Double)
    private var step = 0.0
    private var stepBefore = 0.0

    private static let golden = 0.381_966_011_250_105_151_8

    init(_ interval: ClosedRange<Double>, _ tolerance: Double) {
        (low, high) = (interval.lowerBound, interval.upperBound)
        self.tolerance = max(tolerance, 1e-12)
        floor = 1e-3 * self.tolerance * (high - low)
        place = low + Self.golden * (high - low)
        second = (place, .infinity)
        third = (place, .infinity)
    }

    mutating func start(_ first: Double) {
        value = first
        second.f = first
        third.f = first
    }

    private var reach: Double { tolerance * abs(place) + floor }
    var isNarrow: Bool { abs(place - 0.5 * (low + high)) <= 2 * reach - 0.5 * (high - low) }

    /// The next place: the bottom of the parabola if it is well inside and closes in, else the golden section.
    mutating func propose() -> Double {
        let middle = 0.5 * (low + high)
        var r = (place - second.x) * (value - third.f)
        var q = (place - third.x) * (value - second.f)
        var p = (place - third.x) * q - (place - second.x) * r
        q = 2 * (q - r)
        if q > 0 { p = -p } else { q = -q }
        r = stepBefore
        stepBefore = step
        let fits =
            abs(r) > reach && p.isFinite && q.isFinite && q > 0 && abs(p) < abs(0.5 * q * r)
            && p > q * (low - place) && p < q * (high - place)
        if fits {
            step = p / q
            let next = place + step
            if next - low < 2 * reach || high - next < 2 * reach { step = place < middle ? reach : -reach }
        } else {
            stepBefore = place < middle ? high - place : low - place
            step = Self.golden * stepBefore
        }
        return place + (abs(step) >= reach ? step : step > 0 ? reach : -reach)
    }

    mutating func take(_ x: Double, _ f: Double) {
        if f <= value {
            if x >= place { low = place } else { high = place }
            third = second
            second = (place, value)
            (place, value) = (x, f)
            return
        }
        if x < place { low = x } else { high = x }
        if f <= second.f || second.x == place {
            third = second
            second = (x, f)
        } else if f <= third.f || third.x == place || third.x == second.x {
            third = (x, f)
        }
    }
}

/// A change of sign between `b`, the better end, and `c`; `a` is where `b` was before.
private struct BracketedRoot {
    private var a: (x: Double, f: Double)
    private(set) var b: (x: Double, f: Double)
    private var c: (x: Double, f: Double)
    private var step: Double
    private var stepBefore: Double
    private let tolerance: Double

    init(_ lower: (x: Double, f: Double), _ upper: (x: Double, f: Double), _ tolerance: Double) {
        (a, b, c) = (lower, upper, lower)
        step = upper.x - lower.x
        stepBefore = step
        self.tolerance = tolerance
        order()
    }

    private var reach: Double { 2 * b.x.ulp + 0.5 * tolerance * abs(b.x) }
    var isNarrow: Bool { b.f == 0 || abs(0.5 * (c.x - b.x)) <= reach }

    private mutating func order() {
        if b.f != 0, c.f != 0, b.f.sign == c.f.sign {
            c = a
            step = b.x - a.x
            stepBefore = step
        }
        if abs(c.f) < abs(b.f) { (a, b, c) = (b, c, b) }
    }

    /// The next place: by inverse quadratic interpolation or the secant if that closes in, else the middle.
    mutating func propose() -> Double {
        let half = 0.5 * (c.x - b.x)
        let (p, q) = interpolation(half)
        let closesIn =
            abs(stepBefore) >= reach && abs(a.f) > abs(b.f) && p.isFinite && q.isFinite
            && 2 * p < min(3 * half * q - abs(reach * q), abs(stepBefore * q))
        stepBefore = closesIn ? step : half
        step = closesIn ? p / q : half
        return b.x + (abs(step) > reach ? step : half > 0 ? reach : -reach)
    }

    /// The step as p ∕ q, with p at least 0.
    private func interpolation(_ half: Double) -> (p: Double, q: Double) {
        let s = b.f / a.f
        var (p, q) = (2 * half * s, 1 - s)
        if a.x != c.x {
            let (t, r) = (a.f / c.f, b.f / c.f)
            p = s * (2 * half * t * (t - r) - (b.x - a.x) * (r - 1))
            q = (t - 1) * (r - 1) * (s - 1)
        }
        return p > 0 ? (p, -q) : (-p, q)
    }

    mutating func take(_ x: Double, _ f: Double) {
        a = b
        b = (x, f)
        order()
    }
}
