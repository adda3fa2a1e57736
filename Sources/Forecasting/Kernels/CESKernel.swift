/// Complex exponential smoothing of one series by four models at once, one in each lane: without season, with a simple,
/// a partial and a full one.
///
/// ŷ = l + s, where level and potential follow l ← l − (1 − a₁)c + (a₀ − a₁)e, c ← l + (1 − a₀)c + (a₀ + a₁)e, and the
/// season the same at the lag of the season with b₀, b₁ (full), s ← s + b₀e (partial), or stands for both (simple).
/// The derivatives by all parameters run along.
///
/// - SeeAlso: Svetunkov, Kourentzes & Ord, "Complex exponential smoothing", *Naval Research Logistics* 69 (2022);
///   statsforecast 2.1 `src/ces.cpp`.
struct CESKernel {
    typealias Lanes = SIMD4<Double>

    /// One number a parameter and lane.
    struct Quad {
        var a0, a1, b0, b1: Lanes
        static let zero = Quad(a0: .zero, a1: .zero, b0: .zero, b1: .zero)
    }

    /// Which lanes have a level of their own, the simple season, a season on the level, the full season.
    private static let own = Lanes(1, 0, 1, 1)
    private static let simple = Lanes(0, 1, 0, 0)
    private static let partial = Lanes(0, 0, 1, 0)
    private static let full = Lanes(0, 0, 0, 1)

    /// What becomes of a pair: level ← level + pull · potential + g · e, potential ← carry · level + hold · potential + j · e.
    fileprivate struct Gains {
        let carry, pull, hold, error, potentialError: Lanes

        /// Of the level's own pair.
        init(level p: Quad) {
            carry = CESKernel.own
            pull = (p.a1 - 1) * CESKernel.own
            hold = (1 - p.a0) * CESKernel.own
            error = (p.a0 - p.a1) * CESKernel.own
            potentialError = (p.a0 + p.a1) * CESKernel.own
        }

        /// Of the pair at the lag of the season.
        init(season p: Quad) {
            let (simple, full) = (CESKernel.simple, CESKernel.full)
            carry = simple + full
            pull = (p.a1 - 1) * simple + (p.b1 - 1) * full
            hold = (1 - p.a0) * simple + (1 - p.b0) * full
            error = (p.a0 - p.a1) * simple + p.b0 * CESKernel.partial + (p.b0 - p.b1) * full
            potentialError = (p.a0 + p.a1) * simple + (p.b0 + p.b1) * full
        }
    }

    /// A level with its potential, and their derivatives.
    struct Pair {
        var level = Lanes.zero
        var potential = Lanes.zero
        var levelSlopes = Quad.zero
        var potentialSlopes = Quad.zero
    }

    /// Sums over the errors: squares, gradient and normal matrix (upper triangle by rows).
    struct Sums {
        var squares = Lanes.zero
        var gradient = Quad.zero
        var rows = (Quad.zero, Quad.zero, Quad.zero, Quad.zero)
    }

    private let y: [Double]
    private let period: Int
    private let firstLevel: Pair
    private let firstSeason: [Pair]
    /// Values at the start that the start is found on.
    private let head: Int

    /// A filter of `y`; the start is found by running over the first `head` values forth and back.
    init(_ y: [Double], period: Int, head: Int) {
        self.y = y
        self.period = period
        self.head = min(head, y.count)
        (firstLevel, firstSeason) = Self.guess(y, period: period)
    }

    /// Where the first run forth starts, as statsforecast has it.
    private static func guess(_ y: [Double], period: Int) -> (Pair, [Pair]) {
        func mean(_ count: Int) -> Double {
            y.prefix(count).reduce(0, +) / Double(min(count, y.count))
        }
        let (ten, season) = (mean(max(10, period)), mean(period))
        let waves =
            period > 1 && y.count >= 2 * period
            ? SeasonalAdjustment.indices(y, period: period, kind: .additive) : [0]
        var level = Pair()
        level.level = Lanes(ten, 0, season, season)
        level.potential = level.level / 1.1
        let first = waves.indices.map { k in
            var pair = Pair()
            pair.level = Lanes(0, y[k], waves[k], waves[k])
            pair.potential = Lanes(0, y[k], 0, waves[k]) / 1.1
            return pair
        }
        return (level, first)
    }

    /// State after the last value; the season's slot of value *i* is *i* mod period.
    struct State {
        var level: Pair
        var season: [Pair]
    }

    /// Runs forth and back over the head, then over all; writes the errors of the last run if there is room.
    ///
    /// The normal matrix is summed only if it is wanted: the fit starts with it and learns the rest from gradients.
    func run(_ parameters: Quad, errors: inout [Lanes], wantsMatrix: Bool = false) -> (
        sums: Sums, state: State
    ) {
        let (level, season) = (Gains(level: parameters), Gains(season: parameters))
        var state = State(level: firstLevel, season: firstSeason)
        var sums = Sums()
        for run in 0..<3 {
            let isLast = run == 2
            let count = isLast ? y.count : head
            let back = run == 1
            var slot = back ? (count - 1) % period : 0
            for k in 0..<count {
                let i = back ? count - 1 - k : k
                let e = Self.step(&state.level, &state.season[slot], y[i], level, season)
                if isLast {
                    sums.add(e.error, e.slopes)
                    if wantsMatrix { sums.addMatrix(e.slopes) }
                    if !errors.isEmpty { errors[i] = e.error }
                }
                slot = back ? (slot == 0 ? period - 1 : slot - 1) : (slot + 1 == period ? 0 : slot + 1)
            }
            if !isLast { turn(&state, level, season) }
        }
        return (sums, state)
    }

