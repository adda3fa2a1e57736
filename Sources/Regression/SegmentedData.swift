import Foundation
import LinearAlgebra
import Statistics
import TimeSeries

/// Rows in ascending order of *x*, which lies in 0 … 1, with a response in units of its standard deviation.
struct SegmentedData {
    /// Knees, where each begins, and the squares that are left.
    struct Stage {
        var positions: [Double]
        var splits: [Int]
        var unexplained: Double
    }

    let shape: SegmentedRegression.Shape
    let x: [Double]
    /// The same in the unit of the caller.
    let places: [Double]
    let roots: [Double]
    /// The response, rows times the roots.
    let response: [Double]
    /// Where each row of the caller went.
    let order: [Int]
    /// The least *x* of the caller, and the length of its range.
    let frame: (start: Double, length: Double)
    let responseCenter: Double
    let responseScale: Double
    private let minimumPoints: Int

    init(
        _ x: [Double], _ response: [Double], _ weights: [Double]?, _ settings: SegmentedRegression
    ) throws(RegressionError) {
        precondition(x.count == response.count, "a response has a number for each x")
        guard x.count >= 4 else { throw .tooShort(needed: 4, got: x.count) }
        if let row = x.firstIndex(where: { !$0.isFinite }) { throw .notFinite(column: "x", row: row) }
        if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
        if let weights {
            precondition(weights.count == x.count, "as many weights as rows")
            if let row = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
                throw .weightNotPositive(row: row)
            }
        }
        let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
        let sorted = order.map { x[$0] }
        let (start, length) = (sorted[0], sorted[sorted.count - 1] - sorted[0])
        guard length > 0, length.isFinite else { throw .nothingToFit }
        let roots = order.map { weights?[$0].squareRoot() ?? 1 }
        let center = response.mean()
        let deviation = response.standardDeviation()
        let scale = deviation > 1e-13 * abs(center) ? deviation : 1
        self.response = zip(order, roots).map { (response[$0] - center) / scale * $1 }
        (shape, minimumPoints) = (settings.shape, settings.minimumPoints)
        self.x = sorted.map { ($0 - start) / length }
        places = sorted
        (self.order, self.roots, frame) = (order, roots, (start, length))
        (responseCenter, responseScale) = (center, scale)
    }

    /// Parameters that a knee costs, its place included.
    private var price: Int { shape == .line ? 3 : 2 }

    /// The squares of a fit that count as none: rounding.
    private var rounding: Double { 1e-24 * Double(x.count) }

    func parameters(_ stage: Stage) -> Int { 2 + price * stage.positions.count }

    /// The Bayesian information criterion, up to a constant.
    func criterion(_ stage: Stage) -> Double {
        let n = Double(x.count)
        return n * log(max(stage.unexplained, rounding) / n) + log(n) * Double(parameters(stage))
    }

    /// The columns of a curve with these knees, rows times the roots; where `isLinearized`, also how the curve moves with
    /// each knee.
    func columns(_ stage: Stage, isLinearized: Bool = false) -> [[Double]] {
        var columns = [roots, zip(x, roots).map { $0 * $1 }]
        for (position, split) in zip(stage.positions, stage.splits) {
            let level = roots.indices.map { $0 >= split ? roots[$0] : 0 }
            let hinge = roots.indices.map { $0 >= split ? (x[$0] - position) * roots[$0] : 0 }
            switch shape {
            case .slope: columns += isLinearized ? [hinge, level] : [hinge]
            case .level: columns.append(level)
            case .line: columns += [level, hinge]
            }
        }
        return columns
    }

    /// The curve with these knees.
    func fit(_ places: [KneeScanKernel.Place]) -> Stage {
        let sorted = places.sorted { $0.split < $1.split }
        var stage = Stage(positions: sorted.map(\.position), splits: sorted.map(\.split), unexplained: 0)
        stage.unexplained = residuals(orthonormal(columns(stage))).reduce(0) { $0 + $1 * $1 }
        return stage
    }

    /// The best curve with one knee more; nil if there is no room.
    func withOneMore(_ stage: Stage) -> Stage? {
        var starts: [Stage] = []
        if let forward = adding(to: stage) { starts.append(forward) }
        if stage.positions.count == 1 { starts += pairs() }
        let even = evenly(stage.positions.count + 1)
        if stage.positions.count > 1, let even { starts.append(even) }
        return starts.map(settled).min { $0.unexplained < $1.unexplained }
    }

    /// The best second knee for each of some first ones.
    private func pairs() -> [Stage] {
        let firsts = (1..<48).map { $0 * x.count / 48 }.filter { $0 >= 1 && x[$0] > x[$0 - 1] }
        let stages = Set(firsts).sorted().compactMap { k in
            adding(to: fit([KneeScanKernel.Place(position: x[k], split: k, gain: 0)]))
        }
        return Array(stages.sorted { $0.unexplained < $1.unexplained }.prefix(3))
    }

    private func evenly(_ count: Int) -> Stage? {
        let splits = (1...count).map { $0 * x.count / (count + 1) }
        guard splits.allSatisfy({ $0 >= 1 && x[$0] > x[$0 - 1] }), Set(splits).count == count else {
            return nil
        }
        return fit(splits.map { KneeScanKernel.Place(position: x[$0], split: $0, gain: 0) })
    }

    private func adding(to stage: Stage) -> Stage? {
        let basis = orthonormal(columns(stage))
        guard let place = scan(stage.splits, basis).best(residuals(basis)) else { return nil }
        return fit(asPlaces(stage) + [place])
    }

    /// Each knee again, given the others, until none moves.
    private func settled(_ start: Stage) -> Stage {
        var stage = start
        guard stage.positions.count > 1 else { return stage }
        for _ in 0..<200 {
            let before = stage.unexplained
            for j in stage.positions.indices {
                var others = asPlaces(stage)
                others.remove(at: j)
                if let moved = adding(to: fit(others)), moved.unexplained < stage.unexplained {
                    stage = moved
                }
            }
            if before - stage.unexplained <= 1e-13 * before { break }
        }
        return stage
    }

    private func asPlaces(_ stage: Stage) -> [KneeScanKernel.Place] {
        zip(stage.positions, stage.splits).map { KneeScanKernel.Place(position: $0, split: $1, gain: 0) }
    }

    /// The places that are left for a knee beside those at `splits`, given orthonormal columns.
    func scan(_ splits: [Int], _ basis: [[Double]]) -> KneeScanKernel {
        let bounds = [0] + splits + [x.count]
        let isAllowed = x.indices.map { k in bounds.allSatisfy { abs(k - $0) >= minimumPoints } }
        return KneeScanKernel(x, roots: roots, columns: basis, isAllowed: isAllowed, shape: shape)
    }

    /// What orthonormal columns leave of the response.
    func residuals(_ basis: [[Double]], of values: [Double]? = nil) -> [Double] {
        var rest = values ?? response
        for _ in 0..<2 { for column in basis { rest.subtract(column, rest.dot(column)) } }
        return rest
    }

    /// Orthonormal columns with the span of these, by Gram and Schmidt, twice.
    func orthonormal(_ columns: [[Double]]) -> [[Double]] {
        var basis: [[Double]] = []
        for column in columns {
            var rest = column
            for _ in 0..<2 { for other in basis { rest.subtract(other, rest.dot(other)) } }
            let (length, whole) = (rest.dot(rest).squareRoot(), column.dot(column).squareRoot())
            guard length > 1e-10 * whole else { continue }
            basis.append(rest.map { $0 / length })
        }
        return basis
    }
}

