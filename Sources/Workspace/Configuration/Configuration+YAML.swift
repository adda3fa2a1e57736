internal import Billing
internal import Budgeting
internal import Foundation
internal import Reports
internal import TimeSeries
internal import Yams

extension Configuration {
    /// The configuration written as YAML; `file` names it in errors.
    ///
    /// - Throws: ``ConfigurationError`` with every unknown key and every value of the wrong form, each with its line.
    public init(yaml: String, file: String) throws(ConfigurationError) {
        self.init()
        let root = try YAMLText.root(yaml, file: file, advice: "owners and budgets can name wider scopes")
        var reader = ConfigurationReader()
        if let root { read(root, file: file, with: &reader) }
        guard reader.problems.isEmpty else {
            throw ConfigurationError(file: file, problems: reader.problems.sorted { $0.line < $1.line })
        }
    }

    /// Bytes that a configuration may have.
    static let longestText = YAMLText.longest

    private static let keys = [
        "name", "currency", "timeZone", "language", "dimensions", "ownerTag", "owners", "budgets",
        "contracts",
        "detection", "calendars",
    ]

    private mutating func read(_ root: Node, file: String, with reader: inout ConfigurationReader) {
        let values = reader.mapping(root, "the configuration", keys: Configuration.keys)
        if let node = values["name"] { name = reader.text(node, "name") }
        if let node = values["currency"] { currency = reader.currency(node, "currency") }
        if let node = values["timeZone"] {
            timeZone =
                reader.value(node, "timeZone", "an IANA time zone such as Asia/Shanghai") {
                    TimeZone(identifier: $0) == nil ? nil : $0
                } ?? timeZone
        }
        if let node = values["language"] {
            language = reader.value(node, "language", "en or zh-Hans") { Language(tag: $0) } ?? language
        }
        if let node = values["dimensions"] {
            dimensions = reader.list(node, "dimensions").compactMap { element in
                reader.text(element, "dimensions").flatMap { reader.dimension($0, at: element, "dimensions") }
            }
        }
        if let node = values["ownerTag"] { ownerTag = reader.text(node, "ownerTag") }
        if let node = values["owners"] { readOwners(node, with: &reader) }
        if let node = values["budgets"] { readBudgets(node, file: file, with: &reader) }
        if let node = values["contracts"] { readContracts(node, with: &reader) }
        if let node = values["detection"] { readDetection(node, with: &reader) }
        if let node = values["calendars"] { readCalendars(node, with: &reader) }
    }

    private mutating func readOwners(_ node: Node, with reader: inout ConfigurationReader) {
        for element in reader.list(node, "owners") {
            let values = reader.mapping(element, "an owner", keys: ["scope", "owner"])
            guard reader.require(["scope", "owner"], in: values, of: element, "an owner"),
                let scope = values["scope"], let owner = values["owner"].flatMap({ reader.text($0, "owner") })
            else { continue }
            owners.append(Ownership(scope: reader.scope(scope, "scope"), owner: owner))
        }
    }

    private mutating func readBudgets(
        _ node: Node, file: String, with reader: inout ConfigurationReader
    ) {
        for element in reader.list(node, "budgets") {
            let values = reader.mapping(element, "a budget", keys: ["scope", "period", "amount", "currency"])
            guard reader.require(["period", "amount"], in: values, of: element, "a budget") else { continue }
            let period = values["period"].flatMap {
                reader.value($0, "period", "a period such as 2026-Q3, 2026-07 or 2026") {
                    ReportingPeriod($0) == nil ? nil : $0
                }
            }
            let amount = values["amount"].flatMap { reader.money($0, "amount") }
            let scope = values["scope"].map { reader.scope($0, "scope") } ?? .total
            let currency = values["currency"].map { reader.currency($0, "currency") } ?? self.currency
            if currency == nil, values["currency"] == nil {
                reader.fail(element, "needs a currency in a budget or for the workspace, got none; add it")
            }
            guard let period, let amount, let currency else { continue }
            budgets.append(
                Budget(
                    target: .scope(scope), period: period, amount: amount, currency: currency,
                    source: "\(file):\(reader.line(of: element))"))
        }
    }

    private mutating func readContracts(_ node: Node, with reader: inout ConfigurationReader) {
        for element in reader.list(node, "contracts") {
            let keys = ["vendor", "start", "term", "commitment", "currency"]
            let values = reader.mapping(element, "a contract", keys: keys)
            guard reader.require(["vendor", "start", "term"], in: values, of: element, "a contract") else {
                continue
            }
            let vendor = values["vendor"].flatMap { reader.text($0, "vendor") }
            let start = values["start"].flatMap { reader.day($0, "start") }
            let term = values["term"].flatMap {
                reader.value($0, "term", "a term such as 12m or 3y") { Term($0)?.months }
            }
            let commitment = values["commitment"].flatMap { reader.money($0, "commitment") }
            let currency = values["currency"].map { reader.currency($0, "currency") } ?? self.currency
            guard let vendor, let start, let term else { continue }
            contracts.append(
                Contract(
                    vendor: vendor, start: start, termMonths: term, commitment: commitment, currency: currency
                ))
        }
    }

    private mutating func readDetection(_ node: Node, with reader: inout ConfigurationReader) {
        let values = reader.mapping(node, "detection", keys: ["minimumMoney", "falseAlertsPerWeek"])
        if let gates = values["minimumMoney"] {
            for (key, value) in reader.pairs(gates, "minimumMoney") {
                guard let currency = reader.currency(key.node, "minimumMoney"),
                    let money = reader.money(value, key.text)
                else { continue }
                if money < .zero {
                    reader.fail(value, "needs money of 0 or more for \(key.text), got \(money)")
                }
                minimumMoney[currency] = money
            }
        }
        if let rate = values["falseAlertsPerWeek"] {
            falseAlertsPerWeek =
                reader.value(rate, "falseAlertsPerWeek", "a number above 0, at most 100") {
                    Double($0).flatMap { $0 > 0 && $0 <= 100 ? $0 : nil }
                } ?? falseAlertsPerWeek
        }
    }

    private mutating func readCalendars(_ node: Node, with reader: inout ConfigurationReader) {
        for (key, value) in reader.pairs(node, "calendars") {
            calendars[key.text] = reader.value(
                value, "the calendar of \(key.text)",
                "one of \(HolidayCalendar.codes.joined(separator: ", "))"
            ) { HolidayCalendar.codes.contains($0) ? $0 : nil }
        }
    }
}
