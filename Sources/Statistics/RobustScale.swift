extension [Double] {
    /// The median of the distances from the median, in the unit of the values, without a factor.
    ///
    /// - Precondition: Not empty.
    /// - Complexity: O(*n*) on average.
    public func medianAbsoluteDeviation() -> Double {
        let center = median()
        return map { abs($0 - center) }.median()
    }

    /// A standard deviation that up to half of the values cannot spoil: 1.4826 times the median absolute deviation.
    ///
    /// The factor makes it the standard deviation of normal data. It is 0 if more than half of the values are equal:
    /// whoever divides by it needs a floor.
    ///
    /// - Precondition: Not empty.
    /// - SeeAlso: Rousseeuw & Croux, "Alternatives to the median absolute deviation", *JASA* 88 (1993).
    public func robustScale() -> Double { 1.4826 * medianAbsoluteDeviation() }
}
