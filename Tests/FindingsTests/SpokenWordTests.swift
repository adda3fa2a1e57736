import Billing
import Findings
import Testing
import TimeSeries

/// What people say of findings changes later runs, and can be taken back.
@Suite struct SpokenWordTests {
    private let engine = FindingEngine()

    /// The analyses of some mornings, each with the findings of the one before and what `words` says of them.
    private func mornings(
        _ ledger: Ledger, _ runs: ClosedRange<Int>, words: (Int, [Finding]) -> [Mute] = { _, _ in [] }
    ) -> [DayAnalysis] {
        var prior: [Finding] = []
        var analyses: [DayAnalysis] = []
        for run in runs {
            let analysis = engine.analyse(
                ledger: ledger, run: SmallEstate.day(run), prior: prior, mutes: words(run, prior))
            // As a workspace keeps them: what is explained is resolved.
            prior = analysis.findings + analysis.muted
            for i in prior.indices where i >= analysis.findings.count { prior[i].status = .resolved }
            analyses.append(analysis)
        }
        return analyses
    }

    private func shifted(_ days: Range<Int>, _ factor: Double) -> SmallEstate {
        var estate = SmallEstate()
        estate.events = [.init(days: days, factor: factor) { $0.service == "Alpha compute" }]
        return estate
    }

    /// A word on the first finding there was, from a morning on.
    private final class Word {
        let verdict: Mute.Verdict
        let morning: Int
        let last: Int?
        var mute: Mute?

        init(_ verdict: Mute.Verdict, morning: Int, last: Int? = nil) {
            self.verdict = verdict
            self.morning = morning
            self.last = last
        }

        func callAsFunction(_ run: Int, _ prior: [Finding]) -> [Mute] {
            if run == morning, mute == nil, let finding = prior.first {
                mute = Mute(
                    verdict, of: finding, givenOn: SmallEstate.day(run),
                    lastDay: last.map { SmallEstate.day($0) })
            }
            return mute.map { [$0] } ?? []
        }
    }

    @Test func expectedIsSilentAndItsMoneyIsSummed() throws {
        let ledger = shifted(100..<150, 1.6).ledger()
        let analyses = mornings(ledger, 101...120, words: Word(.expected, morning: 104).callAsFunction)
        #expect(analyses[2].findings.count == 1)
        for analysis in analyses[3...] {
            #expect(analysis.findings.isEmpty && analysis.newFindings.isEmpty)
            #expect(analysis.muted.count == 1)
            #expect(analysis.currencies.first?.mutedImpact == analysis.muted.first?.impact)
        }
        let (first, last) = (try #require(analyses[3].muted.first), try #require(analyses.last?.muted.first))
        #expect(last.impact > first.impact)
    }

    @Test func muchMoreThanWhatWasExpectedIsNews() {
        var estate = shifted(100..<110, 1.3)
        estate.events.append(.init(days: 110..<150, factor: 4) { $0.service == "Alpha compute" })
        let word = Word(.expected, morning: 104)
        let analyses = mornings(estate.ledger(), 101...118, words: word.callAsFunction)
        #expect(analyses[5].findings.isEmpty)
        #expect(analyses.last?.findings.isEmpty == false)
    }

    @Test func plannedIsSilentUntilItsDay() {
        var estate = shifted(100..<103, 2)
        estate.events.append(.init(days: 112..<115, factor: 2.5) { $0.service == "Alpha compute" })
        estate.events.append(.init(days: 128..<131, factor: 2.5) { $0.service == "Alpha compute" })
        let word = Word(.planned, morning: 104, last: 120)
        let analyses = mornings(estate.ledger(), 101...134, words: word.callAsFunction)
        let shown = analyses.dropFirst(3).flatMap(\.newFindings)
        #expect(Set(shown).count == 1)
        #expect(analyses.last?.findings.contains { $0.firstDay == SmallEstate.day(128) } == true)
        #expect(analyses.last?.findings.contains { $0.firstDay == SmallEstate.day(112) } == false)
    }

    @Test func fixedIsSilentWhenItStopsAndReopensWhenItComesBack() throws {
        var estate = shifted(100..<106, 2)
        estate.events.append(.init(days: 125..<150, factor: 2) { $0.service == "Alpha compute" })
        let word = Word(.fixed, morning: 105)
        let analyses = mornings(estate.ledger(), 101...130, words: word.callAsFunction)
        let id = try #require(analyses[2].findings.first?.id)
        #expect(analyses[4...22].allSatisfy { $0.findings.isEmpty })
        let back = try #require(analyses[26].findings.first)
        #expect(back.id == id && back.status == .reopened && back.firstDay == SmallEstate.day(125))
        #expect(analyses.flatMap(\.newFindings) == [id, id])
    }

    @Test func whatIsSaidToBeFixedAndGoesOnIsReopened() {
        let word = Word(.fixed, morning: 104)
        let analyses = mornings(shifted(100..<150, 1.8).ledger(), 101...116, words: word.callAsFunction)
        #expect(analyses[6].findings.isEmpty)
        #expect(analyses.last?.findings.first?.status == .reopened)
    }

    @Test func aFalseAlarmRaisesWhatItsPartNeedsAndIsForgotten() {
        let ledger = shifted(100..<104, 1.8).ledger()
        let finding = mornings(ledger, 101...102).last?.findings.first
        guard let finding else {
            Issue.record("needs a finding")
            return
        }
        let given = SmallEstate.day(103)
        let mutes = (0..<5).map { _ in
            Mute(.falseAlarm, of: finding, givenOn: given, lastDay: nil)
        }
        func factor(_ count: Int, after days: Int) -> Double {
            Sensitivity(Array(mutes.prefix(count)), run: given.advanced(by: days))
                .factor(finding.scope, finding.direction)
        }
        #expect(abs(factor(1, after: 0) - 1.25) < 1e-12)
        #expect(factor(5, after: 0) == 1.6)
        #expect(abs(factor(1, after: 90) - 1.25.squareRoot()) < 1e-12)
        let other = Sensitivity(mutes, run: given)
        #expect(other.factor(finding.scope, .down) == 1)
        #expect(other.factor(.of([("ServiceProviderName", "Beta")]), .up) == 1)
        let fixed = (0..<9).map { _ in Mute(.fixed, of: finding, givenOn: given, lastDay: nil) }
        #expect(Sensitivity(fixed, run: given).factor(finding.scope, .up) == 0.7)
    }

    @Test func whatIsTakenBackIsShownAgain() {
        let word = Word(.falseAlarm, morning: 104)
        let ledger = shifted(100..<150, 1.6).ledger()
        let analyses = mornings(ledger, 101...112) { run, prior in run < 109 ? word(run, prior) : [] }
        #expect(analyses[5].findings.isEmpty && analyses[5].muted.count == 1)
        // The workspace opens what nobody explains any more; here the search finds it again by itself.
        #expect(analyses.last?.muted.isEmpty == true)
        #expect(analyses.last?.findings.isEmpty == false)
    }
}
