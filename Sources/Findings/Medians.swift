internal import Statistics

extension [Double] {
    /// The median; 0 where there is nothing, as for a day without earlier days.
    func medianOrZero() -> Double { isEmpty ? 0 : median() }
}
