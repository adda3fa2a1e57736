/// Finds the smoothing parameter of a theta model by narrowing a grid, eight places a pass.
///
/// Start and share are solved exactly at each place, so the search has one dimension and the whole range is looked at.
struct ThetaFit {
    private let y: [Double]
    private let line: ThetaLine
    private let skip: Int
    private let weight: Double?

    /// The best parameters.
    struct Solution {
        var alpha = 0.5
        var weight = 0.5
        var level = 0.0
        var squares = Double.infinity
    }

    /// A fit of `y`; the first `skip` errors do not count, the share of the trend line may be given.
    init(_ y: [Double], line: ThetaLine, skip: Int, weight: Double?) {
        (self.y, self.line, self.skip, self.weight) = (y, line, skip, weight)
    }

    /// The best smoothing parameter within `range`.
    func solve(over range: ClosedRange<Double>) -> Solution {
        let (low, high) = (range.lowerBound, range.upperBound)
        var best = Solution()
        var spacing = (high - low) / 15
        // The first two passes look at sixteen places, later ones around the best one, which closes in by 9 ∕ 2.
        offer(low, spacing, &best)
        offer(low + 8 * spacing, spacing, &best)
        for _ in 0..<6 {
            let from = max(low, best.alpha - spacing)
            let to = min(high, best.alpha + spacing)
            spacing = (to - from) / 9
            offer(from + spacing, spacing, &best)
        }
        return best
    }

    private func offer(_ start: Double, _ spacing: Double, _ best: inout Solution) {
        let alpha = start + spacing * ThetaKernel.Lanes(0, 1, 2, 3, 4, 5, 6, 7)
        let profile = ThetaKernel.profile(y, line, alpha: alpha, skip: skip, weight: weight)
        for k in 0..<8 where profile.squares[k] < best.squares {
            best = Solution(
                alpha: profile.alpha[k], weight: profile.weight[k], level: profile.level[k],
                squares: profile.squares[k])
        }
    }
}
