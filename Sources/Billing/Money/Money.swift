/// Says what kind of money a ``Money`` is, so that one kind is not taken for another.
public protocol MoneyLabel: Sendable {}

/// FOCUS `BilledCost`: what the invoice asks for.
public enum Billed: MoneyLabel {}
/// FOCUS `EffectiveCost`: what was used, commitments spread over their use.
public enum Effective: MoneyLabel {}
/// FOCUS `ContractedCost`: at the negotiated price, without commitment discounts.
public enum Contracted: MoneyLabel {}
/// FOCUS `ListCost`: at the public price.
public enum List: MoneyLabel {}
/// A vendor's charge on a ``CostBasis`` chosen at run time and named beside it; as confidential as a contract price.
public enum Charged: MoneyLabel {}
/// Metered quantity × internal price: what teams are shown.
public enum Book: MoneyLabel {}

/// An exact sum of money: a whole number of 10⁻¹⁸ units of a currency that is named beside it.
///
/// Sums are exact within ±1.7 × 10²⁰ units and trap beyond. Labels do not mix:
///
///     let cost = Money<Billed>("12.34")
public struct Money<Label: MoneyLabel>: Sendable, Hashable {
    /// The value in 10⁻¹⁸ units of currency.
    public let units: Int128

    /// The value `units` × 10⁻¹⁸.
    public init(units: Int128) {
        self.units = units
    }

    /// The whole value `value`.
    public init(_ value: Int) {
        units = Int128(value) * Money.unitsPerOne
    }

    /// A decimal such as `-12.5` or `1.2e-3`; `nil` if the text is no decimal or does not fit.
    ///
    /// More than 18 decimals are
    /// rounded half to even.
    public init?(_ text: some StringProtocol) {
        guard let decimal = Decimal18(text) else { return nil }
        units = decimal.units
    }

    /// 10¹⁸, the units of one whole.
    public static var unitsPerOne: Int128 { 1_000_000_000_000_000_000 }

    /// The nearest double: for statistics and drawings, never for sums.
    public var approximate: Double { Double(units) / 1e18 }

    /// The money nearest to a double, for what a model made (a forecast, an expectation).
    ///
    /// - Precondition: The value is finite and fits.
    public init(modelled value: Double) {
        precondition(value.isFinite && abs(value) < 1.7e20, "a finite value that fits")
        // Kept to 10⁻⁶: a model's digits beyond are noise, and the sums of what is printed stay exact.
        units = Int128((value * 1e6).rounded()) * 1_000_000_000_000
    }

    /// The absolute value.
    public var magnitude: Money { Money(units: abs(units)) }

    /// The value `numerator` ÷ `denominator` of this, rounded half to even.
    ///
    /// - Precondition: `denominator` is above 0.
    public func scaled(by numerator: Int128, over denominator: Int128) -> Money {
        Money(units: Decimal18.dividedHalfEven(units * numerator, by: denominator))
    }

    /// This split into `count` parts that differ by at most one unit and add up exactly; larger parts come first.
    ///
    /// - Precondition: `count` is at least 1.
    public func split(into count: Int) -> [Money] {
        precondition(count >= 1, "at least one part")
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: Int128(count))
        let step: Int128 = remainder < 0 ? -1 : 1
        let extra = Int(abs(remainder))
        return (0..<count).map { Money(units: quotient + ($0 < extra ? step : 0)) }
    }
}

extension Money: AdditiveArithmetic, Comparable {
    public static var zero: Money { Money(units: 0) }
    public static func + (left: Money, right: Money) -> Money { Money(units: left.units + right.units) }
    public static func - (left: Money, right: Money) -> Money { Money(units: left.units - right.units) }
    public static prefix func - (value: Money) -> Money { Money(units: -value.units) }
    public static func < (left: Money, right: Money) -> Bool { left.units < right.units }
}

extension Money: CustomStringConvertible, Codable {
    /// The exact decimal, with at least two decimals: `1200.00`, `-0.0000008`.
    public var description: String { Decimal18(units: units).text(decimals: 2) }

    /// The decimal rounded half to even to `decimals` places, for people.
    public func rounded(decimals: Int) -> String { Decimal18(units: units).rounded(decimals: decimals) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Money(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "needs money as a decimal string, got \(text.prefix(40))")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Money where Label == Charged {
    /// A billed cost as a charge on the basis `billedCost`.
    public init(_ cost: Money<Billed>) { self.init(units: cost.units) }
    /// An effective cost as a charge on the basis `effectiveCost`.
    public init(_ cost: Money<Effective>) { self.init(units: cost.units) }
    /// A contracted cost as a charge on the basis `contractedCost`.
    public init(_ cost: Money<Contracted>) { self.init(units: cost.units) }
    /// A list cost as a charge on the basis `listCost`.
    public init(_ cost: Money<List>) { self.init(units: cost.units) }
}
