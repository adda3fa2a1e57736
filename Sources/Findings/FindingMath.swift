internal import Foundation

/// Small numbers work that several parts share.
enum FindingMath {
    static func logarithm(_ x: Double) -> Double { log(x) }

    /// The middle value of at most a few numbers; 0 for none.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// `total` split in proportion to `weights`, exactly; evenly where all weights are 0.
    static func split(_ total: Int128, by weights: [Double]) -> [Int128] {
        guard !weights.isEmpty else { return [] }
        let positive = weights.map { max($0, 0) }
        let sum = positive.reduce(0, +)
        let shares = sum > 0 ? positive.map { $0 / sum } : weights.map { _ in 1 / Double(weights.count) }
        // Shares are taken to 10⁻¹², so that the product stays exact; the largest takes what rounding leaves.
        var parts = shares.map { total / 1_000_000_000_000 * Int128(($0 * 1e12).rounded()) }
        let largest = shares.indices.max { (shares[$0], -$0) < (shares[$1], -$1) } ?? 0
        parts[largest] += total - parts.reduce(0, +)
        return parts
    }

    /// FNV-1a over the bytes of a text: the same on every machine.
    static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01b3
        }
        return hash
    }
}
