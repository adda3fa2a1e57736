import Foundation
import Testing

/// What a person may hand over by mistake: one line says what was needed, got and what to do, and nothing changes.
@Suite(.enabled(if: CommandLineRun.program != nil, "needs the program built beside the tests"))
struct BadInputTests {
    private static let header =
        "BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,"
        + "ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName"
    private static let row =
        "1.5,1.5,1,USD,2026-05-01T00:00:00Z,Usage,2026-05-03T00:00:00Z,2026-05-04T00:00:00Z,AWS,EC2"

    /// Every file of a workspace with what it holds; the state's log is tidied by reading.
    private func files(_ folder: URL) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            !$0.contains(".sqlite") && $0 != ".lock"
        }
        return Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, (try? Data(contentsOf: folder.appending(path: $0))) ?? Data())
            })
    }

    /// A workspace `w` that holds a bill; what a command does to it must be nothing.
    private func refuses(
        _ arguments: [String], code: Int32, saying words: String..., prepare: (URL) throws -> Void = { _ in }
    ) throws {
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            _ = try CommandLineRun.run("--workspace", "w", "ingest", fixtureBill, in: folder)
            try prepare(folder)
            let before = try files(folder.appending(path: "w"))
            let result = try CommandLineRun.start(["--workspace", "w"] + arguments, in: folder).finish()
            #expect(result.status == code)
            #expect(result.output.isEmpty)
            #expect(result.errors.hasPrefix("outlay: "))
            for word in words { #expect(result.errors.contains(word)) }
            let lines = result.errors.split(separator: "\n").filter { !$0.hasPrefix("See 'outlay ") }
            #expect(lines.count == 1)
            #expect(try files(folder.appending(path: "w")) == before)
        }
    }

    private func write(_ text: String, _ name: String) -> (URL) throws -> Void {
        { folder in
            let url = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    @Test(arguments: [
        ("", "needs a header line, got an empty file"),
        (header + "\n", "needs charges, got no rows below the header"),
        (header + "\n" + row + ",\"{open\n", "needs a closing quote"),
        ("a,b\n1,2\n", "needs the FOCUS columns BilledCost"),
        (header + "\nx" + row + "\n", "needs charges, got 1 rows, all rejected, the first in "),
    ])
    func fileThatIsNoBill(text: String, words: String) throws {
        try refuses(["ingest", "bad.csv"], code: 1, saying: words, prepare: write(text, "bad.csv"))
    }

    @Test func pathThatLeadsNowhere() throws {
        try refuses(["ingest", "none.csv"], code: 1, saying: "got nothing at", "check the path")
        try refuses(["ingest", ""], code: 2, saying: "needs files or folders of bills, got an empty path")
        try refuses(
            ["ingest", "docs"], code: 1, saying: "needs bills as .csv, .csv.gz, .parquet, got none in",
            prepare: write("x", "docs/readme.txt"))
    }

    @Test func oneBadFileOfAFolderIsNamedWithTheWayAroundIt() throws {
        try refuses(
            ["ingest", "bills"], code: 1, saying: "bills/b.csv: needs the FOCUS columns ",
            "; to ingest the others without it, move it away or put a dot before its name"
        ) { folder in
            try write(BadInputTests.header + "\n" + BadInputTests.row + "\n", "bills/a.csv")(folder)
            try write("BilledCost\n1\n", "bills/b.csv")(folder)
        }
    }

    @Test func daysWithoutCharges() throws {
        try refuses(
            ["backtest", "--from", "2020-01-02", "--to", "2020-01-05"], code: 2,
            saying: "where there are charges, got 2020-01-02 to 2020-01-05; choose other days")
        try refuses(
            ["backtest", "--from", "2026-06-05", "--to", "2026-06-01"], code: 2,
            saying: "needs --from on or before --to, got 2026-06-05 and 2026-06-01")
        try refuses(
            ["daily", "--date", "9999-12-31"], code: 2,
            saying: "needs a day of a run up to 2026-06-15, got 9999-12-31")
        try refuses(["daily", "--date", "2020-01-01"], code: 1, saying: "needs charges before 2020-01-01")
    }

    @Test func labelsThatAreNone() throws {
        let days = ["--from", "2026-06-14", "--to", "2026-06-14"]
        try refuses(
            ["backtest"] + days + ["--labels", "w"], code: 2,
            saying: "needs labels as outlay simulate writes them, got ", "Is a directory")
        try refuses(
            ["backtest"] + days + ["--labels", "l.json"], code: 2, saying: "the key incidents is missing",
            prepare: write("{\"seed\": 1}", "l.json"))
    }

    @Test func wrongValuesSayWhatFits() throws {
        try refuses(
            ["daily", "--date", "2026-02-30"], code: 2,
            saying: "needs a day such as 2026-06-15, got '2026-02-30'")
        try refuses(
            ["budget", "forecast", "--period", "2026-13"], code: 2, saying: "needs a period such as 2026-Q3")
        try refuses(
            ["negotiate", "--vendor", "x", "--term", "0m"], code: 2, saying: "needs a term of up to ten years"
        )
        try refuses(["simulate", "e", "--rows", "-5"], code: 2, saying: "needs 20000 to ", "got -5")
        try refuses(["negotiate", "--vendor", "Nimbus"], code: 1, saying: "Nimbus; known are ")
        try refuses(
            ["findings", "show", "f-none"], code: 2, saying: "needs the id of a finding, got 'f-none'")
        try refuses(
            ["budget", "status"], code: 2, saying: "needs a budget for ", "add it to budgets in outlay.yaml")
    }

    @Test(arguments: [
        (String(repeating: "[", count: 20_000), "needs YAML, got something that does not read"),
        ("# " + String(repeating: "x", count: 1_000_000), "needs a file of at most 1000000 bytes"),
        ("name: x\n\u{0}currency: CNY\n", "outlay.yaml:2: needs text, got a NUL byte"),
    ])
    func hostileConfiguration(yaml: String, words: String) throws {
        try refuses(["findings"], code: 1, saying: words, prepare: write(yaml, "w/outlay.yaml"))
    }

    @Test func configurationThatIsNoText() throws {
        try refuses(["findings"], code: 1, saying: "outlay.yaml: needs text in UTF-8, got other bytes") {
            folder in
            try Data([0x6E, 0xFF, 0xFE, 0x80]).write(to: folder.appending(path: "w/outlay.yaml"))
        }
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may read and write everything"))
    func refusedByPermissions() throws {
        func mode(_ mode: Int, _ path: String) -> (URL) throws -> Void {
            { folder in
                let file = folder.appending(path: path).path
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
            }
        }
        let bill = BadInputTests.header + "\n" + BadInputTests.row + "\n"
        try refuses(["ingest", "a.csv"], code: 1, saying: "needs to read ", "Permission denied") { folder in
            try write(bill, "a.csv")(folder)
            try mode(0, "a.csv")(folder)
        }
        try withFolder { folder in
            _ = try CommandLineRun.run("init", "w", in: folder)
            try write(bill, "bills/a.csv")(folder)
            try write(bill, "bills/locked/b.csv")(folder)
            try mode(0, "bills/locked")(folder)
            let result = try CommandLineRun.run("--workspace", "w", "ingest", "bills", in: folder)
            try mode(0o755, "bills/locked")(folder)
            #expect(result.status == 1)
            #expect(result.errors.contains("bills/locked: Permission denied"))
            try mode(0o555, "w")(folder)
            let locked = try CommandLineRun.run("--workspace", "w", "ingest", "bills", in: folder)
            try mode(0o755, "w")(folder)
            #expect(locked.status == 1)
            #expect(locked.errors.contains("make its folder writable: Permission denied"))
        }
    }
}
