import Foundation
import LinearAlgebra
import Regression

/// What the scripts beside ask of the regressions.
///
///     RegressionBenchmark answer < PROBLEMS        all that a least-squares fit says, one JSON a line
///     RegressionBenchmark time REPEATS < PROBLEMS  processor seconds of one fit with its inference each
///     RegressionBenchmark many COUNT < PROBLEMS    processor seconds of COUNT responses to one design
///     RegressionBenchmark penalised < PROBLEMS     numbers and seconds of the other methods, see penalised.py
///     RegressionBenchmark knees ROUNDS             how often tests and intervals of knees are right
///     RegressionBenchmark kernel NAME REPEATS      fits a seeded problem, for counting instructions
@main
struct RegressionBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "answer": try eachProblem { say(try $0.answer()) }
        case "time": try eachProblem { say("\(try $0.seconds(repeats: number(arguments, 1)))") }
        case "many": try eachProblem { say("\(try $0.secondsOfMany(number(arguments, 1)))") }
        case "penalised":
            while let line = readLine() {
                say(try JSONDecoder().decode(PenalisedProblem.self, from: Data(line.utf8)).answer())
            }
        case "knees": print(try RobustCalibration.table(rounds: number(arguments, 1)))
        case "kernel": try NamedFit.run(arguments.dropFirst().first ?? "", repeats: number(arguments, 2))
        default: print("answer | time REPEATS | many COUNT | kernel NAME REPEATS")
        }
    }

    private static func number(_ arguments: [String], _ place: Int) -> Int {
        arguments.indices.contains(place) ? Int(arguments[place]) ?? 1 : 1
    }

    /// Writes a line at once, for whoever waits for it.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    /// Each line is a problem; its answer is out before the next is read.
    private static func eachProblem(_ body: (Problem) throws -> Void) throws {
        while let line = readLine() {
            try body(JSONDecoder().decode(Problem.self, from: Data(line.utf8)))
        }
    }
}

/// Time that this process has spent computing.
enum ProcessorTime {
    static var seconds: Double {
        var time = timespec()
        // SAFETY: the call fills the one structure it is given.
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
