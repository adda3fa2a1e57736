public import TimeSeries

/// How many rows an estate has, and over which days.
public struct EstateSize: Sendable, Hashable {
    /// The sizes that can be made.
    public static let allowedRows = 20_000...200_000_000
    /// From this size on, a tenth of the usage is billed by the hour instead of by the day.
    static let hourlyFrom = 10_000_000
    /// The days that are charged for: fourteen months, 2025-09-01 to 2026-10-31.
    public static let days = CivilDate(dayNumber: 20_332)..<CivilDate(dayNumber: 20_758)

    /// Charges in all bills together, within 5 %.
    public let rows: Int

    /// An estate of about `rows` charges.
    ///
    /// - Throws: ``SimulationError/size(rows:allowed:)`` outside ``allowedRows``.
    public init(rows: Int) throws(SimulationError) {
        guard EstateSize.allowedRows.contains(rows) else {
            throw .size(rows: rows, allowed: EstateSize.allowedRows)
        }
        self.rows = rows
    }

    /// Whether some of the usage is billed by the hour.
    var hasHours: Bool { rows >= EstateSize.hourlyFrom }
}
