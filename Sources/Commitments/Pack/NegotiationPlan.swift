public import Billing
public import TimeSeries

/// What people know about a talk and no bill says: the content of `negotiation/*.yaml`, validated.
public struct NegotiationPlan: Sendable, Hashable {
    /// Units of the second currency for one of the first.
    public struct Rate: Sendable, Hashable {
        public var from: Currency
        public var to: Currency
        public var rate: Double

        public init(from: Currency, to: Currency, rate: Double) {
            self.from = from
            self.to = to
            self.rate = rate
        }
    }

    /// An offer on the table.
    public struct Offer: Sendable, Hashable {
        public var name: String
        public var contract: SpendContract

        public init(name: String, contract: SpendContract) {
            self.name = name
            self.contract = contract
        }
    }

    /// A promise that holds today and whose discount only the bill shows.
    public struct Promise: Sendable, Hashable {
        public var vendor: String
        public var start: CivilDate
        /// The day after the last.
        public var end: CivilDate
        /// Promised over the whole term.
        public var commitment: Money<Charged>
        public var currency: Currency

        public init(
            vendor: String, start: CivilDate, end: CivilDate, commitment: Money<Charged>, currency: Currency
        ) {
            self.vendor = vendor
            self.start = start
            self.end = end
            self.commitment = commitment
            self.currency = currency
        }
    }

    /// A part of a vendor's bill that moves, or stays, as one.
    public struct Workload: Sendable, Hashable {
        public var name: String
        public var vendor: String
        /// What belongs to it; the vendor is implied.
        public var scope: Scope
        /// Where it could run.
        public var options: [Option]
        /// Paid once if anything of it moves, in the vendor's currency.
        public var moveCost: Money<Charged>
        /// Months until it has moved.
        public var moveMonths: Double
        /// Whether two vendors must carry it.
        public var isCritical: Bool

        public init(
            name: String, vendor: String, scope: Scope, options: [Option], moveCost: Money<Charged> = .zero,
            moveMonths: Double = 0, isCritical: Bool = false
        ) {
            self.name = name
            self.vendor = vendor
            self.scope = scope
            self.options = options
            self.moveCost = moveCost
            self.moveMonths = moveMonths
            self.isCritical = isCritical
        }

        /// A vendor that can carry it.
        public struct Option: Sendable, Hashable {
            public var vendor: String
            /// Cost there ÷ contracted cost here; `nil` takes our own prices there, from the comparison.
            public var priceRatio: Double?

            public init(vendor: String, priceRatio: Double? = nil) {
                self.vendor = vendor
                self.priceRatio = priceRatio
            }
        }
    }

    /// Offers by vendor, in the order of the files.
    public var offers: [Offer] = []
    /// What holds today, one a vendor.
    public var contracts: [SpendContract] = []
    /// Vendors whose discount ends with the contract of today: without a new one, list prices are paid.
    public var lapsing: Set<String> = []
    /// Promises of vendors without a contract of their own.
    public var promises: [Promise] = []
    public var workloads: [Workload] = []
    /// Instruments that a vendor sells, by vendor.
    public var instruments: [String: [CommitmentInstrument]] = [:]
    public var limits = SplitLimits()
    /// What a year's wait for money costs us, as 0.08.
    public var capitalCost = 0.0
    /// Expected yearly change of list prices, and its deviation; `nil` if they are taken to stay.
    public var listPrices: PriceOutlook?
    /// The same of the market's best prices.
    public var market: PriceOutlook?
    /// Days on which contracts begin or end, by vendor: steps of prices near them are no surprise.
    public var contractDays: [String: [CivilDate]] = [:]
    public var rates: [Rate] = []
    public var mappings: [SKUMapping] = []
    public var catalogue = SKUCatalogue()
    /// The day after the last of commitments, by `CommitmentDiscountId`.
    public var commitmentEnds: [String: CivilDate] = [:]

    /// Nothing is known.
    public init() {}

    /// The same with the promise of a vendor made a contract, at the discount that its bill shows.
    func settled(_ vendor: String, discount: Double, on day: CivilDate) -> NegotiationPlan {
        guard !contracts.contains(where: { $0.vendor == vendor }),
            let held = promises.last(where: { $0.vendor == vendor && $0.start < day && $0.end > day })
        else { return self }
        let years = max(1, Int((Double(held.start.distance(to: held.end)) / 366).rounded(.up)))
        var plan = self
        plan.contracts.append(
            SpendContract(
                vendor: vendor, currency: held.currency, start: held.start, end: held.end,
                commits: held.commitment.split(into: years), discount: .flat(discount)))
        return plan
    }

    /// Offers of one vendor.
    func offers(of vendor: String) -> [Offer] { offers.filter { $0.contract.vendor == vendor } }

    /// Units of a currency for one of each currency that a rate is given for.
    func rates(into currency: Currency) -> [Currency: Double] {
        var result: [Currency: Double] = [currency: 1]
        for rate in rates {
            if rate.to == currency { result[rate.from] = rate.rate }
            if rate.from == currency { result[rate.to] = 1 / rate.rate }
        }
        return result
    }
}
