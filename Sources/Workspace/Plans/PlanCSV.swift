internal import Billing
internal import Budgeting
internal import Columnar
internal import Foundation
internal import TimeSeries

/// Reads one CSV file of `budgets/`: a row a budget.
///
///     tree,node,period,amount,currency,version      ServiceProviderName,tag:team,period,amount
///     org,Payments,FY2027-Q1,1200000.00,CNY,2       AWS,search,2026-07,90000
struct PlanCSV {
    /// What the file says, and what is wrong with it.
    private(set) var draft = PlanDraft()
    private let file: String
    private let currency: Currency?
    private var rowCount = 0

    /// Bytes that a file may have: a budget of every month for a hundred thousand parts.
    static let longest = 256_000_000
    private static let known = [
        "tree", "node", "period", "amount", "currency", "version", "carryOver", "note",
    ]

    /// Reads a file; what cannot be used is among the draft's problems.
    init(_ url: URL, file: String, currency: Currency?) {
        self.file = file
        self.currency = currency
        do {
            try read(url)
        } catch {
            // The reader names the path; people know the file by its place in the workspace.
            fail(1, "\(error)".replacing(url.path, with: file))
        }
    }

    private struct Columns {
        var known: [String: Int] = [:]
        var dimensions: [(place: Int, dimension: Billing.Dimension)] = []
    }

    private mutating func read(_ url: URL) throws {
        let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        guard 1...PlanCSV.longest ~= size else {
            let isEmpty = size == 0
            return fail(
                1,
                isEmpty
                    ? "needs a plan, got an empty file; write budgets into it or remove it"
                    : "needs a file of at most \(PlanCSV.longest) bytes, got \(size); split it by year")
        }
        let reader = try CSVReader(path: url.path)
        guard let columns = columns(reader.header) else { return }
        var batch = CSVBatch()
        while try reader.next(&batch) {
            for problem in batch.problems { fail(problem.line, problem.reason + "; correct the line") }
            rowCount += batch.count + batch.problems.count
            for row in 0..<batch.count { read(batch, row, columns) }
        }
        if rowCount == 0 {
            fail(1, "needs at least one budget below the header, got none; add one or remove the file")
        }
    }

    /// Where each column stands; `nil` with a problem if one is missing, there twice or not known.
    private mutating func columns(_ header: [String]) -> Columns? {
        let shownHeader = shown(header.joined(separator: ","))
        let missing = ["period", "amount"].filter { !header.contains($0) }
        guard missing.isEmpty else {
            fail(1, "needs the column \(missing.joined(separator: " and ")), got \(shownHeader); name it so")
            return nil
        }
        guard Set(header).count == header.count else {
            fail(1, "needs each column once, got \(shownHeader); rename or remove one")
            return nil
        }
        guard header.contains("tree") == header.contains("node") else {
            fail(1, "needs tree and node together, got \(shownHeader); add the other")
            return nil
        }
        var columns = Columns()
        for (place, name) in header.enumerated() {
            if PlanCSV.known.contains(name) {
                columns.known[name] = place
            } else if name.hasPrefix("tag:") && name.utf8.count > 4 || Ledger.textColumns.contains(name) {
                columns.dimensions.append((place, Billing.Dimension(name)))
            } else {
                fail(
                    1,
                    "needs columns \(PlanCSV.known.joined(separator: ", ")), FOCUS columns or tag:KEY, got "
                        + "\(shown(name)); rename or remove it")
                return nil
            }
        }
        return columns
    }

    private mutating func read(_ batch: CSVBatch, _ row: Int, _ columns: Columns) {
        let line = batch.lines[row]
        let text = { (name: String) -> String in columns.known[name].map { batch.text(row, $0) } ?? "" }
        guard let target = target(batch, row, columns, text) else { return }
        let period = text("period")
        guard !period.isEmpty else { return fail(line, "needs a period, got none; add it") }
        let isWithdrawn = text("amount") == "none"
        guard let amount = isWithdrawn ? .zero : Money<Charged>(text("amount")),
            amount.magnitude <= PlanMoney.most
        else {
            return fail(
                line,
                "needs money as a decimal such as 1200.50, at most 10^15, for amount, got \(shown(text("amount"))); "
                    + "write it without thousands separators and currency signs")
        }
        guard let version = version(text("version"), line),
            let currency = currency(text("currency"), line), let carryOver = share(text("carryOver"), line)
        else { return }
        var budget = Budget(
            target: target, period: period, amount: amount, currency: currency, version: version,
            source: "\(file):\(line)")
        budget.isWithdrawn = isWithdrawn
        budget.carryOver = carryOver
        budget.note = text("note").isEmpty ? nil : text("note")
        draft.budgets.append(.init(item: budget, place: place(line)))
    }

    // MARK: Fields

    private mutating func target(
        _ batch: CSVBatch, _ row: Int, _ columns: Columns, _ text: (String) -> String
    ) -> BudgetTarget? {
        let line = batch.lines[row]
        var values: [Billing.Dimension: String?] = [:]
        for (place, dimension) in columns.dimensions {
            let value = batch.text(row, place)
            if !value.isEmpty { values[dimension] = .some(value == "~" ? nil : value) }
        }
        guard !text("tree").isEmpty || !text("node").isEmpty else { return .scope(Scope(values)) }
        guard !text("tree").isEmpty, !text("node").isEmpty else {
            fail(line, "needs tree and node together, got one; add the other, or leave both empty")
            return nil
        }
        guard values.isEmpty else {
            fail(line, "needs either a tree and its node or a part of the bill, got both; leave one empty")
            return nil
        }
        return .node(tree: text("tree"), name: text("node"))
    }

    /// The version of a row, 0 where it names none; `nil` with a problem for what is no version.
    private mutating func version(_ text: String, _ line: Int) -> Int? {
        if text.isEmpty { return 0 }
        guard let version = Int(text), 1...9999 ~= version else {
            fail(line, "needs a whole number from 1 to 9999 for version, got \(shown(text)); correct it")
            return nil
        }
        return version
    }

    private mutating func currency(_ text: String, _ line: Int) -> Currency? {
        if text.isEmpty, let currency { return currency }
        guard let currency = Currency(text) else {
            fail(
                line,
                text.isEmpty
                    ? "needs a currency in a budget or for the workspace, got none; add it"
                    : "needs a currency code such as USD, got \(shown(text)); correct it")
            return nil
        }
        return currency
    }

    /// A share, or that there is none; `nil` with a problem for what is no share.
    private mutating func share(_ text: String, _ line: Int) -> Double?? {
        if text.isEmpty { return .some(nil) }
        guard let share = PercentText.share(text), 0...1 ~= share else {
            fail(
                line,
                "needs a share from 0% to 100% such as 50% for carryOver, got \(shown(text)); correct it")
            return nil
        }
        return .some(share)
    }

    // MARK: Problems

    private func place(_ line: Int) -> PlanDraft.Place { PlanDraft.Place(file: file, line: line) }

    private mutating func fail(_ line: Int, _ message: String) { draft.fail(place(line), message) }

    /// A text of the file as a message shows it.
    private func shown(_ text: String) -> String { "'" + Terminal.safe(String(text.prefix(60))) + "'" }
}
