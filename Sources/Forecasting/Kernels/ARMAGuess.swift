import Statistics

/// Where searches for ARMA parameters start: partial autocorrelations, block by block.
enum ARMAGuess {
    /// Starts that between them lie near most optima, for one pass of the filter.
    static func all(_ shape: ARMAShape, _ series: [Double]) -> [[Double]] {
        guard shape.count > 0 else { return [[]] }
        let last = min(series.count - 1, max(shape.arReach, shape.period))
        let correlations = last >= 1 ? series.autocorrelations(through: last) : [1]
        func correlation(_ lag: Int) -> Double { lag < correlations.count ? correlations[lag] : 0 }
        let partial = partials(correlations, count: shape.ar)
        let seasonal = partials(
            (0...max(1, shape.seasonalAR)).map { correlation($0 * shape.period) }, count: shape.seasonalAR)
        func start(_ ar: [Double], _ ma: Double, _ seasonalAR: [Double], _ seasonalMA: Double) -> [Double] {
            let parts = [
                (ar, shape.ar), ([-ma], shape.ma), (seasonalAR, shape.seasonalAR),
                ([-seasonalMA], shape.seasonalMA),
            ]
            return parts.flatMap { given, count in
                (0..<count).map { $0 < given.count ? given[$0] : 0 }
            }
        }
        let first = correlation(1).clamped(-0.8, 0.8)
        return [
            start([], 0, [], 0), start(partial, 0, seasonal, 0), start([], first, [], -0.5),
            start([], -0.6, [], -0.7), start([0.8], -0.4, [0.7], -0.5), start([0.5], -0.8, [], -0.8),
            start([-0.5], 0.3, seasonal, 0),
        ]
    }

    /// Partial autocorrelations from autocorrelations, as far as there are any.
    private static func partials(_ correlations: [Double], count: Int) -> [Double] {
        var out: [Double] = []
        var a: [Double] = []
        var variance = 1.0
        for k in 0..<min(count, correlations.count - 1) where variance > 1e-6 {
            var rest = correlations[k + 1]
            for j in 0..<k { rest -= a[j] * correlations[k - j] }
            let r = (rest / variance).clamped(-0.98, 0.98)
            a = (0..<k).map { a[$0] - r * a[k - 1 - $0] } + [r]
            out.append(r)
            variance *= 1 - r * r
        }
        return out
    }

    /// The parameters of one order for another: blocks cut short or filled with zeros, which leaves polynomials as they are.
    static func adapted(_ parameters: [Double], of shape: ARMAShape, to other: ARMAShape) -> [Double] {
        zip(shape.blocks, other.blocks).flatMap { from, to in
            let block = Array(parameters[from])
            return (0..<to.count).map { $0 < block.count ? block[$0] * 0.999 : 0 }
        }
    }
}
