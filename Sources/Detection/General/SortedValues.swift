import Statistics

/// Distinct numbers in ascending order, which is asked for the distance of a number to the nearest.
///
/// Kept in blocks, so that taking a number up costs the search and a move within one block.
struct SortedValues: Sendable, Hashable {
    private static let blockSize = 512
    /// Ascending within and across blocks; no block is empty.
    private var blocks: [[Double]] = []

    /// Largest number less the smallest, 0 without numbers.
    var range: Double {
        guard let first = blocks.first?.first, let last = blocks.last?.last else { return 0 }
        return last - first
    }

    /// Takes a number up; one that is there already changes nothing.
    mutating func insert(_ value: Double) {
        guard !blocks.isEmpty else { return blocks.append([value]) }
        let block = place(of: value)
        let i = blocks[block].place(ofSorted: value)
        if i < blocks[block].count, blocks[block][i] == value { return }
        blocks[block].insert(value, at: i)
        guard blocks[block].count > Self.blockSize else { return }
        let half = blocks[block].count / 2
        blocks.insert(Array(blocks[block][half...]), at: block + 1)
        blocks[block].removeSubrange(half...)
    }

    /// How far `value` is from the nearest number; `nil` without numbers.
    func distance(to value: Double) -> Double? {
        guard !blocks.isEmpty else { return nil }
        let block = place(of: value)
        let i = blocks[block].place(ofSorted: value)
        var nearest = Double.infinity
        if i < blocks[block].count { nearest = blocks[block][i] - value }
        if i > 0 {
            nearest = min(nearest, value - blocks[block][i - 1])
        } else if block > 0, let before = blocks[block - 1].last {
            nearest = min(nearest, value - before)
        }
        return nearest
    }

    /// The first block whose last number is at least `value`, or the last block.
    private func place(of value: Double) -> Int {
        var (low, high) = (0, blocks.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle][blocks[middle].count - 1] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
