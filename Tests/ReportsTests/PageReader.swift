import Foundation

/// Reads the tags of a page strictly, as a check that they nest and what they are.
enum PageReader {
    struct Elements {
        var names: [String] = []
        var attributeNames: Set<String> = []
        var isBalanced = true
        /// The markup of every drawing.
        var drawings: [Substring] = []
    }

    private static let void: Set<String> = ["meta", "link", "br", "hr", "!doctype"]

    static func elements(_ page: String) -> Elements {
        var result = Elements()
        var open: [String] = []
        var rest = page[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[page.index(after: end)...]
            let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace })
            if tag.hasPrefix("/") {
                if open.popLast() != name { result.isBalanced = false }
                continue
            }
            result.names.append(name)
            result.attributeNames.formUnion(attributes(tag.dropFirst(name.count)))
            if !void.contains(name) { open.append(name) }
            if name == "svg", let close = rest.range(of: "</svg>") {
                result.drawings.append(page[start..<close.upperBound])
            }
        }
        if !open.isEmpty { result.isBalanced = false }
        return result
    }

    private static func attributes(_ text: Substring) -> [String] {
        var names: [String] = []
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            names.append(rest[..<equals].trimmingPrefix(while: \.isWhitespace).description)
            rest = rest[equals...].dropFirst(2)
            guard let quote = rest.firstIndex(of: "\"") else { return names + ["onbroken"] }
            rest = rest[quote...].dropFirst()
        }
        return names
    }
}
