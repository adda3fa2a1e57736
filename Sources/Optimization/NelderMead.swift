/// The simplex search of Nelder and Mead: needs values only, and bears a rough function.
///
///     let best = try NelderMead().minimize(from: [0, 0]) { x in (x[0] - 1) * (x[0] - 1) + x[1] * x[1] }
///
/// NaN and infinity count as worse than any number, so a function may return them where it is not defined: that is the
/// way to set bounds. The coefficients adapt to the dimension. After it has converged, the search starts anew around the
/// best point, because a simplex may collapse on a slope.
///
/// - SeeAlso: Gao & Han, "Implementing the Nelder–Mead simplex algorithm with adaptive parameters", *Computational
///   Optimization and Applications* 51 (2012).
public struct NelderMead: Sendable, Hashable {
    /// When the search stops; the gradient tolerance is not used.
    public var termination: Termination
    /// The edge of the first simplex as a part of each start parameter; itself the edge where that is 0.
    public var initialStep: Double

    /// How often the search starts anew at most; it ends sooner if that gains nothing.
    public var restarts: Int

    /// A search with these settings.
    public init(termination: Termination = Termination(), initialStep: Double = 0.1, restarts: Int = 1) {
        precondition(initialStep > 0, "a simplex has an edge above 0")
        precondition(restarts >= 0, "a search starts anew 0 times or more")
        self.restarts = restarts
        self.termination = termination
        self.initialStep = initialStep
    }

    /// Minimizes `objective` from `start` on.
    ///
    /// - Parameters:
    ///   - start: One number for each parameter, at least one, all finite.
    ///   - steps: The edge of the first simplex for each parameter; default: from ``initialStep``.
    ///   - objective: The value at a point; NaN or infinite where it is not defined.
    /// - Returns: The best point, never worse than the start.
    /// - Throws: ``OptimizationError/nowhereFinite(evaluations:)`` if no corner of the first simplex has a value.
    /// - Complexity: O(*n*) besides the objective for each evaluation; no allocation in the loop.
    public func minimize(
        from start: [Double], steps: [Double]? = nil, _ objective: (Span<Double>) -> Double
    ) throws(OptimizationError) -> Optimum {
        precondition(!start.isEmpty, "a search needs at least 1 parameter")
        precondition(start.allSatisfy(\.isFinite), "a search starts at finite numbers")
        precondition(steps == nil || steps?.count == start.count, "one step for each parameter")
        let edges = steps ?? start.map { $0 == 0 ? initialStep : initialStep * $0 }
        var simplex = Simplex(start, edges, objective)
        guard simplex.values[simplex.best].isFinite else {
            throw .nowhereFinite(evaluations: simplex.evaluations)
        }
        var ending = simplex.run(termination, objective)
        for _ in 0..<restarts where ending == .converged {
            let (point, value) = (simplex.point(simplex.best), simplex.values[simplex.best])
            simplex = Simplex(point, edges.map { 0.3 * $0 }, objective, spent: simplex.evaluations)
            let again = simplex.run(termination, objective)
            if termination.isSettled(value, simplex.values[simplex.best]) { break }
            ending = again
        }
        return Optimum(
            point: simplex.point(simplex.best), value: simplex.values[simplex.best],
            evaluations: simplex.evaluations, ending: ending)
    }
}

/// The corners of a simplex, one after the other in one array, and the function's values there.
private struct Simplex {
    let n: Int
    var corners: [Double]
    var values: [Double]
    var best = 0
    var evaluations: Int
    private var centroid: [Double]
    private var trial: [Double]
    private var second: [Double]

    init(_ start: [Double], _ edges: [Double], _ objective: (Span<Double>) -> Double, spent: Int = 0) {
        n = start.count
        evaluations = spent
        corners = []
        values = []
        centroid = start
        second = start
        trial = start
        for corner in 0...n {
            trial = start
            if corner > 0 { trial[corner - 1] += edges[corner - 1] }
            corners += trial
            values.append(0)
            values[corner] = evaluate(trial, objective)
        }
        best = values.indices.min { values[$0] < values[$1] } ?? 0
    }

