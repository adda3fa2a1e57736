internal import Billing
internal import Budgeting
internal import TimeSeries
internal import Yams

/// Reads one YAML file of `budgets/` into a draft.
struct PlanYAML {
    let file: String
    /// The currency of what names none.
    let currency: Currency?
    private(set) var draft = PlanDraft()
    var reader = ConfigurationReader()
    /// The version that the file's items belong to; 0 if it names none.
    private(set) var version = 0

    private static let keys = [
        "version", "approvedBy", "approvedOn", "note", "approvals", "calendar", "trees", "budgets",
        "reserves",
        "changes", "contracts",
    ]

    /// Reads a text; what is wrong with it is among the draft's problems.
    init(_ yaml: String, file: String, currency: Currency?) {
        self.file = file
        self.currency = currency
        do {
            let text = yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml
            let root = try YAMLText.root(text, file: file, advice: "split it, or write budgets as CSV")
            if let root, !ConfigurationReader.isNull(root) {
                read(root)
            } else {
                draft.fail(place(1), "needs a plan, got an empty file; write budgets into it or remove it")
            }
        } catch {
            for problem in error.problems { draft.fail(place(problem.line), problem.message) }
        }
        for problem in reader.problems { draft.fail(place(problem.line), problem.message) }
    }

    func place(_ line: Int) -> PlanDraft.Place { PlanDraft.Place(file: file, line: line) }
    func place(of node: Node) -> PlanDraft.Place { place(reader.line(of: node)) }

    private mutating func read(_ root: Node) {
        let values = reader.mapping(root, "a plan", keys: PlanYAML.keys)
        readVersion(values, root)
        for element in list(values["approvals"], "approvals") { readApproval(element) }
        if let node = values["calendar"] { readCalendar(node) }
        for element in list(values["trees"], "trees") { readTree(element) }
        for element in list(values["budgets"], "budgets") { readBudget(element) }
        for element in list(values["reserves"], "reserves") { readReserve(element) }
        var changes = PlanChangeReader(reader: reader, file: file, currency: currency, version: version)
        for element in list(values["changes"], "changes") { changes.readChange(element) }
        for element in list(values["contracts"], "contracts") { changes.readContract(element) }
        reader = changes.reader
        draft.changes = changes.changes.map { .init(item: $0.change, place: place($0.line)) }
    }

    private mutating func list(_ node: Node?, _ name: String) -> [Node] {
        node.map { reader.list($0, name) } ?? []
    }

    // MARK: Versions

    private mutating func readVersion(_ values: [String: Node], _ root: Node) {
        guard let node = values["version"] else {
            if let key = ["approvedBy", "approvedOn"].first(where: { values[$0] != nil }),
                let node = values[key]
            {
                reader.fail(node, "needs a version beside \(key), got none; add version: 1")
            }
            return
        }
        guard let number = reader.version(node) else { return }
        version = number
        add(number, values, at: node)
    }

    private mutating func readApproval(_ element: Node) {
        let keys = ["version", "approvedBy", "approvedOn", "note"]
        let values = reader.mapping(element, "an approval", keys: keys)
        guard
            reader.require(["version", "approvedBy", "approvedOn"], in: values, of: element, "an approval"),
            let node = values["version"], let number = reader.version(node)
        else { return }
        add(number, values, at: element)
    }

    private mutating func add(_ number: Int, _ values: [String: Node], at node: Node) {
        let by = values["approvedBy"].flatMap { reader.text($0, "approvedBy") }
        let on = values["approvedOn"].flatMap { reader.planDay($0, "approvedOn") }
        if (values["approvedBy"] == nil) != (values["approvedOn"] == nil) {
            reader.fail(
                node,
                "needs approvedBy and approvedOn together, got one; add the other, or neither for a draft")
        }
        draft.versions.append(
            .init(
                item: PlanVersion(
                    number: number, approvedBy: by, approvedOn: on,
                    note: values["note"].flatMap { reader.text($0, "note") }),
                place: place(of: node)))
    }

    // MARK: Calendar and trees

    private mutating func readCalendar(_ node: Node) {
        let values = reader.mapping(node, "calendar", keys: ["firstMonth", "yearNamedBy", "periods"])
        var calendar = FiscalCalendar()
        if let month = values["firstMonth"] {
            calendar.firstMonth =
                reader.value(month, "firstMonth", "a month from 1 to 12") {
                    Int($0).flatMap { 1...12 ~= $0 ? $0 : nil }
                } ?? 1
        }
        if let naming = values["yearNamedBy"] {
            calendar.naming =
                reader.value(naming, "yearNamedBy", "start or end") { .init(rawValue: $0) } ?? .end
        }
        for element in list(values["periods"], "periods") {
            if let period = readPeriod(element) { calendar.custom.append(period) }
        }
        draft.calendars.append(.init(item: calendar, place: place(of: node)))
    }

    private mutating func readPeriod(_ element: Node) -> BudgetPeriod? {
        let values = reader.mapping(element, "a period", keys: ["name", "from", "to"])
        guard reader.require(["name", "from", "to"], in: values, of: element, "a period"),
            let name = values["name"].flatMap({
                reader.value(
                    $0, "name", "a name of 1 to 40 letters, digits, - or _ that begins with a letter"
                ) {
                    PlanYAML.isName($0) && ReportingPeriod($0) == nil ? $0 : nil
                }
            }),
            let days = reader.days(values, of: element, "a period")
        else { return nil }
        guard FiscalCalendar().period(named: name) == nil else {
            reader.fail(element, "needs a name that is no period already, got '\(name)'; choose another")
            return nil
        }
        return BudgetPeriod(name: name, days: days)
    }

