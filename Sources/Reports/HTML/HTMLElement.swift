/// An element of a page; text and attribute values are escaped by construction, there is no way to put in raw markup.
///
///     HTMLElement("p", ["class": "note"]) { "a < b" }
public struct HTMLElement: Sendable, Hashable {
    /// What an element holds.
    public enum Node: Sendable, Hashable {
        case element(HTMLElement)
        case text(String)
    }

    public let name: String
    public let attributes: [Attribute]
    public let children: [Node]

    /// A name and its value.
    public struct Attribute: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// An element; an attribute with a `nil` value is left out.
    ///
    /// - Precondition: Names are ASCII letters, digits and `-`, not `script` or `style`, and no attribute is an event
    ///   handler.
    public init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        @Children children: () -> [Node] = { [] }
    ) {
        precondition(HTMLElement.isName(name) && name != "script" && name != "style", "a safe element name")
        self.name = name
        self.attributes = attributes.compactMap { name, value in
            precondition(HTMLElement.isName(name) && !name.hasPrefix("on"), "a safe attribute name")
            return value.map { Attribute(name: name, value: $0) }
        }
        self.children = children()
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, 97...122 ~= first | 0x20 else { return false }
        return name.utf8.allSatisfy { 97...122 ~= $0 | 0x20 || 48...57 ~= $0 || $0 == UInt8(ascii: "-") }
    }

    /// Collects what stands between the braces of an element.
    @resultBuilder public enum Children {
        public static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
        public static func buildExpression(_ element: HTMLElement) -> [Node] { [.element(element)] }
        @_disfavoredOverload public static func buildExpression(_ element: HTMLElement?) -> [Node] {
            element.map { [.element($0)] } ?? []
        }
        public static func buildExpression(_ elements: [HTMLElement]) -> [Node] {
            elements.map { .element($0) }
        }
        public static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
        public static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap(\.self) }
        public static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
        public static func buildEither(first part: [Node]) -> [Node] { part }
        public static func buildEither(second part: [Node]) -> [Node] { part }
        public static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap(\.self) }
    }
}

extension HTMLElement {
    private static let void: Set<String> = ["br", "col", "hr", "img", "link", "meta", "wbr"]
    /// Elements of running text: no line breaks around them in the source.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "br", "code", "em", "small", "span", "strong", "time", "tspan", "wbr",
    ]

    /// The markup.
    public var markup: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        if !HTMLElement.inline.contains(name), !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        text += "<" + name
        for attribute in attributes {
            text += " " + attribute.name + "=\""
            HTMLElement.escape(attribute.value, to: &text)
            text += "\""
        }
        text += ">"
        if HTMLElement.void.contains(name) { return }
        for child in children {
            switch child {
            case .element(let element): element.write(to: &text)
            case .text(let string): HTMLElement.escape(string, to: &text)
            }
        }
        text += "</" + name + ">"
    }

    /// Writes text so that no character of it is markup; characters that HTML forbids become `�`.
    private static func escape(_ string: String, to text: inout String) {
        for scalar in string.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\u{9}", "\u{A}": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
