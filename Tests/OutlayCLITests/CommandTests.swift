import Foundation
import TestKit
import Testing

@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct CommandTests {
    @Test func helpTextsTeachWithAnExample() throws {
        let commands = [
            [], ["init"], ["simulate"], ["ingest"], ["daily"], ["findings"], ["findings", "list"],
            ["findings", "show"], ["findings", "resolve"], ["advise"], ["budget"], ["budget", "forecast"],
            ["budget", "status"], ["unit-cost"], ["negotiate"], ["backtest"], ["drill"], ["report"],
            ["series", "changepoints"], ["rootcause"], ["version"],
        ]
        try withFolder { folder in
            var all = ""
            for command in commands {
                let help = try CommandLineRun.start(["help"] + command, in: folder).finish()
                #expect(help.status == 0)
                #expect(
                    help.output.contains("Example") || ["", "findings", "budget"].contains(command.joined()))
                all += "$ outlay help \(command.joined(separator: " "))\n\(help.output)\n"
            }
            #expect(try Golden.matches(all, "help.txt"))
        }
    }

    @Test func ingestSaysWhatWasReadRejectedAndSummed() throws {
        try withFolder { folder in
            #expect(try CommandLineRun.run("init", "w", in: folder).status == 0)
            let first = try CommandLineRun.run("--workspace", "w", "ingest", fixtureBill, in: folder)
            #expect(first.status == 0)
            #expect(first.errors.isEmpty)
            let root = folder.appending(path: "w").path
            #expect(try Golden.matches(first.output.replacing(root, with: "W"), "ingest.txt"))
            let again = try CommandLineRun.run("ingest", fixtureBill, "--workspace", "w", in: folder)
            #expect(again.status == 0)
            #expect(again.output.hasPrefix("Already ingested as "))
            let csv = try CommandLineRun.run(
                "--workspace", "w", "ingest", fixtureBill, "--format", "csv", in: folder)
            #expect(csv.output.hasPrefix("currency,basis,sum,rows\nCNY,billedCost,"))
            let json = try CommandLineRun.run(
                "--workspace", "w", "ingest", fixtureBill, "--format", "json", in: folder)
            let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(object?["alreadyIngested"] as? Bool == true)
        }
    }

    @Test func wrongUsageIsTwoAndFailureIsOne() throws {
        try withFolder { folder in
            let none = try CommandLineRun.run("findings", in: folder)
            #expect(none.status == 2)
            #expect(none.output.isEmpty)
            #expect(none.errors.hasPrefix("outlay: needs a workspace, got no outlay.yaml in "))
            #expect(none.errors.split(separator: "\n").count == 1)
            #expect(try CommandLineRun.run("dayly", in: folder).status == 2)
            #expect(try CommandLineRun.run("daily", "--date", "yesterday", in: folder).status == 2)
            #expect(try CommandLineRun.run("init", "w", in: folder).status == 0)
            let missing = try CommandLineRun.run("--workspace", "w", "ingest", "none.csv", in: folder)
            #expect(missing.status == 1)
            #expect(missing.errors.split(separator: "\n").count == 1)
            let empty = try CommandLineRun.run("--workspace", "w", "daily", in: folder)
            #expect(empty.status == 1)
            #expect(empty.errors.hasPrefix("outlay: needs bills with usage in the lake, got none"))
        }
    }

    @Test func configurationErrorNamesFileAndLine() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            try Data("name: x\ncurency: CNY\n".utf8).write(to: folder.appending(path: "w/outlay.yaml"))
            let result = try CommandLineRun.run("--workspace", "w", "findings", in: folder)
            #expect(result.status == 1)
            #expect(
                result.errors.hasPrefix(
                    "outlay: outlay.yaml:2: needs a known key in the configuration, got 'curency'"))
        }
    }

    @Test func twoAtOnceEndInOneIngest() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            let started = try (0..<4).map { _ in
                try CommandLineRun.start(["--workspace", "w", "ingest", fixtureBill], in: folder)
            }
            let results = try started.map { try $0.finish() }
            #expect(results.allSatisfy { $0.status == 0 })
            #expect(results.count { $0.output.hasPrefix("Ingested as ") } == 1)
            #expect(results.count { $0.output.hasPrefix("Already ingested as ") } == 3)
        }
    }

    @Test func heldWorkspaceNamesTheHolder() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            let lock = folder.appending(path: "w/.lock")
            try Data("4711".utf8).write(to: lock)
            let file = try FileHandle(forUpdating: lock)
            #expect(flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
            let result = try CommandLineRun.run("--workspace", "w", "ingest", fixtureBill, in: folder)
            try file.close()
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "outlay: needs the workspace alone, got one that process 4711 is working on; try again when it is done\n"
            )
        }
    }

    @Test func versionIsNamed() throws {
        try withFolder { folder in
            let result = try CommandLineRun.run("version", in: folder)
            #expect(result.output == "outlay 0.1.0\n")
        }
    }
}
