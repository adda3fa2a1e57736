/// Something that can be bought today and makes demand cheaper for a term, used or not: a savings plan, a reservation, a committed use.
///
/// What it covers is measured in on-demand-equivalent money an hour: a commitment of 100 at a discount of 0.27 costs 73 an
/// hour and covers usage that would cost up to 100 an hour on demand.
public struct CommitmentInstrument: Sendable, Hashable, Codable {
    /// How the vendor calls such a thing; it decides nothing, the terms do.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case savingsPlan, reserved, committedUse
    }

    /// When the price is paid.
    public enum Payment: Sendable, Hashable, Codable {
        /// Month by month.
        case none
        /// This share at the start, the rest month by month; 0…1.
        case partial(Double)
        /// At the start.
        case all

        /// The share that is paid at the start.
        public var upfrontShare: Double {
            switch self {
            case .none: 0
            case .partial(let share): share
            case .all: 1
            }
        }
    }

    /// The name in plans.
    public var name: String
    public var kind: Kind
    /// Months that it holds, from 1.
    public var termMonths: Int
    /// 1 − price ÷ on-demand price of what it covers, 0 to below 1.
    public var discount: Double
    public var payment: Payment
    /// The least that can be bought, in on-demand-equivalent money an hour, and its step; 0 for any amount.
    public var lot: Double
    /// The families of demand that it may cover; `nil` for all.
    public var families: Set<String>?

    /// An instrument.
    public init(
        name: String, kind: Kind = .savingsPlan, termMonths: Int = 12, discount: Double,
        payment: Payment = .none, lot: Double = 0, families: Set<String>? = nil
    ) {
        self.name = name
        self.kind = kind
        self.termMonths = termMonths
        self.discount = discount
        self.payment = payment
        self.lot = lot
        self.families = families
    }

    /// The cost of an hour of each on-demand unit, used or not, with what money paid early could have earned.
    ///
    /// What is paid at the start is spread over the months as an annuity of the same present value.
    ///
    /// - Parameter costOfCapital: The yearly rate (WACC), from 0.
    /// - Returns: The price as a share of the on-demand price.
    public func effectivePrice(costOfCapital: Double) -> Double {
        let share = payment.upfrontShare
        guard share > 0, costOfCapital > 0 else { return 1 - discount }
        let monthly = costOfCapital / 12
        let months = Double(termMonths)
        var present = 1.0
        for _ in 0..<termMonths { present /= 1 + monthly }
        let annuity = months * monthly / (1 - present)
        return (1 - discount) * (share * annuity + 1 - share)
    }

    /// The share of the term's hours that a unit must be used to pay for itself.
    public func breakEvenUtilization(costOfCapital: Double) -> Double {
        effectivePrice(costOfCapital: costOfCapital)
    }

    /// The term in whole weeks.
    var termWeeks: Int { Int((Double(termMonths) * 365.2425 / 12 / 7).rounded()) }

    /// Whether it may cover a family.
    public func covers(_ family: String) -> Bool { families?.contains(family) ?? true }

    func validate() throws(InstrumentError) {
        guard discount >= 0, discount < 1 else { throw .badDiscount(instrument: name, discount) }
        guard 1...120 ~= termMonths else {
            throw .badTerms(instrument: name, "a term of 1 to 120 months, got \(termMonths),")
        }
        guard 0...1 ~= payment.upfrontShare else {
            throw .badTerms(instrument: name, "an upfront share from 0 to 1, got \(payment.upfrontShare),")
        }
        guard lot >= 0, lot.isFinite else {
            throw .badTerms(instrument: name, "a lot of at least 0, got \(lot),")
        }
    }
}
