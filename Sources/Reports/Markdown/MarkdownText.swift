/// GitHub-flavoured Markdown whose text cannot become markup.
public enum MarkdownText {
    /// Text from a bill, shortened and escaped.
    public static func name(_ text: some StringProtocol) -> String { escaped(SafeText.short(text)) }

    /// Text with every character escaped that could start markup, a table cell, a link or a mention.
    public static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for character in SafeText.cleaned(text) {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "&", "~", "@", "#", "$", "!":
                result += "\\" + String(character)
            case "/" where result.hasSuffix(":"):
                result.insert("\\", at: result.index(before: result.endIndex))
                result.append("/")
            case "w" where result.hasSuffix("ww"): result += "w\u{2060}"
            default: result.append(character)
            }
        }
        return result
    }

    /// A table; cells are Markdown already, numbers stand right.
    static func table(_ head: [String], rightFrom: Int = 1, _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        let rule = head.indices.map { $0 < rightFrom ? "---" : "---:" }
        return line(head) + line(rule) + rows.map(line).joined()
    }
}
