import Forecasting
import Foundation
import TimeSeries

/// A history and what came after it, as `cases.py` cut it out of public data.
struct Case {
    private(set) var group: String
    let id: String
    let seasons: [Int]
    /// Season of the naive forecast whose error scales MASE and MSIS.
    let scaleSeason: Int
    let history: Series
    let future: [Double]
    /// The noise-free future; empty where nobody knows it.
    let oracle: [Double]

    private init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 9, let scale = Int(fields[3]), let frequency = Case.frequency(fields[4]),
            let day = CivilDate(String(fields[5])),
            let history = try? Series(
                start: Timestamp(day), frequency: frequency, values: Case.numbers(fields[6]))
        else { return nil }
        group = String(fields[0])
        id = String(fields[1])
        seasons = fields[2].split(separator: ",").compactMap { Int($0) }
        scaleSeason = scale
        self.history = history
        future = Case.numbers(fields[7])
        oracle = Case.numbers(fields[8])
    }

    /// The same, its group the sort of its history.
    var groupedByKind: Case {
        var other = self
        other.group = HistoryKind(history).rawValue
        return other
    }

    static func numbers(_ text: Substring) -> [Double] {
        text.split(separator: ",").compactMap { Double($0) }
    }

    private static func frequency(_ name: Substring) -> Frequency? {
        switch name {
        case "yearly": .yearly
        case "quarterly": .quarterly
        case "monthly": .monthly
        case "weekly": .weekly
        case "daily": .daily
        case "hourly": .hourly
        case "other": .seconds(604_800)
        default: nil
        }
    }

    /// All cases of a file, in order.
    static func read(_ file: URL) throws -> [Case] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { Case(line: $0) }
    }
}