extension [Double] {
    fileprivate func dot(_ other: [Double]) -> Double {
        var total = 0.0
        for i in indices { total.addProduct(self[i], other[i]) }
        return total
    }

    fileprivate mutating func subtract(_ other: [Double], _ factor: Double) {
        for i in indices { self[i].addProduct(-factor, other[i]) }
    }
}

extension SegmentedData {
    /// Draws of the test.
    private static let draws = 499

    /// The chance that the best place for one more knee explains as much of mere noise.
    ///
    /// Noise is drawn on the same places, and what the present curve explains of it, also by moving its knees, is taken out.
    ///
    /// Drawing stops as soon as the chance is `level` or more (Besag & Clifford, *Biometrika* 78, 1991).
    func chance(
        of next: Stage, over stage: Stage, _ errors: SegmentedRegression.Errors, level: Double, seed: UInt64
    ) -> Double {
        guard stage.unexplained > rounding else { return 1 }
        let basis = orthonormal(columns(stage, isLinearized: true))
        let scan = scan(stage.splits, basis)
        let gained = stage.unexplained - next.unexplained
        let ratio = gained / max(next.unexplained, rounding)
        let memory = errors == .firstOrder ? memory(next) : 0
        var generator = SplitMix64(seed: seed)
        let enough = Int((level * Double(1 + Self.draws)).rounded(.up))
        var exceeding = 0
        for drawn in 1...Self.draws {
            let rest = residuals(basis, of: noise(memory, &generator))
            guard let place = scan.best(rest) else { return 1 }
            let squares = rest.reduce(0) { $0 + $1 * $1 }
            if place.gain / max(squares - place.gain, .leastNormalMagnitude) >= ratio { exceeding += 1 }
            if exceeding == enough { return Double(exceeding) / Double(drawn) }
        }
        return Double(1 + exceeding) / Double(1 + Self.draws)
    }

    /// The part of an error that the next one keeps, 0 … 0.99, corrected for the bias of a short history.
    private func memory(_ stage: Stage) -> Double {
        let rest = residuals(orthonormal(columns(stage, isLinearized: true)))
        let pairs = zip(rest, rest.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let raw = pairs / max(rest.reduce(0) { $0 + $1 * $1 }, .leastNormalMagnitude)
        let n = Double(x.count)
        return min(0.99, max(0, raw + (1 + 3 * raw + Double(parameters(stage))) / n))
    }

    private func noise(_ memory: Double, _ generator: inout SplitMix64) -> [Double] {
        let fresh = (1 - memory * memory).squareRoot()
        var last = generator.normal()
        return x.indices.map { i in
            if i > 0 { last = memory * last + fresh * generator.normal() }
            return last
        }
    }
}

extension SplitMix64 {
    /// A standard normal number, by the inverse of its distribution.
    fileprivate mutating func normal() -> Double { Normal.quantile(max(uniform(), 0x1p-54)) }
}
