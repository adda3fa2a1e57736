import Billing
import Budgeting
import Testing
import TimeSeries

@Suite struct PlannedChangeTests {
    private static let start = CivilDate("2026-07-01") ?? CivilDate(dayNumber: 0)
    private static let quarter = start..<start.advanced(by: 92)
    private static let team = Dimension.tag("team")

    private func leaf(_ vendor: String, _ team: String = "web", mean: Double = 10) -> LeafOutlook {
        LeafOutlook(
            scope: Scope([.serviceProvider: vendor, Self.team: team]), days: Self.quarter,
            mean: [Double](repeating: mean, count: 92))
    }

    private func change(
        _ effect: PlannedChange.Effect, of scope: Scope = Scope([.serviceProvider: "A"]), from: Int = 0,
        to: Int? = nil
    ) -> PlannedChange {
        let end = to.map { Self.start.advanced(by: $0) } ?? PlannedChange.openEnd
        return PlannedChange(
            kind: .priceChange, scope: scope, days: Self.start.advanced(by: from)..<end, effect: effect,
            author: "Ann")
    }

    private func deltas(_ changes: [PlannedChange], _ leaves: [LeafOutlook], origin: Int = 0) -> [String] {
        changes.deltas(of: leaves, over: Self.quarter, origin: Self.start.advanced(by: origin)).map(
            \.description)
    }

    @Test func aFactorMultipliesWhatItHoldsFromItsDayOn() {
        #expect(deltas([change(.factor(1.1), from: 82)], [leaf("A"), leaf("B")]) == ["10.00", "0.00"])
    }

    @Test func aFactorOfOneChangesNothing() {
        let scope = Scope([.serviceProvider: "B"])
        let changes = [
            change(.factor(1)), change(.amount(.zero), to: 10), change(.monthly(.zero)),
            change(.move(to: scope, share: 0), to: 5), change(.copy(to: scope, factor: 0)),
        ]
        #expect(deltas(changes, [leaf("A"), leaf("B")]) == ["0.00", "0.00"])
    }

    @Test func whatTheHistoryShowsIsNotAddedAgain() {
        let longAgo = change(.factor(1.5), from: -60)
        #expect(deltas([longAgo], [leaf("A")]) == ["0.00"])
        let halfLearned = change(.factor(2), from: -7)
        // The history's last two weeks show 1.5 on average; what is to come is 2.
        #expect(deltas([halfLearned], [leaf("A")]) == ["306.666667"])
    }

    @Test func whatEndsIsTakenAway() {
        let promotion = change(.factor(2), from: -60, to: 46)
        #expect(deltas([promotion], [leaf("A")]) == ["-230.00"])
        let extra = change(.monthly(Money(31)), from: -60, to: 31)
        #expect(deltas([extra], [leaf("A")]) == ["-62.00"])
    }

    @Test func daysBeforeTheOriginAreLeftAlone() {
        let oneOff = change(.amount(Money(100)), from: 10, to: 20)
        #expect(deltas([oneOff], [leaf("A")], origin: 15) == ["50.00"])
        #expect(deltas([oneOff], [leaf("A")], origin: 20) == ["0.00"])
        #expect(deltas([oneOff], [leaf("A")], origin: 500) == ["0.00"])
    }

