/// What each place for one more knee would explain, given the columns that are there already: all places in one pass.
///
/// Right of a place ψ between two observations the new columns are A = *x* − *x*ₖ and B = 1. With δ = *x*ₖ − ψ a hinge is A + δ B, and it
/// explains (a + δ b)² ∕ (c + 2 δ d + δ² e) of the squares of the residuals, whose only stationary point is a closed form; so the
/// best place anywhere, not only at an observation, takes O(*n q*) for *q* columns. Sums only grow from the right end, nothing cancels.
///
/// - SeeAlso: Hudson, "Fitting segmented curves whose join points have to be estimated", *JASA* 61 (1966).
struct KneeScanKernel {
    /// A place for a knee and what it explains.
    struct Place {
        /// The knee, in the unit of *x*.
        var position: Double
        /// The first observation to its right.
        var split: Int
        /// The squares it explains.
        var gain: Double
    }

    private let x: [Double]
    private let roots: [Double]
    private let shape: SegmentedRegression.Shape
    private let isAllowed: [Bool]
    private let c: [Double]
    private let d: [Double]
    private let e: [Double]

    /// Ascending `x`, the roots of the weights, orthonormal `columns` (rows times the roots), and at which split a knee may be.
    init(
        _ x: [Double], roots: [Double], columns: [[Double]], isAllowed: [Bool],
        shape: SegmentedRegression.Shape
    ) {
        let (n, q) = (x.count, columns.count)
        var (c, d, e) = (
            [Double](repeating: 0, count: n), [Double](repeating: 0, count: n),
            [Double](repeating: 0, count: n)
        )
        var allowed = isAllowed
        var (alongA, alongB) = ([Double](repeating: 0, count: q), [Double](repeating: 0, count: q))
        var (s0, s1, s2) = (0.0, 0.0, 0.0)
        for k in stride(from: n - 1, to: 0, by: -1) {
            var (aa, ab, bb) = (0.0, 0.0, 0.0)
            for j in 0..<q {
                alongB[j].addProduct(columns[j][k], roots[k])
                aa.addProduct(alongA[j], alongA[j])
                ab.addProduct(alongA[j], alongB[j])
                bb.addProduct(alongB[j], alongB[j])
            }
            s0 += roots[k] * roots[k]
            (c[k], d[k], e[k]) = (s2 - aa, s1 - ab, s0 - bb)
            let gap = x[k] - x[k - 1]
            // What is left of a column that the others make is rounding.
            let farthest = s2 + 2 * gap * s1 + gap * gap * s0
            let isNew =
                switch shape {
                case .slope: c[k] + 2 * gap * d[k] + gap * gap * e[k] > 1e-9 * farthest
                case .level: e[k] > 1e-9 * s0
                case .line:
                    e[k] > 1e-9 * s0 && c[k] > 1e-9 * s2 && c[k] * e[k] - d[k] * d[k] > 1e-9 * c[k] * e[k]
                }
            if gap <= 0 || !isNew { allowed[k] = false }
            for j in 0..<q { alongA[j].addProduct(gap, alongB[j]) }
            s2 = farthest
            s1 += gap * s0
        }
        (self.x, self.roots, self.shape, self.isAllowed) = (x, roots, shape, allowed)
        (self.c, self.d, self.e) = (c, d, e)
    }

    /// The best place for residuals (rows times the roots) that the columns cannot explain; nil if none is allowed.
    func best(_ residuals: [Double]) -> Place? {
        var best: Place?
        walk(residuals) { k, a, b in
            let (delta, gain) = summit(k, a, b)
            if gain > best?.gain ?? -1 { best = Place(position: x[k] - delta, split: k, gain: gain) }
        }
        return best
    }

    /// The hull of all places that explain at least `least`; nil if none does.
    func range(_ residuals: [Double], least: Double) -> ClosedRange<Double>? {
        var (low, high) = (Double.infinity, -Double.infinity)
        walk(residuals) { k, a, b in
            let (delta, gain) = summit(k, a, b)
            guard gain >= least else { return }
            guard shape == .slope else {
                (low, high) = (min(low, x[k]), max(high, x[k]))
                return
            }
            let gap = x[k] - x[k - 1]
            low = min(low, x[k] - edge(k, a, b, from: delta, to: gap, least))
            high = max(high, x[k] - edge(k, a, b, from: delta, to: 0, least))
        }
        return low <= high ? low...high : nil
    }

    /// Calls `visit` with each allowed split and the products of A and B with the residuals.
    private func walk(_ residuals: [Double], _ visit: (Int, Double, Double) -> Void) {
        var (a, b) = (0.0, 0.0)
        for k in stride(from: x.count - 1, to: 0, by: -1) {
            b.addProduct(residuals[k], roots[k])
            if isAllowed[k] { visit(k, a, b) }
            a.addProduct(x[k] - x[k - 1], b)
        }
    }

    /// The best δ at a split and what it explains.
    private func summit(_ k: Int, _ a: Double, _ b: Double) -> (delta: Double, gain: Double) {
        switch shape {
        case .level: return (0, b * b / e[k])
        case .line:
            let determinant = c[k] * e[k] - d[k] * d[k]
            return (0, (a * a * e[k] - 2 * a * b * d[k] + b * b * c[k]) / determinant)
        case .slope:
            let gap = x[k] - x[k - 1]
            var best = (delta: gap, gain: gain(k, a, b, gap))
            let atPoint = gain(k, a, b, 0)
            if atPoint > best.gain { best = (0, atPoint) }
            let stationary = (a * d[k] - b * c[k]) / (b * d[k] - a * e[k])
            guard stationary > 0, stationary < gap else { return best }
            let inside = gain(k, a, b, stationary)
            return inside > best.gain ? (stationary, inside) : best
        }
    }

    private func gain(_ k: Int, _ a: Double, _ b: Double, _ delta: Double) -> Double {
        let length = c[k] + 2 * delta * d[k] + delta * delta * e[k]
        return length > 0 ? (a + delta * b) * (a + delta * b) / length : 0
    }

    /// How far from `start` toward `end` the gain stays at or above `least`.
    private func edge(
        _ k: Int, _ a: Double, _ b: Double, from start: Double, to end: Double, _ least: Double
    ) -> Double {
        if gain(k, a, b, end) >= least { return end }
        var (inside, outside) = (start, end)
        for _ in 0..<60 {
            let middle = 0.5 * (inside + outside)
            if gain(k, a, b, middle) >= least { inside = middle } else { outside = middle }
        }
        return inside
    }
}
