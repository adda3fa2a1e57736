import Reports
import TestKit
import Testing

/// All that a person reads, byte by byte, in both languages.
@Suite struct GoldenTests {
    @Test(arguments: Language.allCases)
    func dailyReportReadsAsBefore(language: Language) throws {
        let report = Sample.daily()
        let tag = language.rawValue
        #expect(try Golden.matches(report.html(language: language), "daily.\(tag).html"))
        #expect(try Golden.matches(report.markdown(language: language), "daily.\(tag).md"))
        #expect(try Golden.matches(report.summary(language: language), "daily.\(tag).txt"))
    }

    @Test(arguments: Language.allCases)
    func otherReportsReadAsBefore(language: Language) throws {
        let reports: [(String, any Report)] = [
            ("budget", Sample.budgetReport), ("vendor", Sample.vendorReport), ("backtest", Sample.backtest),
        ]
        for (name, report) in reports {
            let tag = language.rawValue
            #expect(try Golden.matches(report.html(language: language), "\(name).\(tag).html"))
            #expect(try Golden.matches(report.markdown(language: language), "\(name).\(tag).md"))
        }
    }

    @Test func jsonReadsAsBefore() throws {
        #expect(try Golden.matches(Sample.daily().json(), "daily.json"))
        #expect(try Golden.matches(Sample.backtest.json(), "backtest.json"))
    }

    @Test(arguments: Language.allCases)
    func quietDaySaysSo(language: Language) throws {
        let tag = language.rawValue
        #expect(try Golden.matches(Sample.quiet.summary(language: language), "quiet.\(tag).txt"))
        let text = Sample.quiet.html(language: language)
        #expect(text.contains(language == .english ? "A quiet day: nothing needs attention." : "平静的一天"))
    }
}
