public import Billing

/// What usage cost on three bases, and what contracts and commitments took off it.
///
/// List − effective = negotiated + committed − waste, to the last digit.
public struct EffectiveSavings: Sendable, Hashable, Codable {
    /// List cost of usage; what was committed and not used has none.
    public var list: Money<Charged>
    /// Contracted cost of usage; what was committed and not used has none.
    public var contracted: Money<Charged>
    /// Effective cost of usage and of what was committed and not used.
    public var effective: Money<Charged>
    /// The part of ``effective`` that was committed and not used: rows with `CommitmentDiscountStatus` Unused.
    public var waste: Money<Charged>

    /// Nothing.
    public static let zero = EffectiveSavings(list: .zero, contracted: .zero, effective: .zero, waste: .zero)

    public init(
        list: Money<Charged>, contracted: Money<Charged>, effective: Money<Charged>, waste: Money<Charged>
    ) {
        self.list = list
        self.contracted = contracted
        self.effective = effective
        self.waste = waste
    }

    /// What negotiated prices took off: list − contracted.
    public var negotiated: Money<Charged> { list - contracted }

    /// What commitments took off before waste: contracted − effective cost of what was used.
    public var committed: Money<Charged> { contracted - (effective - waste) }

    /// Effective savings rate on contracted cost: (contracted − effective) ÷ contracted; `nil` without contracted cost.
    ///
    /// What commitments achieve on top of the contract: the definition of the FinOps Framework. Negative where waste is more than
    /// commitments save.
    public var rateOnContracted: Double? { EffectiveSavings.rate(contracted, effective) }

    /// Effective savings rate on list cost: (list − effective) ÷ list; `nil` without list cost.
    ///
    /// What contract and commitments achieve together: the second definition in the Framework's published query.
    public var rateOnList: Double? { EffectiveSavings.rate(list, effective) }

    /// Negotiated discount: (list − contracted) ÷ list; `nil` without list cost.
    ///
    /// 1 − ``rateOnList`` = (1 − this) · (1 − ``rateOnContracted``).
    public var discount: Double? { EffectiveSavings.rate(list, contracted) }

    private static func rate(_ full: Money<Charged>, _ paid: Money<Charged>) -> Double? {
        full > .zero ? 1 - paid.approximate / full.approximate : nil
    }

    static func += (left: inout EffectiveSavings, right: EffectiveSavings) {
        left.list = left.list + right.list
        left.contracted = left.contracted + right.contracted
        left.effective = left.effective + right.effective
        left.waste = left.waste + right.waste
    }

    private enum CodingKeys: String, CodingKey {
        case list, contracted, effective, waste, negotiated, committed, discount
        case rateOnContracted = "effectiveSavingsRateOnContracted"
        case rateOnList = "effectiveSavingsRateOnList"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        list = try container.decode(Money<Charged>.self, forKey: .list)
        contracted = try container.decode(Money<Charged>.self, forKey: .contracted)
        effective = try container.decode(Money<Charged>.self, forKey: .effective)
        waste = try container.decode(Money<Charged>.self, forKey: .waste)
    }

    /// Writes what follows from the four sums too: unknown rates are null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(list, forKey: .list)
        try container.encode(contracted, forKey: .contracted)
        try container.encode(effective, forKey: .effective)
        try container.encode(waste, forKey: .waste)
        try container.encode(negotiated, forKey: .negotiated)
        try container.encode(committed, forKey: .committed)
        try container.encode(discount, forKey: .discount)
        try container.encode(rateOnContracted, forKey: .rateOnContracted)
        try container.encode(rateOnList, forKey: .rateOnList)
    }
}
