import Optimization

/// Mean demand a step of a history with zeros, by the methods of the field.
enum IntermittentRate {
    /// Weights of the newest size and of the newest gap (or probability).
    struct Weights {
        var size: Double
        var gap: Double
    }

    /// Smoothed size over smoothed gap; the smoothing starts with the first of each.
    static func croston(_ y: [Double], _ weights: Weights) -> Double {
        rates(y, weights, isProbability: false).last ?? 0
    }

    static func crostonSBA(_ y: [Double], _ weights: Weights) -> Double {
        (1 - weights.gap / 2) * croston(y, weights)
    }

    /// Smoothed size times the smoothed share of steps with demand.
    static func tsb(_ y: [Double], _ weights: Weights) -> Double {
        rates(y, weights, isProbability: true).last ?? 0
    }

    /// Sums over as many steps as the mean gap, smoothed.
    static func adida(_ y: [Double]) -> Double {
        let level = meanGap(y)
        return smoothed(sums(y, level)) / Double(level)
    }

    /// The mean of smoothed sums over 1, 2, … steps up to the mean gap.
    static func imapa(_ y: [Double]) -> Double {
        let top = meanGap(y)
        return (1...top).reduce(0) { $0 + smoothed(sums(y, $1)) / Double($1) } / Double(top)
    }

    /// The mean number of steps from one demand to the next, at least 1, to the nearest (halves to even).
    private static func meanGap(_ y: [Double]) -> Int {
        let last = y.lastIndex { $0 != 0 } ?? 0
        let count = y.count { $0 != 0 }
        guard count > 0 else { return 1 }
        return max(1, Int((Double(last + 1) / Double(count)).rounded(.toNearestOrEven)))
    }

    /// Sums of blocks that end with the last value.
    private static func sums(_ y: [Double], _ block: Int) -> [Double] {
        stride(from: y.count % block, to: y.count, by: block).map { start in
            y[start..<(start + block)].reduce(0, +)
        }
    }

    /// What simple smoothing says next, with the weight in 0.1 … 0.3 of the least squares.
    private static func smoothed(_ x: [Double]) -> Double {
        func run(_ alpha: Double) -> (level: Double, squares: Double) {
            var (level, squares) = (x[0], 0.0)
            for value in x.dropFirst() {
                let e = value - level
                squares += e * e
                level += alpha * e
            }
            return (level, squares)
        }
        guard x.count > 2 else { return run(0.1).level }
        let size = run(0.1).squares
        let search = Brent(termination: Termination(parameterTolerance: 1e-6, maximumEvaluations: 60))
        let best = try? search.minimize(over: 0.1...0.3) { size > 0 ? run($0).squares / size : 0 }
        return run(best?.point ?? 0.1).level
    }

    /// The rate that is known after each value.
    private static func rates(_ y: [Double], _ weights: Weights, isProbability: Bool) -> [Double] {
        var rates = [Double](repeating: 0, count: y.count)
        var (size, gap, share) = (0.0, 0.0, y[0] != 0 ? 1.0 : 0.0)
        var (hasDemand, since) = (false, 0)
        for i in y.indices {
            since += 1
            if y[i] != 0 {
                size = hasDemand ? size + weights.size * (y[i] - size) : y[i]
                gap = hasDemand ? gap + weights.gap * (Double(since) - gap) : Double(since)
                (hasDemand, since) = (true, 0)
            }
            if i > 0 { share += weights.gap * ((y[i] != 0 ? 1 : 0) - share) }
            rates[i] = isProbability ? size * share : gap > 0 ? size / gap : size
        }
        return rates
    }

    /// The weight that forecasts the sums of the next 30 steps best; 0.1 where the history is too short to tell.
    static func best(_ y: [Double], isProbability: Bool) -> Weights {
        let window = 30
        guard y.count >= 3 * window else { return Weights(size: 0.1, gap: 0.1) }
        var sum = y[..<window].reduce(0, +)
        // sums[i] is what came in the window after value i.
        var sums: [Double] = []
        for i in 0..<(y.count - window) {
            sum += y[i + window] - y[i]
            sums.append(sum)
        }
        let size = max(sums.reduce(0) { $0 + $1 * $1 }, .leastNormalMagnitude)
        func loss(_ alpha: Double) -> Double {
            let rates = rates(y, Weights(size: alpha, gap: alpha), isProbability: isProbability)
            var squares = 0.0
            for i in window..<sums.count {
                let e = sums[i] - Double(window) * rates[i]
                squares += e * e
            }
            return squares / size
        }
        let search = Brent(termination: Termination(parameterTolerance: 1e-3, maximumEvaluations: 30))
        let alpha = (try? search.minimize(over: 0.01...0.5, loss).point) ?? 0.1
        return Weights(size: alpha, gap: alpha)
    }
}
