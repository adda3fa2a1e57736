import Billing
import Commitments
import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct IndifferenceCurveTests {
    @Test(arguments: 1...5) func everyPointCostsWhatTheReferenceDoes(seed: UInt64) throws {
        let outlook = try Contracts.outlook(seed: seed)
        let contract = try Contracts.contract([700, 770, 840])
        let commits = [400, 600, 700, 770, 800].map { Money<Charged>($0) }
        let curve = try IndifferenceCurve(contract, commits: commits, under: outlook)
        #expect(isClose(try #require(curve.reference.discount), 0.2, .optimum))
        var before = 0.0
        for point in curve.points {
            let discount = try #require(point.discount)
            #expect(discount >= before - 1e-9)
            before = discount
            let scale = point.commit.approximate / 770
            let same = try Contracts.contract([700, 770, 840].map { $0 * scale }, .flat(discount))
            let cost = Contracts.mean(try same.costs(under: outlook))
            // Where even no discount is cheaper, the least is 0.
            #expect(
                isClose(cost, curve.cost.approximate, .reference)
                    || (discount == 0 && cost < curve.cost.approximate))
        }
    }

    @Test func aPointIsWorthAHundredthOfSpendWhereNothingFallsShort() throws {
        let outlook = try Contracts.outlook()
        let curve = try IndifferenceCurve(Contracts.contract([10, 10, 10]), commits: [], under: outlook)
        let spend = outlook.demand.values.reduce(0, +) / Double(outlook.demand.count)
        #expect(isClose(curve.reference.pointValue.approximate, 0.01 * spend, .reference))
    }

    @Test func aPromiseBeyondAllReasonHasNoPrice() throws {
        let curve = try IndifferenceCurve(
            Contracts.contract([700, 700, 700]), commits: [Money(5000)], under: Contracts.outlook())
        #expect(curve.points[0].discount == nil)
        #expect(throws: ContractError.negativeCommit(period: 0, commit: Money(-1))) {
            try IndifferenceCurve(
                Contracts.contract([700, 700, 700]), commits: [Money(-1)], under: Contracts.outlook())
        }
    }
}

@Suite struct ClauseValueTests {
    private static let rights: [ContractClause] = [
        .discount(0.01), .ramp, .carryOver(CarryOver(.shortfall)), .priceCap(0), .followsMarket,
        .egressWaiver(0.1), .termination(TerminationRight(afterPeriod: 2, fee: Money(100))),
        .payment(PaymentTerms(days: 60)), .shortfallShare(0.5),
    ]

    private static func outlook(_ seed: UInt64) throws -> SpendOutlook {
        var outlook = try Contracts.outlook(seed: seed)
        outlook.prices = PriceOutlook(drift: 0.03, deviation: 0.05)
        outlook.market = PriceOutlook(drift: -0.05, deviation: 0.05, seed: 2)
        outlook.egressShare = 0.15
        outlook.capitalCost = 0.08
        return outlook
    }

    @Test(arguments: 1...6) func aRightIsNeverWorthLessThanNothing(seed: UInt64) throws {
        let outlook = try Self.outlook(seed)
        let schedules: [DiscountSchedule] = [
            .flat(0.2), .bySpend([DiscountTier(from: Money(900), discount: 0.2)]),
            .byBand([DiscountTier(from: .zero, discount: 0.1), DiscountTier(from: Money(900), discount: 0.3)]
            ),
        ]
        for schedule in schedules {
            let contract = try Contracts.contract([800, 800, 800], schedule)
            let values = try ClauseValue.values(of: Self.rights, on: contract, under: outlook)
            #expect(values.count == Self.rights.count)
            for value in values {
                #expect(value.alone >= Money(modelled: -1e-6), "\(value.name) \(value.alone)")
                if value.clause != .ramp {
                    #expect(value.last >= Money(modelled: -1e-6), "\(value.name) \(value.last)")
                }
            }
            #expect(zip(values, values.dropFirst()).allSatisfy { $0.alone >= $1.alone })
        }
    }

    @Test func knownClausesAreWorthWhatTheyMust() throws {
        let contract = try Contracts.contract([0, 0, 0])
        var outlook = try Contracts.certain([1000, 1000, 1000])
        outlook.egressShare = 0.2
        let values = try ClauseValue.values(
            of: [.discount(0.01), .egressWaiver(0.1), .payment(PaymentTerms(upfrontShare: 0))], on: contract,
            under: outlook)
        #expect(
            values.map(\.name) == ["Free egress up to 10 % of spend", "1 % more discount", "Payment as used"])
        #expect(values.map(\.alone) == [Money(240), Money(30), .zero])
        // On top of free egress a point of discount is taken off less.
        #expect(values[1].last == Money(27))
    }

    @Test func aRampKeepsTheTotalAndEvensTheOdds() throws {
        let outlook = try Contracts.outlook(paths: 2000)
        let flat = try Contracts.contract([850, 850, 850])
        let ramp = try flat.ramped(under: outlook)
        #expect(ramp.reduce(.zero, +) == Money(2550))
        var ramped = flat
        ramped.commits = ramp
        let odds = try ContractAnalysis(ramped, under: outlook).periods.map(\.shortfallProbability)
        #expect((odds.max() ?? 1) - (odds.min() ?? 0) < 0.02)
        #expect(
            try ContractAnalysis(ramped, under: outlook).cost.mean
                < ContractAnalysis(flat, under: outlook).cost.mean)
    }

    @Test func theCommitCanBeChosenAnewEachTime() throws {
        let outlook = try Self.outlook(3)
        let curve = CommitCurve(
            [DiscountTier(from: .zero, discount: 0), DiscountTier(from: Money(2000), discount: 0.4)],
            shape: .line)
        let contract = try Contracts.contract([800, 800, 800])
        let clauses: [ContractClause] = [.shortfallShare(0.5), .carryOver(CarryOver(.shortfall))]
        for value in try ClauseValue.values(
            of: clauses, on: contract, under: outlook, choosingOn: curve)
        {
            #expect(value.alone > .zero)
        }
    }
}

