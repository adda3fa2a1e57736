public import Billing
public import TimeSeries

/// The commitments that are owned, with their expiries.
public struct CommitmentStack: Sendable, Hashable {
    /// One purchase.
    public struct Tranche: Sendable, Hashable {
        /// The name of the instrument.
        public var instrument: String
        /// What it covers, in on-demand-equivalent money an hour.
        public var covered: Money<Charged>
        /// What it costs an hour, used or not, upfront payments spread.
        public var price: Money<Charged>
        /// The days on which it holds.
        public var days: Range<CivilDate>
        /// The families that it may cover; `nil` for all.
        public var families: Set<String>?

        /// A purchase.
        public init(
            instrument: String, covered: Money<Charged>, price: Money<Charged>, days: Range<CivilDate>,
            families: Set<String>? = nil
        ) {
            self.instrument = instrument
            self.covered = covered
            self.price = price
            self.days = days
            self.families = families
        }
    }

    public var tranches: [Tranche]

    /// What is owned.
    public init(_ tranches: [Tranche] = []) { self.tranches = tranches }

    /// What is covered on a day by the tranches that may cover all of these families and no others.
    func covered(on day: CivilDate, families: Set<String>?) -> Double {
        tranches.reduce(0) { sum, tranche in
            guard tranche.days.contains(day), tranche.families == families else { return sum }
            return sum + tranche.covered.approximate
        }
    }

    /// What all tranches cost in an hour of a day.
    func price(on day: CivilDate) -> Double {
        tranches.reduce(0) { $0 + ($1.days.contains(day) ? $1.price.approximate : 0) }
    }

    func validate() throws(InstrumentError) {
        for tranche in tranches {
            guard tranche.covered >= .zero, tranche.price >= .zero else {
                throw .badTranche(instrument: tranche.instrument, "a cover and price of at least 0")
            }
            guard !tranche.days.isEmpty else {
                throw .badTranche(instrument: tranche.instrument, "an end after the start")
            }
        }
    }
}
