import Forecasting
import Foundation
import TimeSeries

/// Scores methods of the house and of other programs on the same cases, on one thread.
///
///     ForecastingBenchmark CASES PEERS SET METHOD... [every=K] [from=I] [keep=1] [kinds=1] [pooled=1]
///
/// CASES and PEERS are the folders of `cases.py` and `peers.py`. `peers` stands for all files of PEERS/SET and
/// `peer:NAME` for one; `every=2
/// from=1` takes the odd cases only, so that design and report can use
/// different halves; `keep=1` writes our forecasts beside theirs;
/// `kinds=1` groups by the sort of history; `pooled=1` adds our methods with totals
/// calibrated by earlier origins of all series.
@main enum ForecastingBenchmark {
    static func main() throws {
        var names: [String] = []
        var options: [String: Int] = [:]
        for argument in CommandLine.arguments.dropFirst() {
            let parts = argument.split(separator: "=")
            if parts.count == 2 { options[String(parts[0])] = Int(parts[1]) } else { names.append(argument) }
        }
        guard names.count > 3 else { return print("usage: CASES PEERS SET METHOD... [every=K] [from=I]") }
        let peers = URL(fileURLWithPath: names[1]).appendingPathComponent(names[2])
        let every = options["every"] ?? 1
        let all = try Case.read(URL(fileURLWithPath: names[0]).appendingPathComponent(names[2] + ".tsv"))
        let picked = all.indices.filter { $0 % every == options["from"] ?? 0 }.map { all[$0] }
        let cases = options["kinds"] == 1 ? picked.map(\.groupedByKind) : picked
        var table = Table(cases, isLong: names[2] == "vm-demand")
        for name in names[3...] {
            if name == "peers" {
                let files = (try? FileManager.default.contentsOfDirectory(atPath: peers.path)) ?? []
                for file in files.sorted() where file.hasSuffix(".tsv") {
                    try table.addPeer(String(file.dropLast(4)), peers.appendingPathComponent(file))
                }
            } else if name.hasPrefix("peer:") {
                let peer = String(name.dropFirst(5))
                let file = peers.appendingPathComponent(peer + ".tsv")
                if FileManager.default.fileExists(atPath: file.path) { try table.addPeer(peer, file) }
            } else {
                let predictions = cases.map { try? Methods.forecast(name, $0) }
                table.add(name, predictions)
                if options["pooled"] == 1 {
                    table.add(name + " pooled", PooledTotals.calibrated(predictions, cases))
                }
                if options["keep"] == 1 { try keep(predictions, of: cases, in: peers, as: name) }
            }
        }
        print(table.text)
    }

    /// Writes our forecasts beside those of other programs, in the same form.
    private static func keep(_ predictions: [Prediction?], of cases: [Case], in folder: URL, as name: String)
        throws
    {
        let own = folder.appendingPathComponent("own")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let lines = zip(cases, predictions).compactMap { item, found in found?.line(item.id) }
        try lines.joined(separator: "\n").write(
            to: own.appendingPathComponent(name + ".tsv"), atomically: true, encoding: .utf8)
    }
}

/// Scores by group and method.
struct Table {
    private let cases: [Case]
    /// Horizons that are scored apart; 0 stands for the whole.
    private let horizons: [Int]
    private var groups: [String] = []
    private var rows: [String: [String]] = [:]

    init(_ cases: [Case], isLong: Bool) {
        self.cases = cases
        horizons = isLong ? [30, 0] : [0]
        for horizon in horizons {
            for item in cases {
                let name = Table.name(item.group, horizon)
                if !groups.contains(name) { groups.append(name) }
            }
            groups.append(Table.name("all", horizon))
        }
    }

    private static func name(_ group: String, _ horizon: Int) -> String {
        horizon == 0 ? group : "\(group), \(horizon) steps"
    }

    mutating func add(_ method: String, _ predictions: [Prediction?]) {
        var scores: [String: Score] = [:]
        for (item, prediction) in zip(cases, predictions) {
            guard let prediction, prediction.mean.count >= item.future.count else { continue }
            for horizon in horizons {
                for group in [item.group, "all"] {
                    scores[Table.name(group, horizon), default: Score()].add(
                        prediction, item, horizon: horizon == 0 ? item.future.count : horizon)
                }
            }
        }
        for (group, score) in scores {
            rows[group, default: []].append(score.row(group: group, method: method))
        }
    }

    mutating func addPeer(_ method: String, _ file: URL) throws {
        let found = try Prediction.read(file)
        let predictions = cases.map { found[$0.id] }
        guard cases.contains(where: { found[$0.id]?.intervals.isEmpty == false && $0.future.count >= 28 })
        else { return add(method, predictions) }
        add(method + " (sum of ranges)", predictions.map { $0?.withTotals(independent: false) })
        add(method + " (independent days)", predictions.map { $0?.withTotals(independent: true) })
    }

    var text: String {
        ([Score.header] + groups.flatMap { rows[$0] ?? [] }).joined(separator: "\n")
    }
}
