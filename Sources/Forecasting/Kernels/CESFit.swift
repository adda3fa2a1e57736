/// Fits the four models of ``CESKernel`` side by side, within the region where they are stable.
///
/// Damped quasi-Newton steps: the curvature starts as that of least squares, JᵀJ, and learns the rest from the gradients
/// (Broyden, Fletcher, Goldfarb, Shanno), as the errors of a series never become small.
struct CESFit {
    /// Parameters of one model: a₀, a₁, b₀, b₁.
    typealias Point = SIMD4<Double>

    /// How many of the parameters each model has, from the first on.
    private static let free = [2, 2, 3, 4]

    /// Passes at most.
    static let limit = 40

    private let kernel: CESKernel
    private let period: Int
    private let count: Int
    /// How far the forecast may grow or fade over the length of the history, as a logarithm; `nil` for no bound.
    private let reach: Double?
    private var noErrors: [CESKernel.Lanes] = []
    private(set) var points: [Point]
    private(set) var squares = [Double](repeating: .infinity, count: 4)
    private var gradients = [Point](repeating: .zero, count: 4)
    private var curvature = [Curvature](repeating: Curvature(), count: 4)

    init(_ kernel: CESKernel, period: Int, count: Int, reach: Double?) {
        self.kernel = kernel
        self.period = period
        self.count = count
        self.reach = reach
        points = Array(repeating: .zero, count: 4)
    }

    /// Fits the models that are wanted: from the best of a few starts, or from each of them where the bounds leave room for
    /// more than one minimum.
    mutating func solve(wanted: [Bool]) {
        let starts: [(Double, Double)] = [(1.3, 1), (1.05, 1), (1.8, 1), (1.4, 0.87)]
        guard reach == nil else {
            for start in starts.prefix(3) { offer(Self.start(start), wanted) }
            descend(wanted)
            return
        }
        var (best, least) = (points, squares)
        for start in starts {
            squares = Array(repeating: .infinity, count: 4)
            offer(Self.start(start), wanted)
            descend(wanted)
            for model in 0..<4 where squares[model] < least[model] {
                best[model] = points[model]
                least[model] = squares[model]
            }
        }
        (points, squares) = (best, least)
    }

    private static func start(_ level: (Double, Double)) -> [Point] {
        (0..<4).map { [level.0, level.1, $0 == 2 ? 0.1 : 1.3, 1] }
    }

    private mutating func descend(_ wanted: [Bool]) {
        let sums = kernel.run(quad(points), errors: &noErrors, wantsMatrix: true).sums
        for model in 0..<4 {
            gradients[model] = sums.gradient[model]
            curvature[model] = Curvature([
                sums.rows.0[model], sums.rows.1[model], sums.rows.2[model], sums.rows.3[model],
            ])
        }
        var damping = [Double](repeating: 1e-3, count: 4)
        var active = wanted
        for pass in 0..<Self.limit where active.contains(true) {
            if pass == 6, let least = squares.min() {
                // What is half as bad again by now does not become the best model.
                for model in 0..<4 where wanted.count(where: \.self) > 1 && squares[model] > 1.5 * least {
                    active[model] = false
                }
            }
            var tried = points
            for model in 0..<4 where active[model] {
                let step = step(model, damping: damping[model])
                tried[model] = stable(model, from: points[model], step: step)
            }
            advance(tried, &active, &damping)
        }
    }

    /// Takes what is better, model by model, and sets the damping and who goes on.
    private mutating func advance(_ tried: [Point], _ active: inout [Bool], _ damping: inout [Double]) {
        let next = kernel.run(quad(tried), errors: &noErrors).sums
        for model in 0..<4 where active[model] {
            let (before, after) = (squares[model], next.squares[model])
            if after < before {
                let gradient = next.gradient[model]
                curvature[model].learn(
                    step: tried[model] - points[model], change: gradient - gradients[model])
                gradients[model] = gradient
                points[model] = tried[model]
                squares[model] = after
                damping[model] = max(1e-9, damping[model] / 10)
                active[model] = before - after > 2e-7 * before
            } else {
                damping[model] *= 10
                active[model] = damping[model] < 1e6
            }
        }
    }

    private mutating func offer(_ from: [Point], _ wanted: [Bool]) {
        let found = kernel.run(quad(from), errors: &noErrors).sums.squares
        for model in 0..<4 where wanted[model] && found[model] < squares[model] {
            squares[model] = found[model]
            points[model] = from[model]
        }
    }

