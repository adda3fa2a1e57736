internal import Billing
internal import Columnar
internal import Foundation
internal import TimeSeries

/// Reads one file of `drivers/`: `day,value`, and where wanted `driver`, `knownOn` and dimensions.
///
///     day,value                     driver,day,value,RegionId
///     2026-06-01,184023             orders,2026-06-01,90211,eu-west-1
///     2026-06-02,191544             tokens,2026-06,8.1e9,
struct DriverFile {
    /// Numbers by driver, in the order of the file.
    private(set) var entries: [String: [DriverTable.Entry]] = [:]
    /// The length of a period of each driver, as its days are written: months, or days.
    private(set) var isMonthly: [String: Bool] = [:]
    /// What could not be used: file, line, reason, next step.
    private(set) var problems: [String] = []

    /// Longest name of a driver, in characters.
    static let longestName = 80
    private let file: String

    /// The content of a file; what cannot be used is in ``problems``.
    init(_ url: URL) {
        file = "drivers/" + url.lastPathComponent
        do {
            try read(url)
        } catch {
            // The reader names the path; people know the file by its place in the workspace.
            problems.append("\(error)".replacing(url.path, with: file))
        }
    }

    private struct Columns {
        let day: Int
        let value: Int
        let driver: Int?
        let knownOn: Int?
        let dimensions: [(place: Int, dimension: Billing.Dimension)]
    }

    private mutating func read(_ url: URL) throws {
        let reader = try CSVReader(path: url.path)
        guard let columns = columns(reader.header) else { return }
        let stem = url.lastPathComponent.split(separator: ".").first.map { String($0) } ?? ""
        var batch = CSVBatch()
        while try reader.next(&batch) {
            for problem in batch.problems { note(problem.line, problem.reason + "; correct the line") }
            for row in 0..<batch.count { read(batch, row, columns, stem) }
        }
    }

    /// Where each column stands; `nil` with a problem if one is missing, there twice or not known.
    private mutating func columns(_ header: [String]) -> Columns? {
        guard let day = header.firstIndex(of: "day"), let value = header.firstIndex(of: "value") else {
            note(
                1,
                "needs the columns day and value, got \(shown(header.joined(separator: ","))); name them so")
            return nil
        }
        guard Set(header).count == header.count else {
            note(1, "needs each column once, got \(shown(header.joined(separator: ","))); rename one")
            return nil
        }
        var dimensions: [(place: Int, dimension: Billing.Dimension)] = []
        for (place, name) in header.enumerated() where !["day", "value", "driver", "knownOn"].contains(name) {
            guard name.hasPrefix("tag:") || Ledger.textColumns.contains(name) else {
                note(
                    1,
                    "needs columns day, value, driver, knownOn, FOCUS columns or tag:KEY, got \(shown(name)); rename or remove it"
                )
                return nil
            }
            dimensions.append((place, Billing.Dimension(name)))
        }
        return Columns(
            day: day, value: value, driver: header.firstIndex(of: "driver"),
            knownOn: header.firstIndex(of: "knownOn"), dimensions: dimensions)
    }

    private mutating func read(_ batch: CSVBatch, _ row: Int, _ columns: Columns, _ stem: String) {
        let line = batch.lines[row]
        let name = columns.driver.map { batch.text(row, $0) } ?? stem
        guard !name.isEmpty, name.count <= Self.longestName else {
            return note(line, "needs a driver's name of 1 to \(Self.longestName) characters; shorten it")
        }
        let dayText = batch.text(row, columns.day)
        let month = BillingPeriod(dayText)
        guard let day = month?.start ?? CivilDate(dayText) else {
            return note(
                line,
                "needs a day such as 2026-06-15 or a month such as 2026-06, got \(shown(dayText)); correct it"
            )
        }
        let text = batch.text(row, columns.value)
        if text.isEmpty { return }
        guard let value = Double(text), value.isFinite, value >= 0, value < 1e18 else {
            return note(
                line,
                "needs a number of at least 0 and below 1e18, got \(shown(text)); correct it or leave it empty"
            )
        }
        var knownOn: CivilDate?
        if let place = columns.knownOn, case let text = batch.text(row, place), !text.isEmpty {
            knownOn = CivilDate(text)
            if knownOn == nil {
                return note(
                    line,
                    "needs a day such as 2026-06-15 in knownOn, got \(shown(text)); correct it or leave it empty"
                )
            }
        }
        guard isMonthly[name, default: month != nil] == (month != nil) else {
            return note(line, "needs either days or months for \(shown(name)), got both; give it two names")
        }
        isMonthly[name] = month != nil
        let part = columns.dimensions.compactMap { place, dimension -> (Billing.Dimension, String?)? in
            let text = batch.text(row, place)
            return text.isEmpty ? nil : (dimension, text)
        }
        entries[name, default: []].append(
            DriverTable.Entry(
                day: day, part: Scope(Dictionary(part) { first, _ in first }), value: value, knownOn: knownOn,
                place: "\(file):\(line)"))
    }

    private mutating func note(_ line: Int, _ reason: String) {
        problems.append("\(file):\(line): \(reason)")
    }

    /// A text of the file as a message shows it.
    private func shown(_ text: String) -> String { "'" + Terminal.safe(String(text.prefix(60))) + "'" }
}