    private static func isName(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy {
            48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 45 || $0 == 95
        }
        return isPlain && 1...40 ~= text.utf8.count && text.first?.isLetter == true
    }

    private mutating func readTree(_ element: Node) {
        let values = reader.mapping(element, "a tree", keys: ["name", "dimensions", "nodes"])
        guard reader.require(["name"], in: values, of: element, "a tree"),
            let name = values["name"].flatMap({ reader.name($0, "name") })
        else { return }
        guard (values["dimensions"] == nil) != (values["nodes"] == nil) else {
            return reader.fail(
                element, "needs either dimensions or nodes in a tree, got both or none; keep one")
        }
        var dimensions: [Dimension] = []
        for node in list(values["dimensions"], "dimensions") {
            guard let text = reader.text(node, "dimensions"),
                let dimension = reader.dimension(text, at: node, "dimensions")
            else { continue }
            if dimensions.contains(dimension) {
                reader.fail(node, "needs each dimension once in a tree, got '\(text)' again; remove it")
            }
            dimensions.append(dimension)
        }
        let nodes = list(values["nodes"], "nodes").compactMap { readNode($0) }
        if let list = values["dimensions"] ?? values["nodes"], list.sequence?.isEmpty == true {
            reader.fail(
                list, "needs at least one level or node in a tree, got none; add one or remove the tree")
        }
        draft.trees.append(
            .init(
                item: PlanDraft.Tree(name: name, dimensions: dimensions, nodes: nodes),
                place: place(of: element)))
    }

    private mutating func readNode(_ element: Node) -> PlanDraft.Placed<TreeDefinition.Node>? {
        let values = reader.mapping(element, "a node", keys: ["node", "parent", "scopes", "scope", "owner"])
        guard reader.require(["node"], in: values, of: element, "a node"),
            let name = values["node"].flatMap({ reader.name($0, "node") })
        else { return nil }
        var scopes = list(values["scopes"], "scopes").map { reader.scope($0, "scopes") }
        if let one = values["scope"] { scopes.append(reader.scope(one, "scope")) }
        if scopes.contains(.total) {
            reader.fail(
                element, "needs a part of the bill for a node, got an empty scope; name its dimensions")
        }
        return .init(
            item: TreeDefinition.Node(
                name: name, parent: values["parent"].flatMap { reader.name($0, "parent") }, scopes: scopes,
                owner: values["owner"].flatMap { reader.text($0, "owner") }),
            place: place(of: element))
    }

    // MARK: Budgets

    private mutating func readBudget(_ element: Node) {
        let keys = ["scope", "tree", "node", "period", "amount", "currency", "carryOver", "note"]
        let values = reader.mapping(element, "a budget", keys: keys)
        guard reader.require(["period", "amount"], in: values, of: element, "a budget") else { return }
        let isWithdrawn = values["amount"]?.scalar?.string == "none"
        let amount =
            isWithdrawn ? Money<Charged>.zero : values["amount"].flatMap { reader.planMoney($0, "amount") }
        let carryOver = values["carryOver"].flatMap { reader.share($0, "carryOver") }
        guard let head = readHead(values, element, "a budget"), let amount else { return }
        var budget = Budget(
            target: head.target, period: head.period, amount: amount, currency: head.currency,
            version: version,
            source: place(of: element).description)
        budget.isWithdrawn = isWithdrawn
        budget.carryOver = carryOver
        budget.note = values["note"].flatMap { reader.text($0, "note") }
        draft.budgets.append(.init(item: budget, place: place(of: element)))
    }

    private mutating func readReserve(_ element: Node) {
        let keys = ["scope", "tree", "node", "period", "amount", "currency", "note"]
        let values = reader.mapping(element, "a reserve", keys: keys)
        guard reader.require(["period", "amount"], in: values, of: element, "a reserve") else { return }
        let amount = values["amount"].flatMap { reader.planMoney($0, "amount") }
        guard let head = readHead(values, element, "a reserve"), let amount else { return }
        guard amount >= .zero else {
            return reader.fail(element, "needs a reserve of 0 or more, got \(amount); correct it")
        }
        draft.reserves.append(
            .init(
                item: Reserve(
                    target: head.target, period: head.period, amount: amount, currency: head.currency,
                    note: values["note"].flatMap { reader.text($0, "note") }, version: version,
                    source: place(of: element).description),
                place: place(of: element)))
    }

    /// What a budget or reserve is for, when, and in what money.
    private mutating func readHead(
        _ values: [String: Node], _ element: Node, _ name: String
    ) -> (target: BudgetTarget, period: String, currency: Currency)? {
        let period = values["period"].flatMap { reader.text($0, "period") }
        let currency = values["currency"].map { reader.currency($0, "currency") } ?? self.currency
        if currency == nil, values["currency"] == nil {
            reader.fail(element, "needs a currency in \(name) or for the workspace, got none; add it")
        }
        guard let target = readTarget(values, element, name), let period, let currency else { return nil }
        return (target, period, currency)
    }

    private mutating func readTarget(_ values: [String: Node], _ element: Node, _ name: String)
        -> BudgetTarget?
    {
        guard values["tree"] != nil || values["node"] != nil else {
            return .scope(values["scope"].map { reader.scope($0, "scope") } ?? .total)
        }
        guard values["scope"] == nil else {
            reader.fail(element, "needs either a scope or a tree and its node in \(name), got both; keep one")
            return nil
        }
        guard reader.require(["tree", "node"], in: values, of: element, name),
            let tree = values["tree"].flatMap({ reader.name($0, "tree") }),
            let node = values["node"].flatMap({ reader.name($0, "node") })
        else { return nil }
        return .node(tree: tree, name: node)
    }
}
