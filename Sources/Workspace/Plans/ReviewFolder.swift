internal import Billing
internal import Budgeting
internal import Foundation
internal import TimeSeries
internal import Yams

/// What budget reviews decided: one YAML file a review in `reviews/`.
///
///     review: 2026-Q3
///     decidedOn: 2026-07-10
///     actions:
///       - title: Move batch jobs to spot
///         owner: Ann
///         due: 2026-08-31
///         status: open            # open, done, dropped
///         money: "120000.00"
///         currency: CNY
struct ReviewFolder {
    /// The actions of all files, in order of the files' names.
    private(set) var actions: [ReviewAction] = []
    /// One line for each thing wrong, of all files.
    private(set) var problems: [String] = []

    /// Reads every `*.yaml` and `*.yml` in a folder; a folder that is not there has none.
    init(_ folder: URL, currency: Currency?) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted()
        where !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) {
            let file = "reviews/" + Terminal.safe(name)
            do {
                let text = try YAMLText.text(of: folder.appending(path: name), file: file)
                let root = try YAMLText.root(text, file: file, advice: "split it by review")
                if let root { try read(root, file: file, currency: currency) }
            } catch {
                problems.append(error.description)
            }
        }
    }

    private mutating func read(_ root: Node, file: String, currency: Currency?) throws(ConfigurationError) {
        var reader = ConfigurationReader()
        let values = reader.mapping(root, "a review", keys: ["review", "decidedOn", "actions"])
        if reader.require(["review", "actions"], in: values, of: root, "a review"),
            let review = values["review"].flatMap({ reader.name($0, "review") })
        {
            let day = values["decidedOn"].flatMap { reader.planDay($0, "decidedOn") }
            let elements = values["actions"].map { reader.list($0, "actions") } ?? []
            for element in elements {
                guard var action = ReviewFolder.action(element, review, &reader, currency) else { continue }
                action.decidedOn = day
                actions.append(action)
            }
        }
        guard reader.problems.isEmpty else {
            throw ConfigurationError(file: file, problems: reader.problems)
        }
    }

    private static func action(
        _ element: Node, _ review: String, _ reader: inout ConfigurationReader, _ currency: Currency?
    ) -> ReviewAction? {
        let keys = ["title", "owner", "due", "status", "money", "currency", "note"]
        let values = reader.mapping(element, "an action", keys: keys)
        guard reader.require(["title"], in: values, of: element, "an action"),
            let title = values["title"].flatMap({ reader.text($0, "title") })
        else { return nil }
        var action = ReviewAction(review: review, title: title)
        action.owner = values["owner"].flatMap { reader.text($0, "owner") }
        action.due = values["due"].flatMap { reader.planDay($0, "due") }
        action.note = values["note"].flatMap { reader.text($0, "note") }
        action.money = values["money"].flatMap { reader.planMoney($0, "money") }
        action.currency = values["currency"].map { reader.currency($0, "currency") } ?? currency
        if let node = values["status"] {
            let known = ReviewAction.Status.allCases.map(\.rawValue)
            action.status =
                reader.value(node, "status", "one of \(known.joined(separator: ", "))") {
                    ReviewAction.Status(rawValue: $0)
                } ?? action.status
        }
        if let node = values["money"], action.money != nil, action.currency == nil {
            reader.fail(node, "needs a currency in an action or for the workspace, got none; add it")
        }
        return action
    }
}
