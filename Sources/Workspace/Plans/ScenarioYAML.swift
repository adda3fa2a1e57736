internal import Billing
internal import Budgeting
internal import TimeSeries
internal import Yams

/// What a scenario's file says; how cost answers to its drivers is found out later.
struct ScenarioDraft {
    var name: String
    var note: String?
    var changes: [PlannedChange] = []
    var drivers: [Driver] = []

    /// A driver that grows.
    struct Driver {
        let growth: DriverGrowth
        /// The part of the bill that may answer.
        let scope: Scope
        /// How cost answers where no relation is known; `nil` for not at all.
        let elasticity: Double?
    }
}

/// Reads one file of `scenarios/`.
struct ScenarioYAML {
    private(set) var scenario: ScenarioDraft
    private(set) var problems: [PlanDraft.Problem] = []
    private var reader = ConfigurationReader()
    private let file: String
    private let currency: Currency?
    /// The first day of what names none: that of the run.
    private let run: CivilDate

    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: How problems name it.
    ///   - name: What the scenario is called unless it says so itself.
    ///   - currency: The currency of what names none.
    ///   - run: The day of the run.
    init(_ yaml: String, file: String, name: String, currency: Currency?, run: CivilDate) {
        self.file = file
        self.currency = currency
        self.run = run
        scenario = ScenarioDraft(name: name)
        do {
            let root = try YAMLText.root(
                yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml, file: file, advice: "split it")
            if let root, !ConfigurationReader.isNull(root) {
                read(root)
            } else {
                fail(1, "needs a scenario, got an empty file; write changes or drivers into it or remove it")
            }
        } catch {
            for problem in error.problems { fail(problem.line, problem.message) }
        }
        for problem in reader.problems { fail(problem.line, problem.message) }
        problems.sort()
    }

    private mutating func fail(_ line: Int, _ message: String) {
        problems.append(.init(place: .init(file: file, line: line), message: message))
    }

    private mutating func read(_ root: Node) {
        let values = reader.mapping(
            root, "a scenario", keys: ["name", "note", "author", "changes", "drivers"])
        if let name = values["name"].flatMap({ reader.name($0, "name") }) { scenario.name = name }
        scenario.note = values["note"].flatMap { reader.text($0, "note") }
        let author = values["author"].flatMap { reader.text($0, "author") }
        if values["changes"] == nil, values["drivers"] == nil {
            reader.fail(root, "needs changes or drivers in a scenario, got none; add one")
        }
        var changes = PlanChangeReader(
            reader: reader, file: file, currency: currency, version: 0, author: author ?? "scenario",
            firstDay: run)
        for element in values["changes"].map({ changes.reader.list($0, "changes") }) ?? [] {
            changes.readChange(element)
        }
        reader = changes.reader
        scenario.changes = changes.changes.map(\.change)
        for element in values["drivers"].map({ reader.list($0, "drivers") }) ?? [] { readDriver(element) }
    }

    private static let driverKeys = ["driver", "growth", "scope", "elasticity", "from", "to", "rampDays"]

    private mutating func readDriver(_ element: Node) {
        var values = reader.mapping(element, "a driver", keys: ScenarioYAML.driverKeys)
        guard reader.require(["driver", "growth"], in: values, of: element, "a driver"),
            let name = values["driver"].flatMap({ reader.name($0, "driver") })
        else { return }
        if values["from"] == nil { values["from"] = Node(run.description) }
        let growth = values["growth"].flatMap { readGrowth($0) }
        let elasticity = values["elasticity"].flatMap { node in
            reader.value(node, "elasticity", "a number from 0 to 5") {
                Double($0).flatMap { 0...5 ~= $0 ? $0 : nil }
            }
        }
        let ramp = values["rampDays"].flatMap { node in
            reader.value(node, "rampDays", "a whole number of days from 0 to 730") {
                Int($0).flatMap { 0...730 ~= $0 ? $0 : nil }
            }
        }
        let scope = values["scope"].map { reader.scope($0, "scope") } ?? .total
        guard let growth, let days = reader.days(values, of: element, "a driver", mayBeOpen: true) else {
            return
        }
        scenario.drivers.append(
            .init(
                growth: DriverGrowth(
                    driver: name, growth: growth, days: days, rampDays: ramp ?? 0,
                    source: "\(file):\(reader.line(of: element))"),
                scope: scope, elasticity: elasticity))
    }

    /// `+20%`, `{low: 5%, likely: 20%, high: 40%}` or `{mean: 20%, deviation: 8%}`.
    private mutating func readGrowth(_ node: Node) -> DriverGrowth.Growth? {
        guard node.mapping != nil else { return percent(node, "growth").map { .fixed($0) } }
        let values = reader.mapping(node, "growth", keys: ["low", "likely", "high", "mean", "deviation"])
        if values["mean"] != nil || values["deviation"] != nil {
            guard values.count == 2, reader.require(["mean", "deviation"], in: values, of: node, "growth")
            else {
                return refuse(node)
            }
            guard let mean = values["mean"].flatMap({ percent($0, "mean") }),
                let deviation = values["deviation"].flatMap({ percent($0, "deviation") })
            else { return nil }
            guard deviation >= 0 else { return refuse(node) }
            return .normal(mean: mean, deviation: deviation)
        }
        guard values.count == 3 else { return refuse(node) }
        guard let low = values["low"].flatMap({ percent($0, "low") }),
            let likely = values["likely"].flatMap({ percent($0, "likely") }),
            let high = values["high"].flatMap({ percent($0, "high") })
        else { return nil }
        guard low <= likely, likely <= high else {
            reader.fail(node, "needs low, likely and high in this order, got another; sort them")
            return nil
        }
        return .triangular(low: low, likely: likely, high: high)
    }

    private mutating func refuse(_ node: Node) -> DriverGrowth.Growth? {
        reader.fail(
            node,
            "needs low, likely and high, or mean and a deviation of 0% or more, for growth, got something else; "
                + "write +20%, {low: 5%, likely: 20%, high: 40%} or {mean: 20%, deviation: 8%}")
        return nil
    }

    private mutating func percent(_ node: Node, _ name: String) -> Double? {
        reader.percent(node, name, in: -1...10, "a growth from -100% to +1000% such as +20%")
    }
}
