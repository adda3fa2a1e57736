internal import Billing
internal import Budgeting
internal import Foundation
internal import TimeSeries

/// The scenarios of a workspace: `scenarios/*.yaml`.
struct ScenarioFolder {
    private(set) var scenarios: [ScenarioDraft] = []
    private(set) var problems: [PlanDraft.Problem] = []

    /// Reads every `*.yaml` and `*.yml` in a folder, in order of name; a folder that is not there has none.
    init(_ folder: URL, currency: Currency?, run: CivilDate) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") {
            let parts = name.split(separator: ".")
            guard let form = parts.last?.lowercased(), ["yaml", "yml"].contains(form) else { continue }
            let file = "scenarios/" + Terminal.safe(name)
            do {
                let read = ScenarioYAML(
                    try YAMLText.text(of: folder.appending(path: name), file: file), file: file,
                    name: parts.dropLast().joined(separator: "."), currency: currency, run: run)
                problems += read.problems
                if scenarios.contains(where: { $0.name == read.scenario.name }) {
                    problems.append(
                        .init(
                            place: .init(file: file, line: 1),
                            message:
                                "needs a name of its own for a scenario, got '\(read.scenario.name)' again; rename it"
                        ))
                }
                scenarios.append(read.scenario)
            } catch {
                problems += error.problems.map {
                    .init(place: .init(file: file, line: $0.line), message: $0.message)
                }
            }
        }
    }
}

/// Changes as options write them: `ServiceName=EC2:+10%`, `ServiceProviderName=AWS,RegionId=eu:discount 5%`,
/// `driver orders:+20%`.
struct ScenarioOption {
    private(set) var changes: [PlannedChange] = []
    private(set) var drivers: [ScenarioDraft.Driver] = []

    /// - Throws: ``WorkspaceError`` for a text of another form.
    init(_ texts: [String], from day: CivilDate) throws(WorkspaceError) {
        for text in texts {
            guard let colon = text.lastIndex(of: ":"),
                let size = PercentText.share(String(text[text.index(after: colon)...])), -1...10 ~= size
            else { throw ScenarioOption.refusal(text) }
            let part = String(text[..<colon])
            let days = day..<PlannedChange.openEnd
            if part.hasPrefix("driver ") {
                let growth = DriverGrowth(driver: String(part.dropFirst(7)), growth: .fixed(size), days: days)
                drivers.append(.init(growth: growth, scope: .total, elasticity: nil))
                continue
            }
            var change = PlannedChange(
                kind: .priceChange, scope: try ScenarioOption.scope(part, in: text), days: days,
                effect: .factor(1 + size), author: "--change")
            change.name = text
            changes.append(change)
        }
    }

    private static func scope(_ part: String, in text: String) throws(WorkspaceError) -> Scope {
        guard part != "all" else { return .total }
        var values: [Billing.Dimension: String?] = [:]
        for pair in part.split(separator: ",") {
            guard let split = pair.firstIndex(of: "="), split != pair.startIndex else { throw refusal(text) }
            let name = String(pair[..<split])
            guard name.hasPrefix("tag:") || Ledger.textColumns.contains(name) else {
                throw WorkspaceError(
                    .usage,
                    "needs a FOCUS column or tag:KEY, got '\(Terminal.safe(name))'; columns are "
                        + Ledger.textColumns.joined(separator: ", "))
            }
            let value = String(pair[pair.index(after: split)...])
            values[Billing.Dimension(name)] = .some(value.isEmpty ? nil : value)
        }
        guard !values.isEmpty else { throw refusal(text) }
        return Scope(values)
    }

    private static func refusal(_ text: String) -> WorkspaceError {
        WorkspaceError(
            .usage,
            "needs a change such as \"ServiceName=EC2:+10%\", \"all:-5%\" or \"driver orders:+20%\", from -100% to "
                + "+1000%, got '\(Terminal.safe(String(text.prefix(60))))'; correct it")
    }
}
