internal import Billing
internal import TimeSeries

extension EstateView {
    /// What would have been expected of a part without a step of its prices, one a day from the onset.
    func expectation(of step: PriceWatch.Step, values: [Double]) -> [Double] {
        let vendor = step.leaves.first.map { self.vendor(ofLeaf: $0) } ?? 0
        return step.effect.indices.map { t in
            let day = step.onset + t
            guard day < step.end else { return values[day] }
            let known = max(0.3, settledShare(vendor: vendor, day: day))
            return max(0, values[day] - step.effect[t] / known)
        }
    }

    /// The leaves within a scope of watched dimensions; empty if it names another dimension.
    func leaves(in scope: Scope) -> [Int] {
        var required: [(d: Int, code: UInt32)] = []
        for (dimension, value) in scope.values {
            guard let d = cube.dimensions.firstIndex(of: dimension) else { return [] }
            guard let value else {
                required.append((d, 0))
                continue
            }
            guard let code = cube.values[d].firstIndex(of: value) else { return [] }
            required.append((d, UInt32(code + 1)))
        }
        let isNarrow = scope.dimensions.contains { $0 != .serviceProvider && $0 != .service }
        return (0..<leafCount).filter { leaf in
            required.allSatisfy { cube.codes[$0.d][leaf] == $0.code } && !(isNarrow && isUnused[leaf])
        }
    }
}

extension Scope {
    /// What two scopes agree on.
    func common(with other: Scope) -> Scope {
        var values: [Dimension: String?] = [:]
        for (dimension, value) in self.values where other[dimension] == .some(value) {
            values[dimension] = .some(value)
        }
        return Scope(values)
    }
}
