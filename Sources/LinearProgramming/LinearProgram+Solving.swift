extension LinearProgram {
    /// The best values: exact for linear programs, within the gap for integer ones.
    ///
    /// Linear programs go to COIN-OR Clp (dual simplex). With integer variables the relaxation is solved first: it tells
    /// infeasible and unbounded apart, and is the answer if it is whole; else Cbc (branch and cut) searches, and the continuous
    /// variables are solved again with the integers fixed at whole numbers, so that no tolerance remains in the values.
    ///
    /// - Parameter limits: Time, gap and start.
    /// - Returns: Values, objective, bound and duals.
    /// - Throws: ``LinearProgramError``: numbers that are none, bounds that cross, no solution, no limit, no time.
    /// - Complexity: Linear programs take low polynomial time in practice; integer ones may take exponential time: set a limit.
    public func solution(within limits: Limits = Limits()) throws(LinearProgramError) -> Solution {
        try validate(limits)
        let scaled = ScaledProgram(self)
        let relaxed = try CoinSolver.minimize(scaled, seconds: limits.seconds ?? 0)
        guard areIntegers.contains(true) else {
            return scaled.solution(of: self, relaxed)
        }
        if isWhole(relaxed.values) {
            return scaled.solution(of: self, relaxed).rounded(areIntegers, of: self)
        }
        let found = try CoinSolver.minimizeWhole(scaled, limits: limits)
        let values = polished(scaled, found.values) ?? found.values
        return scaled.solution(of: self, whole: values, found, relaxed: relaxed, limits: limits)
    }

    /// Whether the integer variables are whole as they are.
    private func isWhole(_ values: [Double]) -> Bool {
        zip(values, areIntegers).allSatisfy { value, isInteger in
            !isInteger || abs(value - value.rounded()) <= 1e-9
        }
    }

    /// The continuous variables for the integers rounded; `nil` if no values fit the rounded ones.
    private func polished(_ scaled: ScaledProgram, _ values: [Double]) -> [Double]? {
        var fixed = scaled
        for j in values.indices where areIntegers[j] {
            let whole = values[j].rounded()
            fixed.lower[j] = whole
            fixed.upper[j] = whole
        }
        return try? CoinSolver.minimize(fixed, seconds: 0).values
    }

    private func validate(_ limits: Limits) throws(LinearProgramError) {
        guard max(costs.count, rows.count, entries.count) < Int(Int32.max) else { throw .tooLarge }
        for j in costs.indices {
            guard costs[j].isFinite else { throw .notFinite("cost of variable \(j)") }
            try validate(bounds[j], "variable \(j)")
        }
        for i in rows.indices { try validate(rows[i], "constraint \(i)") }
        for entry in entries where !entry.value.isFinite {
            throw .notFinite("coefficient of variable \(entry.column) in constraint \(entry.row)")
        }
        if let seconds = limits.seconds, !(seconds.isFinite && seconds > 0) {
            throw .notFinite("a time limit above 0")
        }
        guard limits.relativeGap.isFinite, limits.relativeGap >= 0 else {
            throw .notFinite("a relative gap of at least 0")
        }
        guard let start = limits.start else { return }
        guard start.count == costs.count else {
            throw .startOfOtherLength(needed: costs.count, got: start.count)
        }
        guard start.allSatisfy(\.isFinite) else { throw .notFinite("a value of the start") }
    }

    private func validate(_ bounds: ClosedRange<Double>, _ place: String) throws(LinearProgramError) {
        guard bounds.lowerBound <= bounds.upperBound, bounds.lowerBound < .infinity,
            bounds.upperBound > -.infinity
        else { throw .badBounds(place, lower: bounds.lowerBound, upper: bounds.upperBound) }
    }
}
