internal import LinearProgramming
internal import Statistics

/// Ways to buy commitments on past demand, week by week with knowledge of the past only, beside the best purchases in hindsight.
///
///     let replay = try LadderReplay(demand, instruments: [oneYear], fromWeek: 26)
///     let regret = try replay.clairvoyant().use.cost - replay.outcome(of: .ladder(LadderPolicy())).use.cost
///
/// Only what is paid and used within the weeks counts, for every rule alike.
public struct LadderReplay: Sendable {
    /// A way to buy.
    public enum Rule: Sendable, Hashable {
        /// Nothing is bought.
        case nothing
        /// Up to the least step of the last thirty days, whatever the discount.
        case minimum
        /// Up to the policy's target.
        case ladder(LadderPolicy)
        /// The program over possible futures in which this is the last purchase of the coming year.
        case buyOnce
        /// The program over possible futures with later purchases.
        case program
    }

    /// What came of a rule.
    public struct Outcome: Sendable, Hashable {
        /// What was bought, in on-demand-equivalent money an hour: `purchases[instrument][week]`.
        public var purchases: [[Double]]
        public var use: CommitmentUse
    }

    public let demand: CommitmentDemand
    public let instruments: [CommitmentInstrument]
    /// The first week in which something may be bought.
    public let firstWeek: Int
    public let costOfCapital: Double
    private let offers: [PurchaseProgram.Offer]

    /// A replay of `demand` from one of its weeks on.
    ///
    /// - Throws: ``InstrumentError`` if an instrument makes no sense, or there are too few weeks.
    public init(
        _ demand: CommitmentDemand, instruments: [CommitmentInstrument], fromWeek firstWeek: Int,
        costOfCapital: Double = 0
    ) throws(InstrumentError) {
        for instrument in instruments { try instrument.validate() }
        guard firstWeek >= CommitmentDemand.leastWeeks, firstWeek < demand.weekCount else {
            throw .tooShort(
                neededDays: (max(firstWeek, CommitmentDemand.leastWeeks) + 1) * 7, got: demand.weekCount * 7)
        }
        self.demand = demand
        self.instruments = instruments
        self.firstWeek = firstWeek
        self.costOfCapital = costOfCapital
        offers = instruments.map {
            $0.offer(demand.families, costOfCapital: costOfCapital, weeksPerPeriod: 1)
        }
    }

    /// What comes of a rule.
    ///
    /// ``Rule/minimum`` and ``Rule/ladder(_:)`` buy the first instrument; the programs choose among all.
    ///
    /// - Throws: ``InstrumentError/noPlan(_:)`` if a program could not be solved.
    public func outcome(of rule: Rule) throws(InstrumentError) -> Outcome {
        var purchases = instruments.map { _ in [Double](repeating: 0, count: demand.weekCount - firstWeek) }
        for week in firstWeek..<demand.weekCount {
            let known = demand.weeks(0..<week)
            let bought = try buy(rule, known, owning: purchases, week - firstWeek)
            for j in bought.indices { purchases[j][week - firstWeek] = bought[j] }
        }
        return Outcome(purchases: purchases, use: use(of: purchases))
    }

    /// The best purchases for the demand as it was: the yardstick of every rule.
    ///
    /// - Parameter binsPerWeek: Groups of hours of a week of equal demand; `nil` takes every step for itself, exactly.
    /// - Returns: The purchases, and what they do with the demand as it was.
    /// - Throws: ``InstrumentError/noPlan(_:)`` if the program could not be solved.
    public func clairvoyant(binsPerWeek: Int? = nil) throws(InstrumentError) -> Outcome {
        let bins = min(binsPerWeek ?? demand.step.perWeek, demand.step.perWeek)
        let weeks = (firstWeek..<demand.weekCount).map { demand.weeks($0..<$0 + 1).rates.joint(bins: bins) }
        let program = PurchaseProgram(
            offers: offers, periodCount: weeks.count, demand: [weeks], binHours: 168 / Double(bins))
        do {
            let plan = try program.plan()
            return Outcome(purchases: plan.purchases, use: use(of: plan.purchases))
        } catch { throw .noPlan("\(error)") }
    }

    /// What purchases, one array an instrument, do with the demand of the weeks.
    public func use(of purchases: [[Double]]) -> CommitmentUse {
        var use = CommitmentUse()
        for k in 0..<(demand.weekCount - firstWeek) {
            let holdings = offers.indices.map { j in
                CommitmentUse.Holding(
                    families: offers[j].families, covered: held(purchases[j], offers[j], at: k),
                    price: offers[j].price)
            }
            use.add(
                holdings, demand: demand.weeks(firstWeek + k..<firstWeek + k + 1).rates,
                hours: demand.step.hours)
        }
        return use
    }

