internal import Billing
public import Foundation
internal import TimeSeries
internal import UnitEconomics

extension Workspace {
    /// Where business drivers are: `drivers/*.csv`.
    public var driversFolder: URL { folder.appending(path: "drivers") }

    /// How parts of the bill follow business drivers or, where a period to compare with is given, what changed their cost.
    ///
    /// - Throws: ``WorkspaceError`` if there are no charges, no drivers, or the question names what is not there.
    public func unitCost(_ question: UnitCostQuestion) throws(WorkspaceError) -> UnitCostAnswer {
        let (ledger, run) = try bill(on: question.date, now: question.now)
        let by = question.by.isEmpty ? [] : try dimensions(question.by)
        var filter = question.includesAllCharges ? ChargeFilter.all : ChargeFilter.usage
        filter.knownOn = run
        filter.scope = try scope(question.scope)
        if let before = question.comparedWith {
            let after = question.period ?? usualComparison(before, run: run)
            return try costChange(
                CostChangeSearch(ledger: ledger, filter: filter, dimensions: by), from: before, to: after)
        }
        let days = try days(of: question, ledger, run: run)
        let drivers = try drivers(question.drivers, knownOn: run)
        let all = orderedCurrencies(of: ledger).flatMap { currency in
            UnitCostSearch(
                cube: CostCube(
                    ledger, by: by, days: days, basis: .effectiveCost, currency: currency, filter: filter),
                drivers: drivers.tables, calendars: calendars, scope: filter.scope
            ).rows()
        }
        let rows = all.filter { $0.found != nil } + all.filter { $0.found == nil }
        return UnitCostAnswer(
            listing: Listing(
                table: UnitCostTable.table(rows), notes: notes(rows, days: days),
                json: try JSONText.text(rows)),
            warnings: drivers.problems)
    }

    private func costChange(
        _ search: CostChangeSearch, from before: ReportingPeriod, to after: ReportingPeriod
    ) throws(WorkspaceError) -> UnitCostAnswer {
        let rows = orderedCurrencies(of: search.ledger).flatMap {
            search.rows(from: before, to: after, in: $0)
        }
        let notes =
            rows.isEmpty
            ? ["No charges in \(before) or \(after)."]
            : ["effectiveCost, \(before) to \(after); the parts add up to each change exactly."]
        return UnitCostAnswer(
            listing: Listing(
                table: UnitCostTable.table(rows), notes: notes, json: try JSONText.text(rows)), warnings: [])
    }

    private func notes(_ rows: [UnitCostRow], days: Range<CivilDate>) -> [String] {
        guard !rows.isEmpty else {
            return [
                "No driver has values for these parts of the bill between \(days.lowerBound) and "
                    + "\(days.upperBound.advanced(by: -1))."
            ]
        }
        var notes = [
            "effectiveCost of usage, \(days.lowerBound) to \(days.upperBound.advanced(by: -1)); intervals hold the truth "
                + "9 times in 10; chance alone relates 1 of 100 pairs."
        ]
        let drifts = rows.filter { $0.driftPerDay != nil }
        for row in drifts {
            let money = UnitCostText.money(row.driftPerDay ?? 0, digits: 4)
            notes.append(
                "Unit cost drift: \(row.scope) for each of \(row.driver), \(money) \(row.currency.code) a day."
            )
        }
        return notes
    }

    /// The month or quarter or year after the one compared with that is over, the newest one.
    private func usualComparison(_ before: ReportingPeriod, run: CivilDate) -> ReportingPeriod {
        let newest = ReportingPeriod(containing: run.advanced(by: -1), granularity: before.granularity)
        return newest.end <= run ? newest : newest.advanced(by: -1)
    }

    /// Days of which charges may still arrive.
    private static let arrivingDays = 3

    private func days(
        of question: UnitCostQuestion, _ ledger: Ledger, run: CivilDate
    ) throws(WorkspaceError) -> Range<CivilDate> {
        let first = ledger.days?.lowerBound ?? run
        let wished = question.period?.end ?? question.to.map { $0.advanced(by: 1) }
        let end = min(wished ?? run.advanced(by: -Self.arrivingDays), run)
        let start = max(first, question.period?.start ?? question.from ?? end.advanced(by: -365))
        guard start < end else {
            throw WorkspaceError(
                .usage,
                "needs a first day on or before the last with charges on them, got \(start) and \(end.advanced(by: -1)); "
                    + "there are charges from \(first) on")
        }
        guard start.distance(to: end) <= 3660 else {
            throw WorkspaceError(
                .usage, "needs at most ten years, got \(start) to \(end); name a later --from")
        }
        return start..<end
    }

    /// The part of the bill that `COLUMN=VALUE` texts name.
    func scope(_ texts: [String]) throws(WorkspaceError) -> Scope {
        var values: [Billing.Dimension: String?] = [:]
        for text in texts {
            guard let split = text.firstIndex(of: "="), split != text.startIndex else {
                throw WorkspaceError(
                    .usage,
                    "needs COLUMN=VALUE such as ServiceName=EC2 for --scope, got '\(text.prefix(60))'; correct it"
                )
            }
            let value = String(text[text.index(after: split)...])
            let dimension = try dimensions([String(text[..<split])])[0]
            values[dimension] = .some(value.isEmpty ? nil : value)
        }
        return Scope(values)
    }

    func drivers(
        _ names: [String], knownOn run: CivilDate
    ) throws(WorkspaceError) -> (tables: [DriverTable], problems: [String]) {
        let all = DriverFolder(driversFolder, knownOn: run)
        guard !all.tables.isEmpty else {
            let problems = all.problems.isEmpty ? "" : all.problems.joined(separator: "\n") + "\n"
            throw WorkspaceError(
                .usage,
                problems
                    + "needs a business driver, got none in \(driversFolder.path); write one value a day into a "
                    + "file there, such as orders.csv:\nday,value\n2026-06-01,184023")
        }
        if let unknown = names.first(where: { name in !all.tables.contains { $0.name == name } }) {
            throw WorkspaceError(
                .usage,
                "needs the name of a driver, got '\(Terminal.safe(String(unknown.prefix(60))))'; there are "
                    + all.tables.map { Terminal.safe($0.name) }.joined(separator: ", "))
        }
        let tables = names.isEmpty ? all.tables : all.tables.filter { names.contains($0.name) }
        return (tables, all.problems)
    }

    /// The calendars of the vendors in a part of the bill.
    var calendars: @Sendable (Scope) -> [HolidayCalendar] {
        let byVendor = configuration.calendars
        return { scope in
            let vendor = scope[.serviceProvider].flatMap(\.self)
            let codes = vendor.map { byVendor[$0].map { [$0] } ?? [] } ?? Array(byVendor.values)
            return Set(codes.map { $0.uppercased() }).sorted().compactMap { HolidayCalendar.named($0) }
        }
    }
}