    @Test func moneyIsSharedInProportionAndExactly() throws {
        let third = change(.amount(try #require(Money("100.00"))), of: .total, from: 0, to: 1)
        let deltas = [third].deltas(
            of: [leaf("A", mean: 1), leaf("B", mean: 1), leaf("C", mean: 1)], over: Self.quarter,
            origin: Self.start)
        #expect(deltas.reduce(.zero, +) == Money(100))
        #expect(deltas.allSatisfy { abs($0.approximate - 100.0 / 3) < 1e-6 })
        let monthly = change(.monthly(try #require(Money("100.01"))), of: .total)
        let sums = [monthly].deltas(of: [leaf("A"), leaf("B")], over: Self.quarter, origin: Self.start)
        #expect(sums.reduce(.zero, +).description == "300.03")
    }

    @Test func aRampRisesEvenly() {
        var launch = change(.monthly(Money(31)), to: 31)
        launch.rampDays = 31
        // 1/31 + 2/31 + … + 31/31 days at 1 a day.
        #expect(deltas([launch], [leaf("A")]) == ["16.00"])
    }

    @Test func aMinimumIsPaidWhateverIsUsed() {
        let pin = change(.minimum(Money(1000)), to: 92)
        #expect(deltas([pin], [leaf("A"), leaf("B")]) == ["80.00", "0.00"])
        #expect(deltas([change(.minimum(Money(900)), to: 92)], [leaf("A")]) == ["0.00"])
        // A month's share of a year's minimum.
        let year = change(.minimum(Money(36500)), to: 365)
        #expect(deltas([year], [leaf("A")]) == ["8280.00"])
    }

    @Test func aMigrationKeepsTheSumAndTheOwner() {
        let move = change(.move(to: Scope([.serviceProvider: "B"]), share: 0.5), to: 1)
        let leaves = [leaf("A", "web"), leaf("A", "data"), leaf("B", "web"), leaf("B", "data", mean: 30)]
        #expect(deltas([move], leaves) == ["-460.00", "-460.00", "460.00", "460.00"])
    }

    @Test func aMigrationProceedsOverItsDays() {
        let move = change(.move(to: Scope([.serviceProvider: "B"]), share: 1), from: 0, to: 92)
        // Shares moved are 1/92 … 92/92 of 10 a day.
        #expect(deltas([move], [leaf("A"), leaf("B")]) == ["-465.00", "465.00"])
    }

    @Test func aMigrationToNowhereStaysWhereItIs() {
        let move = change(.move(to: Scope([.serviceProvider: "C"]), share: 1), to: 1)
        #expect(deltas([move], [leaf("A"), leaf("B")]) == ["0.00", "0.00"])
        let leaves = [leaf("A").scope, leaf("B").scope]
        let new = [move].newLeaves(besides: leaves, dimensions: [.serviceProvider, Self.team])
        #expect(new == [Scope([.serviceProvider: "C", Self.team: "web"])])
    }

    @Test func newPartsGetLeavesOfTheirOwn() {
        let dimensions = [Dimension.serviceProvider, Self.team]
        let launch = change(.monthly(Money(31)), of: Scope([.serviceProvider: "New"]))
        let copy = change(.copy(to: Scope([.serviceProvider: "A2"]), factor: 0.5))
        let changes = [launch, copy, launch]
        let leaves = [leaf("A", "web"), leaf("A", "data")]
        let new = changes.newLeaves(besides: leaves.map(\.scope), dimensions: dimensions)
        #expect(
            new == [
                Scope([.serviceProvider: "New", Self.team: nil]),
                Scope([.serviceProvider: "A2", Self.team: "web"]),
                Scope([.serviceProvider: "A2", Self.team: "data"]),
            ])
        let all =
            leaves
            + new.map { LeafOutlook(scope: $0, days: Self.quarter, mean: [Double](repeating: 0, count: 92)) }
        #expect(deltas([launch, copy], all) == ["0.00", "0.00", "93.00", "460.00", "460.00"])
        #expect(changes.newLeaves(besides: leaves.map(\.scope) + new, dimensions: dimensions).isEmpty)
    }

    @Test func changesActOneAfterAnother() {
        let changes = [change(.factor(0.5)), change(.factor(0.5), from: 1)]
        // 10 a day halved, then what is left halved from the second day on.
        #expect(deltas(changes, [leaf("A")]) == ["-687.50"])
        let parts = changes.contributions(of: [leaf("A")], over: Self.quarter, origin: Self.start)
        #expect(parts.map { $0[0].description } == ["-460.00", "-227.50"])
    }

    @Test func onRandomTreesDeltasAddUpAndMovesSumToNothing() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<30 {
            let leaves = (0..<40).map { i in
                LeafOutlook(
                    scope: Scope([
                        .serviceProvider: "v\(i % 4)", Self.team: "t\(i % 5)", .region: "r\(i)",
                    ]), days: Self.quarter,
                    mean: (0..<92).map { _ in 1e6 * (random.uniform() - 0.1) })
            }
            let moves = (0..<3).map { i in
                change(
                    .move(to: Scope([.serviceProvider: "v\(i + 1)"]), share: random.uniform()),
                    of: Scope([.serviceProvider: "v\(i)"]), from: Int(random.next() % 60) - 20, to: 80)
            }
            let origin = Self.start.advanced(by: Int(random.next() % 30))
            let moved = moves.deltas(of: leaves, over: Self.quarter, origin: origin)
            #expect(moved.reduce(.zero, +) == .zero)
            #expect(moved.contains { $0 != .zero })
            let changes = moves + [change(.factor(random.uniform())), change(.monthly(Money(777)))]
            let parts = changes.contributions(of: leaves, over: Self.quarter, origin: origin)
            let sums = changes.deltas(of: leaves, over: Self.quarter, origin: origin)
            for leaf in leaves.indices {
                #expect(parts.reduce(Money<Charged>.zero) { $0 + $1[leaf] } == sums[leaf])
            }
        }
    }

    @Test func growthUponGrowthStaysWithinWhatMoneyHolds() {
        let changes = (0..<400).map { change(.factor(11), from: $0 % 90) }
        let deltas = changes.deltas(
            of: [leaf("A"), leaf("A", mean: -1e9)], over: Self.quarter, origin: Self.start)
        #expect(deltas[0] > Money(1_000_000) && deltas[1] < Money(-1_000_000))
    }

    @Test func emptyInputsAreAnswered() {
        #expect([PlannedChange]().deltas(of: [leaf("A")], over: Self.quarter, origin: Self.start) == [.zero])
        #expect(deltas([change(.factor(2))], []) == [])
        let none = Self.start..<Self.start
        #expect([change(.factor(2))].deltas(of: [leaf("A")], over: none, origin: Self.start) == [.zero])
    }
}
