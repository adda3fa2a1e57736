internal import Billing
internal import Budgeting
internal import Foundation
internal import TimeSeries

/// All files of a workspace's plan, as one draft.
struct PlanFolder {
    /// What the files say together.
    private(set) var draft = PlanDraft()

    /// Reads every `*.yaml`, `*.yml`, `*.csv` and `*.csv.gz` in a folder, in order of name; a folder that is not there has none.
    init(_ folder: URL, currency: Currency?) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") {
            let url = folder.appending(path: name)
            let file = "budgets/" + Terminal.safe(name)
            switch PlanFolder.form(of: name) {
            case .yaml:
                do {
                    let text = try YAMLText.text(of: url, file: file)
                    add(PlanYAML(text, file: file, currency: currency).draft)
                } catch {
                    for problem in error.problems {
                        draft.fail(.init(file: file, line: problem.line), problem.message)
                    }
                }
            case .csv: add(PlanCSV(url, file: file, currency: currency).draft)
            case nil: draft.notes.append("\(file) is not read: a plan is YAML or CSV.")
            }
        }
    }

    private enum Form {
        case yaml, csv
    }

    private static func form(of name: String) -> Form? {
        let name = name.lowercased()
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .yaml }
        return name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") ? .csv : nil
    }

    private mutating func add(_ more: PlanDraft) {
        draft.budgets += more.budgets
        draft.reserves += more.reserves
        draft.changes += more.changes
        draft.trees += more.trees
        draft.versions += more.versions
        draft.calendars += more.calendars
        draft.problems += more.problems
        draft.notes += more.notes
    }
}
