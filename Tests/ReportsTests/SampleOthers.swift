import Advice
import Billing
import Budgeting
import Commitments
import Findings
import Reports
import TestKit
import TimeSeries

extension Sample {
    static let budgetReport = BudgetReport(context: context, asOf: dataDay, trees: [budget])

    static let backtest: BacktestReport = {
        let first = dataDay.advanced(by: -59)
        func incident(_ i: Int, _ kind: String, _ start: Int, _ length: Int, _ impact: String, delay: Int?)
            -> BacktestReport.Incident
        {
            let day = first.advanced(by: start)
            return .init(
                id: "i-0\(i)", kind: kind, scope: scope((.serviceProvider, "AWS"), (.service, "Amazon EC2")),
                firstDay: day, lastDay: day.advanced(by: length - 1), currency: i == 3 ? usd : cny,
                impact: money(impact), findingID: delay == nil ? nil : "f-\(i)",
                foundOn: delay.map { day.advanced(by: $0) })
        }
        var wrong = drop
        wrong.id = "f-2026-05-30-9999"
        wrong.firstDay = first.advanced(by: 44)
        wrong.detectedOn = first.advanced(by: 45)
        return BacktestReport(
            context: context, firstDay: first, lastDay: dataDay,
            incidents: [
                incident(1, "spike", 5, 2, "120400.5", delay: 1),
                incident(2, "level-shift", 17, 40, "410300", delay: 3),
                incident(3, "trend-change", 24, 30, "9120.4", delay: nil),
                incident(4, "drop", 51, 3, "-40210.07", delay: 1),
            ], findings: [spike, shift, wrong], isLabelled: true, falseFindings: [wrong.id],
            benignHits: ["b-03"])
    }()

    /// Names that try everything.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</style><script>x</script>", "]]>--><!--", "a|b|c\\|d", "line\nbreak\r\nand\ttab",
        "\u{202E}gpj.exe\u{2066}",
        "مرحبا بالعالم", "👩‍👩‍👧‍👦🇨🇳 emoji", "\u{0}\u{1}\u{7F}\u{9B}", String(repeating: "x", count: 2000),
        "Z" + String(repeating: "\u{0301}", count: 1000),
        "`code` **bold** _it_ [a](javascript:alert(1)) @all #1 ~~s~~",
        "https://evil.example/?a=1&b=2", "", " ", "{{template}} ${x} %s", "&lt;b&gt; &amp; &#60;",
        "\u{FEFF}\u{FFFE}x",
    ]

    static func hostile(_ generator: inout SplitMix64) -> String {
        let pieces = (0..<(1 + Int(generator.next() % 3))).map { _ in
            hostile[Int(generator.next() % UInt64(hostile.count))]
        }
        return pieces.joined()
    }

    /// A daily report whose every text is hostile and whose money is odd.
    static func hostileDaily(seed: UInt64, findings count: Int = 12) -> DailyReport {
        var random = SplitMix64(seed: seed)
        let amounts = [
            "0", "-0.000000000000000001", "9999999999999999999.99", "-5e17", "0.004", "1e-9", "123456.789",
        ]
        func amount() -> Money<Charged> { money(amounts[Int(random.next() % UInt64(amounts.count))]) }
        func anyScope() -> Scope {
            scope((.serviceProvider, hostile(&random)), (.tag(hostile(&random)), hostile(&random)))
        }
        var report = daily()
        report.context.workspace = hostile(&random)
        report.context.version = hostile(&random)
        report.findings = (0..<count).map { i in
            let parts = (0..<(i % 10)).map { _ in amount() }
            let total = parts.reduce(Money.zero, +)
            return Finding(
                id: hostile(&random), kind: Finding.Kind.allCases[i % 11],
                direction: i % 2 == 0 ? .up : .down,
                scope: anyScope(), firstDay: dataDay.advanced(by: -i), lastDay: i % 3 == 0 ? dataDay : nil,
                detectedOn: runDay, basis: .billedCost, currency: i % 2 == 0 ? cny : usd, expected: .zero,
                actual: total, score: 1, severity: Finding.Severity.allCases[i % 4], provisional: i % 2 == 0,
                causes: parts.map { .init(scope: anyScope(), impact: $0, share: .infinity) },
                owner: hostile(&random), status: Finding.Status.allCases[i % 6])
        }
        report.feeds = [
            FeedStatus(
                vendor: hostile(&random), lastCompleteDay: nil, lateDays: Int.max, completeness: .nan,
                isProvisional: true)
        ]
        report.otherCharges[0].note = hostile(&random)
        report.otherCharges[0].scope = anyScope()
        report.muted[0].note = hostile(&random)
        report.budgets[0].scope = anyScope()
        report.budgets[0].children[0].scope = anyScope()
        report.suggestions[0].rule = hostile(&random)
        report.suggestions[0].formula = hostile(&random)
        report.suggestions[0].object = anyScope()
        report.suggestions[0].owner = hostile(&random)
        report.suggestions[0].evidence = [.init(hostile(&random), hostile(&random))]
        report.currencies[0].vendors[0].vendor = hostile(&random)
        report.currencies[0].days[3].actual = amount()
        return report
    }
}
