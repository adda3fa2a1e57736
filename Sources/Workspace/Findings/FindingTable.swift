internal import Billing
internal import Findings
internal import TimeSeries

/// How findings look on a terminal and in a spreadsheet.
enum FindingTable {
    /// One row a finding.
    static func table(_ findings: [Finding]) -> TextTable {
        TextTable(
            [
                .init("id"), .init("severity"), .init("kind"), .init("scope"), .init("firstDay"),
                .init("lastDay"),
                .init("impact", isNumber: true), .init("currency"), .init("status"), .init("owner"),
            ],
            rows: findings.map {
                [
                    $0.id, $0.severity.rawValue, $0.kind.rawValue, $0.scope.description, "\($0.firstDay)",
                    $0.lastDay?.description, $0.impact.rounded(decimals: 2), $0.currency.code,
                    $0.status.rawValue,
                    $0.owner,
                ]
            })
    }

    /// One row a cause.
    static func causes(_ finding: Finding) -> TextTable {
        let rest = finding.causes.count == 1 ? "(all of it: no part stands out)" : "(the rest)"
        return TextTable(
            [
                .init("cause"), .init("impact", isNumber: true), .init("share", isNumber: true),
                .init("volume", isNumber: true), .init("price", isNumber: true), .init("mix", isNumber: true),
            ],
            rows: finding.causes.map {
                [
                    $0.isRemainder ? rest : $0.scope.description, $0.impact.rounded(decimals: 2),
                    Decimal18(units: Money<Charged>(modelled: $0.share).units).rounded(decimals: 3),
                    $0.volume?.rounded(decimals: 2), $0.price?.rounded(decimals: 2),
                    $0.mix?.rounded(decimals: 2),
                ]
            })
    }

    /// The finding in a few lines.
    static func lines(_ finding: Finding) -> [String] {
        let last = finding.lastDay.map { "\($0)" } ?? "now"
        return [
            "\(finding.id)  \(finding.severity.rawValue)  \(finding.status.rawValue)"
                + (finding.provisional ? "  provisional" : ""),
            "\(finding.kind.rawValue) \(finding.direction.rawValue): \(finding.scope.description)",
            "\(finding.firstDay) to \(last), found on \(finding.detectedOn), owner \(finding.owner ?? "unknown")",
            "\(money(finding.actual)) \(finding.currency) instead of \(money(finding.expected)): "
                + "\(money(finding.impact)) (\(finding.basis.rawValue))",
        ]
    }

    private static func money(_ money: Money<Charged>) -> String { money.rounded(decimals: 2) }
}
