public import TimeSeries

extension CostCube {
    /// The daily cost of some leaves as a series of doubles, in units of currency: the one door from money to statistics.
    ///
    /// - Throws: ``TimeSeriesError/empty`` if the cube has no days.
    public func series(ofLeaves leaves: some Sequence<Int>) throws(TimeSeriesError) -> Series {
        try Series(daily: dailyCosts(ofLeaves: leaves).map(\.approximate), from: days.lowerBound)
    }
}
