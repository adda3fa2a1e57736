/// A hash that is the same on every machine and in every run, for ids that people and other programs keep.
public enum StableHash {
    /// FNV-1a over the UTF-8 bytes of a text.
    ///
    /// - SeeAlso: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm", IETF draft.
    public static func fnv1a(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
