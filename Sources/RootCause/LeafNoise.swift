internal import Foundation
internal import Statistics

/// What a leaf does relative to its size: the change, from −1 (gone) to 1 (new).
///
/// (|real| − |predict|) ÷ the larger of the two. A leaf that changed its sign is gone.
struct LeafDepartures: Sendable {
    /// One a leaf; 0 where nothing was and nothing was expected.
    let values: [Double]
    /// What is known of each leaf.
    let kinds: [Kind]

    enum Kind: UInt8, Sendable {
        /// Nothing was and nothing was expected.
        case silent
        /// Something was and something was expected.
        case both
        /// Nothing was expected.
        case new
        /// Nothing was, or it has the other sign.
        case gone
    }

    /// The departures from an expectation that is off by a share `bias` everywhere.
    init(real: [Double], predict: [Double], bias: Double) {
        var values = [Double](repeating: 0, count: real.count)
        var kinds = [Kind](repeating: .silent, count: real.count)
        for i in real.indices {
            let (now, before) = (real[i], predict[i])
            if before == 0 {
                guard now != 0 else { continue }
                (values[i], kinds[i]) = (1, .new)
            } else if now == 0 || (now < 0) != (before < 0) {
                (values[i], kinds[i]) = (-1, .gone)
            } else {
                let (size, usual) = (abs(now), abs(before) * (1 + bias))
                (values[i], kinds[i]) = ((size - usual) / max(size, usual), .both)
            }
        }
        self.values = values
        self.kinds = kinds
    }
}

/// The leaves that can tell noise, in two orders that no bias changes.
struct LeafOrders: Sendable {
    /// Departures without a bias taken out.
    let departures: LeafDepartures
    /// The larger of |real| and |predict|, one a leaf.
    let sizes: [Double]
    /// Leaves where something was and was expected, by departure.
    let byDeparture: [Int32]
    /// The same leaves by size.
    let bySize: [Int32]

    init(_ table: LeafTable) {
        let departures = LeafDepartures(real: table.real, predict: table.predict, bias: 0)
        let sizes = table.size ?? zip(table.real, table.predict).map { max(abs($0), abs($1)) }
        let usable = sizes.indices.filter { departures.kinds[$0] == .both }.map { Int32($0) }
        byDeparture = LeafOrders.ascending(usable, departures.values)
        bySize = LeafOrders.ascending(usable, sizes)
        self.departures = departures
        self.sizes = sizes
    }

    private static func ascending(_ leaves: [Int32], _ keys: [Double]) -> [Int32] {
        var pairs: [(key: Double, leaf: Int32)] = leaves.map { (keys[Int($0)], $0) }
        pairs.sort { a, b in a.key != b.key ? a.key < b.key : a.leaf < b.leaf }
        return pairs.map(\.leaf)
    }
}

/// What leaves do without an incident: a bias that all share, how far each usually is from its expectation, and how many
/// come and go.
struct LeafNoise: Sendable {
    /// Share by which all leaves are off.
    let bias: Double
    /// The leaves' departures, without the bias.
    let departures: LeafDepartures
    /// Usual size of each departure, above 0.
    let sigma: [Double]
    /// Degrees of freedom of Student's t that fits the scaled departures; infinite for a normal distribution.
    let degreesOfFreedom: Double
    /// Share of leaves that are new without a cause.
    let newShare: Double
    /// Share of leaves that are gone without a cause.
    let goneShare: Double