@Suite struct ConcessionLadderTests {
    @Test func whatCostsUsLeastForWhatTheyGainComesFirst() throws {
        var outlook = try Contracts.outlook()
        outlook.capitalCost = 0.04
        var contract = try Contracts.contract([600, 600, 600])
        contract.egressWaiver = 0.1
        outlook.egressShare = 0.1
        let ladder = try ConcessionLadder(
            [.giveUp(.egressWaiver(0.1)), .payInAdvance(1), .largerCommit(0.1)], on: contract, under: outlook,
            vendorCapitalCost: 0.12)
        let ratios = ladder.rungs.map { $0.ratio ?? .infinity }
        #expect(ratios == ratios.sorted())
        // Money is dearer to them than to us, so paying in advance is cheap for what it brings.
        let advance = try #require(ladder.rungs.first { $0.concession == .payInAdvance(1) })
        #expect(try #require(advance.ratio) < 0.5 && advance.ourCost > .zero)
        #expect(ladder.rungs.allSatisfy { $0.ourCost >= .zero })
    }

    @Test func noMoreIsPaidInAdvanceThanAShortfallCosts() throws {
        let outlook = try Contracts.outlook()
        var contract = try Contracts.contract([600, 600, 600])
        contract.shortfallShare = 0.3
        #expect(try ConcessionLadder([.payInAdvance(0.5)], on: contract, under: outlook).rungs.count == 1)
        contract.shortfallShare = 1
        contract.payment.upfrontShare = 0.8
        #expect(try ClauseValue.values(of: [.shortfallShare(0.5)], on: contract, under: outlook).count == 1)
    }
}

@Suite struct NegotiationPositionTests {
    private static func position(
        _ alternatives: [NegotiationPosition.Alternative], curve: CommitCurve? = nil, benchmark: Double? = 0.3
    ) throws -> NegotiationPosition {
        let outlook = try Contracts.outlook()
        let contract = try Contracts.contract([1, 1, 1])
        let clauses = try ClauseValue.values(
            of: [.discount(0.02), .shortfallShare(0.5), .priceCap(0)], on: contract, under: outlook)
        return try NegotiationPosition(
            contract, under: outlook,
            evidence: .init(alternatives: alternatives, curve: curve, benchmark: benchmark, clauses: clauses))
    }

    @Test func theWalkAwayCostsWhatTheBestAlternativeDoes() throws {
        let position = try Self.position([
            .init(name: "Today's terms", cost: Money(3200)), .init(name: "Without V", cost: Money(2900)),
        ])
        #expect(isClose(position.walkAway.cost.approximate, 2900, .reference))
        #expect(position.walkAway.shortfallProbability <= 0.1)
        #expect(position.alternatives.map(\.name) == ["Without V", "Today's terms"])
        let (target, stretch) = (try #require(position.target), try #require(position.stretch))
        #expect(stretch.cost <= target.cost && target.cost <= position.walkAway.cost)
        #expect(stretch.discount == max(0.3, position.walkAway.discount))
        #expect(position.levers.count <= 3)
        #expect(zip(position.levers, position.levers.dropFirst()).allSatisfy { $0.money >= $1.money })
        #expect(position.pointValue > .zero)
    }

    @Test func anOfferThatIsBetterIsTheTarget() throws {
        let curve = CommitCurve([
            DiscountTier(from: .zero, discount: 0.1), DiscountTier(from: Money(800), discount: 0.35),
        ])
        let position = try Self.position([.init(name: "Today", cost: Money(3200))], curve: curve)
        #expect(try #require(position.target).cost < position.walkAway.cost)
        #expect(try #require(position.stretch).discount == 0.35)
    }

    /// Whatever is offered: the stretch costs no more than the target, and the target no more than the walk-away.
    @Test(arguments: 1...10) func theStandsAreInOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let outlook = try Contracts.outlook(seed: seed)
        let top = 0.4 * random.uniform()
        let curve = CommitCurve([
            DiscountTier(from: .zero, discount: 0.3 * top),
            DiscountTier(from: Money(modelled: 1200 * random.uniform() + 1), discount: top),
        ])
        let position = try NegotiationPosition(
            Contracts.contract([1, 1.1, 1.2]), under: outlook,
            evidence: .init(
                alternatives: [.init(name: "Today", cost: Money(modelled: 2400 + 900 * random.uniform()))],
                curve: curve, benchmark: 0.35 * random.uniform()))
        let (target, stretch) = (try #require(position.target), try #require(position.stretch))
        let rounding = Money<Charged>(modelled: 0.01)
        #expect(stretch.cost <= target.cost + rounding && target.cost <= position.walkAway.cost + rounding)
        #expect(position.walkAway.shortfallProbability <= 0.1 && stretch.shortfallProbability <= 0.1)
    }

    @Test func withoutBenchmarkThereIsOnlyAWalkAway() throws {
        let position = try Self.position([.init(name: "Today", cost: Money(3000))], benchmark: nil)
        #expect(position.target == nil && position.stretch == nil)
        #expect(throws: ContractError.noAlternative) { try Self.position([]) }
    }
}
