/// Sums of charges that agree in every text and date: an open-addressing hash table over flat arrays.
///
/// A table of our own because one probe must find key and sums without hashing objects: the standard dictionary took
/// several times as long.
struct GroupTable {
    /// Words of a key: the codes of all text columns, then four days.
    static let keyWords = Ledger.textColumns.count + 4

    /// What is added up for a group.
    struct Sums {
        var billed: Int128 = 0
        var effective: Int128 = 0
        var contracted: Int128 = 0
        var list: Int128 = 0
        var pricing: Int128 = 0
        var consumed: Int128 = 0
        var rows: Int64 = 0
        var hasPricing = false
        var hasConsumed = false
        /// A quantity did not fit and stays unknown.
        var isPricingLost = false
        var isConsumedLost = false
    }

    /// Keys of the groups, ``keyWords`` each.
    private(set) var keys: [UInt32] = []
    private(set) var sums: [Sums] = []
    /// The upper half of the hash and, in the lower half, the group's number from 1 on.
    private var slots = [UInt64](repeating: 0, count: 1024)

    /// Number of groups.
    var count: Int { sums.count }

    /// The group of the key that starts at `start` in `rows`, new if it is not there yet.
    mutating func group(_ rows: [UInt32], at start: Int, hash: UInt64) -> Int {
        if count * 2 >= slots.count { grow() }
        let mask = slots.count - 1
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
        while slots[slot] != 0 {
            let entry = slots[slot]
            if entry & 0xFFFF_FFFF_0000_0000 == tag {
                let group = Int(entry & 0xFFFF_FFFF) - 1
                if isEqual(group, rows, start) { return group }
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = tag | UInt64(count + 1)
        keys.append(contentsOf: rows[start..<start + GroupTable.keyWords])
        sums.append(Sums())
        return count - 1
    }

    /// Adds to the sums of a group.
    mutating func update(_ group: Int, _ body: (inout Sums) -> Void) {
        body(&sums[group])
    }

    /// Forgets all groups and keeps the memory.
    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        for i in slots.indices { slots[i] = 0 }
    }

    private func isEqual(_ group: Int, _ rows: [UInt32], _ start: Int) -> Bool {
        let offset = group * GroupTable.keyWords
        var difference: UInt32 = 0
        for i in 0..<GroupTable.keyWords { difference |= keys[offset + i] ^ rows[start + i] }
        return difference == 0
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        let mask = larger.count - 1
        let hashes = GroupTable.Hasher()
        for group in 0..<count {
            let hash = hashes.hash(keys, group * GroupTable.keyWords)
            var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(group + 1)
        }
        slots = larger
    }

    /// Multilinear hashing: each word of a key has its own odd factor.
    struct Hasher {
        private let factors: [UInt64]

        init() {
            var state: UInt64 = 0x9E37_79B9_7F4A_7C15
            factors = (0..<GroupTable.keyWords).map { _ in
                state = state &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D
                return (state ^ (state >> 29)) | 1
            }
        }

        /// The factor of a word.
        func factor(_ word: Int) -> UInt64 { factors[word] }

        /// The hash of the key that starts at `start`.
        func hash(_ rows: [UInt32], _ start: Int) -> UInt64 {
            var sum: UInt64 = 0
            for i in factors.indices { sum = sum &+ UInt64(rows[start + i]) &* factors[i] }
            return Hasher.finish(sum)
        }

        /// Spreads the sum over all bits.
        static func finish(_ sum: UInt64) -> UInt64 {
            let product = (sum ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
            return product.high ^ product.low
        }
    }
}
