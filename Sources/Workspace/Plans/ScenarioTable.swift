internal import Billing
internal import Budgeting
internal import TimeSeries

/// How scenarios look on a terminal and in a spreadsheet.
enum ScenarioTable {
    /// One row a node, period and scenario.
    static func table(_ answers: [ScenarioForecast], showsOutlook: Bool) -> TextTable {
        TextTable(
            [
                .init("scenario"), .init("tree"), .init("scope"), .init("period"), .init("currency"),
                .init("baseP10", isNumber: true), .init("baseMean", isNumber: true),
                .init("baseP90", isNumber: true),
                .init("p10", isNumber: true), .init("mean", isNumber: true), .init("p90", isNumber: true),
                .init("difference", isNumber: true), .init("budget", isNumber: true),
                .init("baseOverrun", isNumber: true), .init("overrun", isNumber: true),
            ],
            rows: answers.flatMap { answer in
                answer.trees.flatMap { nodes in
                    nodes.flatMap { node in
                        (showsOutlook ? node.periods : Array(node.periods.prefix(1))).map {
                            row(answer, node, $0)
                        }
                    }
                }
            })
    }

    private static func row(
        _ answer: ScenarioForecast, _ node: ScenarioNode, _ outcome: ScenarioOutcome
    ) -> [String?] {
        let names = [answer.scenario, node.tree, node.name ?? node.scope.description, outcome.period]
        let base = [outcome.base.p10, outcome.base.mean, outcome.base.p90].map(money)
        let scenario = [outcome.scenario.p10, outcome.scenario.mean, outcome.scenario.p90].map(money)
        let overrun = [outcome.baseOverrun, outcome.scenarioOverrun].map { $0.map(odds) }
        return names + [answer.currency.code] + base + scenario
            + [money(outcome.difference), outcome.budget.map(money)] + overrun
    }

    /// What each change adds to the whole bill, in words.
    static func notes(_ answers: [ScenarioForecast], _ scenarios: [Scenario]) -> [String] {
        var notes = scenarios.compactMap { scenario in scenario.note.map { "\(scenario.name): \($0)" } }
        for answer in answers {
            guard let period = answer.trees.first?.first?.periods.first else { continue }
            let total = money(period.difference)
            let largest = answer.contributions.filter { $0.difference != .zero }
                .sorted { ($1.difference.magnitude, $0.change) < ($0.difference.magnitude, $1.change) }
            let parts = largest.prefix(shownCount).map { "\($0.change) \(signed($0.difference))" }
            let rest = largest.count > shownCount ? [" and \(largest.count - shownCount) more"] : []
            notes.append(
                "\(answer.scenario): \(total) \(answer.currency) in \(period.period)"
                    + (parts.isEmpty ? "; nothing of it acts on this bill." : ": ")
                    + parts.joined(separator: ", ") + rest.joined() + (parts.isEmpty ? "" : "."))
        }
        return notes
    }

    /// Changes that a note names.
    private static let shownCount = 6

    /// A scenario's answer as programs read it.
    struct Answer: Encodable {
        let scenario: String
        let currency: Currency
        let contributions: [ScenarioForecast.Contribution]
        let trees: [[ScenarioNode]]

        init(_ answer: ScenarioForecast) {
            (scenario, currency) = (answer.scenario, answer.currency)
            (contributions, trees) = (answer.contributions, answer.trees)
        }
    }

    private static func money(_ money: Money<Charged>) -> String { money.rounded(decimals: 2) }
    private static func signed(_ money: Money<Charged>) -> String {
        (money > .zero ? "+" : "") + money.rounded(decimals: 2)
    }
    private static func odds(_ share: Double) -> String {
        Money<Charged>(modelled: share).rounded(decimals: 2)
    }
}
