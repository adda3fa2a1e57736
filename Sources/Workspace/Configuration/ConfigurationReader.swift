internal import Billing
internal import TimeSeries
internal import Yams

/// Reads values out of YAML nodes and collects what is wrong with them instead of stopping at the first.
struct ConfigurationReader {
    /// What was wrong so far.
    private(set) var problems: [ConfigurationError.Problem] = []

    /// Notes that a node is not what is needed.
    mutating func fail(_ node: Node, _ message: String) {
        problems.append(.init(line: line(of: node), message: message))
    }

    /// The line that a node begins on, from 1.
    func line(of node: Node) -> Int { node.mark?.line ?? 1 }

    /// The values of a mapping by key; keys that are not `known` are problems.
    mutating func mapping(_ node: Node, _ name: String, keys known: [String]) -> [String: Node] {
        var values: [String: Node] = [:]
        for (key, value) in pairs(node, name) {
            guard known.contains(key.text) else {
                fail(
                    key.node,
                    "needs a known key in \(name), got '\(key.text)'; known are \(known.joined(separator: ", "))"
                )
                continue
            }
            values[key.text] = value
        }
        return values
    }

    /// The pairs of a mapping in order, whatever its keys.
    mutating func pairs(_ node: Node, _ name: String) -> [(key: (text: String, node: Node), value: Node)] {
        guard let mapping = node.mapping else {
            fail(node, "needs keys with values for \(name), got \(ConfigurationReader.described(node))")
            return []
        }
        return mapping.map { (($0.key.scalar?.string ?? "", $0.key), $0.value) }
    }

    /// The elements of a list.
    mutating func list(_ node: Node, _ name: String) -> [Node] {
        guard let sequence = node.sequence else {
            fail(
                node,
                "needs a list for \(name), got \(ConfigurationReader.described(node)); write it as [a, b]")
            return []
        }
        return Array(sequence)
    }

    /// A text, or anything that is written without brackets, exactly as it stands.
    mutating func text(_ node: Node, _ name: String) -> String? {
        guard let scalar = node.scalar, !scalar.string.isEmpty, !ConfigurationReader.isNull(node) else {
            fail(node, "needs a text for \(name), got \(ConfigurationReader.described(node))")
            return nil
        }
        return scalar.string
    }

    /// A text that reads as something more.
    mutating func value<Value>(_ node: Node, _ name: String, _ form: String, as read: (String) -> Value?)
        -> Value?
    {
        guard let scalar = node.scalar, let value = read(scalar.string) else {
            fail(node, "needs \(form) for \(name), got \(ConfigurationReader.described(node))")
            return nil
        }
        return value
    }

    mutating func currency(_ node: Node, _ name: String) -> Currency? {
        value(node, name, "a currency code such as USD") { Currency($0) }
    }

    mutating func money(_ node: Node, _ name: String) -> Money<Charged>? {
        value(node, name, "money as a decimal such as \"1200.50\"") { Money($0) }
    }

    mutating func day(_ node: Node, _ name: String) -> CivilDate? {
        value(node, name, "a day as YYYY-MM-DD") { CivilDate($0) }
    }

    /// A FOCUS column that the lake keeps, or a tag.
    mutating func dimension(_ text: String, at node: Node, _ name: String) -> Dimension? {
        let columns = Ledger.textColumns.filter { $0 != "Tags" }
        let isTag = text.hasPrefix("tag:") && text.utf8.count > 4
        guard isTag || columns.contains(text) else {
            fail(
                node,
                "needs a FOCUS column or tag:KEY for \(name), got '\(text)'; columns are "
                    + columns.joined(separator: ", "))
            return nil
        }
        return Dimension(text)
    }

    /// A part of the bill: dimensions and their values; `~` stands for charges without a value.
    mutating func scope(_ node: Node, _ name: String) -> Scope {
        var values: [Dimension: String?] = [:]
        for (key, value) in pairs(node, name) {
            guard let dimension = dimension(key.text, at: key.node, name) else { continue }
            values[dimension] = .some(ConfigurationReader.isNull(value) ? nil : text(value, key.text))
        }
        return Scope(values)
    }

    /// Notes each of `keys` that a mapping lacks.
    mutating func require(_ keys: [String], in values: [String: Node], of node: Node, _ name: String) -> Bool
    {
        let missing = keys.filter { values[$0] == nil }
        if !missing.isEmpty {
            fail(node, "needs \(missing.joined(separator: " and ")) in \(name), got none; add it")
        }
        return missing.isEmpty
    }

    static func isNull(_ node: Node) -> Bool { node.null != nil }

    static func described(_ node: Node) -> String {
        if isNull(node) { return "nothing" }
        if let scalar = node.scalar { return "'\(scalar.string.prefix(40))'" }
        return node.mapping != nil ? "keys with values" : "a list"
    }
}
