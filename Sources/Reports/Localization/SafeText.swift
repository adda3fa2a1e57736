/// Makes text out of bills (names, ids, tags: anything at all) fit to stand in a report.
public enum SafeText {
    /// The text on one line, without control and direction-changing characters: those become a space or `�`.
    public static func cleaned(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            // A letter takes a few marks at most; heaps of them would cover the lines above.
            marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
            if marks > 4 { continue }
            switch scalar.value {
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
            case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB, 0xFEFF,
                0xFDD0...0xFDEF:
                result.append("\u{FFFD}")
            case let value where value & 0xFFFE == 0xFFFE: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The cleaned text, its middle left out if it is long.
    public static func short(_ text: some StringProtocol, limit: Int = 80) -> String {
        let clean = cleaned(text)
        guard clean.unicodeScalars.count > limit else { return clean }
        return prefix(clean, limit * 2 / 3) + "…" + suffix(clean, limit / 4)
    }

    /// Whole characters of at most `limit` scalars together; some scalars of the first character if that alone is longer.
    private static func prefix(_ text: String, _ limit: Int) -> String {
        var result = ""
        var count = 0
        for character in text {
            count += character.unicodeScalars.count
            if count > limit { break }
            result.append(character)
        }
        guard result.isEmpty else { return result }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
    }

    private static func suffix(_ text: String, _ limit: Int) -> String {
        var characters: [Character] = []
        var count = 0
        for character in text.reversed() {
            count += character.unicodeScalars.count
            if count > limit { break }
            characters.append(character)
        }
        return String(characters.reversed())
    }
}
