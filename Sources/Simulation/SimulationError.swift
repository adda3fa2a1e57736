/// What can go wrong when an estate is made.
public enum SimulationError: Error, Sendable, Hashable {
    /// The number of rows asked for is outside what an estate can have.
    case size(rows: Int, allowed: ClosedRange<Int>)
    /// A file or folder could not be written.
    case cannotWrite(path: String, reason: String)
    /// The holiday calendar of a country is missing or does not cover the days.
    case noCalendar(String)
}

extension SimulationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .size(let rows, let allowed):
            "needs \(allowed.lowerBound) to \(allowed.upperBound) rows, got \(rows); choose a size in between"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason); choose a folder that can be written"
        case .noCalendar(let country):
            "needs the holiday calendar of \(country), got none; this is a fault of the program"
        }
    }
}