    /// What of an instrument's purchases holds in week `k`.
    private func held(_ purchases: [Double], _ offer: PurchaseProgram.Offer, at k: Int) -> Double {
        purchases[max(0, k - offer.termPeriods + 1)...k].reduce(0, +)
    }

    private func buy(_ rule: Rule, _ known: CommitmentDemand, owning purchases: [[Double]], _ k: Int)
        throws(InstrumentError) -> [Double]
    {
        var bought = [Double](repeating: 0, count: offers.count)
        let held = purchases.indices.reduce(0) { $0 + self.held(purchases[$1], offers[$1], at: k) }
        let first = known.only(offers[0].families.map { demand.families[$0] })
        switch rule {
        case .nothing: break
        case .minimum:
            let least = DemandOutlook.total(first.recent(days: 30)).min() ?? 0
            bought[0] = max(0, least - held)
        case .ladder(let policy):
            let target = policy.target(
                first, discount: 1 - offers[0].price, termWeeks: offers[0].termPeriods)
            bought[0] = max(0, target - held)
        case .buyOnce, .program:
            let horizon = PurchaseHorizon(isMyopic: rule == .buyOnce, offers: instruments, costOfCapital)
            let owned = purchases.indices.map { j in
                PurchaseProgram.Owned(
                    families: offers[j].families,
                    covered: horizon.firstWeeks.map { ahead in
                        let from = max(0, k + ahead - offers[j].termPeriods + 1)
                        return from < k ? purchases[j][from..<k].reduce(0, +) : 0
                    })
            }
            do { bought = try horizon.program(known, owned: owned).plan().purchases.map { $0[0] } } catch {
                throw .noPlan("\(error)")
            }
        }
        return bought
    }
}

/// The weeks ahead of a program over possible futures, four weeks a period.
struct PurchaseHorizon {
    static let weeksPerPeriod = 4
    let periodCount: Int
    let isMyopic: Bool
    let instruments: [CommitmentInstrument]
    let costOfCapital: Double
    var scenarioCount = 8
    var binCount = 12
    var obsolescence = 0.0
    var riskAversion = 0.0
    var seed: UInt64 = 1

    init(isMyopic: Bool, offers instruments: [CommitmentInstrument], _ costOfCapital: Double) {
        let longest = instruments.map(\.termWeeks).max() ?? 52
        periodCount = (isMyopic ? 52 : longest + 52) / PurchaseHorizon.weeksPerPeriod
        self.isMyopic = isMyopic
        self.instruments = instruments
        self.costOfCapital = costOfCapital
    }

    /// Takes as many scenarios and groups of hours as keep the program at some twelve thousand rows.
    mutating func limit(scenarios: Int, families: Int) {
        let rows = 12_000 / (periodCount * families)
        binCount = rows >= 8 * scenarios ? 8 : 4
        scenarioCount = max(min(4, scenarios), min(scenarios, rows / binCount))
    }

    /// The first week of each period, from 0.
    var firstWeeks: [Int] { (0..<periodCount).map { $0 * PurchaseHorizon.weeksPerPeriod } }

    func program(_ known: CommitmentDemand, owned: [PurchaseProgram.Owned]) -> PurchaseProgram {
        let outlook = outlook(known)
        return PurchaseProgram(
            offers: instruments.map {
                $0.offer(
                    known.families, costOfCapital: costOfCapital,
                    weeksPerPeriod: PurchaseHorizon.weeksPerPeriod)
            },
            owned: owned, periodCount: periodCount, demand: demand(outlook),
            binHours: 168 * Double(PurchaseHorizon.weeksPerPeriod) / Double(binCount),
            later: isMyopic ? .none : .shared, riskAversion: riskAversion)
    }

    func outlook(_ known: CommitmentDemand) -> DemandOutlook {
        DemandOutlook(
            known, weeks: periodCount * PurchaseHorizon.weeksPerPeriod, scenarios: scenarioCount,
            obsolescence: obsolescence, seed: seed)
    }

    /// `demand[scenario][period][family][bin]`.
    func demand(_ outlook: DemandOutlook) -> [[[[Double]]]] {
        let base = outlook.joint(bins: binCount)
        return (0..<scenarioCount).map { scenario in
            firstWeeks.map { week in
                base.indices.map { family in
                    let factor = outlook.multiplier(family, scenario, week + 1)
                    return base[family].map { $0 * factor }
                }
            }
        }
    }
}

extension CommitmentInstrument {
    func offer(_ families: [String], costOfCapital: Double, weeksPerPeriod: Int) -> PurchaseProgram.Offer {
        PurchaseProgram.Offer(
            price: effectivePrice(costOfCapital: costOfCapital),
            termPeriods: max(1, Int((Double(termWeeks) / Double(weeksPerPeriod)).rounded())),
            families: families.indices.filter { covers(families[$0]) }, lot: lot)
    }
}
