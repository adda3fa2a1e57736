internal import Billing
internal import Budgeting
internal import TimeSeries
internal import Yams

/// Reads the changes and contracts of a plan or a scenario.
struct PlanChangeReader {
    var reader: ConfigurationReader
    let file: String
    /// The currency of what names none.
    let currency: Currency?
    let version: Int
    /// Who is the author of what names none; `nil` if each must name one.
    var author: String?
    /// The first day of what names none; `nil` if each must name one.
    var firstDay: CivilDate?
    private(set) var changes: [(change: PlannedChange, line: Int)] = []

    init(
        reader: ConfigurationReader, file: String, currency: Currency?, version: Int, author: String? = nil,
        firstDay: CivilDate? = nil
    ) {
        self.reader = reader
        self.file = file
        self.currency = currency
        self.version = version
        self.author = author
        self.firstDay = firstDay
    }

    private static let effectKeys = ["change", "discount", "amount", "monthly", "moveTo", "copyTo"]
    private static let keys =
        ["name", "kind", "scope", "from", "to", "rampDays", "author", "note", "currency", "share", "size"]
        + effectKeys

    /// Kinds that a plan may name; the others are made by the program.
    static let kinds = PlannedChange.Kind.allCases.filter { $0 != .driver && $0 != .pin }

    // MARK: Changes

    mutating func readChange(_ element: Node) {
        let values = reader.mapping(element, "a change", keys: PlanChangeReader.keys)
        let needed = ["kind"] + (firstDay == nil ? ["from"] : []) + (author == nil ? ["author"] : [])
        guard reader.require(needed, in: values, of: element, "a change") else { return }
        let kind = values["kind"].flatMap { node in
            reader.value(
                node, "kind", "one of \(PlanChangeReader.kinds.map(\.rawValue).joined(separator: ", "))"
            ) { text in PlanChangeReader.kinds.first { $0.rawValue == text } }
        }
        let scope = values["scope"].map { reader.scope($0, "scope") } ?? .total
        let effect = readEffect(values, scope, of: element)
        guard let kind, let days = readDays(values, kind, effect, of: element), let effect else { return }
        add(kind, scope, days, effect, values, element)
    }

    private mutating func readDays(
        _ values: [String: Node], _ kind: PlannedChange.Kind, _ effect: PlannedChange.Effect?,
        of element: Node
    ) -> Range<CivilDate>? {
        var values = values
        if kind == .oneOff, values["to"] == nil { values["to"] = values["from"] }
        if values["from"] == nil, let firstDay { values["from"] = Node(firstDay.description) }
        let days = reader.days(values, of: element, "a change", mayBeOpen: true)
        switch effect {
        case .amount where values["to"] == nil:
            reader.fail(element, "needs a last day in to for an amount, got none; add it, or write monthly")
            return nil
        case .move where values["to"] == nil:
            // A move without an end is done in its ramp, or at once.
            return days.map { $0.lowerBound..<$0.lowerBound.advanced(by: max(1, rampDays(values) ?? 1)) }
        default: return days
        }
    }

    private func rampDays(_ values: [String: Node]) -> Int? {
        values["rampDays"]?.scalar.flatMap { Int($0.string) }
    }

    private mutating func readEffect(_ values: [String: Node], _ scope: Scope, of element: Node)
        -> PlannedChange.Effect?
    {
        let given = PlanChangeReader.effectKeys.filter { values[$0] != nil }
        guard given.count == 1, let key = given.first, let node = values[key] else {
            reader.fail(
                element,
                "needs one of \(PlanChangeReader.effectKeys.joined(separator: ", ")) in a change, got "
                    + (given.isEmpty ? "none" : given.joined(separator: " and ")) + "; keep one")
            return nil
        }
        for (extra, owner) in [("share", "moveTo"), ("size", "copyTo")] where owner != key {
            if let node = values[extra] {
                reader.fail(node, "needs \(owner) beside \(extra), got \(key); remove \(extra)")
            }
        }
        switch key {
        case "change":
            return reader.percent(node, key, in: -1...10, "a change from -100% to +1000% such as +10%")
                .map { .factor(1 + $0) }
        case "discount": return reader.share(node, key).map { .factor(1 - $0) }
        case "amount": return reader.planMoney(node, key).map { .amount($0) }
        case "monthly": return reader.planMoney(node, key).map { .monthly($0) }
        default: return readTransfer(key, node, values, scope, of: element)
        }
    }

    private mutating func readTransfer(
        _ key: String, _ node: Node, _ values: [String: Node], _ scope: Scope, of element: Node
    ) -> PlannedChange.Effect? {
        let target = reader.scope(node, key)
        guard !scope.contains(target), !target.contains(scope) else {
            reader.fail(
                element,
                "needs two parts of the bill that do not hold each other, got \(scope) and \(target); "
                    + "correct scope or \(key)")
            return nil
        }
        if key == "moveTo" {
            guard let node = values["share"] else { return .move(to: target, share: 1) }
            return reader.share(node, "share").map { .move(to: target, share: $0) }
        }
        guard let node = values["size"] else { return .copy(to: target, factor: 1) }
        return reader.percent(node, "size", in: 0...10, "a size from 0% to 1000% such as 40%")
            .map { .copy(to: target, factor: $0) }
    }

    // MARK: Contracts

    mutating func readContract(_ element: Node) {
        let keys = ["name", "scope", "from", "to", "minimum", "currency", "author", "note"]
        let values = reader.mapping(element, "a contract", keys: keys)
        guard reader.require(["from", "to", "minimum", "author"], in: values, of: element, "a contract")
        else { return }
        let scope = values["scope"].map { reader.scope($0, "scope") } ?? .total
        let minimum = values["minimum"].flatMap { reader.planMoney($0, "minimum") }
        let days = reader.days(values, of: element, "a contract")
        guard let minimum, let days else { return }
        guard minimum >= .zero else {
            return reader.fail(element, "needs a minimum of 0 or more, got \(minimum); correct it")
        }
        add(.pin, scope, days, .minimum(minimum), values, element)
    }

    private mutating func add(
        _ kind: PlannedChange.Kind, _ scope: Scope, _ days: Range<CivilDate>, _ effect: PlannedChange.Effect,
        _ values: [String: Node], _ element: Node
    ) {
        guard let author = values["author"].map({ reader.text($0, "author") }) ?? author else { return }
        var change = PlannedChange(
            kind: kind, scope: scope, days: days, effect: effect, author: author,
            note: values["note"].flatMap { reader.text($0, "note") },
            source: "\(file):\(reader.line(of: element))")
        change.name = values["name"].flatMap { reader.name($0, "name") }
        change.version = version
        if let node = values["rampDays"] {
            change.rampDays =
                reader.value(node, "rampDays", "a whole number of days from 0 to 730") {
                    Int($0).flatMap { 0...730 ~= $0 ? $0 : nil }
                } ?? 0
        }
        if effect.isMoney {
            change.currency = values["currency"].map { reader.currency($0, "currency") } ?? currency
            if change.currency == nil, values["currency"] == nil {
                reader.fail(
                    element, "needs a currency for money in a change or for the workspace, got none; add it")
            }
        } else if let node = values["currency"] {
            change.currency = reader.currency(node, "currency")
        }
        changes.append((change, reader.line(of: element)))
    }
}

extension PlannedChange.Effect {
    /// Whether it is an amount of money, which has a currency.
    var isMoney: Bool {
        switch self {
        case .amount, .monthly, .minimum: true
        case .factor, .move, .copy: false
        }
    }
}
