/// Where fits start: states from the first values, smoothing by experience, or a related model that is fitted already.
struct ETSStart {
    private let y: [Double]
    private let period: Int
    /// Means of the phases of the first seasons, less a line; empty without a season.
    private let season: [Double]

    /// Starts for values `y` with a season of `period`, 1 for none.
    init(_ y: [Double], period: Int) {
        self.y = y
        self.period = period
        season = period > 1 ? Self.season(y, period) : []
    }

    private static func season(_ y: [Double], _ period: Int) -> [Double] {
        let seasons = max(1, min(4, y.count / period))
        let head = min(y.count, seasons * period)
        // The growth from season to season, spread over the phases.
        var slope = 0.0
        if seasons > 1 {
            let first = y[..<period].reduce(0, +)
            let last = y[((seasons - 1) * period)..<(seasons * period)].reduce(0, +)
            slope = (last - first) / Double((seasons - 1) * period * period)
        }
        var season = [Double](repeating: 0, count: period)
        for i in 0..<head { season[i % period] += (y[i] - slope * Double(i)) / Double(seasons) }
        let mean = season.reduce(0, +) / Double(period)
        return season.map { $0 - mean }
    }

    /// A start from the values alone.
    func fresh(_ shape: ETSShape, alpha: Double, share: Double = 0.05) -> ETSParameters {
        let head = Array(y.prefix(max(10, 2 * shape.period)))
        let n = Double(head.count)
        let flat = shape.period > 1 ? head.indices.map { head[$0] - season[$0 % period] } : head
        let mean = flat.reduce(0, +) / n
        var p = ETSParameters(alpha: alpha, level: mean)
        if shape.form.hasTrend {
            var (xy, xx) = (0.0, 0.0)
            for i in flat.indices {
                let x = Double(i) - (n - 1) / 2
                xy += x * (flat[i] - mean)
                xx += x * x
            }
            let slope = xx > 0 ? xy / xx : 0
            let growth =
                shape.form.hasMultiplicativeTrend ? slope.clamped(-0.2 * abs(mean), 0.2 * abs(mean)) : slope
            p.level = mean - growth * (n + 1) / 2
            p.trend = growth
            if shape.form.hasMultiplicativeTrend {
                // A line has no level below 0 that a factor could start from.
                p.level = max(p.level, 0.2 * abs(mean))
            }
        }
        if shape.period > 1 { p.season = season }
        return turned(
            p, from: ETSForm(trend: shape.form.hasTrend ? .additive : .none, season: .additive), to: shape,
            share: share)
    }

    /// A start from a model of another form.
    func turned(_ other: ETSParameters, from form: ETSForm, to shape: ETSShape, share: Double = 0.05)
        -> ETSParameters
    {
        var p = other
        let base = p.level == 0 ? .leastNormalMagnitude : p.level
        if shape.form.hasTrend {
            if !form.hasTrend { p.trend = 0 }
            if p.beta == 0 { p.beta = share * p.alpha }
            let isFactor = form.hasMultiplicativeTrend
            if shape.form.hasMultiplicativeTrend, !isFactor {
                p.trend = (1 + p.trend / base).clamped(0.5, 2)
            } else if isFactor, !shape.form.hasMultiplicativeTrend {
                p.trend = (p.trend - 1) * p.level
            }
            p.phi = shape.form.isDamped ? (form.isDamped ? p.phi : 0.97) : 1
        } else {
            (p.beta, p.trend, p.phi) = (0, 0, 1)
        }
        guard shape.period > 1 else {
            (p.gamma, p.season) = (0, [])
            return p
        }
        if p.gamma == 0 { p.gamma = 0.1 * (1 - p.alpha) }
        if p.season.isEmpty { p.season = season }
        let wasScaled = form.season == .multiplicative && !other.season.isEmpty
        if shape.form.season == .multiplicative, !wasScaled {
            let middle = max(abs(p.level), 1e-12)
            let factors = p.season.map { max(0.01, 1 + $0 / middle) }
            let mean = factors.reduce(0, +) / Double(period)
            p.season = factors.map { $0 / mean }
        } else if shape.form.season == .additive, wasScaled {
            p.season = p.season.map { ($0 - 1) * p.level }
        }
        return p
    }
}
