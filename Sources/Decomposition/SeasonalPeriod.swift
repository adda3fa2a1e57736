import Foundation
public import TimeSeries

/// Which of several candidate periods a series has.
public enum SeasonalPeriod {
    /// The candidates (each at least 2) that shorten the description of the series, ascending.
    ///
    /// A period counts if the mean shape of its cycles, *P* − 1 numbers, explains more of the series around its moving
    /// average than it costs (BIC, by a margin of 10); the shape is then taken off before longer candidates are tried.
    /// Candidates with fewer than three cycles are not found.
    public static func found(in series: Series, candidates: [Int]) -> [Int] {
        precondition(candidates.allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        var rest = series.values
        return Set(candidates).sorted().filter { period in
            guard let shape = shape(of: rest, period: period) else { return false }
            for i in rest.indices { rest[i] -= shape[i % period] }
            return true
        }
    }

    /// The periods that are usual for the frequency of the series and found in it.
    public static func found(in series: Series) -> [Int] {
        found(in: series, candidates: series.frequency.usualPeriods)
    }

    /// The mean of each phase around a moving average, if it is worth its numbers.
    private static func shape(of y: [Double], period: Int) -> [Double]? {
        guard y.count >= 3 * period else { return nil }
        let half = period / 2
        let middle = CentredMean.of(y, width: period)
        let detrended = middle.indices.map { y[$0 + half] - middle[$0] }
        var means = [Double](repeating: 0, count: period)
        var counts = means
        for (i, value) in detrended.enumerated() {
            means[(i + half) % period] += value
            counts[(i + half) % period] += 1
        }
        for k in 0..<period { means[k] /= counts[k] }
        var (without, with) = (0.0, 0.0)
        for (i, value) in detrended.enumerated() {
            let rest = value - means[(i + half) % period]
            without += value * value
            with += rest * rest
        }
        guard without > 0 else { return nil }
        let n = Double(detrended.count)
        // A shape that fits to the last digit is believed; the floor keeps the logarithm finite.
        let gain = n * log(without / max(with, without * 1e-15))
        return gain > Double(period - 1) * log(n) + 10 ? means : nil
    }
}
