import Foundation

/// A smooth yearly cycle as a factor, if both of the last years show it.
struct YearCycle {
    private let cosine: Double
    private let sine: Double
    private let angle: Double
    /// Standard error of the cosine and of the sine, on the logarithms.
    private let error: Double

    /// `nil` if two years of days do not agree on one.
    ///
    /// - Parameter values: Clean daily values.
    init?(_ values: [Double]) {
        angle = 2 * Double.pi / 365.25
        guard values.count >= 640, let logs = Self.weekLogs(values) else { return nil }
        let fit = Self.harmonic(logs, angle: 7 * 2 * Double.pi / 365.25)
        guard fit.share > 0.5, Self.correlation(fit.detrended, lag: 52) > 0.4 else { return nil }
        let (c, s) = (fit.cosine, fit.sine)
        error = fit.error
        // From the middle of the first week to the first day.
        let turn = -3 * angle
        cosine = c * cos(turn) + s * sin(turn)
        sine = s * cos(turn) - c * sin(turn)
    }

    /// The factor of the day that is `index` days after the first.
    func factor(_ index: Int) -> Double {
        exp(cosine * cos(angle * Double(index)) + sine * sin(angle * Double(index)))
    }

    /// How much the factor of a day may be off by errors of one standard error in the cosine and in the sine.
    ///
    /// What the cycle is off by two weeks before the day `known` is in the level that was found there.
    func doubt(_ index: Int, known: Int) -> (cosine: Double, sine: Double) {
        let (now, then) = (angle * Double(index), angle * Double(known - 14))
        return (error * (cos(now) - cos(then)), error * (sin(now) - sin(then)))
    }

    private static func weekLogs(_ values: [Double]) -> [Double]? {
        var logs: [Double] = []
        for week in 0..<(values.count / 7) {
            let sum = values[(7 * week)..<(7 * week + 7)].reduce(0, +)
            guard sum > 0 else { return nil }
            logs.append(log(sum))
        }
        return logs
    }

    /// One harmonic beside a line.
    private struct Harmonic {
        var cosine = 0.0
        var sine = 0.0
        /// Standard error of both, for errors that follow each other.
        var error = 0.0
        /// Its share of what the line leaves.
        var share = 0.0
        /// What the line leaves.
        var detrended: [Double]
    }

    /// Least squares of one harmonic beside a line.
    private static func harmonic(_ x: [Double], angle: Double) -> Harmonic {
        // The harmonic's parts beside the line: a line explains part of two years of a sine.
        let c = OffLine(x.indices.map { cos(angle * Double($0)) })
        let s = OffLine(x.indices.map { sin(angle * Double($0)) })
        let y = OffLine(x)
        let (cc, ss, cs) = (c.product(c), s.product(s), c.product(s))
        let (cx, sx, xx) = (c.product(y), s.product(y), y.product(y))
        let determinant = cc * ss - cs * cs
        guard determinant > 0, xx > 0 else { return Harmonic(detrended: y.rest) }
        let a = (ss * cx - cs * sx) / determinant
        let b = (cc * sx - cs * cx) / determinant
        let slope = y.slope - a * c.slope - b * s.slope
        let middle = Double(x.count - 1) / 2
        let mean = x.reduce(0, +) / Double(x.count)
        let detrended = x.indices.map { x[$0] - mean - slope * (Double($0) - middle) }
        let rest = xx - a * cx - b * sx
        let size = detrended.reduce(0) { $0 + $1 * $1 }
        let left = y.rest.indices.map { y.rest[$0] - a * c.rest[$0] - b * s.rest[$0] }
        return Harmonic(
            cosine: a, sine: b, error: (meanVariance(left) * 0.5 * (cc + ss) / determinant).squareRoot(),
            share: size > 0 ? 1 - rest / size : 0, detrended: detrended)
    }

    /// The variance of errors as it counts for means of many: larger where neighbours are alike.
    private static func meanVariance(_ errors: [Double]) -> Double {
        let square = errors.reduce(0) { $0 + $1 * $1 }
        guard square > 0 else { return 0 }
        let product = zip(errors, errors.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let r = (product / square).clamped(0, 0.9)
        return square / Double(max(1, errors.count - 4)) * (1 + r) / (1 - r)
    }

    /// What a straight line leaves of some values.
    private struct OffLine {
        let rest: [Double]
        let slope: Double

        init(_ x: [Double]) {
            let line = TrendLine(x)
            slope = line.slope
            rest = x.indices.map { x[$0] - line.level - line.slope * (Double($0) - line.middle) }
        }

        func product(_ other: OffLine) -> Double { zip(rest, other.rest).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    private static func correlation(_ x: [Double], lag: Int) -> Double {
        guard x.count > lag + 26 else { return 0 }
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for i in lag..<x.count {
            xy += x[i] * x[i - lag]
            xx += x[i] * x[i]
            yy += x[i - lag] * x[i - lag]
        }
        return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
    }
}

/// The straight line of least squares.
struct TrendLine {
    let level: Double
    let slope: Double
    let middle: Double
    /// Share of the variance that the line explains.
    let share: Double

    init(_ x: [Double]) {
        let n = Double(x.count)
        let mean = x.reduce(0, +) / n
        middle = (n - 1) / 2
        level = mean
        var (tx, tt, xx) = (0.0, 0.0, 0.0)
        for (i, value) in x.enumerated() {
            let t = Double(i) - middle
            tx += t * (value - mean)
            tt += t * t
            xx += (value - mean) * (value - mean)
        }
        slope = tt > 0 ? tx / tt : 0
        share = xx > 0 && tt > 0 ? tx * tx / (tt * xx) : 0
    }
}
