import Billing
import Findings
import Testing
import TimeSeries

@Suite struct DetectionDrillTests {
    private func settings(_ sizes: [Double], onsets: Int = 1, seed: UInt64 = 1) -> DrillSettings {
        var settings = DrillSettings()
        settings.sizes = sizes
        settings.onsetCount = onsets
        settings.scopesPerCurrency = 4
        settings.seed = seed
        return settings
    }

    private func drill(_ estate: SmallEstate, _ settings: DrillSettings, width: Int? = nil) throws
        -> DetectionDrill.Result
    {
        var detection = DetectionSettings()
        detection.width = width
        let ledger = estate.ledger()
        return try DetectionDrill(FindingEngine(settings: detection), settings: settings)
            .run(knownOn: SmallEstate.day(estate.dayCount + 9)) { _ in ledger }
    }

    @Test func whatIsLargeIsFoundAndWhatIsTinyIsNot() throws {
        let result = try drill(SmallEstate(), settings([0.02, 2]))
        #expect(result.outcomes.count == 2 * 5 * 4)
        let (small, large) = (result.outcomes.filter { $0.size < 1 }, result.outcomes.filter { $0.size > 1 })
        // What was never there needs little.
        #expect(small.count { $0.foundOn != nil && $0.kind != .newSpend } <= 1)
        #expect(large.count { $0.foundOn != nil } >= 18)
        #expect(result.unplanted.isEmpty)
        #expect(result.visibility.count == 4)
        #expect(
            result.visibility.contains {
                $0.smallestSize == 2 && $0.smallestDay == $0.place.usualDay + $0.place.usualDay
            })
    }

    @Test func impactsHaveTheSignAndSizeOfWhatIsPlanted() throws {
        for outcome in try drill(SmallEstate(), settings([0.5])).outcomes {
            let days: Double =
                switch outcome.kind {
                case .spike: 0.5
                case .levelShift, .newSpend: 0.5 * 14
                case .leak: 0.5 * 15
                case .drop: -0.5 * 14
                }
            let share = outcome.impact.approximate / outcome.place.usualDay.approximate
            // Two days in seven cost 0.7 of the others.
            #expect(abs(share / days - 0.9) < 0.25, "\(outcome.kind) \(share)")
        }
    }

    @Test func theSameSeedGivesTheSameDrillOnAnyNumberOfThreads() throws {
        let one = try drill(SmallEstate(), settings([1]), width: 1)
        #expect(try drill(SmallEstate(), settings([1]), width: 2) == one)
        #expect(try drill(SmallEstate(), settings([1], seed: 2)).onsets != one.onsets)
    }

    @Test func anIncidentOfTheHistoryIsNoCatch() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 60..<150, factor: 1) { _ in true }]
        let quiet = try drill(estate, settings([0.01]))
        let onset = SmallEstate.firstDay.distance(to: try #require(quiet.onsets.first))
        // The same services rise by themselves on the day of the drill.
        estate.events = [.init(days: onset..<150, factor: 2) { $0.vendor == "Alpha" }]
        let result = try drill(estate, settings([0.01]))
        #expect(!result.unplanted.isEmpty && result.unplantedPerWeek > 0)
        #expect(result.found <= 2)
    }

    @Test func aShortHistorySaysWhatItNeeds() throws {
        var estate = SmallEstate()
        estate.dayCount = 40
        let error = #expect(throws: DrillError.self) { try drill(estate, settings([1])) }
        #expect(error?.description == "needs 81 days of charges, got 40; wait for more history")
        let none = #expect(throws: DrillError.self) {
            try DetectionDrill(FindingEngine()).run(knownOn: SmallEstate.day(0)) { _ in Ledger() }
        }
        #expect(none == .tooShort(needed: 81, got: 0))
    }

    @Test func visibleIsTheSmallestSizeFromWhichOnFourInFiveAreFound() throws {
        let place = DrillScope(
            scope: .total, currency: try #require(Currency("CNY")), usualDay: Money(modelled: 200))
        func outcomes(_ size: Double, found: Int) -> [DetectionDrill.Outcome] {
            (0..<5).map { i in
                .init(
                    kind: .spike, size: size, place: place, onset: SmallEstate.day(0), impact: .zero,
                    foundOn: i < found ? SmallEstate.day(2) : nil)
            }
        }
        let result = DetectionDrill.Result(
            sizes: [0.1, 0.2, 0.5, 1], onsets: [SmallEstate.day(0)],
            outcomes: outcomes(0.1, found: 5) + outcomes(0.2, found: 3) + outcomes(0.5, found: 4)
                + outcomes(1, found: 5),
            unplanted: [], days: 14)
        let visible = try #require(result.visibility.first)
        #expect(visible.smallestSize == 0.5 && visible.smallestDay == Money(modelled: 100))
        #expect(visible.found == [5, 3, 4, 5] && result.medianDelayDays == 2)
    }
}
