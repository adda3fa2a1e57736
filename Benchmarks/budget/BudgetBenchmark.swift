import Budgeting
import Foundation

/// Measures ranges of month and quarter totals.
///
///     BudgetBenchmark ranges PANELS PEERS SET...     coverage and Winkler scores on the panels of panels.py
///     BudgetBenchmark panel WORKSPACE...             such a panel of simulated estates, to standard output
///     BudgetBenchmark landing EVERY WORKSPACE...     errors at month end from the tenth and the twentieth day, every so many months
@main enum BudgetBenchmark {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "ranges" where words.count > 3: try ranges(words[1], words[2], Array(words[3...]))
        case "panel" where words.count > 1:
            for line in try EstatePanel.lines(Array(words[1...])) { print(line) }
        case "landing" where words.count > 2:
            print(try Landing.table(Array(words[2...]), months: Int(words[1]) ?? 1))
        default: print("usage: ranges PANELS PEERS SET... | panel WORKSPACE... | landing EVERY WORKSPACE...")
        }
    }

    private static func ranges(_ panels: String, _ peers: String, _ sets: [String]) throws {
        var (own, others, groups): ([String], [String], [String]) = ([], [], [])
        for name in sets {
            let series = try DailySeries.read(URL(fileURLWithPath: "\(panels)/\(name).tsv"))
            let autoETS = PeerTotals.read(URL(fileURLWithPath: "\(peers)/\(name).tsv"))
            var comparison = Comparison()
            for (_, bill) in Dictionary(grouping: series, by: \.bill).sorted(by: { $0.key < $1.key }) {
                comparison.add(TotalsMaker.totals(bill), autoETS)
            }
            own.append(Tables.coverage(name, comparison, header: own.isEmpty))
            if !comparison.shared.isEmpty {
                others.append(Tables.peers(name, comparison, header: others.isEmpty))
            }
            groups.append(Tables.groups(name, comparison))
        }
        for part in [own, others, groups] { print(part.joined(separator: "\n") + "\n") }
    }
}
