import Foundation
import TimeSeries

/// A daily series of `panels.py`.
struct DailySeries: Sendable {
    let group: String
    let name: String
    /// The bill that it is a part of: what stands before a colon and a space in its name.
    var bill: String { name.range(of: ": ").map { String(name[..<$0.lowerBound]) } ?? "" }
    let start: CivilDate
    let values: [Double]

    /// The days that it has.
    var days: Range<CivilDate> { start..<start.advanced(by: values.count) }

    private init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 4, let start = CivilDate(String(fields[2])) else { return nil }
        group = String(fields[0])
        name = String(fields[1])
        self.start = start
        values = fields[3].split(separator: ",").compactMap { Double($0) }
    }

    /// All series of a file, in order.
    static func read(_ file: URL) throws -> [DailySeries] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap {
            DailySeries(line: $0)
        }
    }

    /// The days before another, from the first that has a value other than 0; `nil` without.
    func history(before day: CivilDate) -> Series? {
        let known = values[..<min(values.count, start.distance(to: day))]
        guard let first = known.firstIndex(where: { $0 != 0 }) else { return nil }
        return try? Series(daily: Array(known[first...]), from: start.advanced(by: first))
    }

    /// What some days came to.
    func total(over days: Range<CivilDate>) -> Double {
        values[start.distance(to: days.lowerBound)..<start.distance(to: days.upperBound)].reduce(0, +)
    }
}
