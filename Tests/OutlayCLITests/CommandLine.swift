import Foundation

/// The program as built beside the tests, run in a folder of its own.
struct CommandLineRun {
    let output: String
    let errors: String
    let status: Int32

    /// Where the program is: the product's name in a whole build, the target's in a partial one.
    static let program: URL? = ["outlay", "OutlayCLI"].map {
        Bundle.module.bundleURL.deletingLastPathComponent().appending(path: $0)
    }.first { FileManager.default.isExecutableFile(atPath: $0.path) }

    /// Starts the program; `finish()` waits for its end.
    struct Started {
        let process: Process
        let output: URL
        let errors: URL

        func finish() throws -> CommandLineRun {
            process.waitUntilExit()
            return CommandLineRun(
                output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8), status: process.terminationStatus)
        }
    }

    static func start(_ arguments: [String], in folder: URL) throws -> Started {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "OUTLAY_NOW": "2026-06-15T09:00:00Z", "PATH": "/usr/bin:/bin", "COLUMNS": "80",
        ]
        let name = UUID().uuidString
        let output = folder.appending(path: ".\(name).out")
        let errors = folder.appending(path: ".\(name).err")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        return Started(process: process, output: output, errors: errors)
    }

    static func run(_ arguments: String..., in folder: URL) throws -> CommandLineRun {
        try start(arguments, in: folder).finish()
    }
}

/// A folder of its own for a test, removed afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "outlay-cli-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

/// The fixture bill, which holds hostile texts and rows to reject.
let fixtureBill = Bundle.module.bundleURL.appending(path: "Fixtures/bill.csv").path
