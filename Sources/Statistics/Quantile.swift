extension [Double] {
    /// The median: the middle value, or the mean of the two in the middle; NaN if a value is NaN.
    ///
    /// - Precondition: Not empty.
    /// - Complexity: O(*n*) on average, one copy of the values.
    public func median() -> Double { quantile(0.5) }

    /// The quantile at `p`, interpolated between the two nearest values; NaN if a value is NaN.
    ///
    ///     [1, 2, 3, 4].quantile(0.25)  // 1.75
    ///
    /// - Precondition: Not empty, `p` in 0 … 1.
    /// - Complexity: O(*n*) on average, one copy of the values.
    /// - SeeAlso: Hyndman & Fan, "Sample quantiles in statistical packages", *The American Statistician* 50 (1996),
    ///   definition 7: the default of R, NumPy and Excel.
    public func quantile(_ p: Double) -> Double {
        precondition(!isEmpty, "a quantile needs at least 1 value")
        precondition((0...1).contains(p), "the probability of a quantile lies in 0 ... 1")
        if contains(where: \.isNaN) { return .nan }
        let place = Double(count - 1) * p
        let k = Swift.min(Int(place), count - 1)
        let share = place - Double(k)
        var work = self
        SelectionKernel.select(k, in: &work)
        guard share > 0, k + 1 < count else { return work[k] }
        var above = work[k + 1]
        for i in (k + 1)..<count where work[i] < above { above = work[i] }
        return interpolate(work[k], above, share)
    }

    /// The quantiles at each of `probabilities`, in their order; cheaper than one by one.
    ///
    /// - Precondition: Not empty, each probability in 0 … 1.
    /// - Complexity: O(*n* log *n*), one copy of the values.
    public func quantiles(_ probabilities: [Double]) -> [Double] {
        precondition(!isEmpty, "a quantile needs at least 1 value")
        if contains(where: \.isNaN) { return probabilities.map { _ in .nan } }
        let sorted = self.sorted()
        return probabilities.map { sorted.quantile(ofSorted: $0) }
    }

    /// The quantile at `p` of values that are sorted already, as ``quantile(_:)`` gives it.
    ///
    /// - Precondition: Not empty, ascending, `p` in 0 … 1.
    public func quantile(ofSorted p: Double) -> Double {
        precondition(!isEmpty, "a quantile needs at least 1 value")
        precondition((0...1).contains(p), "the probability of a quantile lies in 0 ... 1")
        let place = Double(count - 1) * p
        let k = Swift.min(Int(place), count - 1)
        let share = place - Double(k)
        guard share > 0, k + 1 < count else { return self[k] }
        return interpolate(self[k], self[k + 1], share)
    }

    /// Where `value` stands in values that are sorted already, or would: the first place whose value is not below it.
    ///
    /// - Precondition: Ascending.
    /// - Complexity: O(log *n*).
    @inlinable
    public func place(ofSorted value: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The lower weighted median: the least value at which half of all weight is reached; NaN if a value is NaN.
    ///
    /// - Precondition: As many weights as values, none negative, not all 0.
    /// - Complexity: O(*n* log *n*).
    public func median(weights: [Double]) -> Double {
        precondition(weights.count == count, "a weighted median needs one weight for each value")
        precondition(weights.allSatisfy { $0 >= 0 }, "a weight is at least 0")
        let half = weights.sum() / 2
        precondition(half > 0, "a weighted median needs a weight above 0")
        if contains(where: \.isNaN) { return .nan }
        let order = indices.sorted { (self[$0], $0) < (self[$1], $1) }
        var reached = CompensatedSum()
        for i in order where weights[i] > 0 {
            reached.add(weights[i])
            if reached.value >= half { return self[i] }
        }
        return order.last.map { self[$0] } ?? .nan
    }

    private func interpolate(_ below: Double, _ above: Double, _ share: Double) -> Double {
        // Equal neighbours need no arithmetic, which would make NaN of two infinities.
        below == above ? below : below + share * (above - below)
    }
}

enum SelectionKernel {
    /// Reorders `x` so that `x[k]` is what sorting would put there, with nothing greater before it nor less after.
    ///
    /// Hoare's selection with a median of three; after too many poor pivots the rest is sorted.
    static func select(_ k: Int, in x: inout [Double]) {
        var low = 0
        var high = x.count - 1
        var budget = 64
        while high - low > 16, budget > 0 {
            budget -= 1
            let pivot = middle(x[low], x[(low + high) / 2], x[high])
            var i = low
            var j = high
            while i <= j {
                while x[i] < pivot { i += 1 }
                while x[j] > pivot { j -= 1 }
                if i <= j {
                    x.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if k <= j { high = j } else if k >= i { low = i } else { return }
        }
        x[low...high].sort()
    }

    private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
        max(min(a, b), min(max(a, b), c))
    }
}
