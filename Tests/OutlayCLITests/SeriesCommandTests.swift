import Foundation
import Testing

@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct SeriesCommandTests {
    /// 84 days with a week in them, the same every week but for a slow rise.
    private func withCosts(_ body: (URL) throws -> Void) throws {
        try withFolder { folder in
            let rows = (0..<84).map { i in
                let day = Date(timeIntervalSince1970: 1_767_225_600 + 86_400 * Double(i))
                let text = day.formatted(.iso8601.year().month().day())
                return "a,\(text),\(100 + [0, 3, 1, 4, 2, -30, -40][i % 7] + i % 5)\n"
            }
            try Data(("unique_id,ds,y\n" + rows.joined()).utf8).write(to: folder.appending(path: "costs.csv"))
            try body(folder)
        }
    }

    @Test func backtestPrintsRowsAndSaysWhomToTrust() throws {
        try withCosts { folder in
            let arguments = [
                "series", "backtest", "costs.csv", "--horizon", "7", "--folds", "4", "--method", "naive",
                "--method", "seasonal-naive",
            ]
            let csv = try CommandLineRun.start(arguments + ["--format", "csv"], in: folder).finish()
            #expect(csv.status == 0)
            let rows = csv.output.split(separator: "\n")
            #expect(rows.count == 3 && rows[1].hasPrefix("seasonal-naive,"))
            #expect(csv.errors.hasPrefix("Trust seasonal-naive: its mean MASE of "))
            let table = try CommandLineRun.start(arguments, in: folder).finish()
            #expect(table.output.contains("\nTrust seasonal-naive: ") && table.errors.isEmpty)
            let json = try CommandLineRun.start(arguments + ["--format", "json"], in: folder).finish()
            let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect((object?["verdict"] as? [String: Any])?["trusted"] as? String == "seasonal-naive")
            #expect(json.errors.isEmpty)
        }
    }

    @Test func unknownMethodNamesTheChoices() throws {
        try withCosts { folder in
            for command in [["forecast"], ["backtest", "--folds", "2"]] {
                let arguments = ["series"] + command + ["costs.csv", "--horizon", "7", "--method", "prophet"]
                let run = try CommandLineRun.start(arguments, in: folder).finish()
                #expect(run.status == 2 && run.output.isEmpty)
                #expect(run.errors.contains("needs a method, got 'prophet'; name one of auto, ets, "))
            }
        }
    }

    @Test func theNameOfTheFileSaysItsForm() throws {
        try withCosts { folder in
            for (name, start) in [
                ("a.parquet", "PAR1"), ("a.csv", "unique_id,ds,mean"), ("a.json", "[\n{\"unique_id\""),
            ] {
                for _ in 1...2 {
                    let run = try CommandLineRun.run(
                        "series", "forecast", "costs.csv", "--horizon", "3", "--out", name, in: folder)
                    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
                }
                let bytes = try Data(contentsOf: folder.appending(path: name))
                #expect(bytes.starts(with: Data(start.utf8)))
            }
        }
    }
}
