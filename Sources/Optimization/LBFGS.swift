/// The limited-memory quasi-Newton search of Nocedal, for smooth functions with a gradient.
///
///     let best = try LBFGS().minimize(from: [0]) { x, gradient in
///         gradient[0] = 2 * (x[0] - 1)
///         return (x[0] - 1) * (x[0] - 1)
///     }
///
/// Each step satisfies the weak Wolfe conditions, found by doubling and bisection, which need no smooth interpolation
/// and step back from NaN and infinity.
///
/// - SeeAlso: Nocedal & Wright, *Numerical Optimization*, 2nd ed., §7.2; Lewis & Overton, "Nonsmooth optimization via
///   quasi-Newton methods", *Mathematical Programming* 141 (2013), Algorithm 4.6.
public struct LBFGS: Sendable, Hashable {
    /// The value at a point; writes the gradient there.
    public typealias Objective = (Span<Double>, inout MutableSpan<Double>) -> Double

    /// When the search stops; the parameter tolerance is not used.
    public var termination: Termination
    /// Steps that are remembered for the curvature.
    public var memory: Int

    /// A search with these settings.
    public init(termination: Termination = Termination(), memory: Int = 10) {
        precondition(memory > 0, "a quasi-Newton search remembers at least 1 step")
        self.termination = termination
        self.memory = memory
    }

    /// Minimizes `objective` from `start` on.
    ///
    /// - Parameters:
    ///   - start: One number for each parameter, at least one, all finite.
    ///   - objective: The value and the gradient; a value or gradient that is not finite is stepped back from.
    /// - Returns: The best point, never worse than the start.
    /// - Throws: ``OptimizationError/nowhereFinite(evaluations:)`` if the start has no finite value and gradient.
    public func minimize(from start: [Double], _ objective: Objective) throws(OptimizationError) -> Optimum {
        precondition(!start.isEmpty, "a search needs at least 1 parameter")
        precondition(start.allSatisfy(\.isFinite), "a search starts at finite numbers")
        var search = QuasiNewtonSearch(start, memory, objective)
        guard search.isFinite else { throw .nowhereFinite(evaluations: 1) }
        var settled = 0
        while search.slope > termination.gradientTolerance * max(1, abs(search.value)) {
            guard search.evaluations < termination.maximumEvaluations else {
                return search.optimum(.evaluationLimit)
            }
            let before = search.value
            guard search.step(limit: termination.maximumEvaluations, objective) else {
                if search.forget() { continue }
                let isLimit = search.evaluations >= termination.maximumEvaluations
                return search.optimum(isLimit ? .evaluationLimit : settled > 0 ? .converged : .stalled)
            }
            settled = termination.isSettled(before, search.value) ? settled + 1 : 0
            if settled == 3 { break }
        }
        return search.optimum(.converged)
    }
}

private struct QuasiNewtonSearch {
    var point: [Double]
    var value: Double
    var gradient: [Double]
    var evaluations = 1
    private let memory: Int
    private var pairs: [(step: [Double], change: [Double], product: Double)] = []

    init(_ start: [Double], _ memory: Int, _ objective: LBFGS.Objective) {
        point = start
        self.memory = memory
        var first = [Double](repeating: 0, count: start.count)
        var span = first.mutableSpan
        value = objective(start.span, &span)
        gradient = first
    }

    var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }

    /// The largest element of the gradient, without its sign.
    var slope: Double { gradient.reduce(0) { max($0, abs($1)) } }

    func optimum(_ ending: Ending) -> Optimum {
        Optimum(point: point, value: value, evaluations: evaluations, ending: ending)
    }

    /// Forgets the curvature, so that the next step goes straight down; false if there was none.
    mutating func forget() -> Bool {
        defer { pairs = [] }
        return !pairs.isEmpty
    }

    /// One step down; false if no lower point could be found.
    mutating func step(limit: Int, _ objective: LBFGS.Objective) -> Bool {
        let direction = direction()
        let descent = dot(direction, gradient)
        guard descent < 0 else { return false }
        var (below, above) = (0.0, Double.infinity)
        var length = pairs.isEmpty ? min(1, 1 / slope) : 1
        var (trial, trialGradient) = (point, gradient)
        var found = false
        for _ in 0..<60 where evaluations < limit {
            for i in trial.indices { trial[i] = point[i] + length * direction[i] }
            let got = evaluate(trial, &trialGradient, objective)
            let along = dot(trialGradient, direction)
            if !got.isFinite || !along.isFinite || got > value + 1e-4 * length * descent {
                above = length
            } else if along < 0.9 * descent {
                below = length
                found = found || got < value
            } else {
                return accept(trial, got, trialGradient)
            }
            length = above == .infinity ? 2 * below : 0.5 * (below + above)
            if length == below || length == above { break }
        }
        guard below > 0, found else { return false }
        for i in trial.indices { trial[i] = point[i] + below * direction[i] }
        let got = evaluate(trial, &trialGradient, objective)
        // Without any upper end, the function falls for ever: the point is kept, but it is no minimum.
        return accept(trial, got, trialGradient) && above.isFinite
    }

    private mutating func evaluate(
        _ trial: [Double], _ trialGradient: inout [Double], _ objective: LBFGS.Objective
    ) -> Double {
        evaluations += 1
        var span = trialGradient.mutableSpan
        return objective(trial.span, &span)
    }

    private mutating func accept(_ next: [Double], _ nextValue: Double, _ nextGradient: [Double]) -> Bool {
        guard nextGradient.allSatisfy(\.isFinite) else { return false }
        let step = zip(next, point).map { $0 - $1 }
        let change = zip(nextGradient, gradient).map { $0 - $1 }
        let product = dot(step, change)
        if product > 1e-14 * dot(change, change).squareRoot() * dot(step, step).squareRoot() {
            if pairs.count == memory { pairs.removeFirst() }
            pairs.append((step, change, product))
        }
        (point, value, gradient) = (next, nextValue, nextGradient)
        return true
    }

    /// The two-loop recursion: minus the inverse Hessian, as far as remembered, times the gradient.
    private func direction() -> [Double] {
        var q = gradient.map { -$0 }
        var weights: [Double] = []
        for pair in pairs.reversed() {
            let weight = dot(pair.step, q) / pair.product
            weights.append(weight)
            for i in q.indices { q[i] -= weight * pair.change[i] }
        }
        if let last = pairs.last {
            let scale = last.product / dot(last.change, last.change)
            for i in q.indices { q[i] *= scale }
        }
        for pair in pairs {
            let weight = (weights.popLast() ?? 0) - dot(pair.change, q) / pair.product
            for i in q.indices { q[i] += weight * pair.step[i] }
        }
        return q
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double {
        var total = 0.0
        for i in a.indices { total += a[i] * b[i] }
        return total
    }
}
