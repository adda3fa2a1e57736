import Foundation
import Statistics

/// Greedy search for steps in values without season and spikes.
struct StepSearch {
    /// A jump by `size` at `index`, worth `score`² units of log-likelihood times two.
    struct Step {
        var index: Int
        var size: Double
        var score: Double
    }

    /// What steps are sought in.
    let values: [Double]
    /// What their places are read from: closer to the data, where clipping moves an edge.
    let placing: [Double]
    let minimumDuration: Int
    let penalty: Double

    /// The steps in order of their index.
    func steps() -> [Step] {
        let bound = (penalty * log(Double(values.count))).squareRoot()
        var found: [Step] = []
        for _ in 0..<max(1, values.count / (2 * minimumDuration)) {
            let taken = found.map(\.index)
            guard
                let next = strongest(
                    in: values, without: found,
                    where: { i in taken.allSatisfy { abs($0 - i) >= minimumDuration } }),
                next.score > bound
            else { break }
            found.append(next)
            found = refined(found, bound: bound)
        }
        return placed(found).sorted { $0.index < $1.index }
    }

    /// The steps where ``placing`` has them, a day or two away at most.
    private func placed(_ steps: [Step]) -> [Step] {
        var current = steps
        for (k, step) in steps.enumerated() {
            let others = current.enumerated().filter { $0.offset != k }.map(\.element)
            let again = strongest(in: placing, without: others) { i in
                abs(i - step.index) <= 2 && others.allSatisfy { abs($0.index - i) >= minimumDuration }
            }
            if let again { current[k].index = again.index }
        }
        return current
    }

    /// Places each step anew, given the others, and drops those whose score has sunk to the bound.
    private func refined(_ steps: [Step], bound: Double) -> [Step] {
        var current = steps
        for _ in 0..<2 {
            var next = current
            for step in current {
                guard let k = next.firstIndex(where: { $0.index == step.index }) else { continue }
                let others = next.enumerated().filter { $0.offset != k }.map(\.element)
                let again = strongest(in: values, without: others) { i in
                    abs(i - step.index) < minimumDuration
                        && others.allSatisfy { abs($0.index - i) >= minimumDuration }
                }
                if let again, again.score > bound { next[k] = again } else { next.remove(at: k) }
            }
            current = next
        }
        return current
    }

    /// The strongest step among the places that are allowed, when these steps are taken off.
    private func strongest(
        in values: [Double], without steps: [Step], where isAllowed: (Int) -> Bool
    ) -> Step? {
        var rest = values
        for step in steps { for i in step.index..<rest.count { rest[i] -= step.size } }
        let sums = ContrastSums(rest)
        var best: Step?
        let near = sums.contrasts(reach: 2 * minimumDuration, margin: minimumDuration)
        for scale in [2, 4, 8] {
            let contrasts =
                scale == 2 ? near : sums.contrasts(reach: scale * minimumDuration, margin: minimumDuration)
            let typical = 1.4826 * contrasts.map { abs($0.size) * $0.information.squareRoot() }.median()
            // A series that is fitted exactly has only rounding errors to compare with.
            let unit = max(typical, 1e-9)
            for (k, contrast) in contrasts.enumerated() where isAllowed(k + minimumDuration) {
                let score = abs(contrast.size) * contrast.information.squareRoot() / unit
                let isSudden = near[k].size / contrast.size >= 0.5
                if isSudden, score > best?.score ?? 0 {
                    best = Step(index: k + minimumDuration, size: contrast.size, score: score)
                }
            }
        }
        return best
    }
}

/// Sums from which the step of a line through any window comes in constant time.
private struct ContrastSums {
    private let count: Int
    private var plain: [Double]
    private var moment: [Double]

    init(_ values: [Double]) {
        count = values.count
        let centre = values.median()
        plain = [Double](repeating: 0, count: values.count + 1)
        moment = plain
        for i in values.indices {
            plain[i + 1] = plain[i] + (values[i] - centre)
            moment[i + 1] = moment[i] + Double(i) * (values[i] - centre)
        }
    }

    /// For each place from `margin` to `count` − `margin`: the step of the least squares line with one slope through up to
    /// `reach` values on both sides, and its information (the inverse of its variance for errors of variance 1).
    func contrasts(reach: Int, margin: Int) -> [(size: Double, information: Double)] {
        (margin...count - margin).map { place in
            let (before, after) = (min(reach, place), min(reach, count - place))
            let (l, r) = (Double(before), Double(after))
            let mean = (r * r - l * l) / 2 / (l + r)
            let squares = (l * l * l + r * r * r) / 3 - (l + r) / 12 - (l + r) * mean * mean
            let product = r * r / 2 - r * mean
            let slope = product / squares
            let right = plain[place + after] - plain[place]
            let all = plain[place + after] - plain[place - before]
            let pull = moment[place + after] - moment[place - before] - (Double(place) - 0.5) * all
            let information = r - r * r / (l + r) - slope * product
            return ((right - r / (l + r) * all - slope * (pull - mean * all)) / information, information)
        }
    }
}
