public import Regression
public import TimeSeries

/// Decomposition into trend, seasons and named calendar effects, all estimated together.
///
///     var method = CalendarDecomposition(periods: [7], calendar: [.holidays("CN"), .monthTurn])
///     method.levelShifts = LevelShiftSearch(periods: [7])
///     let parts = try method.decompose(daily)
///
/// STL (for several periods MSTL) without robustness weights is a linear operator; let R be what it leaves of a series.
/// The effects β of the calendar columns X are those for which R(y − Xβ) is least, with a penalty on β: one regression of
/// Ry on RX, in which an effect counts only by what trend and seasons cannot follow, and nothing is absorbed by the part
/// that happens to be estimated first. The penalty is averaged by leave-one-out (`Ridge`). Spikes are weighed down by
/// the bisquare of STL: in rounds, each value is replaced by what the parts say of it plus its weighted remainder. Level
/// shifts, if they are searched, are columns too, without a penalty.
///
/// - SeeAlso: Speckman, "Kernel smoothing in partial linear models", *JRSS B* 50 (1988), for the regression of what a
///   smoother leaves; Huber, *Robust Statistics*, §7.8, for the replaced values.
public struct CalendarDecomposition: Sendable, Hashable {
    /// Observations in each season, ascending.
    public let periods: [Double]
    /// The families of calendar effects; without any, this is a decomposition that is robust and finds level shifts.
    public let calendar: [CalendarTerms.Block]
    /// How the parts make the series.
    public var composition = Composition.sum
    /// How level shifts are found; `nil` leaves all movement of the level to the trend's curve.
    public var levelShifts: LevelShiftSearch?
    /// Observations in the trend's window, odd, where there is one period; `nil` takes four seasons, six with a calendar,
    /// whose longer effects a narrow trend would follow too closely.
    public var trendSpan: Int?
    /// Rounds of robustness weights at most; 0 for none.
    public var maximumRounds = 15

    /// A decomposition with these seasons, each at least 2 observations long, and these calendar effects.
    public init(periods: [Int], calendar: [CalendarTerms.Block] = []) {
        self.init(periods: periods.map(Double.init), calendar: calendar)
    }

    /// A decomposition with these seasons, which need not be whole (7 and 365.25 days), and these calendar effects.
    public init(periods: [Double], calendar: [CalendarTerms.Block] = []) {
        precondition(
            !periods.isEmpty && periods.allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        self.periods = Set(periods).sorted()
        self.calendar = calendar
    }

    /// Trend, seasons, effects and remainder of a series.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice,
    ///   ``DecompositionError/notPositive(at:)`` for a product.
    /// - Complexity: One STL (or MSTL) for each calendar column, one for each round.
    public func decompose(_ series: Series) throws(DecompositionError) -> CalendarComponents {
        try decompose(series, gaps: [])
    }

    /// Trend, seasons and effects at all times, and the remainder of what was observed: a gap has no weight, and its value
    /// is what the parts say of it.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice,
    ///   ``DecompositionError/notPositive(at:)`` for a product.
    public func decompose(_ series: FilledSeries) throws(DecompositionError) -> CalendarComponents {
        try decompose(series.series, gaps: series.isObserved.indices.filter { !series.isObserved[$0] })
    }

    private func decompose(_ series: Series, gaps: [Int]) throws(DecompositionError) -> CalendarComponents {
        if composition == .product { try series.requirePositive() }
        let unit = composition == .sum ? series.typicalSize : 1
        let inward = series.replacing(values: composition.inward(series.values).map { $0 / unit })
        let terms = CalendarTerms(calendar, over: series)
        var system = try JointSystem(
            inward, gaps: gaps, smoother: smoother,
            columns: terms.columns(over: series, 0..<series.count), maximumRounds: maximumRounds)
        if let levelShifts { try searchShifts(levelShifts, inward, &system) }
        return assembled(series, unit: unit, terms: terms, try system.solution(names: terms.names))
    }

    private var smoother: SeasonalTrendSmoother {
        let seasons = calendar.isEmpty ? 4.0 : 6
        return SeasonalTrendSmoother(
            periods: periods, trendSpan: trendSpan ?? max(7, Int(seasons * periods[0]) | 1))
    }

    /// Looks for shifts in what the calendar effects leave, until no new ones come up.
    private func searchShifts(
        _ search: LevelShiftSearch, _ series: Series, _ system: inout JointSystem
    ) throws(DecompositionError) {
        for _ in 0..<3 {
            let rest = series.replacing(values: try system.withoutEffects())
            let places = search.shifts(in: rest).map(\.index)
            if places == system.shifts { return }
            try system.setShifts(places)
        }
    }

    private func assembled(
        _ series: Series, unit: Double, terms: CalendarTerms, _ solution: JointSolution
    ) -> CalendarComponents {
        let outward = { (part: Double) in composition.outward(part, unit: unit) }
        let blocks = terms.blockNames
        let columns = terms.columns(over: series, 0..<series.count)
        var names: [String] = []
        for block in blocks where !names.contains(block) { names.append(block) }
        let effects = names.map { name in
            var sum = [Double](repeating: 0, count: series.count)
            for (j, column) in columns.enumerated() where blocks[j] == name {
                for i in sum.indices { sum[i] += solution.effects[j] * column[i] }
            }
            return CalendarComponents.Effect(name: name, values: sum.map(outward))
        }
        let coefficients = terms.names.indices.map { j in
            CalendarComponents.Coefficient(
                name: terms.names[j], block: blocks[j], value: outward(solution.effects[j]))
        }
        return CalendarComponents(
            observed: series.replacing(values: solution.observed, at: solution.gaps, by: outward),
            composition: composition, trend: solution.trend.map(outward),
            seasonal: solution.seasonal.map { .init(period: $0.period, values: $0.values.map(outward)) },
            effects: effects, remainder: solution.remainder.map(outward), weights: solution.weights,
            coefficients: coefficients,
            shifts: zip(solution.shifts, solution.sizes).map {
                LevelShift(index: $0, time: series.timestamp($0), size: composition == .sum ? $1 * unit : $1)
            },
            terms: terms, absorbed: solution.absorbed.map { terms.names[$0] })
    }
}

/// STL, or MSTL for several periods: without robustness weights a linear operator.
struct SeasonalTrendSmoother: Sendable, Hashable {
    let periods: [Double]
    /// Where there is one period.
    let trendSpan: Int

    /// Trend and seasons of a series.
    func parts(_ series: Series, isRobust: Bool = false) throws(DecompositionError) -> Components {
        let iterations = isRobust ? STL.Iterations.robust : .plain
        if periods.count > 1 {
            var mstl = MSTL(periods: periods)
            mstl.iterations = iterations
            return try mstl.decompose(series)
        }
        var stl = STL(period: periods[0])
        stl.trendSpan = trendSpan
        stl.iterations = iterations
        return try stl.decompose(series)
    }
}

extension Series {
    /// The series with what `outward` makes of `values` at some places.
    fileprivate func replacing(
        values: [Double], at places: [Int], by outward: (Double) -> Double
    ) -> Series {
        var result = self.values
        for i in places { result[i] = outward(values[i]) }
        return replacing(values: result)
    }
}
