extension DoubleDouble {
    /// A whole number, to 106 bits: exact up to 10³¹.
    public init(units: Int128) {
        let leading = Double(units)
        // The top of the range rounds up beyond it.
        let whole = Int128(exactly: leading) ?? units
        self.init(leading, Double(units - whole))
    }

    /// The largest whole number that is not above it, and the part beyond, in 0 ..< 1.
    ///
    /// - Precondition: It is within ±1.7 × 10³⁸.
    public var floored: (whole: Int128, fraction: Double) {
        let floor = leading.rounded(.down)
        let rest = (leading - floor) + trailing
        let below = rest.rounded(.down)
        return (Int128(floor) + Int128(below), rest - below)
    }
}
