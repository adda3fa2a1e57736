import Billing
import Findings
import Store
import Testing
import TimeSeries

@Suite struct RunStateTests {
    @Test func stateAtARunIsTheNewestEventOnOrBeforeIt() throws {
        try Sample.withStore { store, _ in
            for (day, status) in [
                ("2026-06-15", Finding.Status.open), ("2026-06-16", .growing), ("2026-06-20", .ended),
            ] {
                try store.record(
                    Sample.run(day, [Sample.finding("f-1", firstDay: "2026-06-14", status: status)]),
                    audit: Sample.audit("daily"))
            }
            func status(_ day: String) throws -> [Finding.Status] {
                try store.findings(asOf: Sample.day(day)).map(\.status)
            }
            #expect(try status("2026-06-14") == [])
            #expect(try status("2026-06-15") == [.open])
            #expect(try status("2026-06-18") == [.growing])
            #expect(try status("2026-07-01") == [.ended])
            #expect(try store.life(of: "f-1").map(\.finding.status) == [.open, .growing, .ended])
        }
    }

    @Test func runningADayAgainReplacesWhatItSet() throws {
        try Sample.withStore { store, _ in
            let later = Sample.run("2026-06-16", [Sample.finding("f-9", firstDay: "2026-06-15")])
            try store.record(later, audit: Sample.audit("daily"))
            for id in ["f-1", "f-2", "f-2"] {
                try store.record(
                    Sample.run("2026-06-15", [Sample.finding(id, firstDay: "2026-06-14")], inputs: id),
                    audit: Sample.audit("daily"))
            }
            #expect(try store.findings(asOf: Sample.day("2026-06-15")).map(\.id) == ["f-2"])
            #expect(try store.findings(asOf: Sample.day("2026-06-16")).map(\.id) == ["f-2", "f-9"])
            #expect(try store.runDays() == [Sample.day("2026-06-15"), Sample.day("2026-06-16")])
            #expect(try store.run(on: Sample.day("2026-06-15"))?.inputs == "f-2")
        }
    }

    /// Any order of runs and re-runs ends in the state that the last run of each day set.
    @Test func orderOfRunsDoesNotMatter() throws {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<5 {
            try Sample.withStore { store, _ in
                var last: [CivilDate: [String]] = [:]
                for _ in 0..<20 {
                    let day = Sample.day("2026-06-10").advanced(by: Int(generator.next() % 5))
                    let ids = (0..<6).filter { _ in generator.next() % 2 == 0 }.map { "f-\($0)" }
                    let findings = ids.map { Sample.finding($0, firstDay: "2026-06-01", value: "\(day)") }
                    try store.record(Sample.run("\(day)", findings), audit: Sample.audit("daily"))
                    last[day] = ids
                }
                for day in last.keys {
                    var expected: [String: String] = [:]
                    for (run, ids) in last.sorted(by: { $0.key < $1.key }) where run <= day {
                        for id in ids { expected[id] = "\(run)" }
                    }
                    let got = try store.findings(asOf: day)
                    #expect(
                        Dictionary(uniqueKeysWithValues: got.map { ($0.id, $0.scope[.service]) })
                            == expected.mapValues { .some(.some($0)) })
                }
            }
        }
    }

    @Test func failedRunLeavesTheOldState() throws {
        try Sample.withStore { store, _ in
            let day = "2026-06-15"
            try store.record(
                Sample.run(day, [Sample.finding("f-1", firstDay: "2026-06-14")]), audit: Sample.audit("daily")
            )
            let twice = [
                Sample.finding("f-2", firstDay: "2026-06-14"), Sample.finding("f-2", firstDay: "2026-06-14"),
            ]
            let error = #expect(throws: StoreError.self) {
                try store.record(Sample.run(day, twice), audit: Sample.audit("daily"))
            }
            #expect(error?.code == .invalid)
            #expect(try store.findings(asOf: Sample.day(day)).map(\.id) == ["f-1"])
            #expect(try store.auditTrail().count == 1)
        }
    }
}
