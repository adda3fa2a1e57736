import Decomposition
import Foundation
import TimeSeries

/// A series to decompose and the settings, as JSON.
struct Question: Decodable {
    let values: [Double?]
    let periods: [Double]
    /// 0 for a season that does not change.
    let window: Int?
    let degrees: [Int]
    let lowPass: Int?
    let inner: Int
    let outer: Int
    let jumps: Bool

    init(json: String) throws {
        self = try JSONDecoder().decode(Question.self, from: Data(json.utf8))
    }

    private struct Answer: Encodable {
        let trend: [Double]
        let seasonal: [[Double]]
        let weights: [Double]
    }

    /// The parts as JSON.
    func answer() throws -> String {
        let parts = try decompose(series)
        let answer = Answer(
            trend: parts.trend, seasonal: parts.seasonal.map(\.values), weights: parts.weights)
        return String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
    }

    /// Processor time of one decomposition, the mean of `repeats`.
    func seconds(repeats: Int) throws -> Double {
        let series = try series
        _ = try decompose(series)
        let start = ProcessorTime.seconds
        for _ in 0..<repeats { _ = try decompose(series) }
        return (ProcessorTime.seconds - start) / Double(repeats)
    }

    private var series: FilledSeries {
        get throws {
            let entries = values.enumerated().map { i, value in
                Observations.Entry(Timestamp(CivilDate(dayNumber: 18_000 + i)), value)
            }
            return try Observations(entries).series(frequency: .daily, filling: .zero)
        }
    }

    private func decompose(_ series: FilledSeries) throws -> Components {
        let degrees = STL.Degrees(seasonal: self.degrees[0], trend: self.degrees[1], lowPass: self.degrees[2])
        let iterations = STL.Iterations(inner: inner, outer: outer)
        guard periods.count == 1 else {
            var mstl = MSTL(periods: periods)
            (mstl.degrees, mstl.iterations, mstl.jumps) = (degrees, iterations, jumps ? .tenthOfSpan : .none)
            return try mstl.decompose(series)
        }
        var stl = STL(period: periods[0])
        (stl.degrees, stl.iterations, stl.jumps) = (degrees, iterations, jumps ? .tenthOfSpan : .none)
        stl.seasonalWindow = window == 0 ? .periodic : .span(window ?? 11)
        stl.lowPassSpan = lowPass
        return try stl.decompose(series)
    }
}

/// Time that this process has spent computing.
enum ProcessorTime {
    static var seconds: Double { Double(clock()) / 1e6 }
}
