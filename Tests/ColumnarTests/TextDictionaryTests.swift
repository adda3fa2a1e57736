import Columnar
import Testing

@Suite struct TextDictionaryTests {
    @Test func codesAreDenseAndStable() {
        var dictionary = TextDictionary()
        #expect(dictionary.code(of: "") == 0)
        let texts = (0..<5000).map {
            "text \($0 % 1000) \(String(repeating: "x", count: $0 % 17 == 0 ? 0 : 3))"
        }
        var codeOf: [String: UInt32] = [:]
        for text in texts {
            let code = dictionary.code(of: text)
            #expect(codeOf[text] ?? code == code)
            codeOf[text] = code
            #expect(dictionary.text(code) == text)
        }
        #expect(dictionary.count == codeOf.count)
        #expect(Set(codeOf.values) == Set(1...UInt32(codeOf.count)))
    }
}
