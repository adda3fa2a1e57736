import ArgumentParser
import Foundation
import Workspace

/// The command line: reads arguments, calls `Workspace`, prints.
@main
struct OutlayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outlay",
        abstract: "Reads a cloud bill and says what to do about it.",
        discussion: """
            A first morning:
              outlay init costs
              outlay --workspace costs ingest bills/
              outlay --workspace costs daily

            Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but a gate asked for with --fail-on was hit.
            """,
        version: "outlay \(Version.current)",
        subcommands: subcommands)

    private static let subcommands: [any ParsableCommand.Type] = [
        InitCommand.self, SimulateCommand.self, IngestCommand.self, DailyCommand.self, FindingsCommand.self,
        AdviseCommand.self, BudgetCommand.self, UnitCostCommand.self, NegotiateCommand.self,
        BacktestCommand.self, DrillCommand.self,
        ReportCommand.self,
        SeriesCommand.self, RootCauseCommand.self, VersionCommand.self,
    ]

    @OptionGroup var workspace: WorkspaceOptions

    /// Parses and runs; every failure is one line on standard error for each thing wrong, and an exit code.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as WorkspaceError {
            Console.fail(error.message, code: error.code == .usage ? 2 : 1)
        } catch {
            finish(error)
        }
    }

    private static func finish(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        switch code {
        case .success:
            Console.print(message + "\n")
            exit(withCode: 0)
        case .validationFailure:
            // One line, as for every other failure; the usage is left to the help.
            let hint =
                message.split(separator: "\n").last { $0.contains("--help'") } ?? "See 'outlay --help'."
            Console.fail(OutlayCommand.message(for: error) + "\n" + hint.drop { $0 == " " }, code: 2)
        default:
            if !message.isEmpty { Console.warn(message) }
            exit(withCode: code.rawValue)
        }
    }

    private static func exit(withCode code: Int32) -> Never { Foundation.exit(code) }
}
