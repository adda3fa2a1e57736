import Billing
import Commitments
import Forecasting
import TimeSeries

/// Contracts and outlooks that the suites share.
enum Contracts {
    static let start = CivilDate("2027-01-01") ?? CivilDate(dayNumber: 0)
    static let usd = Currency("USD")

    static func end(years: Int) -> CivilDate {
        CivilDate(year: 2027 + years, month: 1, day: 1) ?? start
    }

    static func contract(_ commits: [Double], _ discount: DiscountSchedule = .flat(0.2)) throws
        -> SpendContract
    {
        guard let usd else { throw ContractError.noPeriods }
        return SpendContract(
            vendor: "V", currency: usd, start: start, end: end(years: max(1, commits.count)),
            commits: commits.map { Money(modelled: $0) }, discount: discount)
    }

    /// Futures that grow and spread, each with its own level: correlated over the years.
    static func outlook(paths: Int = 200, periods: Int = 3, seed: UInt64 = 1, scale: Double = 1) throws
        -> SpendOutlook
    {
        var random = SplitMix64(seed: seed)
        var values: [Double] = []
        for _ in 0..<paths {
            var level = 800 + 400 * random.uniform()
            for _ in 0..<periods {
                values.append(scale * level)
                level *= 0.85 + 0.5 * random.uniform()
            }
        }
        return try SpendOutlook(demand: SamplePaths(horizon: periods, count: paths, values: values))
    }

    /// The same future many times.
    static func certain(_ spend: [Double], paths: Int = 5) throws -> SpendOutlook {
        let values = (0..<paths).flatMap { _ in spend }
        return try SpendOutlook(demand: SamplePaths(horizon: spend.count, count: paths, values: values))
    }

    static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
