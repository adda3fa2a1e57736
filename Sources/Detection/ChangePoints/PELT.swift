import Foundation
import Statistics

/// The division of a series into stretches that costs least, exactly, with a price for each change.
///
///     let changes = PELT(cost: .mean).changePoints(in: values)
///
/// Starts of a last stretch that can never win again are dropped, so that the time grows like the length where changes come
/// regularly, and like its square where there are none.
///
/// - SeeAlso: Killick, Fearnhead & Eckley, "Optimal detection of changepoints with a linear computational cost", *Journal of
///   the American Statistical Association* 107 (2012), 1590–1598. Program: ruptures 1.1.10, `Pelt`, with `jump=1`.
public struct PELT: Sendable, Hashable {
    /// What a stretch costs.
    public enum Cost: Sendable, Hashable, CaseIterable {
        /// Squared distances from its mean: changes of level. ruptures: `l2`.
        case mean
        /// Its length times the logarithm of its variance: changes of level or spread. ruptures: `normal`.
        case meanAndVariance
        /// Squared distances from its line: changes of level or slope.
        case line
    }

    /// What a stretch costs.
    public let cost: Cost
    /// The price of a change, in the unit of the cost; `nil` for the usual one.
    public let penalty: Double?
    /// Observations in a stretch, at least.
    public let minimumLength: Int

    /// An exact search.
    ///
    /// Without a `penalty` a change costs 1.5 (*p* + 1) · log *n*, with *p* numbers a stretch: the modified Bayesian information
    /// criterion of one change (Zhang & Siegmund 2007) for a standardised series. Squared distances count in units of the variance of the
    /// whole series, so that changes must show against all of it and not only against the noise, which would make each
    /// bend of a smooth curve a change.
    ///
    /// - Precondition: A penalty not below 0; stretches of at least 1, with a variance or a line at least 2.
    public init(cost: Cost = .mean, penalty: Double? = nil, minimumLength: Int = 2) {
        precondition(penalty ?? 0 >= 0, "a price of a change is not negative")
        precondition(minimumLength >= (cost == .mean ? 1 : 2), "a stretch long enough for its cost")
        self.cost = cost
        self.penalty = penalty
        self.minimumLength = minimumLength
    }

    /// The first index of each new stretch, ascending; empty where one stretch costs least or there are too few values.
    ///
    /// - Precondition: Finite values.
    public func changePoints(in values: [Double]) -> [Int] {
        let n = values.count
        guard n >= 2 * minimumLength else { return [] }
        let sums = SegmentSums(values)
        let price = penalty ?? Self.price(cost, values)
        switch cost {
        case .mean: return search(n, price) { sums.aroundMean($0, $1) }
        case .line: return search(n, price) { sums.aroundLine($0, $1) }
        case .meanAndVariance:
            let floor = 1e-6 * max(sums.aroundMean(0, n) / Double(n), Double.leastNormalMagnitude)
            return search(n, price) { sums.normal($0, $1, floor: floor) }
        }
    }

    /// Optimal partitioning with pruning; a start is dropped `minimumLength` ends after it lost, because until then the stretch
    /// that would win against it is too short to exist.
    @inline(__always)
    private func search(_ n: Int, _ price: Double, _ cost: (Int, Int) -> Double) -> [Int] {
        var best = [Double](repeating: .infinity, count: n + 1)
        var last = [Int](repeating: 0, count: n + 1)
        best[0] = -price
        var starts: [(index: Int, total: Double, lostAt: Int)] = []
        for end in minimumLength...n {
            let newest = end - minimumLength
            if best[newest] < .infinity { starts.append((newest, .infinity, .max)) }
            for i in starts.indices {
                let total = best[starts[i].index] + cost(starts[i].index, end)
                starts[i].total = total
                if total + price < best[end] {
                    best[end] = total + price
                    last[end] = starts[i].index
                }
            }
            for i in starts.indices where starts[i].lostAt == .max && starts[i].total > best[end] {
                starts[i].lostAt = end
            }
            starts.removeAll { $0.lostAt != .max && $0.lostAt + minimumLength <= end + 1 }
        }
        var changes: [Int] = []
        var end = last[n]
        while end > 0 {
            changes.append(end)
            end = last[end]
        }
        return changes.reversed()
    }

    private static func price(_ cost: Cost, _ values: [Double]) -> Double {
        let numbers: Double = cost == .mean ? 1 : 2
        let unit = cost == .meanAndVariance ? 1 : values.variance()
        return 1.5 * (numbers + 1) * log(Double(values.count)) * unit
    }
}
