public import Billing
public import TimeSeries

extension [PlannedChange] {
    /// What the changes add to each leaf's mean over some days: exact money, which adds up over any tree.
    ///
    /// Changes act one after another, in order of first day. What the history already shows is not added again: a change counts
    /// against its mean state on the fourteen days before `origin`, so that one that began long ago adds nothing and one
    /// that ends takes its effect away. Days before `origin` are left alone.
    ///
    /// - Parameters:
    ///   - leaves: Every leaf of the trees, with those of ``newLeaves(besides:dimensions:)``.
    ///   - days: The days that are added up.
    ///   - origin: The first day that the forecast's history does not have.
    /// - Returns: One amount a leaf.
    /// - Complexity: O(leaves × days) a change.
    public func deltas(
        of leaves: [LeafOutlook], over days: Range<CivilDate>, origin: CivilDate
    ) -> [Money<Charged>] {
        contributions(of: leaves, over: days, origin: origin)
            .reduce(into: [Money<Charged>](repeating: .zero, count: leaves.count)) { sums, part in
                for leaf in part.indices { sums[leaf] += part[leaf] }
            }
    }

    /// What each change by itself adds to each leaf, after those before it; see ``deltas(of:over:origin:)``.
    ///
    /// - Parameters:
    ///   - leaves: Every leaf.
    ///   - days: The days that are added up.
    ///   - origin: The first day that the forecast's history does not have.
    /// - Returns: One list a change in the order of the changes, with one amount a leaf.
    public func contributions(
        of leaves: [LeafOutlook], over days: Range<CivilDate>, origin: CivilDate
    ) -> [[Money<Charged>]] {
        let window = Swift.max(days.lowerBound, origin)..<Swift.max(days.upperBound, days.lowerBound, origin)
        var parts = [[Money<Charged>]](
            repeating: [Money<Charged>](repeating: .zero, count: leaves.count), count: count)
        guard !window.isEmpty, !leaves.isEmpty else { return parts }
        var state = ChangedLeaves(leaves, days: window, origin: origin)
        let order = indices.sorted { (self[$0].days.lowerBound, $0) < (self[$1].days.lowerBound, $1) }
        for place in order { parts[place] = state.apply(self[place]) }
        return parts
    }
}
