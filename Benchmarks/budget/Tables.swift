import Foundation

/// The tables of the report.
enum Tables {
    private static let header = """
        | set | total | cases | calibrated | paths | lower than P10 | higher than P90 | Winkler ÷ own paths | ÷ ETS paths |
        |---|---|--:|--:|--:|--:|--:|--:|--:|
        """

    /// Coverage and Winkler scores of all totals of a set.
    static func coverage(_ name: String, _ comparison: Comparison, header: Bool) -> String {
        var lines = header ? [Tables.header] : []
        for target in Target.allCases {
            guard let methods = comparison.ranges[target], let own = methods[.calibrated],
                let paths = methods[.paths], let simple = methods[.simple]
            else { continue }
            let below = 100 * Double(own.count { $0.actual < $0.lower }) / Double(own.count)
            let above = 100 * Double(own.count { $0.actual > $0.upper }) / Double(own.count)
            lines.append(
                "| \(name) | \(target.rawValue) | \(own.count) | **\(one(own.coverage))** | \(one(paths.coverage)) "
                    + "| \(one(below)) | \(one(above)) | \(ratio(own, paths)) | \(ratio(own, simple)) |")
        }
        return lines.joined(separator: "\n")
    }

    private static let peerHeader = """
        | set | total | cases | ours: 80 % | independent days: 80 % | sum of quantiles: 80 % | Winkler ÷ independent days | ÷ sum of quantiles |
        |---|---|--:|--:|--:|--:|--:|--:|
        """

    /// The same beside AutoETS.
    static func peers(_ name: String, _ comparison: Comparison, header: Bool) -> String {
        var lines = header ? [peerHeader] : []
        for target in Target.allCases {
            guard let methods = comparison.shared[target], let own = methods[.calibrated],
                let days = methods[.independent], let sums = methods[.quantiles]
            else { continue }
            lines.append(
                "| \(name) | \(target.rawValue) | \(own.count) | **\(one(own.coverage))** | \(one(days.coverage)) | "
                    + "\(one(sums.coverage)) | \(ratio(own, days)) | \(ratio(own, sums)) |")
        }
        return lines.joined(separator: "\n")
    }

    /// The Winkler score over another's: of money, then of the mean over series.
    private static func ratio(_ own: [JudgedRange], _ other: [JudgedRange]) -> String {
        two(own.pooledWinkler / other.pooledWinkler) + " · " + two(own.meanWinkler / other.meanWinkler)
    }

    /// Coverage by group of series.
    static func groups(_ name: String, _ comparison: Comparison) -> String {
        [Target.month, .quarter].compactMap { target -> String? in
            guard let own = comparison.ranges[target]?[.calibrated] else { return nil }
            let groups = Dictionary(grouping: own, by: \.group).sorted { $0.key < $1.key }
            return "\(name), \(target.rawValue): "
                + groups.map { "\($0.key) \(one($0.value.coverage)) (\($0.value.count))" }.joined(
                    separator: ", ")
        }.joined(separator: "\n")
    }

    static func one(_ value: Double) -> String { String(format: "%.1f", value) }
    static func two(_ value: Double) -> String { String(format: "%.2f", value) }
}