    /// One value: its error and what it does to both pairs.
    @inline(__always)
    private static func step(_ level: inout Pair, _ season: inout Pair, _ y: Double, _ g: Gains, _ s: Gains)
        -> (error: Lanes, slopes: Quad)
    {
        let e = y - level.level - season.level
        let d = Quad(
            a0: -(level.levelSlopes.a0 + season.levelSlopes.a0),
            a1: -(level.levelSlopes.a1 + season.levelSlopes.a1),
            b0: -(level.levelSlopes.b0 + season.levelSlopes.b0),
            b1: -(level.levelSlopes.b1 + season.levelSlopes.b1))
        move(&level, &season, g, s, error: e, slopes: d)
        return (e, d)
    }

    @inline(__always)
    private static func move(
        _ level: inout Pair, _ season: inout Pair, _ g: Gains, _ s: Gains, error e: Lanes, slopes d: Quad
    ) {
        let (own, simple, full) = (e * self.own, e * self.simple, e * self.full)
        let (c, cs, cf) = (level.potential, season.potential * self.simple, season.potential * self.full)
        level.move(
            g, error: e, slopes: d, level: Quad(a0: own, a1: c - own, b0: .zero, b1: .zero),
            potential: Quad(a0: own - c, a1: own, b0: .zero, b1: .zero))
        season.move(
            s, error: e, slopes: d,
            level: Quad(a0: simple, a1: cs - simple, b0: full.addingProduct(e, partial), b1: cf - full),
            potential: Quad(a0: simple - cs, a1: simple, b0: full - cf, b1: full))
    }

    /// At an end: each pair takes a step without an error, and stands so before the way back.
    private func turn(_ state: inout State, _ g: Gains, _ s: Gains) {
        var level = state.level
        for slot in state.season.indices {
            level = state.level
            Self.move(&level, &state.season[slot], g, s, error: .zero, slopes: .zero)
        }
        state.level = level
    }
}

extension CESKernel.Pair {
    /// The next pair and its derivatives; `level` and `potential` hold what a parameter does at this step itself.
    @inline(__always)
    fileprivate mutating func move(
        _ g: CESKernel.Gains, error e: CESKernel.Lanes, slopes d: CESKernel.Quad, level own: CESKernel.Quad,
        potential other: CESKernel.Quad
    ) {
        let (l, c) = (level, potential)
        level = l.addingProduct(g.pull, c).addingProduct(g.error, e)
        potential = (g.hold * c).addingProduct(g.carry, l).addingProduct(g.potentialError, e)
        func next(_ l: CESKernel.Lanes, _ c: CESKernel.Lanes, _ d: CESKernel.Lanes, _ own: CESKernel.Lanes)
            -> CESKernel.Lanes
        { (own + l).addingProduct(g.pull, c).addingProduct(g.error, d) }
        func nextPotential(
            _ l: CESKernel.Lanes, _ c: CESKernel.Lanes, _ d: CESKernel.Lanes, _ own: CESKernel.Lanes
        ) -> CESKernel.Lanes {
            own.addingProduct(g.carry, l).addingProduct(g.hold, c).addingProduct(g.potentialError, d)
        }
        let (dl, dc) = (levelSlopes, potentialSlopes)
        levelSlopes.a0 = next(dl.a0, dc.a0, d.a0, own.a0)
        levelSlopes.a1 = next(dl.a1, dc.a1, d.a1, own.a1)
        levelSlopes.b0 = next(dl.b0, dc.b0, d.b0, own.b0)
        levelSlopes.b1 = next(dl.b1, dc.b1, d.b1, own.b1)
        potentialSlopes.a0 = nextPotential(dl.a0, dc.a0, d.a0, other.a0)
        potentialSlopes.a1 = nextPotential(dl.a1, dc.a1, d.a1, other.a1)
        potentialSlopes.b0 = nextPotential(dl.b0, dc.b0, d.b0, other.b0)
        potentialSlopes.b1 = nextPotential(dl.b1, dc.b1, d.b1, other.b1)
    }
}

extension CESKernel.Quad {
    /// The four numbers of a lane.
    subscript(lane: Int) -> SIMD4<Double> {
        get { SIMD4(a0[lane], a1[lane], b0[lane], b1[lane]) }
        set {
            (a0[lane], a1[lane], b0[lane], b1[lane]) = (newValue[0], newValue[1], newValue[2], newValue[3])
        }
    }
}

extension CESKernel.Sums {
    @inline(__always)
    fileprivate mutating func add(_ e: CESKernel.Lanes, _ d: CESKernel.Quad) {
        squares.addProduct(e, e)
        gradient.a0.addProduct(e, d.a0)
        gradient.a1.addProduct(e, d.a1)
        gradient.b0.addProduct(e, d.b0)
        gradient.b1.addProduct(e, d.b1)
    }

    @inline(__always)
    fileprivate mutating func addMatrix(_ d: CESKernel.Quad) {
        rows.0.a0.addProduct(d.a0, d.a0)
        rows.0.a1.addProduct(d.a0, d.a1)
        rows.0.b0.addProduct(d.a0, d.b0)
        rows.0.b1.addProduct(d.a0, d.b1)
        rows.1.a1.addProduct(d.a1, d.a1)
        rows.1.b0.addProduct(d.a1, d.b0)
        rows.1.b1.addProduct(d.a1, d.b1)
        rows.2.b0.addProduct(d.b0, d.b0)
        rows.2.b1.addProduct(d.b0, d.b1)
        rows.3.b1.addProduct(d.b1, d.b1)
    }
}
