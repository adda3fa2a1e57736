extension [DoubleDouble] {
    /// Whole numbers next to these that add up to `sum`: each is rounded down, and what is left goes to the largest remainders.
    ///
    /// Where the parts add up to `sum` to a unit, each is within a unit of its whole number. Beyond 31 digits the parts
    /// themselves are rounded: the largest takes what that left.
    ///
    /// - Parameter sum: What the whole numbers add up to.
    /// - Returns: One number a part, in their order; ties go to the earlier part.
    /// - Precondition: Each part is within ±1.7 × 10³⁸.
    public func wholeParts(addingUpTo sum: Int128) -> [Int128] {
        let floored = map(\.floored)
        var whole = floored.map(\.whole)
        var rest = sum - whole.reduce(0, +)
        let order = whole.indices.sorted {
            (floored[$1].fraction, $0) < (floored[$0].fraction, $1)
        }
        for i in order where rest > 0 {
            whole[i] += 1
            rest -= 1
        }
        if rest != 0, let largest = whole.indices.max(by: { whole[$0].magnitude < whole[$1].magnitude }) {
            whole[largest] += rest
        }
        return whole
    }
}
