internal import CArrow

/// Room for the sentence that a C function leaves when it fails.
struct Message {
    var raw = carrow_message()

    /// The sentence.
    var text: String {
        // SAFETY: the bytes are read within the tuple's size, and the C side always ends them with a zero.
        unsafe withUnsafeBytes(of: raw.text) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
