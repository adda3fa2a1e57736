import ArgumentParser
import Foundation
import Workspace

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a workspace: a folder with a configuration, a lake and reports.",
        discussion: """
            Writes outlay.yaml with every key explained, or a copy of the file given with --from.

            Example: outlay init costs
            """)

    @Argument(help: "The folder; it is made if it is not there.")
    var directory: String

    @Option(help: ArgumentHelp("A configuration to start from.", valueName: "file"))
    var from: String?

    func run() throws {
        let folder = URL(filePath: directory)
        let yaml = try from.map { path in
            do {
                return try String(contentsOf: URL(filePath: path), encoding: .utf8)
            } catch {
                throw WorkspaceError(
                    .usage, "needs a configuration to start from, got none readable at \(path)")
            }
        }
        try Workspace.create(at: folder, yaml: yaml, yamlName: from)
        Console.print(
            "Made the workspace \(directory). Next: outlay --workspace \(directory) ingest PATH-OF-BILLS\n")
    }
}
