import Foundation
import TimeSeries

/// The stepwise search through orders of ``AutoARIMA``.
struct ARIMAStepwise {
    /// Orders besides the differences, and whether there is a constant.
    private struct Place: Hashable {
        var ar, ma, seasonalAR, seasonalMA: Int
        var hasConstant: Bool

        func moved(_ ar: Int, _ ma: Int, _ seasonalAR: Int, _ seasonalMA: Int) -> Place {
            Place(
                ar: self.ar + ar, ma: self.ma + ma, seasonalAR: self.seasonalAR + seasonalAR,
                seasonalMA: self.seasonalMA + seasonalMA, hasConstant: hasConstant)
        }
    }

    /// What is known of a place: its criterion, infinite where a root is near the unit circle.
    private struct Found {
        let place: Place
        let value: Double
        let candidate: ARIMAFit.Candidate
    }

    private let period: Int
    private let criterion: AutoETS.Criterion
    private let differences: (regular: Int, seasonal: Int)
    private let limits: Place
    private let isConstant: Bool
    private let count: Int
    private var fit: ARIMAFit
    private var seen: [Place: Found] = [:]
    private var start = ARMAFilter.Start.stationary

    /// Models that are looked at, at most.
    private static let models = 94
    /// No root may be nearer to 0 than this.
    private static let leastRoot = 1.01

    init(_ history: Series, _ regressors: [Regressor], period: Int, criterion: AutoETS.Criterion) {
        let (n, m) = (history.count, period)
        count = n
        fit = ARIMAFit(history, regressors: regressors)
        self.criterion = n <= 3 ? .aic : criterion
        let rest = fit.explained(history)
        let hasSeason = m > 1 && m < n
        let seasonal = hasSeason && DifferenceTests.isStronglySeasonal(rest, period: m) ? 1 : 0
        let x = seasonal == 1 ? Differencing.difference(rest.values, lag: m) : rest.values
        let regular = DifferenceTests.regular(x)
        differences = (regular, seasonal)
        self.period = hasSeason ? m : 1
        let order = ARIMAOrder(
            .init(0, regular, 0), seasonal: .init(0, seasonal, 0), period: hasSeason ? m : 1)
        isConstant = DifferenceTests.isConstant(Differencing(order).applied(to: rest.values)) || n < 4
        let seasons = hasSeason ? min(2, n / 3 / m) : 0
        let longest = min(5, n / 3, seasons > 0 ? m - 1 : 5)
        limits = Place(
            ar: longest, ma: longest, seasonalAR: seasons, seasonalMA: seasons,
            hasConstant: regular + seasonal <= 1)
    }

    private func order(_ place: Place) -> ARIMAOrder {
        ARIMAOrder(
            .init(place.ar, differences.regular, place.ma),
            seasonal: .init(place.seasonalAR, differences.seasonal, place.seasonalMA), period: period)
    }

    mutating func best() -> ARIMAModel {
        let simple = Place(
            ar: 0, ma: 0, seasonalAR: 0, seasonalMA: 0, hasConstant: limits.hasConstant)
        guard !isConstant else {
            return fit.model(fit.best(order(simple), hasConstant: simple.hasConstant))
        }
        let reach = 2 * period + 2
        start = count * (limits.seasonalAR > 0 ? reach : 6) > AutoARIMA.longestExact ? .zero : .stationary
        var best = climb(from: simple)
        if start == .zero { best = exact() ?? best }
        let order = order(best.place)
        let found = fit.best(order, hasConstant: best.place.hasConstant, near: best.candidate)
        return fit.model(found)
    }

    /// The best place by the approximate criterion whose exact fit keeps its roots off the unit circle.
    private mutating func exact() -> Found? {
        start = .stationary
        let ranked = seen.values.sorted { $0.value < $1.value }.prefix(10)
        seen = [:]
        for found in ranked where found.value < .infinity {
            let exact = look(at: found.place, near: found)
            if exact.value < .infinity { return exact }
        }
        return nil
    }

    private mutating func climb(from simple: Place) -> Found {
        var best = look(at: simple, near: nil)
        for place in starts(simple) {
            let found = look(at: place, near: nil)
            if found.value < best.value { best = found }
        }
        var isBetter = true
        while isBetter, seen.count < Self.models {
            isBetter = false
            for place in neighbours(of: best.place) where seen[place] == nil {
                let found = look(at: place, near: best)
                guard found.value < best.value else { continue }
                best = found
                isBetter = true
                break
            }
        }
        return best
    }

    private func starts(_ simple: Place) -> [Place] {
        let short = count < 10 ? 1 : 2
        let (p, s) = (min(limits.ar, 1), min(limits.seasonalAR, 1))
        var all = [
            simple.moved(
                min(short, limits.ar), min(short, limits.ma), count < 10 ? 0 : s, count < 10 ? 0 : s),
            simple.moved(p, 0, s, 0), simple.moved(0, p, 0, s),
        ]
        if simple.hasConstant {
            var without = simple
            without.hasConstant = false
            all.append(without)
        }
        return all
    }

    /// The neighbours of a place within the limits, in the order of R's search, and places without one of its parts.
    private func neighbours(of place: Place) -> [Place] {
        var all = [
            place.moved(0, 0, -1, 0), place.moved(0, 0, 0, -1), place.moved(0, 0, 1, 0),
            place.moved(0, 0, 0, 1), place.moved(0, 0, -1, -1), place.moved(0, 0, -1, 1),
            place.moved(0, 0, 1, -1), place.moved(0, 0, 1, 1),
            place.moved(-1, 0, 0, 0), place.moved(0, -1, 0, 0), place.moved(1, 0, 0, 0),
            place.moved(0, 1, 0, 0), place.moved(-1, -1, 0, 0), place.moved(-1, 1, 0, 0),
            place.moved(1, -1, 0, 0), place.moved(1, 1, 0, 0),
        ]
        // Last, places without one of the four parts.
        all += [
            place.moved(-place.ar, 0, 0, 0), place.moved(0, -place.ma, 0, 0),
            place.moved(0, 0, -place.seasonalAR, 0), place.moved(0, 0, 0, -place.seasonalMA),
        ]
        if limits.hasConstant {
            var other = place
            other.hasConstant.toggle()
            all.append(other)
        }
        return all.filter {
            0...limits.ar ~= $0.ar && 0...limits.ma ~= $0.ma && 0...limits.seasonalAR ~= $0.seasonalAR
                && 0...limits.seasonalMA ~= $0.seasonalMA
        }
    }

    private mutating func look(at place: Place, near neighbour: Found?) -> Found {
        if let found = seen[place] { return found }
        let candidate = fit.best(
            order(place), hasConstant: place.hasConstant, start: start, near: neighbour?.candidate,
            tolerance: 1e-5)
        let found = Found(place: place, value: value(candidate), candidate: candidate)
        seen[place] = found
        return found
    }

    private func value(_ candidate: ARIMAFit.Candidate) -> Double {
        let shape = candidate.order.shape
        let coefficients = ARIMACoefficients(shape, candidate.partials, constant: nil, regression: [])
        guard shape.count == 0 || coefficients.rootsExceed(Self.leastRoot, period: period) else {
            return .infinity
        }
        // All models count the same values: those that a conditional likelihood leaves out have the mean of the others.
        let n = Double(count - candidate.order.lost)
        let variance = candidate.squares / Double(candidate.count)
        return n * log(max(variance, .leastNormalMagnitude))
            + criterion.penalty(freedom: candidate.freedom, count: Int(n))
    }
}
