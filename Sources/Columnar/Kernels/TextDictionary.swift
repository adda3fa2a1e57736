import Glibc

/// Distinct texts numbered in the order in which they came: 1 for the first; 0 stands for the empty text.
public struct TextDictionary: Sendable {
    private var bytes: [UInt8] = []
    private var offsets: [Int] = [0]
    private var hashes: [UInt64] = []
    private var slots: [UInt32]
    private var mask: Int

    /// A dictionary without texts.
    public init() {
        slots = [UInt32](repeating: 0, count: 64)
        mask = 63
    }

    /// Number of texts.
    public var count: Int { hashes.count }
    /// Bytes of all texts.
    public var byteCount: Int { bytes.count }

    /// The text with a code from 1 on.
    public func text(_ code: UInt32) -> String {
        String(decoding: bytes[offsets[Int(code) - 1]..<offsets[Int(code)]], as: UTF8.self)
    }

    /// All texts in order of code.
    public var texts: [String] { hashes.indices.map { text(UInt32($0 + 1)) } }

    /// The code of a text, new if it is not there yet; 0 for the empty text.
    public mutating func code(of text: String) -> UInt32 {
        var copy = text
        return copy.withUTF8 { unsafe code(of: UnsafeRawBufferPointer($0)) }
    }

    /// The code of a text, new if it is not there yet; 0 for the empty text.
    public mutating func code(of text: Span<UInt8>) -> UInt32 {
        unsafe text.withUnsafeBytes { unsafe code(of: $0) }
    }

    /// Writes the code of a column of each record.
    ///
    /// - Parameters:
    ///   - column: A column of the batch.
    ///   - batch: Records of a CSV file.
    ///   - codes: Gets one code a record.
    public mutating func encode(_ column: Int, of batch: borrowing CSVBatch, into codes: inout [UInt32]) {
        let width = batch.width
        let count = batch.count
        codes.removeAll(keepingCapacity: true)
        codes.reserveCapacity(count)
        var lastStart = 0
        var lastSize = 0
        var lastCode: UInt32 = 0
        unsafe batch.bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return }
            for record in 0..<count {
                let at = record * width + column
                let start = Int(batch.starts[at])
                let size = Int(batch.ends[at]) - start
                // SAFETY: ranges of a batch lie within its bytes.
                if unsafe size != lastSize || memcmp(base + start, base + lastStart, size) != 0 {
                    lastCode = unsafe code(of: UnsafeRawBufferPointer(start: base + start, count: size))
                }
                lastStart = start
                lastSize = size
                codes.append(lastCode)
            }
        }
    }

    private mutating func code(of text: UnsafeRawBufferPointer) -> UInt32 {
        guard let base = text.baseAddress, text.count > 0 else { return 0 }
        let hash = unsafe TextDictionary.hash(base, text.count)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let code = slots[slot]
            if code == 0 { break }
            let i = Int(code) - 1
            if hashes[i] == hash, offsets[i + 1] - offsets[i] == text.count {
                let start = offsets[i]
                // SAFETY: text `i` lies at `start`, as long as the one looked for.
                let isEqual = unsafe bytes.withUnsafeBytes { all in
                    guard let stored = all.baseAddress else { return false }
                    return unsafe memcmp(stored + start, base, text.count) == 0
                }
                if isEqual { return code }
            }
            slot = (slot + 1) & mask
        }
        unsafe bytes.append(contentsOf: text)
        offsets.append(bytes.count)
        hashes.append(hash)
        let code = UInt32(hashes.count)
        slots[slot] = code
        if hashes.count * 2 > slots.count { grow() }
        return code
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        mask = slots.count - 1
        for (i, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(i + 1)
        }
    }

    /// A hash of `count` bytes, eight at a time: multiply and fold.
    private static func hash(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        func mix(_ word: UInt64) {
            let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = product.high ^ product.low
        }
        var i = 0
        while i + 8 <= count {
            // SAFETY: 8 bytes from `i` on lie within the text.
            mix(unsafe base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            i += 8
        }
        if i < count {
            var word: UInt64 = 0
            var shift: UInt64 = 0
            while i < count {
                // SAFETY: `i` is within the text.
                word |= UInt64(unsafe base.load(fromByteOffset: i, as: UInt8.self)) << shift
                shift += 8
                i += 1
            }
            mix(word)
        }
        mix(0xA076_1D64_78BD_642F)
        return hash
    }
}
