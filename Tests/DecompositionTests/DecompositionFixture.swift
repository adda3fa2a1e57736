import Decomposition
import Foundation
import TestKit
import TimeSeries

/// Decompositions by R and statsmodels; see `Fixtures/stl.py`.
struct DecompositionFixture: Decodable {
    struct Case: Decodable {
        let program: String
        let series: String
        let settings: Settings
        let trend: [Double]
        let seasonal: [[Double]]
        let weights: [Double]
    }

    struct Settings: Decodable {
        let periods: [Int]
        let window: Int
        let lowPass: Int?
        let degree: Int
        let trendDegree: Int?
        let lowPassDegree: Int?
        let inner: Int
        let outer: Int
        let jumps: String

        var degrees: STL.Degrees {
            STL.Degrees(seasonal: degree, trend: trendDegree ?? 1, lowPass: lowPassDegree ?? 1)
        }

        var stl: STL {
            var stl = STL(period: periods[0])
            stl.seasonalWindow = window == 0 ? .periodic : .span(window)
            stl.lowPassSpan = lowPass
            stl.degrees = degrees
            stl.iterations = STL.Iterations(inner: inner, outer: outer)
            stl.jumps = jumps == "none" ? .none : .tenthOfSpan
            return stl
        }

        var mstl: MSTL {
            var mstl = MSTL(periods: periods)
            mstl.degrees = degrees
            mstl.iterations = STL.Iterations(inner: inner, outer: outer)
            mstl.jumps = jumps == "none" ? .none : .tenthOfSpan
            return mstl
        }
    }

    struct Classical: Decodable {
        let series: String
        let period: Int
        let trend: [Double]
        let seasonal: [Double]
    }

    let series: [String: [Double]]
    let cases: [Case]
    let classical: [Classical]

    /// R's `stl`, statsmodels; `mstl.json`: R's forecast and statsmodels, see `Fixtures/mstl.py`.
    static func read(_ name: String = "stl.json") throws -> DecompositionFixture {
        try Fixture.json(name, in: .module, as: DecompositionFixture.self)
    }
}

extension Series {
    /// A daily series for tests that do not care when it is.
    static func of(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: CivilDate(dayNumber: 20_000))
    }
}

/// The largest distance between two columns, in units of the largest value of the series (1 for an all-zero one).
func distance(_ a: [Double], _ b: [Double], of series: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    let size = series.map(abs).max() ?? 1
    return (zip(a, b).map { abs($0 - $1) }.max() ?? 0) / (size > 0 ? size : 1)
}

/// A seeded series with trend, season and noise.
func randomSeries(count: Int, period: Int, seed: UInt64) throws -> Series {
    var random = SplitMix64(seed: seed)
    let shape = (0..<period).map { _ in 10 * random.uniform() }
    return try .of((0..<count).map { 100 + 0.2 * Double($0) + shape[$0 % period] + random.uniform() })
}