    /// The noise of the leaves of a table that no cause explains.
    init(_ table: LeafTable, _ orders: LeafOrders, isExplained: [Bool]) {
        let normal = orders.byDeparture.filter { !isExplained[Int($0)] }
        let center = LeafNoise.densestCenter(normal.map { orders.departures.values[Int($0)] })
        // From the relative departure back to the factor.
        let bias = center >= 0 ? 1 / (1 - min(center, 0.9)) - 1 : max(center, -0.9)
        self.bias = bias
        let departures = LeafDepartures(real: table.real, predict: table.predict, bias: bias)
        self.departures = departures
        let sizes = orders.sizes
        if let known = table.sigma {
            sigma = sizes.indices.map {
                sizes[$0] > 0 ? max(known[$0] / sizes[$0], LeafNoise.smallestSigma) : 1
            }
        } else {
            let bySize = orders.bySize.filter { !isExplained[Int($0)] }
            let curve = SizeCurve(departures: departures.values, sizes: sizes, ascending: bySize)
            sigma = curve.values(at: sizes, atLeast: LeafNoise.smallestSigma)
        }
        let sigma = sigma
        let scaled = normal.map { departures.values[Int($0)] / sigma[Int($0)] }
        degreesOfFreedom = LeafNoise.fittedDegreesOfFreedom(scaled)
        var counts = [0.0, 0.0, 0.0, 0.0]
        for i in sigma.indices where !isExplained[i] { counts[Int(departures.kinds[i].rawValue)] += 1 }
        let churn = ChurnPrior(leafCount: counts[1] + counts[2] + counts[3], isDense: table.isDense)
        // Noise alone takes a leaf to nothing where it is wide.
        let tail = LeafNoise.tailEvidence(normal.map { sigma[Int($0)] }.median(ifEmpty: 1), degreesOfFreedom)
        newShare = max(churn.share(counts[2]), exp(-tail))
        goneShare = max(churn.share(counts[3]), exp(-tail))
    }

    /// Nats against a departure of 1 where the usual one is `sigma`.
    private static func tailEvidence(_ sigma: Double, _ nu: Double) -> Double {
        let square = 1 / (sigma * sigma)
        return nu.isFinite ? (nu + 1) / 2 * log(1 + square / nu) : square / 2
    }

    /// A tenth of a per cent: rounding of bills is no evidence.
    private static let smallestSigma = 1e-3

    /// The mean of the values near the shortest interval that holds half of them: not moved by fewer than half.
    private static func densestCenter(_ sorted: [Double]) -> Double {
        guard sorted.count >= 3 else { return 0 }
        let half = sorted.count / 2
        var best = 0
        for i in 0..<sorted.count - half
        where sorted[i + half] - sorted[i] < sorted[best + half] - sorted[best] { best = i }
        var center = 0.5 * (sorted[best + half / 2] + sorted[best + (half + 1) / 2])
        // The interval holds ±0.67 σ; it is a noisy centre itself, the mean over ±2.4 σ is not.
        let reach = 1.8 * (sorted[best + half] - sorted[best])
        for _ in 0..<4 {
            var (sum, count) = (0.0, 0.0)
            for value in sorted where abs(value - center) <= reach {
                sum += value
                count += 1
            }
            center = count > 0 ? sum / count : center
        }
        return center
    }

    /// ν of the t distribution that makes the scaled departures likeliest, its scale matched to their median.
    private static func fittedDegreesOfFreedom(_ scaled: [Double]) -> Double {
        guard scaled.count >= 30 else { return 5 }
        let center = scaled.map { abs($0) }.median()
        guard center > 0 else { return 3 }
        let squares = scaled.map { $0 / center * ($0 / center) }
        let n = Double(squares.count)
        let normalScale = Normal.quantile(0.75)
        let normal: Double = n * (log(normalScale) - 0.5 * log(2 * Double.pi))
        let spread = squares.reduce(0, +)
        var best = (nu: Double.infinity, likelihood: normal - 0.5 * normalScale * normalScale * spread)
        // From light tails to heavy ones, as far as it pays.
        for nu in [40.0, 20, 12, 8, 6, 5, 4, 3] {
            let scale = StudentT.quantile(0.75, degreesOfFreedom: nu)
            let constant: Double = lgamma((nu + 1) / 2) - lgamma(nu / 2) - 0.5 * log(nu * .pi) + log(scale)
            let factor = scale * scale / nu
            var logarithms = 0.0
            for square in squares { logarithms += log(1 + factor * square) }
            let likelihood = n * constant - (nu + 1) / 2 * logarithms
            guard likelihood > best.likelihood else { break }
            best = (nu, likelihood)
        }
        return best.nu
    }
}

/// How often leaves come or go without a cause.
private struct ChurnPrior {
    let leafCount: Double
    /// Whether most combinations of values are filled: then leaves do not come and go as a habit.
    let isDense: Bool

    /// The share of leaves that came, or went, as far as it speaks for a habit.
    ///
    /// In a dense cube the habit itself must be described, log n nats over those leaves: so three leaves and fewer are
    /// worth a name each.
    func share(_ count: Double) -> Double {
        let all = leafCount + 1
        guard isDense else { return (count + 0.5) / all }
        let k = max(count, 1)
        return k / all * exp(-1 - log(all) / k)
    }
}
