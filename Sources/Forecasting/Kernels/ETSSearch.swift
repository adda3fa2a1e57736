import Foundation

/// Fits of several forms to one history, each started from those of its neighbours.
struct ETSSearch {
    private let history: [Double]
    /// The values that are fitted, of size 1.
    private let y: [Double]
    private let unit: Double
    private let period: Int
    private let bounds: ETSBounds
    private let isLogarithmic: Bool
    private let starts: ETSStart
    private var found: [(form: ETSForm, solution: ETSFit.Solution)] = []

    /// Gains of −2 log-likelihood below which a fit stops: first of all, then of the best ones.
    private static let rough = 0.02
    /// Forms whose rough fit is within this of the best one's are fitted to the end.
    private static let contention = 4.0
    /// Forms that will not come nearer to the best one than this are given up.
    private static let margin = 6.0
    private static let fine = 1e-7

    init(_ history: [Double], period: Int, bounds: ETSBounds, logarithm: Bool = false) {
        self.history = history
        self.period = period
        self.bounds = bounds
        isLogarithmic = logarithm
        let size = history.reduce(0) { max($0, abs($1)) }
        let unit = logarithm || size == 0 ? 1 : size
        self.unit = unit
        y = history.map { logarithm ? log($0) : $0 / unit }
        starts = ETSStart(y, period: history.count > period ? period : 1)
    }

    /// The best model of a form from several starts; `nil` where it cannot have a lower AICc than a rival on this history.
    mutating func model(_ form: ETSForm, below rival: ETSModel? = nil) -> ETSModel? {
        let fit = fit(form)
        let cost = AutoETS.Criterion.aicc.penalty(freedom: fit.shape.freedom, count: y.count)
        let goal = rival.map { criterion(atLikelihood: ($0.aicc - cost) / -2) } ?? .infinity
        var tries = neighbours(of: form).map(\.start)
        tries += smoothing(form).map { starts.fresh(fit.shape, alpha: $0.0, share: $0.1) }
        if bounds == .admissible {
            // The usual region lies within: its optimum is a start.
            var usual = ETSSearch(history, period: period, bounds: .usual, logarithm: isLogarithmic)
            if let model = usual.model(form) { tries.append(model.start.scaled(1 / unit, form: form)) }
        }
        let rough = best(fit, tries, goal: goal)
        if goal.isFinite, rough.criterion - Self.margin >= goal { return nil }
        let solution = fit.solve(from: rough.start, until: .init(tolerance: Self.fine))
        found.append((form, solution))
        return built(solution, fit.shape)
    }

    /// What fits minimise, at a log-likelihood of the history itself.
    private func criterion(atLikelihood value: Double) -> Double {
        let jacobian = isLogarithmic ? y.reduce(0, +) : Double(y.count) * log(unit)
        return -2 * (value + jacobian)
    }

    /// Weights of the level to start from, and shares of them of the trend.
    private func smoothing(_ form: ETSForm) -> [(Double, Double)] {
        guard form.hasTrend else { return [(0.25, 0), (0.8, 0)] }
        // A long history knows its optimum: three starts find what six do.
        let isClear = y.count >= Self.clearCount && !form.hasMultiplicativeTrend
        return isClear ? [0, 1, 4].map { Self.trendStarts[$0] } : Self.trendStarts
    }

    private static let clearCount = 200

    /// Weights of the level, and shares of them of the trend: smooth, middling, restless, hasty, on a line.
    private static let trendStarts = [
        (0.05, 0.05), (0.3, 0.05), (0.7, 0.05), (0.9, 0.6), (0.9, 0.01), (0.03, 0.9),
    ]

    /// A model of the same form as one that is fitted already.
    func model(_ form: ETSForm, from start: ETSParameters) -> ETSModel {
        let fit = fit(form)
        let first = fit.solve(
            from: start.scaled(1 / unit, form: form), until: .init(tolerance: Self.fine))
        return built(first, fit.shape)
    }

