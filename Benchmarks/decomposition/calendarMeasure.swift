import Decomposition
import Foundation
import Regression
import TimeSeries

/// Planted calendar effects against what three orders of work find of them, as Markdown.
enum CalendarMeasure {
    /// What is planted, and the blocks that may explain it.
    private enum Case: String, CaseIterable {
        case goldenWeek = "National Day −30"
        case monthTurn = "first of month +12, last −6"
        case lunar = "lunar New Year −40 … +10"
        case promotions = "11.11 and 618, slope 20, peaks 60"
        case spikes = "first of month +12, 10 spikes of 100"
        case nothing = "nothing planted"
    }

    private static let blocks: [CalendarTerms.Block] = [
        .holidays("CN"), .lunarNewYear, .promotions([.june18, .double11]), .monthTurn,
    ]

    static func run(seeds: Int = 20) throws {
        let names = "decompose first | regress first | joint"
        print("| planted | effects: \(names) | trend: \(names) | season: \(names) |")
        print("|---|" + String(repeating: "---|", count: 9))
        for planted in Case.allCases { print(try row(planted, seeds: seeds)) }
    }

    /// Processor milliseconds of one decomposition of three years with all blocks, with and without level shifts.
    static func time(repeats: Int = 20) throws {
        let (series, _, _, _) = try planted(.monthTurn, seed: 1)
        var method = CalendarDecomposition(periods: [7], calendar: blocks)
        for search in [nil, LevelShiftSearch(periods: [7])] {
            method.levelShifts = search
            let start = clock()
            var columns = 0
            for _ in 0..<repeats { columns = try method.decompose(series).coefficients.count }
            let milliseconds = Double(clock() - start) * 1000 / Double(CLOCKS_PER_SEC) / Double(repeats)
            print(
                "| \(series.count) days, \(columns) columns, \(search == nil ? "no shifts" : "shifts") | \(two(milliseconds)) ms |"
            )
        }
    }

    private static func row(_ kind: Case, seeds: Int) throws -> String {
        var errors = [[Double]](repeating: [], count: 9)
        for seed in 1...seeds {
            let (series, effect, trend, season) = try planted(kind, seed: UInt64(seed))
            let joint = try CalendarDecomposition(periods: [7], calendar: blocks).decompose(series)
            let sum = series.values.indices.map { i in joint.effects.reduce(0) { $0 + $1.values[i] } }
            let found = [
                try decomposeFirst(series), try regressFirst(series),
                (sum, joint.trend, joint.seasonal[0].values),
            ]
            for k in 0..<3 {
                errors[k].append(rootMeanSquare(found[k].0, effect, at: effect.indices))
                errors[3 + k].append(rootMeanSquare(found[k].1, trend, at: effect.indices))
                errors[6 + k].append(rootMeanSquare(found[k].2, season, at: effect.indices))
            }
        }
        return "| \(kind.rawValue) | " + errors.map { two($0.average) }.joined(separator: " | ") + " |"
    }

    /// Robust STL, then a ridge regression of its remainder.
    private static func decomposeFirst(_ series: Series) throws -> ([Double], [Double], [Double]) {
        let parts = try stl.decompose(series)
        return (try regressed(series, parts.remainder, []), parts.trend, parts.seasonal[0].values)
    }

    /// A ridge regression with a line, a year and weekdays, then robust STL of what it leaves.
    private static func regressFirst(_ series: Series) throws -> ([Double], [Double], [Double]) {
        let places = series.values.indices
        let year = Fourier(period: 365.25, pairs: 3)
        var smooth = zip(year.names, year.columns(0..<series.count)).map { (name: $0, values: $1) }
        smooth.append(("trend", places.map(Double.init)))
        for weekday in 2...7 {
            let isWeekday = places.map { series.timestamp($0).day.weekday == weekday ? 1.0 : 0 }
            smooth.append(("weekday \(weekday)", isWeekday))
        }
        let effects = try regressed(series, series.values, smooth)
        let rest = try Series(
            start: series.start, frequency: series.frequency,
            values: zip(series.values, effects).map { $0 - $1 })
        let parts = try stl.decompose(rest)
        return (effects, parts.trend, parts.seasonal[0].values)
    }

    private static var stl: STL {
        var stl = STL(period: 7)
        stl.trendSpan = 29
        stl.iterations = .robust
        return stl
    }

    private static func regressed(
        _ series: Series, _ response: [Double], _ smooth: [(name: String, values: [Double])]
    ) throws -> [Double] {
        let terms = CalendarTerms(blocks, over: series)
        var columns = zip(terms.names, terms.columns(over: series, 0..<series.count)).map {
            (name: $0, values: $1)
        }
        let count = columns.count
        columns += smooth
        let model = try Ridge().fit(DesignMatrix(columns), response: response)
        return series.values.indices.map { i in
            (0..<count).reduce(0) { $0 + model.coefficients[$1] * columns[$1].values[i] }
        }
    }

    /// Three years with a wavy trend, a week and noise of 1.
    private static func planted(
        _ kind: Case, seed: UInt64
    ) throws -> (series: Series, effect: [Double], trend: [Double], season: [Double]) {
        var random = SplitMix64(seed: seed &* 104_729)
        let start = CivilDate(dayNumber: 19_358)
        let turn = 6.28 * random.uniform()
        let shape = (0..<7).map { $0 < 5 ? 2 + random.uniform() : -6 + 2 * random.uniform() }
        let mean = shape.reduce(0, +) / 7
        let days = (0..<1095).map { start.advanced(by: $0) }
        let trend = days.indices.map { 100 + 0.02 * Double($0) + 5 * sin(2 * .pi * Double($0) / 200 + turn) }
        let season = days.map { shape[$0.weekday - 1] - mean }
        let effect = days.map { planted(kind, on: $0) }
        var values = days.indices.map { trend[$0] + season[$0] + effect[$0] + random.gaussian() }
        if kind == .spikes { for _ in 0..<10 { values[Int(random.uniform() * 1095)] += 100 } }
        return (try Series(daily: values, from: start), effect, trend, season)
    }

    private static func planted(_ kind: Case, on day: CivilDate) -> Double {
        switch kind {
        case .goldenWeek:
            return HolidayCalendar.mainlandChina.holiday(on: day) == "National Day" && day.weekday <= 5
                ? -30 : 0
        case .monthTurn: return day.day == 1 ? 12 : day.day == day.daysInMonth ? -6 : 0
        case .spikes: return day.day == 1 ? 12 : 0
        case .nothing: return 0
        case .lunar:
            guard let place = LunarNewYear.position(of: day), -14...15 ~= place else { return 0 }
            return place <= 0 ? -40 * Double(place + 14) / 14 : -40 + 50 * Double(place) / 15
        case .promotions:
            return [Promotion.june18, .double11].reduce(0) { sum, event in
                let span = event.days(in: day.year)
                let peaks = event.peakDays(in: day.year)
                guard span.contains(day), let last = peaks.last, day <= last else { return sum }
                let slope =
                    Double(span.lowerBound.distance(to: day) + 1)
                    / Double(span.lowerBound.distance(to: last) + 1)
                return sum + 20 * slope + (peaks.contains(day) ? 60 : 0)
            }
        }
    }
}
