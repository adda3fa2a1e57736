import Foundation

/// Fits an exponential smoothing model by maximum likelihood: Levenberg–Marquardt on ``ETSNormalEquations``.
struct ETSFit {
    /// A fitted model at the start of the history, and −2 log-likelihood, as R counts it.
    struct Solution {
        var start: ETSParameters
        var criterion: Double
    }

    let shape: ETSShape
    private let y: [Double]
    private let bounds: ETSBounds
    private let space: ETSSpace

    init(_ y: [Double], shape: ETSShape, bounds: ETSBounds) {
        self.y = y
        self.shape = shape
        self.bounds = bounds
        space = ETSSpace(shape, isNatural: bounds == .admissible)
    }

    /// −2 log-likelihood; infinite where the model has none.
    func criterion(_ start: ETSParameters) -> Double {
        if bounds != .usual, !ETSAdmissible.holds(start, shape: shape) { return .infinity }
        if shape.form.season == .multiplicative, start.season.contains(where: { $0 <= 0 }) {
            return .infinity
        }
        var state = start
        let run = ETSKernel.run(y.span, &state, form: shape.form) { _ in }
        // Errors of the size of rounding are none.
        let floor = 1e-26 * Double(y.count)
        let value = Double(y.count) * log(max(run.squares, floor)) + 2 * run.logs
        return value.isFinite ? value : .infinity
    }

    /// The best fit from one start; stops when a pass gains less than `tolerance`, or will not come to `goal`: four times
    /// what a pass is expected to gain do not reach it.
    func solve(
        from start: ETSParameters, tolerance: Double, goal: Double = .infinity, passes: Int = 40
    ) -> Solution {
        let point = space.point(of: start)
        let parameters = space.parameters(at: point, like: start)
        var place = Place(point: point, best: Solution(start: parameters, criterion: criterion(parameters)))
        guard place.best.criterion.isFinite else { return place.best }
        for _ in 0..<passes {
            let before = place.best.criterion
            let equations = space.chart(
                ETSNormalEquations(y.span, at: place.best.start, shape: shape), at: place.point)
            guard equations.squares > 1e-26 * Double(y.count) else { break }
            let ending = advance(&place, equations, Limits(tolerance: tolerance, goal: goal))
            if ending == .blocked, bounds != .usual {
                // Along the edge of the admissible region: one smoothing parameter stays.
                let limits = Limits(tolerance: tolerance, goal: goal)
                for held in 0..<4 where advance(&place, equations, limits, holding: held) == .moved { break }
            }
            if before - place.best.criterion < tolerance { break }
        }
        return place.best
    }

    private struct Place {
        var point: [Double]
        var best: Solution
        var damping = 1e-3
    }

    private struct Limits {
        let tolerance, goal: Double
    }

    private enum Ending { case moved, settled, blocked }

    /// A step downhill, damped until it is one.
    private func advance(
        _ place: inout Place, _ equations: ETSSpace.Chart, _ limits: Limits, holding held: Int? = nil
    ) -> Ending {
        var damping = place.damping
        for _ in 0..<10 {
            defer { damping *= 10 }
            guard let step = space.step(equations, at: place.point, damping: damping, holding: held) else {
                continue
            }
            let expected = Double(y.count) * step.reduction / equations.squares
            if expected < 0.1 * limits.tolerance { return damping > 1 ? .blocked : .settled }
            if place.best.criterion - 4 * expected > limits.goal { return .settled }
            let tried = space.moved(place.point, by: step.values)
            let parameters = space.parameters(at: tried, like: place.best.start)
            let value = criterion(parameters)
            guard value < place.best.criterion else { continue }
            place = Place(
                point: tried, best: Solution(start: parameters, criterion: value),
                damping: max(1e-9, damping / 10))
            return .moved
        }
        return .blocked
    }
}
