import Billing
import Commitments
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct VendorPackTests {
    static let start = CivilDate("2025-01-01") ?? CivilDate(dayNumber: 0)
    static let run = start.advanced(by: 402)

    /// Two vendors, the first with two products, at three quarters and all of the list price.
    static func ledger(days: Int = 400) -> Ledger {
        var random = SplitMix64(seed: 3)
        var ledger = Ledger()
        for day in 0..<days {
            for (vendor, service, size) in [
                ("V0", "Compute", 300.0), ("V0", "Storage", 60), ("V1", "Compute", 100),
            ] {
                let list = Money<Charged>(modelled: size * (0.9 + 0.2 * random.uniform()))
                let paid = list.scaled(by: vendor == "V0" ? 3 : 4, over: 4)
                ledger.add(
                    day: start.advanced(by: day), vendor: vendor, service: service, cost: paid, list: list)
            }
        }
        return ledger
    }

    static func pack(
        _ vendor: String = "V0", days: Int = 400, months: Int = 12, plan: NegotiationPlan = NegotiationPlan()
    ) throws -> VendorPack {
        try VendorPackBuilder(plan: plan, pathCount: 200).pack(
            for: vendor, ledger: ledger(days: days), termMonths: months, run: run)
    }

    @Test func realisedDiscountIsOneMinusContractedOverList() throws {
        let pack = try Self.pack()
        #expect(!pack.discounts.isEmpty)
        for entry in pack.discounts {
            #expect(isClose(try #require(entry.discount), 0.25, .optimum))
        }
        #expect(isClose(try #require(pack.talk?.discountToday), 0.25, .optimum))
    }

    @Test func sharesAddUpToOne() throws {
        let concentration = try Self.pack().concentration
        #expect(isClose(concentration.shares.reduce(0) { $0 + $1.share }, 1, .rounding))
        #expect(concentration.shares[0].vendor == "V0" && concentration.share > 0.6)
        #expect(
            isClose(concentration.hhi, concentration.shares.reduce(0) { $0 + $1.share * $1.share }, .rounding)
        )
        #expect(concentration.reading == .concentrated)
    }

    @Test(arguments: [12, 24, 36])
    func theSpendPathHasEveryMonthOfTheTermAndProductsAddUp(months: Int) throws {
        let pack = try Self.pack(months: months)
        #expect(pack.spendPath.count == months)
        #expect(pack.spendPath.allSatisfy { $0.p10 <= $0.p50 && $0.p50 <= $0.p90 })
        #expect(abs(pack.spendPath[0].mean.approximate / (360 * 0.75 * 30) - 1) < 0.1)
        #expect(pack.products.map(\.service) == ["Compute", "Storage"])
        for (i, step) in pack.spendPath.enumerated() {
            #expect(pack.products.reduce(.zero) { $0 + $1.months[i].mean } == step.mean)
        }
    }

    /// Nothing is promised without a plan but what is safe, and walking away costs what today's terms cost.
    @Test func withoutAPlanThePositionRestsOnTodaysDiscount() throws {
        let talk = try #require(try Self.pack().talk)
        #expect(talk.basis == .assumed)
        #expect(talk.position.walkAway.discount >= 0.25 - 1e-6)
        #expect(talk.position.walkAway.discount < 0.27)
        let alternative = try #require(talk.position.alternatives.first)
        let ratio = talk.position.walkAway.cost.approximate / alternative.cost.approximate
        #expect(abs(ratio - 1) < 1e-6)
        #expect(talk.safe.together.count == 1 && talk.safe.together[0] > .zero)
        #expect(talk.offers.isEmpty)
    }

    @Test func offersAreAnalysedInTheirOrder() throws {
        var plan = NegotiationPlan()
        let usd = try #require(Currency("USD"))
        let begin = try #require(CivilDate("2026-03-01"))
        for (name, commit, discount) in [("small", 50_000, 0.26), ("large", 75_000, 0.3)] {
            plan.offers.append(
                .init(
                    name: name,
                    contract: SpendContract(
                        vendor: "V0", currency: usd, start: begin,
                        end: CivilDate("2027-03-01") ?? begin, commits: [Money(commit)],
                        discount: .flat(discount))))
        }
        let pack = try Self.pack(plan: plan)
        let talk = try #require(pack.talk)
        #expect(talk.basis == .offer)
        #expect(talk.offers.map(\.name) == ["small", "large"])
        // A year's list spend is about 131,400: at 26 % off it is 97,000, and both promises are kept.
        #expect(talk.offers.allSatisfy { $0.analysis.shortfallProbability < 0.2 && $0.yearlySaving > .zero })
        #expect(talk.offers[0].yearlySaving < talk.offers[1].yearlySaving)
        #expect(!talk.frontier.isEmpty)
        #expect(!pack.gaps.contains(.offers) && pack.gaps.contains(.workloads))
    }

    @Test func leavingHasAPriceOnceWorkloadsAreDescribed() throws {
        var plan = NegotiationPlan()
        plan.workloads = [
            .init(
                name: "Web", vendor: "V0", scope: Scope([.service: "Compute"]),
                options: [.init(vendor: "V1", priceRatio: 0.9)], moveCost: Money(5_000), moveMonths: 3)
        ]
        let pack = try Self.pack(plan: plan)
        let found = try #require(pack.alternative)
        #expect(found.movable > found.staying && found.staying > .zero)
        #expect(found.walkAway.without.oneOffCost == Money(5_000))
        #expect(found.walkAway.without.placements.allSatisfy { $0.vendor == "V1" })
        let names = pack.talk?.position.alternatives.map(\.name) ?? []
        #expect(names.contains("Without V0") && names.count == 2)
    }

    @Test func anUnknownVendorIsAnsweredWithTheKnownOnes() {
        #expect {
            try Self.pack("Nobody")
        } throws: { error in
            "\(error)" == "needs a vendor with charges, got Nobody; known are V0, V1"
        }
    }

    @Test func aVendorWithoutHistoryIsRefused() throws {
        var ledger = Self.ledger()
        ledger.add(day: Self.run.advanced(by: -4), vendor: "New", service: "X", cost: Money(1))
        #expect(throws: CommitmentError.tooShort(vendor: "New", needed: 28, got: 2)) {
            try VendorPackBuilder().pack(for: "New", ledger: ledger, termMonths: 12, run: Self.run)
        }
    }

    /// The pack is written and read as JSON without loss.
    @Test func aPackSurvivesJSON() throws {
        let pack = try Self.pack()
        let data = try JSONCoder.encode(pack)
        #expect(try JSONCoder.decode(VendorPack.self, from: data) == pack)
    }
}
