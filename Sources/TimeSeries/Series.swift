/// Values at evenly spaced times, without gaps and all finite: proven once, at construction.
public struct Series: Sendable, Hashable {
    /// The time of the first value.
    public let start: Timestamp
    /// The spacing of the values.
    public let frequency: Frequency
    /// The values in order of time; at least one, all finite.
    public let values: [Double]

    /// A series of `values` from `start` on.
    ///
    /// - Throws: ``TimeSeriesError/empty`` without values, ``TimeSeriesError/notFinite(at:)`` for NaN or infinity.
    public init(start: Timestamp, frequency: Frequency, values: [Double]) throws(TimeSeriesError) {
        guard !values.isEmpty else { throw .empty }
        if let i = values.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(at: frequency.timestamp(start, advancedBy: i))
        }
        self.start = start
        self.frequency = frequency
        self.values = values
    }

    /// A daily series of `values` from the day `start` on; leave it out where the dates say nothing.
    ///
    ///     let cost = try Series(daily: [120.5, 118, 131.2])
    ///
    /// - Throws: ``TimeSeriesError/empty`` without values, ``TimeSeriesError/notFinite(at:)`` for NaN or infinity.
    public init(
        daily values: [Double], from start: CivilDate = CivilDate(dayNumber: 0)
    ) throws(TimeSeriesError) {
        try self.init(start: Timestamp(start), frequency: .daily, values: values)
    }

    /// Number of values.
    public var count: Int { values.count }

    /// The time of value `i`; beyond the end it is a time of the future.
    public func timestamp(_ i: Int) -> Timestamp { frequency.timestamp(start, advancedBy: i) }

    /// The time after the last value.
    public var end: Timestamp { timestamp(count) }

    /// The values at `range`, with their times.
    ///
    /// - Precondition: The range is not empty and within `0 ..< count`.
    public subscript(range: Range<Int>) -> Series {
        precondition(
            !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= count, "a window within the series"
        )
        return Series(proven: timestamp(range.lowerBound), frequency, Array(values[range]))
    }

    /// The same times with other values.
    ///
    /// - Throws: ``TimeSeriesError/notFinite(at:)`` if `transform` gives NaN or infinity.
    public func map(_ transform: (Double) -> Double) throws(TimeSeriesError) -> Series {
        try Series(start: start, frequency: frequency, values: values.map(transform))
    }

    private init(proven start: Timestamp, _ frequency: Frequency, _ values: [Double]) {
        self.start = start
        self.frequency = frequency
        self.values = values
    }
}
