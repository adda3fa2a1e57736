/// Texts by number, so that a bill names each only once; 0 is null.
struct TextPool: Sendable {
    private(set) var values: [String] = []
    private var codeOf: [String: UInt32] = [:]

    /// The number of a text.
    mutating func code(_ text: String?) -> UInt32 {
        guard let text else { return 0 }
        if let code = codeOf[text] { return code }
        values.append(text)
        let code = UInt32(values.count)
        codeOf[text] = code
        return code
    }
}
