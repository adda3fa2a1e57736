import Foundation
import Reports
import Testing

/// Writes large sample pages for the eye when `REPORT_SAMPLES` names a folder.
@Suite struct SampleFiles {
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["REPORT_SAMPLES"] != nil,
            "REPORT_SAMPLES names no folder to write pages into"))
    func pagesForTheEye() throws {
        let folder = URL(filePath: ProcessInfo.processInfo.environment["REPORT_SAMPLES"] ?? "")
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        for language in Language.allCases {
            let tag = language.rawValue
            try write(Sample.daily(days: 60).html(language: language), "daily-\(tag).html")
            try write(Sample.budgetReport.html(language: language), "budget-\(tag).html")
            try write(Sample.vendorReport.html(language: language), "vendor-\(tag).html")
            try write(Sample.backtest.html(language: language), "backtest-\(tag).html")
        }
        try write(Sample.quiet.html(language: .english), "quiet-en.html")
        try write(Sample.hostileDaily(seed: 1, findings: 200).html(language: .english), "hostile-en.html")
    }
}
