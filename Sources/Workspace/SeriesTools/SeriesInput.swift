internal import Columnar
internal import Foundation
public import TimeSeries

/// A file of series in the long form `unique_id,ds,y`, and how it is made into evenly spaced series.
public struct SeriesInput: Sendable, Hashable {
    /// How gaps are filled.
    public enum Filling: String, Sendable, Hashable, CaseIterable {
        /// On the line between neighbours.
        case linear
        /// With the nearest value of the same phase of the season.
        case seasonal
        /// With 0.
        case zero
        /// With the value before.
        case last
    }

    /// The file: CSV, CSV.gz or Parquet.
    public var path: String
    /// The spacing of all series; `nil` infers it for each.
    public var frequency: Frequency?
    /// Observations in the seasons, not necessarily whole numbers; empty for what is usual at the frequency.
    public var periods: [Double]
    /// How gaps are filled.
    public var filling: Filling
    /// The longest gap that may be filled; `nil` for any.
    public var maximumGap: Int?

    /// A file, read with these settings.
    public init(
        path: String, frequency: Frequency? = nil, periods: [Double] = [], filling: Filling = .seasonal,
        maximumGap: Int? = nil
    ) {
        self.path = path
        self.frequency = frequency
        self.periods = periods
        self.filling = filling
        self.maximumGap = maximumGap
    }

    /// The seasons to look for in a series of this frequency.
    func seasons(for frequency: Frequency) -> [Double] {
        periods.isEmpty ? frequency.usualPeriods.map(Double.init) : periods
    }

    /// The seasons to look for in a series of this frequency, in whole observations.
    func periods(for frequency: Frequency) -> [Int] { seasons(for: frequency).map { Int($0.rounded()) } }

    /// Largest value that methods can square and add up without overflow.
    static let largestValue = 1e100

    /// The series of the file that can be used, and what is wrong with the others.
    func read() throws(WorkspaceError) -> UsableSeries {
        try check()
        var stream = try SeriesStream(path, isHeld: true)
        var series: [UsableSeries.Member] = []
        var notes = InputNotes()
        while case .series(let rows) = try stream.next(.max), !rows.isEmpty {
            for rows in rows {
                if let member = notes.take(usable(rows), rows.id) { series.append(member) }
            }
        }
        notes.file = stream.file.warnings
        return UsableSeries(series: series, notes: notes)
    }

    /// Throws unless the settings make sense.
    func check() throws(WorkspaceError) {
        guard periods.allSatisfy({ 2...1_000_000 ~= $0 }), maximumGap ?? 0 >= 0 else {
            throw WorkspaceError(.usage, "needs periods of at least 2 and a gap of at least 0, got others")
        }
    }

    /// The evenly spaced series of some rows, or why there is none.
    func usable(_ rows: SeriesRows) -> Result<UsableSeries.Member, Reason> {
        do throws(TimeSeriesError) {
            let observations = try rows.observations()
            let frequency = if let frequency { frequency } else { try observations.inferredFrequency() }
            let filled = try observations.series(
                frequency: frequency, filling: gapFilling(frequency), maximumGap: maximumGap)
            if let i = filled.series.values.firstIndex(where: { abs($0) > SeriesInput.largestValue }) {
                let value = filled.series.values[i]
                return .failure(Reason(text: "needs values within ±1e100, got \(value); use a larger unit"))
            }
            return .success(.init(id: rows.id, filled: filled, rows: rows.hasVintages ? rows : nil))
        } catch {
            return .failure(Reason(text: "\(error)"))
        }
    }

    /// How gaps of a series of this frequency are filled.
    func gapFilling(_ frequency: Frequency) -> GapFilling {
        switch filling {
        case .linear: .linear
        case .zero: .zero
        case .last: .last
        case .seasonal: periods(for: frequency).first.map { .seasonal(period: $0) } ?? .linear
        }
    }
}

/// The series of a file that can be used.
struct UsableSeries: Sendable {
    struct Member: Sendable {
        let id: String
        let filled: FilledSeries
        /// The rows that it is made of, where they say when they became known.
        let rows: SeriesRows?
        var series: Series { filled.series }

        /// The time of value `i` as text: with its hour in every row if the series has hours.
        func time(_ i: Int) -> Cell { .text(series.timestamp(i).text(hasHours: hasHours)) }

        /// Whether times of the series have hours.
        var hasHours: Bool {
            if case .seconds(let seconds) = series.frequency, seconds % 86_400 != 0 { return true }
            return series.start.secondOfDay != 0
        }
    }

    let series: [Member]
    let notes: InputNotes
}

/// What a person should know about the input.
struct InputNotes: Sendable {
    /// What was wrong with rows of the file, one line each.
    var file: [String] = []
    private(set) var leftOut = LeftOutSeries()
    private var filledCount = 0
    private var filledSeries = 0

    /// Takes note of a series; gives it back if it can be used.
    mutating func take(_ found: Result<UsableSeries.Member, Reason>, _ id: String) -> UsableSeries.Member? {
        switch found {
        case .success(let member):
            filledCount += member.filled.filledCount
            filledSeries += member.filled.filledCount > 0 ? 1 : 0
            return member
        case .failure(let reason):
            leftOut.leaveOut(id, reason.text)
            return nil
        }
    }

    /// One line each.
    var warnings: [String] {
        file + (filledCount > 0 ? ["\(filledCount) gaps filled in \(filledSeries) series"] : [])
    }
}

extension Timestamp {
    /// The time as text, midnight with its hours if all have them.
    func text(hasHours: Bool) -> String {
        hasHours && secondOfDay == 0 ? description + "T00:00:00" : description
    }
}

/// The series that could not be used, by name, with the reason.
struct LeftOutSeries: Sendable {
    private(set) var lines: [String] = []

    var count: Int { lines.count }

    mutating func leaveOut(_ id: String, _ reason: String) {
        lines.append("series \(Terminal.safe(String(id.prefix(200)))) left out: \(reason)")
    }
}
