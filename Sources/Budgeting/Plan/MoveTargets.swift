public import Billing

/// Which leaves take what moves away from a leaf: those of the target that are most like it.
struct MoveTargets {
    private let rest: [Dimension]
    private let tags: [Dimension]
    private var byRest: [Scope: [Int]] = [:]
    private var byTags: [Scope: [Int]] = [:]
    private var all: [Int] = []

    /// Looks at every leaf of the target.
    init(_ scopes: [Scope], from source: Scope, to target: Scope) {
        let named = Set(source.dimensions + target.dimensions)
        let dimensions = scopes.first?.dimensions ?? []
        rest = dimensions.filter { !named.contains($0) }
        tags = rest.filter { $0.tagKey != nil }
        for (place, scope) in scopes.enumerated() where target.contains(scope) {
            if let key = scope.restricted(to: rest) { byRest[key, default: []].append(place) }
            if let key = scope.restricted(to: tags) { byTags[key, default: []].append(place) }
            all.append(place)
        }
    }

    /// Leaves of the target with the same values in all dimensions that neither side names; else with the same tags, so
    /// that what moves stays with its owner; else all of them.
    func leaves(for scope: Scope) -> [Int] {
        if let same = scope.restricted(to: rest).flatMap({ byRest[$0] }) { return same }
        return scope.restricted(to: tags).flatMap { byTags[$0] } ?? all
    }

    /// Whether the target has leaves with the same tags.
    func hasOwnerOf(_ scope: Scope) -> Bool {
        scope.restricted(to: tags).map { byTags[$0] != nil } ?? !all.isEmpty
    }
}

extension [PlannedChange] {
    /// Parts of the bill that the changes bring into being: what the trees need leaves for beside those with a past.
    ///
    /// A launch of what has no past, the place that something moves to, the copy of a region.
    ///
    /// - Parameters:
    ///   - leaves: The leaves with a past, each with a value for every one of `dimensions`.
    ///   - dimensions: The dimensions of all trees.
    /// - Returns: New leaves in order of the changes, each once; their means are 0.
    public func newLeaves(besides leaves: [Scope], dimensions: [Dimension]) -> [Scope] {
        var known = leaves
        var seen = Set(leaves)
        func add(_ scope: Scope) {
            var values: [Dimension: String?] = [:]
            for dimension in dimensions { values[dimension] = .some(scope[dimension] ?? nil) }
            let leaf = Scope(values)
            if seen.insert(leaf).inserted { known.append(leaf) }
        }
        for change in self {
            let concerned = known.filter { change.scope.contains($0) }
            switch change.effect {
            case .factor: break
            case .amount, .monthly, .minimum: if concerned.isEmpty { add(change.scope) }
            case .copy(let target, _): concerned.forEach { add($0.overridden(by: target)) }
            case .move(let target, _):
                let places = MoveTargets(known, from: change.scope, to: target)
                for leaf in concerned where !target.contains(leaf) && !places.hasOwnerOf(leaf) {
                    let tags = dimensions.filter { $0.tagKey != nil }
                    add((leaf.restricted(to: tags) ?? .total).overridden(by: target))
                }
            }
        }
        return [Scope](known.dropFirst(leaves.count))
    }
}
