import Decomposition
import Foundation
import TimeSeries

/// What `compare.py`, `agree.py` and `instructions.py` ask of the decompositions.
///
///     DecompositionBenchmark answer < QUESTIONS       the parts of each series, one JSON a line
///     DecompositionBenchmark time REPEATS < QUESTIONS processor seconds of one decomposition each
///     DecompositionBenchmark kernel NAME REPEATS      runs a kernel on a seeded series, for counting instructions
///     DecompositionBenchmark panel COUNT WIDTH        many daily series with a week and a year
///     DecompositionBenchmark shifts | online | calendar   planted parts, found and missed
@main
struct DecompositionBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("answer", 1): try eachQuestion { print(try $0.answer()) }
        case ("time", 2): try eachQuestion { print(try $0.seconds(repeats: Int(arguments[1]) ?? 1)) }
        case ("kernel", 3): try NamedKernel.run(arguments[1], repeats: Int(arguments[2]) ?? 1)
        case ("panel", 3): try DailyPanel.run(count: Int(arguments[1]) ?? 1, width: Int(arguments[2]) ?? 1)
        case ("shifts", 1): try ShiftsMeasure.run()
        case ("online", 1): try OnlineMeasure.run()
        case ("calendar", 1): try CalendarMeasure.run()
        default:
            print(
                "answer | time REPEATS | kernel NAME REPEATS | panel COUNT WIDTH | shifts | online | calendar"
            )
        }
    }

    private static func eachQuestion(_ body: (Question) throws -> Void) throws {
        while let line = readLine() { try body(Question(json: line)) }
    }
}
