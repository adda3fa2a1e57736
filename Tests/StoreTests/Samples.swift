import Billing
import Findings
import Foundation
import Store
import TimeSeries

/// Short names for what the suites need again and again.
enum Sample {
    /// A day by its text.
    static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }

    /// A fixed time.
    static let now = Timestamp(day("2026-06-15"))

    /// A store in a folder of its own, which is removed afterwards.
    static func withStore(_ body: (Store, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "outlay-store-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "outlay.sqlite").path
        try body(try Store(at: path), path)
    }

    static func finding(_ id: String, firstDay: String, status: Finding.Status = .open, value: String = "EC2")
        -> Finding
    {
        Finding(
            id: id, kind: .spike, direction: .up, scope: Scope([.service: value]), firstDay: day(firstDay),
            lastDay: nil, detectedOn: day(firstDay).advanced(by: 1), basis: .effectiveCost,
            currency: usd, expected: Money(10), actual: Money(25), score: 0.9,
            severity: .high, provisional: false, causes: [], owner: nil, status: status)
    }

    private static var usd: Currency {
        guard let usd = Currency("USD") else { preconditionFailure("USD is a currency") }
        return usd
    }

    static func run(_ text: String, _ findings: [Finding], inputs: String = "x") -> RunRecord {
        RunRecord(
            day: day(text), startedAt: now, finishedAt: now, inputs: inputs, summary: "s", findings: findings)
    }

    static func audit(_ action: String) -> AuditEntry {
        AuditEntry(at: now, actor: "test", action: action, subject: "-")
    }
}
