internal import Billing
internal import TimeSeries

extension Ledger {
    /// The ledger with what commitments leave unused kept at its vendor and service: it has no region, account or tags.
    ///
    /// Used and unused money of a commitment add up to a constant. On a quiet day money moves from where it was used to
    /// where the unused rest is billed, and nothing was spent more: the unused rest says nothing of the place it is billed to.
    func poolingUnusedCommitments() -> Ledger {
        guard let status = column("CommitmentDiscountStatus"),
            let unused = status.values.firstIndex(of: "Unused").map({ UInt32($0 + 1) })
        else { return self }
        var pooled = self
        for name in ["SubAccountId", "SubAccountName", "RegionId", "ResourceId", "Tags"] {
            guard let i = Ledger.textColumns.firstIndex(of: name) else { continue }
            for row in 0..<count where status.codes[row] == unused { pooled.text[i].codes[row] = 0 }
        }
        return pooled
    }
}

extension EstateView {
    /// Whether each leaf is only what commitments leave unused.
    static func unusedLeaves(_ ledger: Ledger, _ cube: CostCube, passes: [Bool]) -> [Bool] {
        var isUnused = [Bool](repeating: false, count: cube.leafCount)
        guard let status = ledger.column("CommitmentDiscountStatus"),
            let unused = status.values.firstIndex(of: "Unused").map({ UInt32($0 + 1) })
        else { return isUnused }
        let columns = cube.dimensions.map { ledger.codes(of: $0).codes }
        var keys: Set<[UInt32]> = []
        for row in 0..<ledger.count where passes[row] && status.codes[row] == unused {
            keys.insert(columns.map { $0[row] })
        }
        let narrow = cube.dimensions.indices.filter {
            cube.dimensions[$0] != .serviceProvider && cube.dimensions[$0] != .service
        }
        for leaf in isUnused.indices where !narrow.isEmpty && narrow.allSatisfy({ cube.codes[$0][leaf] == 0 })
        {
            isUnused[leaf] = keys.contains(cube.codes.map { $0[leaf] })
        }
        return isUnused
    }
}
