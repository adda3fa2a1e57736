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
        guard periods.allSatisfy({ 2...1_000_000 ~= $0 }), maximumGap ?? 0 >= 0 else {
            throw WorkspaceError(.usage, "needs periods of at least 2 and a gap of at least 0, got others")
        }
        let file = try LongFormFile.read(path)
        var series: [UsableSeries.Member] = []
        var notes = LeftOutSeries()
        for id in file.rows.ids {
            do {
                let observations = try file.rows.observations(id)
                let frequency = if let frequency { frequency } else { try observations.inferredFrequency() }
                let filled = try observations.series(
                    frequency: frequency, filling: gapFilling(frequency), maximumGap: maximumGap)
                if let i = filled.series.values.firstIndex(where: { abs($0) > SeriesInput.largestValue }) {
                    notes.leaveOut(
                        id, "needs values within ±1e100, got \(filled.series.values[i]); use a larger unit")
                } else {
                    series.append(.init(id: id, filled: filled))
                }
            } catch {
                notes.leaveOut(id, "\(error)")
            }
        }
        return UsableSeries(series: series, leftOut: notes, fileWarnings: file.warnings)
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
    let leftOut: LeftOutSeries
    private let fileWarnings: [String]

    init(series: [Member], leftOut: LeftOutSeries, fileWarnings: [String]) {
        self.series = series
        self.leftOut = leftOut
        self.fileWarnings = fileWarnings
    }

    /// What a person should know about the input, one line each.
    var warnings: [String] {
        let filled = series.reduce(0) { $0 + $1.filled.filledCount }
        let gaps = series.count { $0.filled.filledCount > 0 }
        let filling = filled > 0 ? ["\(filled) gaps filled in \(gaps) series"] : []
        return fileWarnings + filling
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