    /// The parameters of all models, for the kernel.
    func quad(_ points: [Point]) -> CESKernel.Quad {
        var quad = CESKernel.Quad.zero
        for model in 0..<4 { quad[model] = points[model] }
        return quad
    }

    /// The damped step down; a parameter at a bound that the errors push against stays there.
    private func step(_ model: Int, damping: Double) -> Point {
        var isFree = SIMDMask<SIMD4<Int64>>(repeating: false)
        for i in 0..<Self.free[model] {
            let (low, high) = bounds(model, i, at: points[model])
            let slope = gradients[model][i]
            isFree[i] =
                !(points[model][i] <= low && slope > 0) && !(points[model][i] >= high && slope < 0)
        }
        return curvature[model].step(down: gradients[model], free: isFree, damping: damping)
    }

    /// Bounds of a parameter of a model at a point.
    private func bounds(_ model: Int, _ i: Int, at point: Point) -> (low: Double, high: Double) {
        if model == 2 && i == 2 { return (0, 1) }
        guard let reach else { return (-.infinity, .infinity) }
        guard i % 2 == 1 else { return CESStability.range(point[i + 1]) }
        // Level or season go on as (1 + (a₁ − 1) ∕ a₀)ʰ, in steps or in seasons.
        let share = (model == 1 || i == 3 ? reach * Double(period) : reach) / Double(count)
        return (1 - share, 1 + share)
    }

    /// As far along a step as the model is stable.
    private func stable(_ model: Int, from point: Point, step: Point) -> Point {
        guard (0..<4).allSatisfy({ step[$0].isFinite }) else { return point }
        var step = step.clamped(lowerBound: Point(repeating: -0.5), upperBound: Point(repeating: 0.5))
        for _ in 0..<12 {
            var next = point + step
            for i in [1, 0, 3, 2] {
                let (low, high) = bounds(model, i, at: next)
                next[i] = next[i].clamped(low, high)
            }
            if CESStability.isStable(next, model: model, period: period, count: count) { return next }
            step *= 0.5
        }
        return point
    }
}

/// The matrix of second derivatives by four parameters, as far as it is known.
struct Curvature {
    /// Rows of a symmetric matrix.
    private var rows = [SIMD4<Double>](repeating: .zero, count: 4)

    init() {}

    /// A symmetric matrix, of which the upper triangle is read.
    init(_ upper: [SIMD4<Double>]) {
        for i in 0..<4 {
            for j in 0..<4 { rows[i][j] = upper[min(i, j)][max(i, j)] }
        }
    }

    /// Takes in that a step changed the gradient so.
    mutating func learn(step s: SIMD4<Double>, change y: SIMD4<Double>) {
        let along = (s * y).sum()
        var product = SIMD4<Double>.zero
        for i in 0..<4 { product[i] = (rows[i] * s).sum() }
        let bent = (s * product).sum()
        guard along > 1e-10 * bent, bent > 0 else { return }
        for i in 0..<4 { rows[i] += y[i] / along * y - product[i] / bent * product }
    }

    /// Solves (H + damping · diag H) x = −gradient for the free parameters, by Cholesky; 0 if that is not positive.
    func step(down gradient: SIMD4<Double>, free: SIMDMask<SIMD4<Int64>>, damping: Double) -> SIMD4<Double> {
        var a = rows
        var x = SIMD4<Double>.zero
        for i in 0..<4 {
            a[i].replace(with: 0, where: .!free)
            if free[i] {
                a[i][i] *= 1 + damping
                x[i] = -gradient[i]
            } else {
                a[i] = .zero
                a[i][i] = 1
            }
        }
        for j in 0..<4 {
            for k in 0..<j { a[j][j] -= a[j][k] * a[j][k] }
            guard a[j][j] > 0 else { return .zero }
            a[j][j] = a[j][j].squareRoot()
            for i in (j + 1)..<max(4, j + 1) {
                for k in 0..<j { a[i][j] -= a[i][k] * a[j][k] }
                a[i][j] /= a[j][j]
            }
        }
        for i in 0..<4 {
            for k in 0..<i { x[i] -= a[i][k] * x[k] }
            x[i] /= a[i][i]
        }
        for i in (0..<4).reversed() {
            for k in (i + 1)..<max(4, i + 1) { x[i] -= a[k][i] * x[k] }
            x[i] /= a[i][i]
        }
        return x
    }
}
