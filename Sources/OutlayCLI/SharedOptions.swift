import ArgumentParser
import Foundation
import TimeSeries
import Workspace

/// Which workspace is meant.
struct WorkspaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The workspace's folder; default: OUTLAY_WORKSPACE, else the nearest folder upward with outlay.yaml.",
            valueName: "dir"))
    var workspace: String?

    /// Opens it.
    func open() throws -> Workspace {
        let current = URL(filePath: FileManager.default.currentDirectoryPath)
        let environment = ProcessInfo.processInfo.environment
        return try Workspace(at: Workspace.find(named: workspace, environment: environment, from: current))
    }
}

/// Where data goes.
struct OutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where to write; the file is replaced whole. Default: standard output.", valueName: "file"))
    var out: String?

    func validate() throws {
        do throws(WorkspaceError) {
            _ = try out.map { path throws(WorkspaceError) in try OutputFile(path: path) }
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// Writes data to the file, or prints it.
    func show(_ text: String) throws {
        if let out { try OutputFile(path: out).write(text) } else { Console.print(text) }
    }
}

/// How data is printed, and where.
struct FormatOptions: ParsableArguments {
    @Option(help: "How to print: table, json or csv.")
    var format: OutputFormat = .table
    @OptionGroup var output: OutputOptions

    /// Writes data to the file, or prints it.
    func show(_ text: (OutputFormat) throws -> String) throws { try output.show(text(format)) }
}

/// What time it is: the clock, or `OUTLAY_NOW` for a run that must give the same twice.
enum Clock {
    static var now: Timestamp {
        get throws {
            guard let fixed = ProcessInfo.processInfo.environment["OUTLAY_NOW"], !fixed.isEmpty else {
                return Timestamp(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
            }
            guard let now = Timestamp(fixed) else {
                throw WorkspaceError(
                    .usage,
                    "needs a time such as 2026-06-15T09:00:00Z in OUTLAY_NOW, got '\(fixed.prefix(40))'")
            }
            return now
        }
    }
}
