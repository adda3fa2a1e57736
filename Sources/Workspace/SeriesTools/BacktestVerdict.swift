internal import Forecasting
internal import Foundation

/// A ``MethodVerdict`` in words.
struct BacktestVerdict {
    /// For people, one line each: which method to trust, why, and what to be careful about.
    let lines: [String]
    /// The same as a JSON object.
    let json: String

    init(_ scores: [MethodScore]) {
        let verdict = MethodVerdict(scores)
        let warnings = Self.warnings(verdict, scores)
        let reason =
            verdict.map(Self.reason) ?? "No verdict: no forecast of a series that changes was scored."
        let peers = verdict?.peers.map(\.name) ?? []
        let others = peers.dropFirst(verdict?.next?.name == peers.first ? 1 : 0)
        let also = others.isEmpty ? [] : ["These data cannot tell it from \(others.joined(separator: ", "))."]
        lines = [reason] + also + warnings
        let comparison = verdict?.comparison
        let fields: [(String, String)] = [
            ("trusted", verdict.map { JSONCell.quoted($0.trusted.name) } ?? "null"),
            ("mase", Self.number(verdict?.trusted.mase)),
            ("next", verdict?.next.map { JSONCell.quoted($0.name) } ?? "null"),
            ("nextMase", Self.number(verdict?.next?.mase)),
            ("meanDifference", Self.number(comparison?.meanDifference)),
            ("pValue", Self.number(comparison?.pValue)),
            ("pValueOverOrigins", Self.number(comparison?.overOrigins?.pValue)),
            ("pValueOverSeries", Self.number(comparison?.overSeries?.pValue)),
            ("isSignificant", verdict.map { "\($0.isSignificant)" } ?? "null"),
            ("peers", "[" + peers.map { JSONCell.quoted($0) }.joined(separator: ",") + "]"),
            ("reason", JSONCell.quoted(reason)),
            ("warnings", "[" + warnings.map { JSONCell.quoted($0) }.joined(separator: ",") + "]"),
        ]
        json = "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func reason(_ verdict: MethodVerdict) -> String {
        let best = verdict.trusted
        let opening =
            "Trust \(best.name): its mean MASE of \(short(best.mase)) over \(best.forecasts) forecasts"
        guard let next = verdict.next, let comparison = verdict.comparison else {
            return opening + " is the only one; name more methods to compare."
        }
        let isLowest = comparison.meanDifference <= 0
        let rank = isLowest ? "is the lowest" : "is the lowest without failures"
        let other = "The next, \(next.name), has \(short(next.mase))"
        guard let p = comparison.pValue else {
            return
                "\(opening) \(rank). \(other), but one forecast of both cannot tell chance from skill; use more folds."
        }
        let test = "Diebold–Mariano p = \(short(p))"
        if verdict.isSignificant, isLowest {
            return "\(opening) \(rank). \(other): worse, and not by chance (\(test))."
        }
        return "\(opening) \(rank). \(other): no difference that these data can show (\(test))."
    }

    private static func warnings(_ verdict: MethodVerdict?, _ scores: [MethodScore]) -> [String] {
        var lines: [String] = []
        if let comparison = verdict?.comparison, comparison.overOrigins == nil {
            lines.append(
                "All forecasts start at one time: another time may favour another method; use more folds.")
        }
        if let trusted = verdict?.trusted, trusted.failures > 0 {
            lines.append(
                "\(trusted.name) could not forecast \(trusted.failures) times, and no method less often.")
        }
        for score in scores {
            let ranges = score.narrowRanges.map { range in
                "those of \(percent(range.coverage)) held \(percent(range.measuredCoverage))"
            }
            guard !ranges.isEmpty else { continue }
            let values = score.coverage.first?.count ?? 0
            lines.append(
                "Ranges of \(score.name) are too narrow: \(ranges.joined(separator: ", ")) of \(values) values."
            )
        }
        return lines
    }

    private static func percent(_ share: Double) -> String { String(format: "%.4g %%", 100 * share) }

    private static func short(_ value: Double?) -> String { value.map { String(format: "%.3g", $0) } ?? "–" }

    private static func number(_ value: Double?) -> String {
        value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null"
    }
}
