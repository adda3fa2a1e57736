import Findings
import Store
import Testing

@Suite struct FeedbackTests {
    @Test func feedbackIsUnknownToRunsBeforeIt() throws {
        try Sample.withStore { store, _ in
            let given = Feedback(
                finding: "f-1", day: Sample.day("2026-06-16"), reason: .expected, note: "migration",
                until: Sample.day("2026-07-01"), givenAt: Sample.now)
            try store.record(given, audit: Sample.audit("resolve"))
            #expect(try store.feedback(asOf: Sample.day("2026-06-15")).isEmpty)
            #expect(try store.feedback(asOf: Sample.day("2026-06-16")) == [given])
        }
    }

    @Test func hostileTextsComeBackAsTheyWere() throws {
        let hostile = [
            "'; DROP TABLE finding; --", "=cmd|'/C calc'!A0", "<script>alert(1)</script>", "../../etc/passwd",
            "名前\u{202E}txt", "\"quoted\", and, commas\r\n",
        ]
        try Sample.withStore { store, _ in
            for (i, text) in hostile.enumerated() {
                let finding = Sample.finding("f-\(i)" + text, firstDay: "2026-06-14", value: text)
                try store.record(
                    Sample.run("2026-06-15", [finding]),
                    audit: AuditEntry(
                        at: Sample.now, actor: text, action: "daily", subject: text, detail: text))
                #expect(try store.findings(asOf: Sample.day("2026-06-15")) == [finding])
                #expect(try store.life(of: finding.id).count == 1)
                #expect(try store.auditTrail().last?.detail == text)
            }
        }
    }

    @Test func nulIsMadeVisibleInsteadOfCuttingTheText() throws {
        try Sample.withStore { store, _ in
            let entry = AuditEntry(at: Sample.now, actor: "a", action: "daily", subject: "x\u{0}y")
            try store.record(Sample.run("2026-06-15", []), audit: entry)
            #expect(try store.auditTrail().map(\.subject) == ["x\u{2400}y"])
        }
    }
}
