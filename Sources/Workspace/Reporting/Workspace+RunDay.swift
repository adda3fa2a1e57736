internal import Billing
internal import TimeSeries

extension Ledger {
    /// The day after the newest one that usage is charged for; `nil` without usage.
    ///
    /// Charges for longer than a day count only where no other is there: a month's charge is dated before its month is over.
    func dayAfterUsage() -> CivilDate? {
        let category = codes(of: .chargeCategory)
        let isUsage = [false] + category.values.map { $0 == "Usage" }
        var daily = Int32.min
        var longer = Int32.min
        for row in 0..<count where isUsage[Int(category.codes[row])] {
            if chargeEnd[row] - chargeStart[row] <= 1 {
                daily = max(daily, chargeEnd[row])
            } else {
                longer = max(longer, chargeEnd[row])
            }
        }
        let day = daily == Int32.min ? longer : daily
        return day == Int32.min ? nil : CivilDate(dayNumber: Int(day))
    }
}

extension Workspace {
    /// The day of a run that is not named: today, or the day after the newest usage where the bills end before.
    func usualRunDay(of ledger: Ledger, now: Timestamp) throws(WorkspaceError) -> CivilDate {
        guard let end = ledger.dayAfterUsage() else {
            throw WorkspaceError(
                .data, "needs bills with usage in the lake, got none; ingest some first: outlay ingest PATH")
        }
        return min(today(now), end)
    }

    /// The day of a run as it was named, or the usual one.
    ///
    /// - Throws: ``WorkspaceError`` if it lies ahead of today and of the bills: nothing could be known on it.
    func runDay(_ day: CivilDate?, now: Timestamp) throws(WorkspaceError) -> CivilDate {
        guard let day, day <= today(now) else {
            let newest = try ledger(knownOn: max(day ?? today(now), today(now)))
            guard let day else { return try usualRunDay(of: newest, now: now) }
            let last = max(today(now), newest.dayAfterUsage() ?? today(now))
            guard day <= last else {
                throw WorkspaceError(
                    .usage, "needs a day of a run up to \(last), got \(day); nothing is known of later ones")
            }
            return day
        }
        return day
    }

    /// The charges known on the day of a run, and that day: the one named or the usual one.
    func bill(on day: CivilDate?, now: Timestamp) throws(WorkspaceError) -> (ledger: Ledger, run: CivilDate) {
        if let day { return (try ledger(knownOn: day), day) }
        let newest = try ledger(knownOn: today(now))
        let run = try usualRunDay(of: newest, now: now)
        return (run == today(now) ? newest : try ledger(knownOn: run), run)
    }
}
