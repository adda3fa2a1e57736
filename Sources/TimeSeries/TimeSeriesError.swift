/// What can be wrong with data that should become a series.
public enum TimeSeriesError: Error, Sendable, Hashable {
    /// There is no observation at all.
    case empty
    /// A value is NaN or infinite where a number is needed.
    case notFinite(at: Timestamp)
    /// Two observations have the same time.
    case duplicate(at: Timestamp)
    /// The gap is longer than what may be filled.
    case gapTooLong(from: Timestamp, length: Int, allowed: Int)
    /// The spacing of the times fits no frequency.
    case irregular(at: Timestamp)
    /// There are too few times to tell how far apart they are.
    case frequencyUnknown(observations: Int)
    /// The times span far more steps than there are observations.
    case tooLong(length: Int, allowed: Int)
    /// Text that should be a time or a number is not.
    case malformed(line: Int, column: String, text: String)
    /// A column that is needed is not there.
    case missingColumn(String, found: [String])
}

extension TimeSeriesError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "needs at least 1 observation, got none; check the filter that made the series"
        case .notFinite(let time):
            "needs a finite value at \(time), got NaN or infinity; leave the value out instead"
        case .duplicate(let time): "needs one value at \(time), got two; add them up or keep one"
        case .gapTooLong(let start, let length, let allowed):
            "needs gaps of at most \(allowed), got \(length) missing from \(start); allow longer gaps or split the series"
        case .irregular(let time): "needs evenly spaced times, got \(time) off the grid; name the frequency"
        case .frequencyUnknown(let observations):
            "needs 2 observations to tell the frequency, got \(observations); name the frequency"
        case .tooLong(let length, let allowed):
            "needs at most \(allowed) steps from first to last time, got \(length); correct the times or name a lower frequency"
        case .malformed(let line, let column, let text):
            "line \(line): column \(column) cannot be read: \(text.prefix(60)); correct the value"
        case .missingColumn(let name, let found):
            "needs a column \(name), got \(found.prefix(20).joined(separator: ", ")); rename the column"
        }
    }
}