    func point(_ corner: Int) -> [Double] { Array(corners[corner * n..<(corner + 1) * n]) }

    mutating func run(_ termination: Termination, _ objective: (Span<Double>) -> Double) -> Ending {
        // Gao & Han, §4; at one dimension their shrinkage would be to a point, so that of two is used.
        let d = Double(max(n, 2))
        let (expansion, contraction, shrinkage) = (1 + 2 / d, 0.75 - 0.5 / d, 1 - 1 / d)
        while true {
            let (worst, nextWorst) = rank()
            if let ending = ending(termination, worst) { return ending }
            if evaluations >= termination.maximumEvaluations { return .evaluationLimit }
            centre(without: worst)
            let reflected = move(worst, by: -1, objective)
            if reflected < values[best] {
                swap(&trial, &second)
                let expanded = move(worst, by: -expansion, objective)
                accept(expanded < reflected ? trial : second, min(expanded, reflected), worst)
            } else if reflected < values[nextWorst] {
                accept(trial, reflected, worst)
            } else {
                let bound = min(reflected, values[worst])
                let contracted = move(
                    worst, by: reflected < values[worst] ? -contraction : contraction, objective)
                if contracted < bound {
                    accept(trial, contracted, worst)
                } else {
                    shrink(by: shrinkage, objective)
                }
            }
        }
    }

    private mutating func rank() -> (worst: Int, nextWorst: Int) {
        var (worst, nextWorst) = (0, 0)
        best = 0
        for corner in 1...n {
            if values[corner] < values[best] { best = corner }
            if values[corner] >= values[worst] { worst = corner }
        }
        nextWorst = best
        for corner in 0...n where corner != worst && values[corner] >= values[nextWorst] {
            nextWorst = corner
        }
        return (worst, nextWorst)
    }

    /// Converged if the simplex is small and flat, or much smaller still; a minimum of 0 is never flat in parts of it.
    private func ending(_ termination: Termination, _ worst: Int) -> Ending? {
        if termination.isSettled(values[worst], values[best]), isWithin(termination.parameterTolerance) {
            return .converged
        }
        guard isWithin(1e-3 * termination.parameterTolerance) else { return nil }
        return values[worst].isFinite ? .converged : .stalled
    }

    private func isWithin(_ tolerance: Double) -> Bool {
        for corner in 0...n {
            for i in 0..<n {
                let center = corners[best * n + i]
                if abs(corners[corner * n + i] - center) > tolerance * max(1, abs(center)) { return false }
            }
        }
        return true
    }

    private mutating func centre(without worst: Int) {
        for i in 0..<n {
            var total = 0.0
            for corner in 0...n where corner != worst { total += corners[corner * n + i] }
            centroid[i] = total / Double(n)
        }
    }

    /// Puts the centroid plus `factor` times the way to the worst corner into `trial`, and evaluates there.
    private mutating func move(
        _ worst: Int, by factor: Double, _ objective: (Span<Double>) -> Double
    ) -> Double {
        for i in 0..<n { trial[i] = centroid[i] + factor * (corners[worst * n + i] - centroid[i]) }
        return evaluate(trial, objective)
    }

    private mutating func accept(_ point: [Double], _ value: Double, _ corner: Int) {
        for i in 0..<n { corners[corner * n + i] = point[i] }
        values[corner] = value
    }

    private mutating func shrink(by factor: Double, _ objective: (Span<Double>) -> Double) {
        for corner in 0...n where corner != best {
            for i in 0..<n {
                let center = corners[best * n + i]
                trial[i] = center + factor * (corners[corner * n + i] - center)
            }
            accept(trial, evaluate(trial, objective), corner)
        }
    }

    private mutating func evaluate(_ point: [Double], _ objective: (Span<Double>) -> Double) -> Double {
        evaluations += 1
        let value = objective(point.span)
        return value.isFinite ? value : .infinity
    }
}
