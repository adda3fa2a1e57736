import Commitments
import Foundation
import TimeSeries

/// Replays ways to buy commitments on demand that `cases.py` wrote.
///
/// `replay FILE DISCOUNT [RULE…]` prints a line for each suite, case and rule: effective savings rate, share of the clairvoyant's savings,
/// utilization, coverage, waste as a share of cost, processor seconds. `migrate FILE FLEXIBLE BOUND` replays a plan for all families
/// beside plans bound to one. `spend` sizes spend contracts, `split` splits demand over vendors.
@main
enum CommitmentsBenchmark {
    struct Case {
        var suite: String
        var name: String
        var families: [String: [Double]]
    }

    static let firstWeek = 26
    static let start = CivilDate(dayNumber: 18_659)

    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "split" { return try SplitBenchmark.run() }
        if arguments.first == "spend" { return try SpendBenchmark.run() }
        guard arguments.count >= 3, let first = Double(arguments[2]) else {
            print(
                "usage: CommitmentsBenchmark replay FILE DISCOUNT | migrate FILE FLEXIBLE BOUND | spend | split"
            )
            return
        }
        let cases = try cases(arguments[1])
        if arguments[0] == "migrate", arguments.count >= 4, let bound = Double(arguments[3]) {
            for one in cases where one.suite == "families" { try migrate(one, first, bound) }
        } else {
            for one in cases where one.suite != "families" {
                try replay(one, first, only: Set(arguments.dropFirst(3)))
            }
        }
    }

    static func cases(_ path: String) throws -> [Case] {
        var cases: [Case] = []
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
            let values = cells[3].split(separator: " ").compactMap { Double($0) }
            if let last = cases.last, last.suite == cells[0], last.name == cells[1] {
                cases[cases.count - 1].families[String(cells[2])] = values
            } else {
                cases.append(
                    Case(
                        suite: String(cells[0]), name: String(cells[1]), families: [String(cells[2]): values])
                )
            }
        }
        return cases
    }

    static let rules: [(String, LadderReplay.Rule)] = [
        ("minimum", .minimum), ("once", .buyOnce), ("recent", .ladder(LadderPolicy(look: .recent))),
        ("ladder", .ladder(LadderPolicy())), ("program", .program),
    ]

    static func replay(_ one: Case, _ discount: Double, only chosen: Set<String>) throws {
        let replay = try LadderReplay(
            CommitmentDemand(one.families, every: .hour, from: start),
            instruments: [CommitmentInstrument(name: "1 year", discount: discount)], fromWeek: firstWeek)
        let best = try timed { try replay.clairvoyant().use }
        printLine(one, discount, "clairvoyant", best.0, of: best.0, best.1)
        for (name, rule) in rules where chosen.isEmpty || chosen.contains(name) {
            let (use, seconds) = try timed { try replay.outcome(of: rule).use }
            printLine(one, discount, name, use, of: best.0, seconds)
        }
    }

    /// A plan over all families; one plan a family; the choice among both by program; and hindsight with both.
    static func migrate(_ one: Case, _ flexible: Double, _ bound: Double) throws {
        let demand = try CommitmentDemand(one.families, every: .hour, from: start)
        let wide = CommitmentInstrument(name: "all families", discount: flexible)
        let narrow = demand.families.map {
            CommitmentInstrument(name: $0, kind: .reserved, discount: bound, families: [$0])
        }
        let flexibleReplay = try LadderReplay(demand, instruments: [wide], fromWeek: firstWeek)
        let hindsight = try timed { try flexibleReplay.clairvoyant().use }
        printLine(one, flexible, "flexible clairvoyant", hindsight.0, of: hindsight.0, hindsight.1)
        let ladder = try timed { try flexibleReplay.outcome(of: .ladder(LadderPolicy())).use }
        printLine(one, flexible, "flexible ladder", ladder.0, of: hindsight.0, ladder.1)
        var purchases: [[Double]] = []
        let separate = try timed {
            for instrument in narrow {
                let replay = try LadderReplay(demand, instruments: [instrument], fromWeek: firstWeek)
                purchases.append(try replay.outcome(of: .ladder(LadderPolicy())).purchases[0])
            }
        }
        let all = try LadderReplay(demand, instruments: narrow, fromWeek: firstWeek)
        let best = try timed { try all.clairvoyant(binsPerWeek: 24).use }
        printLine(one, bound, "bound clairvoyant", best.0, of: best.0, best.1)
        printLine(one, bound, "bound ladders", all.use(of: purchases), of: best.0, separate.1)
    }

    static func timed<Result>(_ work: () throws -> Result) rethrows -> (Result, Double) {
        let start = clock()
        let result = try work()
        return (result, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }

    static func printLine(
        _ one: Case, _ discount: Double, _ rule: String, _ use: CommitmentUse, of best: CommitmentUse,
        _ seconds: Double
    ) {
        let share = (use.onDemandCost - use.cost) / (best.onDemandCost - best.cost)
        let cells = [
            use.effectiveSavingsRate, share, use.utilization, use.coverage,
            use.cost > 0 ? use.waste / use.cost : 0, use.cost, seconds,
        ]
        print(([one.suite, one.name, "\(discount)", rule] + cells.map { "\($0)" }).joined(separator: ","))
    }
}
