public import Billing
public import TimeSeries

extension VendorPack {
    /// Something to ask for, and what it is worth to us in a year.
    public struct Lever: Sendable, Hashable, Codable {
        public var kind: Kind
        /// Money a year, or over the term for what happens once.
        public var yearly: Money<Charged>
        /// How many prices, products, commitments or days it rests on.
        public var count: Int
        /// The product, commitment or vendor that matters most in it.
        public var subject: String
        /// A rate that belongs to it: the best own discount, the rise, the excess; `nil` without one.
        public var rate: Double?
        /// The day that belongs to it, if one does.
        public var day: CivilDate?

        public init(
            kind: Kind, yearly: Money<Charged>, count: Int, subject: String, rate: Double? = nil,
            day: CivilDate? = nil
        ) {
            self.kind = kind
            self.yearly = yearly
            self.count = count
            self.subject = subject
            self.rate = rate
            self.day = day
        }

        /// What is asked for.
        public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
            /// Prices that rose between contracts go back.
            case takeBackRises
            /// Every product gets the best discount that a product of this vendor has.
            case bestOwnDiscount
            /// Prices come down to what another of our vendors takes.
            case matchOtherVendor
            /// What is committed and not used is exchanged or taken back.
            case exchangeUnused
            /// Commitments that end are renewed in time.
            case renewCommitments
            /// On-demand use in services with commitments is committed too.
            case coverMore
        }
    }

    /// How much hangs on one vendor.
    public struct Concentration: Sendable, Hashable, Codable {
        /// The vendor's share of all spend that could be added up, 0…1.
        public var share: Double
        /// Herfindahl–Hirschman index over vendors, 0…1.
        public var hhi: Double
        /// Each vendor's share, largest first; in the vendor's currency.
        public var shares: [VendorShare]
        /// Currencies of our bills that are left out, for no rate is given.
        public var unconverted: [Currency]
        /// The vendor's spend in ninety days in kinds that another of our vendors sells us too.
        public var switchable: Money<Charged>
        /// The vendor's share of each product's kind where it is one of few: by service, largest spend first.
        public var products: [ProductShare]

        public init(
            share: Double, hhi: Double, shares: [VendorShare], unconverted: [Currency] = [],
            switchable: Money<Charged> = .zero, products: [ProductShare] = []
        ) {
            self.share = share
            self.hhi = hhi
            self.shares = shares
            self.unconverted = unconverted
            self.switchable = switchable
            self.products = products
        }

        /// Below 0.15 dispersed, to 0.25 moderate, above concentrated.
        public var reading: Reading {
            hhi < 0.15 ? .dispersed : hhi <= 0.25 ? .moderate : .concentrated
        }

        /// How an index is read.
        public enum Reading: String, Sendable, Hashable, Codable {
            case dispersed, moderate, concentrated
        }
    }

    /// A product's part of the vendor's spend.
    public struct ProductShare: Sendable, Hashable, Codable {
        public var service: String
        /// Contracted cost in ninety days.
        public var spend: Money<Charged>
        public var share: Double

        public init(service: String, spend: Money<Charged>, share: Double) {
            self.service = service
            self.spend = spend
            self.share = share
        }
    }

    /// A vendor's part of all spend.
    public struct VendorShare: Sendable, Hashable, Codable {
        public var vendor: String
        public var spend: Money<Charged>
        public var share: Double

        public init(vendor: String, spend: Money<Charged>, share: Double) {
            self.vendor = vendor
            self.spend = spend
            self.share = share
        }
    }

    /// What a contract is worth to us, from the spend ahead.
    public struct ContractTalk: Sendable, Hashable, Codable {
        /// Where the terms come from that are looked at.
        public var basis: Basis
        /// The contract that position, clauses and curve are worked out for.
        public var contract: SpendContract
        /// What is taken off the list price today.
        public var discountToday: Double
        /// Yearly change of the list prices of what we buy, measured in the bill; `nil` if it is too short.
        public var listDrift: Double?
        /// The day after the last of today's contract; `nil` if none is known.
        public var contractEnd: CivilDate?
        public var position: NegotiationPosition
        /// Every offer of the plan, in its order, and the contract that holds today.
        public var offers: [Offer]
        /// What each clause is worth over the term, best first.
        public var clauses: [ClauseValue]
        /// Which discount makes up for which commit.
        public var indifference: IndifferenceCurve
        /// The most that can be promised with one odd in ten of falling short.
        public var safe: SafeCommit
        /// The best commit by how much the bad end weighs; empty without tiers.
        public var frontier: [CommitChoice]
        /// What we can give, cheapest for us first.
        public var concessions: ConcessionLadder

        public init(
            basis: Basis, contract: SpendContract, discountToday: Double, position: NegotiationPosition,
            safe: SafeCommit, indifference: IndifferenceCurve, concessions: ConcessionLadder
        ) {
            self.basis = basis
            self.contract = contract
            self.discountToday = discountToday
            self.position = position
            self.safe = safe
            self.indifference = indifference
            self.concessions = concessions
            offers = []
            clauses = []
            frontier = []
        }

        /// Where a contract comes from.
        public enum Basis: String, Sendable, Hashable, Codable {
            /// An offer on the table.
            case offer
            /// The contract that holds today, prolonged.
            case renewal
            /// Nothing is known: today's discount with what can safely be promised.
            case assumed
        }
    }

    /// A contract that could be signed, and what comes of it.
    public struct Offer: Sendable, Hashable, Codable {
        public var name: String
        public var analysis: ContractAnalysis
        /// Mean saving a year against today's discount without a promise; negative if it costs more.
        public var yearlySaving: Money<Charged>

        public init(name: String, analysis: ContractAnalysis, yearlySaving: Money<Charged>) {
            self.name = name
            self.analysis = analysis
            self.yearlySaving = yearlySaving
        }
    }

    /// How the promise of today is being kept, in its current period.
    public struct Drawdown: Sendable, Hashable, Codable {
        /// The period's first day and the day after its last.
        public var start: CivilDate
        public var end: CivilDate
        public var commit: Money<Charged>
        /// Contracted cost of usage so far; from the bill's first day if the period is older.
        public var spent: Money<Charged>
        /// What will have been spent at the period's end.
        public var p10: Money<Charged>
        public var p50: Money<Charged>
        public var p90: Money<Charged>
        /// Odds that it is less than promised, 0…1.
        public var shortfallProbability: Double
        /// Mean of what is missing then.
        public var expectedShortfall: Money<Charged>

        public init(
            start: CivilDate, end: CivilDate, commit: Money<Charged>, spent: Money<Charged>,
            p10: Money<Charged>, p50: Money<Charged>, p90: Money<Charged>, shortfallProbability: Double,
            expectedShortfall: Money<Charged>
        ) {
            self.start = start
            self.end = end
            self.commit = commit
            self.spent = spent
            self.p10 = p10
            self.p50 = p50
            self.p90 = p90
            self.shortfallProbability = shortfallProbability
            self.expectedShortfall = expectedShortfall
        }
    }

    /// Life without the vendor.
    public struct Alternative: Sendable, Hashable, Codable {
        /// The split with and without it, of the workloads that can move.
        public var walkAway: WalkAway
        /// What the vendor is paid in a year for workloads that can move, at today's prices.
        public var movable: Money<Charged>
        /// What it is paid in a year for the rest, which stays at list price without a contract.
        public var staying: Money<Charged>
        /// Cost of the term without a contract: what moves, elsewhere, and the rest at list price.
        public var cost: Money<Charged>

        public init(
            walkAway: WalkAway, movable: Money<Charged>, staying: Money<Charged>, cost: Money<Charged>
        ) {
            self.walkAway = walkAway
            self.movable = movable
            self.staying = staying
            self.cost = cost
        }
    }
}