    /// The model that `criterion` prefers, which is −2 log-likelihood and a penalty for each number of free parameters.
    mutating func best(of forms: [ETSForm], by criterion: AutoETS.Criterion) -> ETSModel? {
        let ordered = forms.sorted { Self.rank($0) < Self.rank($1) }
        func penalty(_ freedom: Int) -> Double { criterion.penalty(freedom: freedom, count: y.count) }
        var entries: [(form: ETSForm, solution: ETSFit.Solution, value: Double)] = []
        var goal = Double.infinity
        for form in ordered {
            let fit = fit(form)
            // The part of the criterion that parameters cost.
            let cost = penalty(fit.shape.freedom)
            let solution = best(fit, roughStarts(fit), goal: goal - cost)
            guard solution.criterion.isFinite else { continue }
            found.append((form, solution))
            entries.append((form, solution, solution.criterion + cost))
            goal = min(goal, solution.criterion + cost + Self.margin)
        }
        // Apart for multiplicative trends: a rough fit tells little of forms that differ so much.
        func isClose(_ entry: (form: ETSForm, solution: ETSFit.Solution, value: Double)) -> Bool {
            let isWide = entry.form.hasMultiplicativeTrend
            let least = entries.lazy.filter { $0.form.hasMultiplicativeTrend == isWide }.map(\.value).min()
            return entry.value < (least ?? .infinity) + Self.contention
        }
        var chosen: (solution: ETSFit.Solution, shape: ETSShape, value: Double)?
        for entry in entries where isClose(entry) {
            let fit = fit(entry.form)
            let solution = fit.solve(from: entry.solution.start, until: .init(tolerance: Self.fine))
            let value = solution.criterion + penalty(fit.shape.freedom)
            if chosen.map({ value < $0.value }) ?? true { chosen = (solution, fit.shape, value) }
        }
        return chosen.map { built($0.solution, $0.shape) }
    }

    private func fit(_ form: ETSForm) -> ETSFit {
        ETSFit(y, shape: ETSShape(form, period: period), bounds: bounds)
    }

    /// Simple forms first, so that the others can start from them; those without season later, as they are the cheapest to
    /// give up; multiplicative trends last, so that they take nothing from the others.
    private static func rank(_ form: ETSForm) -> Int {
        let all = (ETSForm.Error.allCases, ETSForm.Trend.allCases, ETSForm.Season.allCases)
        let error = all.0.firstIndex(of: form.error) ?? 0
        let trend = all.1.firstIndex(of: form.trend) ?? 0
        let season = all.2.firstIndex(of: form.season) ?? 0
        return error + 2 * trend + 10 * ((season + 2) % 3) + (form.hasMultiplicativeTrend ? 100 : 0)
    }

    /// Fits of forms that differ in one part, the likeliest first, turned into this one.
    private func neighbours(of form: ETSForm) -> [ETSFit.Solution] {
        let near = found.filter { other in
            let same = [
                other.form.error == form.error, other.form.trend == form.trend,
                other.form.season == form.season,
            ]
            return same.count { $0 } == 2
        }
        let shape = ETSShape(form, period: period)
        return near.sorted { $0.solution.criterion < $1.solution.criterion }.map {
            .init(
                start: starts.turned($0.solution.start, from: $0.form, to: shape),
                criterion: $0.solution.criterion)
        }
    }

    private func roughStarts(_ fit: ETSFit) -> [ETSParameters] {
        let form = fit.shape.form
        // Multiplicative trends have more optima.
        let isWide = form.hasMultiplicativeTrend
        let near = neighbours(of: form).prefix(isWide ? 3 : 1).map(\.start)
        guard form.hasTrend else {
            return near.isEmpty ? [starts.fresh(fit.shape, alpha: 0.25)] : Array(near)
        }
        let isAlone = found.allSatisfy { !$0.form.hasSeason } && !form.hasSeason
        // Short of states, a fit is cheap and has more optima. The additive error has been through the starts already.
        let isNew = form.error == .additive || near.isEmpty || isWide
        let smoothing = isAlone ? Self.trendStarts : isNew ? Array(Self.trendStarts.prefix(1)) : []
        return near + smoothing.map { starts.fresh(fit.shape, alpha: $0.0, share: $0.1) }
    }

    private func best(
        _ fit: ETSFit, _ starts: [ETSParameters], goal: Double = .infinity
    ) -> ETSFit.Solution {
        var best: ETSFit.Solution?
        for start in starts {
            let known = fit.shape.form.hasMultiplicativeTrend ? nil : best
            let ending = ETSFit.Ending(tolerance: Self.rough, goal: goal, known: known)
            let found = fit.solve(from: start, until: ending)
            if best.map({ found.criterion < $0.criterion }) ?? true { best = found }
        }
        return best
            ?? fit.solve(
                from: self.starts.fresh(fit.shape, alpha: 0.25), until: .init(tolerance: Self.rough))
    }

    private func built(_ solution: ETSFit.Solution, _ shape: ETSShape) -> ETSModel {
        let start = solution.start.scaled(unit, form: shape.form)
        return ETSModel(start, isLogarithmic ? y : history, history, shape: shape, logarithm: isLogarithmic)
    }
}
