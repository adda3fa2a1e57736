import ArgumentParser
import Foundation
import Reports
import TimeSeries
import Workspace

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints the report of a day that was run, in any form and language.",
        discussion:
            "Example: outlay report --date 2026-06-15 --form markdown --language zh-Hans --out report.md")

    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "The day of the run; default: the newest one.") var date: CivilDate?
    @Option(help: "The form: html, markdown or json.") var form: ReportForm = .html
    @Option(help: "The language: en or zh-Hans; default: the workspace's.") var language: Language?
    @Option(help: ArgumentHelp("Where to write it; default: standard output.", valueName: "file")) var out:
        String?

    func run() throws {
        let text = try workspace.open().report(of: date, as: form, language: language)
        guard let out else {
            Console.print(text)
            return
        }
        do {
            try Data(text.utf8).write(to: URL(filePath: out), options: .atomic)
        } catch {
            throw WorkspaceError(.disk, "needs a file that can be written for --out, got \(out)")
        }
    }
}
