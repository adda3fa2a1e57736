/// Values at times, in order, some of them missing: what a ``Series`` is made of.
///
///     let series = try Observations(rows).series(filling: .linear).series
public struct Observations: Sendable, Hashable {
    /// A time and its value; `nil` if it is known to be missing.
    public struct Entry: Sendable, Hashable {
        /// When.
        public let time: Timestamp
        /// How much; finite, or `nil`.
        public let value: Double?

        /// An entry; a value that is not finite counts as missing.
        public init(_ time: Timestamp, _ value: Double?) {
            self.time = time
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// The entries in order of time, at most one a time; at least one has a value.
    public let entries: [Entry]

    /// The entries in any order.
    ///
    /// - Throws: ``TimeSeriesError/empty`` if no entry has a value, ``TimeSeriesError/duplicate(at:)`` if two have the
    ///   same time.
    public init(_ entries: [Entry]) throws(TimeSeriesError) {
        guard entries.contains(where: { $0.value != nil }) else { throw .empty }
        let sorted = entries.isSorted ? entries : entries.sorted { $0.time < $1.time }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.time == later.time {
            throw .duplicate(at: later.time)
        }
        self.entries = sorted
    }

    /// Entries without a value.
    public var missingCount: Int { entries.count { $0.value == nil } }
}

extension [Observations.Entry] {
    fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0.time <= $1.time } }
}

/// How a gap between two values is filled.
public enum GapFilling: Sendable, Hashable {
    /// On the line between the values around the gap.
    case linear
    /// With the nearest value of the same phase of the season, an earlier one first; on the line where there is none.
    case seasonal(period: Int)
    /// With 0: nothing happened.
    case zero
    /// With the value before the gap.
    case last
}

/// A series and what had to be done to the observations.
public struct FilledSeries: Sendable, Hashable {
    /// The series from the first value to the last.
    public let series: Series
    /// For each value whether it was observed.
    public let isObserved: [Bool]
    /// Entries without a value before the first value and after the last, which were left out.
    public let trimmedCount: Int

    /// How many values were filled in.
    public var filledCount: Int { isObserved.count { !$0 } }

    /// How many values the longest gap misses.
    public var longestGap: Int { isObserved.split(separator: true).map(\.count).max() ?? 0 }
}

extension Observations {
    /// The most values that any series may have.
    public static let maximumLength = 10_000_000

    /// The evenly spaced series from the first value to the last, with the gaps filled.
    ///
    /// - Parameters:
    ///   - frequency: The spacing; `nil` infers it from the times.
    ///   - filling: How gaps are filled.
    ///   - maximumGap: The longest gap that may be filled; `nil` for any.
    /// - Returns: The series and what was filled.
    /// - Throws: ``TimeSeriesError/irregular(at:)`` if a time is off the grid, ``TimeSeriesError/frequencyUnknown(observations:)``,
    ///   ``TimeSeriesError/gapTooLong(from:length:allowed:)``, or ``TimeSeriesError/tooLong(length:allowed:)`` if the times
    ///   span more than 10,000 steps and 1,000 times the observations, or ``maximumLength``.
    public func series(
        frequency: Frequency? = nil, filling: GapFilling = .linear, maximumGap: Int? = nil
    ) throws(TimeSeriesError) -> FilledSeries {
        let frequency = if let frequency { frequency } else { try inferredFrequency() }
        let present = entries.filter { $0.value != nil }
        guard let first = present.first, let last = present.last else { throw .empty }
        let inside = entries.filter { first.time <= $0.time && $0.time <= last.time }
        guard let steps = frequency.steps(from: first.time, to: last.time) else {
            throw .irregular(at: last.time)
        }
        let allowed = min(Observations.maximumLength, 10_000 + 1000 * present.count)
        guard steps < allowed else { throw .tooLong(length: steps + 1, allowed: allowed) }
        var values = [Double](repeating: 0, count: steps + 1)
        var isObserved = [Bool](repeating: false, count: steps + 1)
        for entry in inside {
            guard let i = frequency.steps(from: first.time, to: entry.time) else {
                throw .irregular(at: entry.time)
            }
            guard let value = entry.value else { continue }
            values[i] = value
            isObserved[i] = true
        }
        try fill(&values, isObserved, filling, maximumGap) { frequency.timestamp(first.time, advancedBy: $0) }
        return FilledSeries(
            series: try Series(start: first.time, frequency: frequency, values: values),
            isObserved: isObserved,
            trimmedCount: entries.count - inside.count)
    }

    private func fill(
        _ values: inout [Double], _ isObserved: [Bool], _ filling: GapFilling, _ maximumGap: Int?,
        time: (Int) -> Timestamp
    ) throws(TimeSeriesError) {
        var end = 0
        while let start = isObserved[end...].firstIndex(of: false) {
            end = isObserved[start...].firstIndex(of: true) ?? values.count
            if let maximumGap, end - start > maximumGap {
                throw .gapTooLong(from: time(start), length: end - start, allowed: maximumGap)
            }
            let (before, after) = (values[start - 1], values[end])
            for i in start..<end {
                let share = Double(i - start + 1) / Double(end - start + 1)
                let line = before * (1 - share) + after * share
                switch filling {
                case .linear: values[i] = line
                case .zero: values[i] = 0
                case .last: values[i] = before
                case .seasonal(let period):
                    values[i] = samePhase(values, isObserved, i, period) ?? line
                }
            }
        }
    }

    /// The nearest observed value whole seasons before `i` or, where there is none, after it.
    private func samePhase(_ values: [Double], _ isObserved: [Bool], _ i: Int, _ period: Int) -> Double? {
        precondition(period >= 1, "a season has at least 1 observation")
        let earlier = stride(from: i - period, through: 0, by: -period).first { isObserved[$0] }
        let later = stride(from: i + period, to: values.count, by: period).first { isObserved[$0] }
        return (earlier ?? later).map { values[$0] }
    }
}
