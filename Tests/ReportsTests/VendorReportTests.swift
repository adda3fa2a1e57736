import Foundation
import Reports
import TestKit
import Testing
import TimeSeries

/// The vendor pack's page as a negotiator holds it.
@Suite struct VendorReportTests {
    @Test(arguments: Language.allCases)
    func everyPartStandsInPageAndText(language: Language) {
        let report = Sample.vendorReport
        let page = report.html(language: language)
        let text = report.markdown(language: language)
        let titles = [
            language == .english ? "Three levers" : "三个筹码",
            language == .english ? "How commitments were used" : "承诺使用情况",
            language == .english ? "What ends when" : "到期安排",
            language == .english ? "Price record" : "价格记录",
            language == .english ? "The same at our other vendors" : "我方其他供应商的同类价格",
            language == .english ? "Concentration" : "集中度",
            language == .english ? "What would sharpen this" : "补充以下信息可更准确",
        ]
        var last = page.startIndex
        for title in titles {
            #expect(text.contains("## " + title))
            let place = page.range(of: ">" + title + "<", range: last..<page.endIndex)
            #expect(place != nil, "\(title) in its place")
            last = place?.upperBound ?? last
        }
    }

    @Test(arguments: Language.allCases)
    func everySheetOfPaperSaysWhatItIs(language: Language) {
        let page = Sample.vendorReport.html(language: language)
        #expect(page.contains("position: fixed"))
        #expect(page.contains(language == .english ? "Confidential – Restricted" : "机密 · 限制分发"))
        #expect(PageReader.elements(page).isBalanced)
    }

    @Test(arguments: [1, 2, 3])
    func hostileNamesStayText(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let report = Sample.vendorReport(naming: Sample.hostile(&random))
        for language in Language.allCases {
            let page = report.html(language: language)
            let elements = PageReader.elements(page)
            #expect(
                elements.isBalanced && !elements.names.contains("script") && !elements.names.contains("img"))
            #expect(elements.attributeNames.allSatisfy { !$0.hasPrefix("on") })
            #expect(!report.markdown(language: language).contains("<script"))
        }
    }

    @Test func bothLanguagesSayTheSameNumbers() {
        let report = Sample.vendorReport
        func numbers(_ text: String) -> Set<String> {
            Set(text.matches(of: /\d[\d,]*\.\d\d/).map { String($0.output) })
        }
        let (english, chinese) = (
            numbers(report.markdown(language: .english)),
            numbers(report.markdown(language: .simplifiedChinese))
        )
        #expect(english.symmetricDifference(chinese).allSatisfy { $0.count < 5 })
    }

    @Test func jsonHoldsEveryExactValue() throws {
        let text = try Sample.vendorReport.json()
        #expect(text.contains("\"1840000.25\"") && text.contains("effectiveSavingsRateOnContracted"))
        let again = try JSONDecoder().decode(VendorReport.self, from: Data(text.utf8))
        #expect(again == Sample.vendorReport)
    }
}
