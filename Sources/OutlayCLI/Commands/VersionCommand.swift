import ArgumentParser
import Workspace

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Says which version this is.",
        discussion: "Example: outlay version")

    func run() {
        Console.print("outlay \(Version.current)\n")
    }
}
