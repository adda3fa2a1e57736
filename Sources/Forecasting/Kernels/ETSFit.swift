import Foundation

/// Fits an exponential smoothing model by maximum likelihood: Levenberg–Marquardt on ``ETSNormalEquations``.
struct ETSFit {
    /// A fitted model at the start of the history, and −2 log-likelihood, as R counts it.
    struct Solution {
        var start: ETSParameters
        var criterion: Double
    }

    /// When a fit stops.
    struct Ending {
        /// When a pass gains less.
        let tolerance: Double
        /// When four times what a pass is expected to gain do not come down to it.
        var goal = Double.infinity
        /// When it comes to the place of a solution that is known already.
        var known: Solution?
    }

    let shape: ETSShape
    private let y: [Double]
    private let bounds: ETSBounds
    private let space: ETSSpace
    /// Errors of the size of rounding are none.
    private let leastSquares: Double

    init(_ y: [Double], shape: ETSShape, bounds: ETSBounds) {
        self.y = y
        self.shape = shape
        self.bounds = bounds
        space = ETSSpace(shape, isNatural: bounds == .admissible)
        leastSquares = 1e-26 * Double(y.count)
    }

    /// −2 log-likelihood; infinite where the model has none.
    func criterion(_ start: ETSParameters) -> Double {
        guard isAllowed(start) else { return .infinity }
        var state = start
        let run = ETSKernel.run(y.span, &state, form: shape.form) { _ in }
        return criterion(squares: run.squares, logs: run.logs)
    }

    private func isAllowed(_ start: ETSParameters) -> Bool {
        if bounds != .usual, !ETSAdmissible.holds(start, shape: shape) { return false }
        return shape.form.season != .multiplicative || start.season.allSatisfy { $0 > 0 }
    }

    private func criterion(squares: Double, logs: Double) -> Double {
        let value = Double(y.count) * log(max(squares, leastSquares)) + 2 * logs
        return value.isFinite ? value : .infinity
    }

    /// The best fit from one start.
    func solve(from start: ETSParameters, until ending: Ending, passes: Int = 40) -> Solution {
        let point = space.point(of: start)
        var place = place(at: point, like: start, damping: 1e-3, withEquations: true)
        guard place.best.criterion.isFinite else { return place.best }
        for _ in 0..<passes {
            let before = place.best.criterion
            if place.equations == nil {
                place = self.place(
                    at: place.point, like: place.best.start, damping: place.damping, withEquations: true)
            }
            guard let equations = place.equations, equations.squares > leastSquares else { break }
            let outcome = advance(&place, equations, ending)
            if outcome == .blocked, bounds != .usual {
                // Along the edge of the admissible region: one smoothing parameter stays.
                for held in 0..<4 where advance(&place, equations, ending, holding: held) == .moved { break }
            }
            if before - place.best.criterion < ending.tolerance { break }
            if let known = ending.known, Self.isNear(place.best, known) { break }
        }
        return place.best
    }

    /// Whether two solutions are on their way to the same optimum.
    private static func isNear(_ one: Solution, _ other: Solution) -> Bool {
        let (a, b) = (one.start, other.start)
        return abs(one.criterion - other.criterion) < 1 && abs(a.alpha - b.alpha) < 0.02
            && abs(a.beta - b.beta) < 0.02 && abs(a.gamma - b.gamma) < 0.02 && abs(a.phi - b.phi) < 0.05
    }

    private struct Place {
        let point: [Double]
        let best: Solution
        let damping: Double
        /// Where a next step is likely; they bring the criterion along at a small price.
        let equations: ETSSpace.Chart?
    }

    private func place(
        at point: [Double], like other: ETSParameters, damping: Double, withEquations: Bool
    ) -> Place {
        let start = space.parameters(at: point, like: other)
        guard withEquations, isAllowed(start) else {
            let best = Solution(start: start, criterion: criterion(start))
            return Place(point: point, best: best, damping: damping, equations: nil)
        }
        let natural = ETSNormalEquations(y.span, at: start, shape: shape)
        let value = criterion(squares: natural.squares, logs: natural.logs)
        return Place(
            point: point, best: Solution(start: start, criterion: value), damping: damping,
            equations: space.chart(natural, at: point))
    }

    private enum Outcome { case moved, settled, blocked }

    /// A step downhill, damped until it is one.
    private func advance(
        _ place: inout Place, _ equations: ETSSpace.Chart, _ ending: Ending, holding held: Int? = nil
    ) -> Outcome {
        var damping = place.damping
        for attempt in 0..<10 {
            defer { damping *= 10 }
            guard let step = space.step(equations, at: place.point, damping: damping, holding: held) else {
                continue
            }
            let expected = Double(y.count) * step.reduction / equations.squares
            if expected < 0.1 * ending.tolerance { return damping > 1 ? .blocked : .settled }
            if place.best.criterion - 4 * expected > ending.goal { return .settled }
            let tried = self.place(
                at: space.moved(place.point, by: step.values), like: place.best.start,
                damping: max(1e-9, damping / 10),
                withEquations: attempt == 0 && expected > 2 * ending.tolerance)
            guard tried.best.criterion < place.best.criterion else { continue }
            place = tried
            return .moved
        }
        return .blocked
    }
}
