import Decomposition
import Foundation
import TimeSeries

/// Reads series, one a line with NA for a missing value, and prints the periods found in each, the strongest first; the
/// last line is the seconds of processor time that the search took.
@main
enum PeriodBenchmark {
    static func main() throws {
        let lines = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8).split(
            separator: "\n")
        let series = try lines.map { try filled($0) }
        let detector = PeriodDetector()
        let start = clock()
        let found = series.map { detector.detect(in: $0) }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        for periods in found { print(periods.map { "\($0.period)" }.joined(separator: " ")) }
        print(seconds)
    }

    private static func filled(_ line: Substring) throws -> FilledSeries {
        let values = line.split(separator: " ").map { Double($0) }
        let day = CivilDate(dayNumber: 0)
        let entries = values.enumerated().map { Observations.Entry(Timestamp(day.advanced(by: $0)), $1) }
        return try Observations(entries).series(frequency: .daily)
    }
}
