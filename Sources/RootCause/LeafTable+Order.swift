extension LeafTable {
    /// Leaves in order of their values' texts, then of their numbers.
    ///
    /// A counting sort for each dimension, the last first.
    func canonicalOrder() -> [Int] {
        var order = Array(0..<count)
        var next = order
        for d in codes.indices.reversed() {
            let column = codes[d]
            let ranks = textRanks(d)
            var starts = [Int](repeating: 0, count: ranks.count + 1)
            for code in column { starts[ranks[code] + 1] += 1 }
            for rank in ranks.indices { starts[rank + 1] += starts[rank] }
            for leaf in order {
                let rank = ranks[column[leaf]]
                next[starts[rank]] = leaf
                starts[rank] += 1
            }
            swap(&order, &next)
        }
        sortRepeats(&order)
        return order
    }

    /// The place of each value of a dimension in the order of their texts.
    func textRanks(_ dimension: Int) -> [Int] {
        let column = values[dimension]
        var ranks = [Int](repeating: 0, count: column.count)
        for (rank, code) in column.indices.sorted(by: { (column[$0], $0) < (column[$1], $1) }).enumerated() {
            ranks[code] = rank
        }
        return ranks
    }

    /// Puts leaves with the same values, which stand together, in order of their numbers.
    private func sortRepeats(_ order: inout [Int]) {
        var start = 0
        for end in 1..<max(order.count + 1, 1) {
            if end < order.count, codes.allSatisfy({ $0[order[start]] == $0[order[end]] }) { continue }
            if end - start > 1 {
                order[start..<end].sort { (predict[$0], real[$0]) < (predict[$1], real[$1]) }
            }
            start = end
        }
    }

    /// The same leaves in another order, the codes of each dimension in order of its values' texts.
    func reordered(_ order: [Int]) -> LeafTable {
        let ranks = codes.indices.map { textRanks($0) }
        let sorted = LeafTable(
            dimensions: dimensions,
            values: zip(values, ranks).map { texts, ranks in
                var sorted = texts
                for (code, rank) in ranks.enumerated() { sorted[rank] = texts[code] }
                return sorted
            },
            codes: zip(codes, ranks).map { column, ranks in order.map { ranks[column[$0]] } },
            real: order.map { real[$0] }, predict: order.map { predict[$0] },
            sigma: sigma.map { column in order.map { column[$0] } })
        guard let size else { return sorted }
        return LeafTable(
            sorted, real: sorted.real, predict: sorted.predict, size: order.map { size[$0] })
    }

    /// Whether there are leaves for at least half of the combinations of values.
    var isDense: Bool {
        Double(count) >= 0.5 * values.reduce(1.0) { $0 * Double($1.count) }
    }
}
