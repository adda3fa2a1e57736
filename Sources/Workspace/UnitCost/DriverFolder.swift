internal import Billing
internal import Foundation
internal import TimeSeries

/// All drivers of a workspace, as they were known on a day.
struct DriverFolder {
    /// The drivers, by name.
    private(set) var tables: [DriverTable] = []
    /// What could not be used, one line each; the first few of every file.
    private(set) var problems: [String] = []

    /// Problems of one file that are shown one by one.
    private static let shownCount = 5

    /// Reads every `*.csv` and `*.csv.gz` in a folder, in order of name; a folder that is not there has none.
    init(_ folder: URL, knownOn run: CivilDate) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var entries: [String: [DriverTable.Entry]] = [:]
        var isMonthly: [String: Bool] = [:]
        for name in names.sorted() where !name.hasPrefix(".") && DriverFolder.isDriverFile(name) {
            let file = DriverFile(folder.appending(path: name))
            note(file.problems)
            for (driver, more) in file.entries.sorted(by: { $0.key < $1.key }) {
                guard isMonthly[driver, default: file.isMonthly[driver] ?? false] == file.isMonthly[driver]
                else {
                    problems.append(
                        "drivers/\(Terminal.safe(name)): needs either days or months for '\(Terminal.safe(driver))', "
                            + "got both in two files; give it two names")
                    continue
                }
                isMonthly[driver] = file.isMonthly[driver]
                entries[driver, default: []] += more
            }
        }
        for (driver, all) in entries.sorted(by: { $0.key < $1.key }) {
            let usable = withoutContradictions(all, knownOn: run)
            let table = DriverTable(
                name: driver,
                frequency: DriverFolder.frequency(usable, isMonthly: isMonthly[driver] ?? false),
                entries: usable, knownOn: run)
            if table.days != nil { tables.append(table) }
        }
    }

    private static func isDriverFile(_ name: String) -> Bool {
        name.lowercased().hasSuffix(".csv") || name.lowercased().hasSuffix(".csv.gz")
    }

    private mutating func note(_ more: [String]) {
        problems += more.prefix(Self.shownCount)
        let rest = more.count - Self.shownCount
        if rest > 0, let file = more[0].split(separator: ":").first {
            problems.append("\(file): \(rest) more lines that cannot be used")
        }
    }

    /// Weeks if all days are whole weeks apart, months if they were written as months, else days.
    private static func frequency(_ entries: [DriverTable.Entry], isMonthly: Bool) -> Frequency {
        if isMonthly { return .monthly }
        let days = Set(entries.map(\.day))
        guard let first = days.min(), days.count >= 3 else { return .daily }
        return days.allSatisfy { first.distance(to: $0) % 7 == 0 } ? .weekly : .daily
    }

    /// The entries without those of a day that contradict each other; of a restated one the newest counts.
    private mutating func withoutContradictions(
        _ entries: [DriverTable.Entry], knownOn run: CivilDate
    ) -> [DriverTable.Entry] {
        struct Key: Hashable {
            let day: CivilDate
            let part: Scope
        }
        var order: [Key] = []
        var byKey: [Key: [DriverTable.Entry]] = [:]
        for entry in entries where (entry.knownOn ?? run) <= run {
            let key = Key(day: entry.day, part: entry.part)
            if byKey[key] == nil { order.append(key) }
            byKey[key, default: []].append(entry)
        }
        var contradictions: [String] = []
        let kept = order.compactMap { key -> DriverTable.Entry? in
            let all = byKey[key] ?? []
            let newest = all.compactMap(\.knownOn).max()
            let last = all.filter { $0.knownOn == newest }
            guard let first = last.first else { return nil }
            guard let other = last.first(where: { $0.value != first.value }) else { return first }
            contradictions.append(
                "\(other.place): needs one value for \(key.day), got another than \(first.place); "
                    + "remove one, or say in a column knownOn which came later")
            return nil
        }
        note(contradictions)
        return kept
    }
}
