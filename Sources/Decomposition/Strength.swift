import Statistics

extension Components {
    /// How much of the seasonally adjusted series is trend, 0…1.
    ///
    /// - SeeAlso: Wang, Smith, Hyndman, "Characteristic-based clustering for time series data", 2006.
    public var trendStrength: Double { strength(of: trend) }

    /// How much of the detrended series is the season at `index` of ``seasonal``, 0…1; above 0.2 it is worth modelling.
    public func seasonalStrength(_ index: Int = 0) -> Double { strength(of: seasonal[index].values) }

    private func strength(of part: [Double]) -> Double {
        let seen = remainder.indices.filter { isObserved[$0] }
        guard seen.count >= 2 else { return 0 }
        let whole = seen.map { part[$0] + remainder[$0] }.variance()
        return whole > 0 ? max(0, 1 - seen.map { remainder[$0] }.variance() / whole) : 0
    }
}
