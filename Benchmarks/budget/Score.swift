import Budgeting
import Foundation
import Statistics
import TimeSeries

/// A range of a total beside what came.
struct JudgedRange: Sendable {
    let group: String
    let level: Double
    let actual: Double
    let lower: Double
    let upper: Double

    var holds: Bool { lower <= actual && actual <= upper }
    /// The Winkler score of an 80 % range.
    var winkler: Double { upper - lower + 10 * max(0, lower - actual) + 10 * max(0, actual - upper) }
}

extension [JudgedRange] {
    /// Share that holds, in per cent.
    var coverage: Double { 100 * Double(count { $0.holds }) / Double(Swift.max(1, count)) }
    /// Mean of the Winkler score over the level.
    var meanWinkler: Double { reduce(0) { $0 + $1.winkler / $1.level } / Double(Swift.max(1, count)) }
    /// All Winkler scores over all levels: what it costs in money.
    var pooledWinkler: Double {
        reduce(0) { $0 + $1.winkler } / Swift.max(.leastNonzeroMagnitude, reduce(0) { $0 + $1.level })
    }
}

/// The ways to a range that are compared.
enum RangeMethod: String, CaseIterable {
    case calibrated, paths = "own paths", simple = "ETS paths"
    case independent = "AutoETS, independent days", quantiles = "AutoETS, sum of quantiles"
}

/// Ranges of past totals by all methods.
struct Comparison {
    private(set) var ranges: [Target: [RangeMethod: [JudgedRange]]] = [:]
    /// The same for totals that AutoETS has forecast, too.
    private(set) var shared: [Target: [RangeMethod: [JudgedRange]]] = [:]

    /// Adds a bill.
    ///
    /// - Parameters:
    ///   - totals: All totals of the bill; each is calibrated by those that were closed at its origin.
    ///   - peers: Ends of the two ranges of AutoETS, by ``PeerTotals/key(_:)``.
    mutating func add(_ totals: [PastTotal], _ peers: [String: [ClosedRange<Double>]]) {
        let origins = Dictionary(grouping: totals.indices) { totals[$0].outcome.forecast.origin }
        let all = totals.map(\.outcome)
        let calibrated = parallelMap(origins.sorted { $0.key < $1.key }) { origin, indices in
            let calibration = RangeCalibration(all, on: origin)
            return indices.map { ($0, calibration.calibrated(totals[$0].outcome.forecast)) }
        }
        for (i, paths) in calibrated.flatMap(\.self) {
            add(totals[i], calibrated: paths, peers[PeerTotals.key(totals[i].outcome.forecast)])
        }
    }

    private mutating func add(_ past: PastTotal, calibrated: [Double], _ peer: [ClosedRange<Double>]?) {
        func judged(_ lower: Double, _ upper: Double) -> JudgedRange {
            JudgedRange(
                group: past.group, level: past.outcome.forecast.level, actual: past.outcome.actual,
                lower: lower, upper: upper)
        }
        func ends(_ paths: [Double]) -> JudgedRange {
            judged(paths.quantile(0.1), paths.quantile(0.9))
        }
        var own: [RangeMethod: JudgedRange] = [
            .calibrated: ends(calibrated), .paths: ends(past.outcome.forecast.pathTotals),
            .simple: judged(past.simple[0], past.simple[2]),
        ]
        for (method, range) in own { ranges[past.target, default: [:]][method, default: []].append(range) }
        guard let peer, peer.count == 2 else { return }
        own[.independent] = judged(peer[0].lowerBound, peer[0].upperBound)
        own[.quantiles] = judged(peer[1].lowerBound, peer[1].upperBound)
        for (method, range) in own { shared[past.target, default: [:]][method, default: []].append(range) }
    }
}

/// The totals of `peers.py`.
enum PeerTotals {
    static func key(_ total: TotalForecast) -> String {
        "\(total.node)\t\(total.origin)\t\(total.days.lowerBound)\t\(total.days.upperBound)"
    }

    static func read(_ file: URL) -> [String: [ClosedRange<Double>]] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var peers: [String: [ClosedRange<Double>]] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            let numbers = fields.dropFirst(4).compactMap { Double($0) }
            guard fields.count == 9, numbers.count == 5, numbers[1] <= numbers[2], numbers[3] <= numbers[4]
            else { continue }
            peers[fields[..<4].joined(separator: "\t")] = [numbers[1]...numbers[2], numbers[3]...numbers[4]]
        }
        return peers
    }
}
