import ArgumentParser
import TimeSeries
import Workspace

struct UnitCostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit-cost",
        abstract: "Says how cost follows business drivers: fixed and variable part, unit and marginal cost.",
        discussion: """
            A driver is what the business counts: users, orders, requests, tokens. Put it into the workspace, one value a \
            day (or week, or month), as drivers/orders.csv:
              day,value
              2026-06-01,184023
            A column driver gives several names in one file; FOCUS columns or tag:KEY give values by part of the \
            business; knownOn says when a restated value came.

            For each part of the bill and driver: whether the cost follows it beyond trend, weekdays and holidays (and if \
            not, why not), after how many days, the fixed cost of a day, the marginal cost of one unit more, the unit cost \
            now and four weeks before, and the elasticity with an interval. Credits, corrections, fees and taxes do not \
            count unless --all-charges asks for them.

            With --compare it says instead what changed the cost since another period: volume, price and mix, new and \
            ended items, to the last digit. That needs no drivers.

            Examples: outlay unit-cost --by ServiceName --driver orders
                      outlay unit-cost --scope ServiceProviderName=AWS --period 2026-07 --compare 2026-06 --by ServiceName
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(parsing: .upToNextOption, help: "The drivers to look at; default: all.") var driver: [String] = []
    @Option(help: "What to break the bill down by, with commas; default: the whole bill.") var by: String?
    @Option(
        help: ArgumentHelp(
            "Only this part of the bill; may be given several times.", valueName: "column=value"))
    var scope: [String] = []
    @Option(help: "The first day; default: a year before the last.", transform: ValueText.day)
    var from: CivilDate?
    @Option(help: "The last day; default: the last whose charges have arrived.", transform: ValueText.day)
    var to: CivilDate?
    @Option(
        help: "A period instead of --from and --to: 2026-Q3, 2026-07 or 2026.", transform: ValueText.period)
    var period: ReportingPeriod?
    @Option(
        help:
            "Explain the change of cost from this period to --period; default of that: the newest that is over.",
        transform: ValueText.period)
    var compare: ReportingPeriod?
    @Flag(help: "Credits, corrections, fees and taxes count, too.") var allCharges = false
    @Option(
        help: "The day of the run; default: the day after the newest usage, today at the latest.",
        transform: ValueText.day)
    var date: CivilDate?

    func validate() throws {
        if period != nil, from != nil || to != nil {
            throw ValidationError("needs either --period or --from and --to, got both; leave one out")
        }
        if compare != nil, from != nil || to != nil {
            throw ValidationError("needs --period beside --compare, got --from or --to; name the period")
        }
        if let period, let compare, period.granularity != compare.granularity {
            throw ValidationError(
                "needs two periods of the same length, got \(compare) and \(period); compare like with like")
        }
    }

    func run() throws {
        let answer = try workspace.open().unitCost(question())
        for warning in answer.warnings { Console.warn(warning) }
        try output.show(answer.listing.text)
    }

    private func question() throws -> UnitCostQuestion {
        var question = UnitCostQuestion(now: try Clock.now)
        question.drivers = driver
        question.by = by?.split(separator: ",").map { String($0) } ?? []
        question.scope = scope
        (question.from, question.to, question.period) = (from, to, period)
        question.comparedWith = compare
        question.includesAllCharges = allCharges
        question.date = date
        return question
    }
}
