import Foundation
import Testing

@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct OutputTests {
    @Test func dataGoesToTheFileAndNothingToStandardOutput() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            let printed = try CommandLineRun.run(
                "--workspace", "w", "ingest", fixtureBill, "--format", "csv", in: folder)
            let written = try CommandLineRun.run(
                "--workspace", "w", "ingest", fixtureBill, "--format", "csv", "--out", "sums.csv", in: folder)
            #expect(written.status == 0)
            #expect(written.output.isEmpty)
            let text = try String(contentsOf: folder.appending(path: "sums.csv"), encoding: .utf8)
            #expect(text == printed.output)
        }
    }

    @Test func everyCommandThatPrintsDataTakesOut() throws {
        let commands = [
            ["ingest"], ["daily"], ["findings", "list"], ["findings", "show"], ["advise"],
            ["budget", "forecast"], ["budget", "status"], ["unit-cost"], ["negotiate"], ["backtest"],
            ["report"],
            ["series", "forecast"], ["series", "backtest"], ["series", "detect"], ["series", "decompose"],
            ["rootcause"],
        ]
        try withFolder { folder in
            for command in commands {
                let help = try CommandLineRun.start(["help"] + command, in: folder).finish()
                #expect(help.output.contains("--out <file>"), "\(command)")
            }
        }
    }

    @Test func folderForOutIsWrongUsageBeforeAnythingIsDone() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            let result = try CommandLineRun.run(
                "--workspace", "w", "ingest", fixtureBill, "--out", "w", in: folder)
            #expect(result.status == 2)
            #expect(
                result.errors == """
                    outlay: needs a file to write to for --out, got the folder 'w'; name a file in it
                    See 'outlay ingest --help' for more information.

                    """)
            let lake = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/w/lake")
            #expect(lake.isEmpty)
        }
    }

    @Test func reportHasOneSubject() throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            let both = try CommandLineRun.run(
                "--workspace", "w", "report", "--period", "2026-10", "--vendor", "AWS", in: folder)
            #expect(both.status == 2)
            #expect(both.errors.hasPrefix("outlay: needs one of --period and --vendor, got both"))
            let term = try CommandLineRun.run("--workspace", "w", "report", "--term", "3y", in: folder)
            #expect(term.status == 2)
            #expect(term.errors.hasPrefix("outlay: needs --vendor with --term, got none"))
            let none = try CommandLineRun.run("--workspace", "w", "report", in: folder)
            #expect(none.status == 2)
            #expect(none.errors == "outlay: needs a day that was run, got none; run it first: outlay daily\n")
        }
    }
}
