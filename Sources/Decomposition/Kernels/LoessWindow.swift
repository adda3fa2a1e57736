/// How a loess curve is drawn: over how many points, with which polynomial, and at which of them.
struct LoessSmoother: Sendable, Hashable {
    /// Points in a window, *q*; odd.
    var span: Int
    /// 0 for local constants, 1 for local lines.
    var degree: Int
    /// Every how many points the curve is computed; between them it is a straight line.
    var jump: Int

    /// Points of a whole window on each side of its centre.
    var half: Int { (span - 1) / 2 }

    /// Every how many of `count` points the curve is computed.
    func jump(count: Int) -> Int { max(1, min(jump, count - 1)) }
}

/// The points that count for one value of a loess curve: the *q* nearest of `count` at 0, 1, 2, ….
///
/// Cleveland and others, 1990, §2; `est` of the netlib code.
struct LoessWindow {
    /// The first point, relative to where the curve is computed.
    let first: Int
    /// Number of points.
    let width: Int
    /// Beyond this distance a point has no weight.
    private let reach: Double
    /// The least spread of the points (as a variance) through which a line is laid.
    private let leastSpread: Double
    private let degree: Int

    /// The window at point `x`, which may lie a step outside of `0 ..< count`.
    init(at x: Int, count: Int, _ smoother: LoessSmoother) {
        width = min(smoother.span, count)
        let left = min(max(x - smoother.half, 0), count - width)
        first = left - x
        let farthest = max(-first, first + width - 1)
        reach = Double(farthest + (smoother.span > count ? (smoother.span - count) / 2 : 0))
        leastSpread = 1e-6 * Double(count - 1) * Double(count - 1)
        degree = smoother.degree
    }

    /// Writes the tricube weight of each point, and zeros up to whole lanes.
    ///
    /// DIFFERENCE: the netlib code takes weights within 0.1 % of the reach for 1, and those as near to its end for 0; that
    /// changes a weight by less than 3e-8, and none of a window of fewer than 1,000 points.
    func weigh(_ weights: inout MutableSpan<Double>) {
        var places = Lanes(0, 1, 2, 3, 4, 5, 6, 7) + Double(first)
        let reach = Lanes(repeating: max(reach, 1))
        for k in stride(from: 0, to: width, by: 8) {
            let r = places / reach
            let u = 1 - r * r * r * signs(first + k)
            weights.store(u * u * u, at: k)
            places += 8
        }
        for k in width..<(width + 7) & ~7 { weights[k] = 0 }
    }

    /// The signs of eight distances from `place` on.
    @inline(__always)
    private func signs(_ place: Int) -> Lanes {
        if place >= 0 { return Lanes(repeating: 1) }
        var signs = Lanes(repeating: -1)
        guard place > -8 else { return signs }
        for lane in -place..<8 { signs[lane] = 1 }
        return signs
    }

    /// Turns distance weights into those of the values in the local polynomial, which sum to 1.
    ///
    /// Without robustness weights a window always has weight.
    func tilt(_ weights: inout MutableSpan<Double>) {
        let start = Lanes(0, 1, 2, 3, 4, 5, 6, 7) + Double(first)
        var (places, sums) = (start, LoessMoments<Lanes>())
        for k in stride(from: 0, to: width, by: 8) {
            sums.add(weights.lanes(k), Lanes(), at: places)
            places += 8
        }
        let moments = sums.sum
        let slope = degree > 0 ? moments.slope(leastSpread: leastSpread) : 0
        let scale = 1 / moments.total
        let level = Lanes(repeating: scale * (1 - slope * moments.lean / moments.total))
        places = start
        for k in stride(from: 0, to: width, by: 8) {
            weights.store(weights.lanes(k) * (level + scale * slope * places), at: k)
            places += 8
        }
    }

    /// The value of the local polynomial, from moments of weights and values.
    func value(_ moments: LoessMoments<Double>) -> Double {
        moments.value(degree: degree, leastSpread: leastSpread)
    }

    /// The value of each lane's local polynomial.
    @inline(__always)
    func value(_ moments: LoessMoments<Lanes>) -> Lanes {
        let centre = moments.lean / moments.total
        let spread = moments.reach / moments.total - centre * centre
        guard degree > 0 else { return moments.value / moments.total }
        var slope = -centre / spread
        if spread.min() <= leastSpread {
            for lane in 0..<8 where spread[lane] <= leastSpread { slope[lane] = 0 }
        }
        return (moments.value + slope * (moments.pull - centre * moments.value)) / moments.total
    }
}
