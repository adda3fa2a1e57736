import Foundation
import Reports
import TestKit
import Testing
import TimeSeries

/// Nothing that a bill holds can become markup.
@Suite struct HostileTextTests {
    @Test func textAndAttributesAreEscaped() {
        let element = HTMLElement("p", ["title": "\"<'&>"]) { "<b>&\"'\u{0}" }
        #expect(
            element.markup == "<p title=\"&quot;&lt;&#39;&amp;&gt;\">&lt;b&gt;&amp;&quot;&#39;\u{FFFD}</p>")
    }

    @Test func randomHostileTextNeverEndsItsElement() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<300 {
            let text = Sample.hostile(&random)
            let markup = HTMLElement("p", ["title": text]) { text }.markup
            let inside = markup.dropFirst("<p title=\"".count).dropLast("</p>".count)
            #expect(!inside.contains("<"))
            #expect(inside.count { $0 == ">" } == 1)
            #expect(inside.count { $0 == "\"" } == 1)
        }
    }

    @Test(arguments: [1, 2, 3])
    func hostileReportKeepsTheFormOfThePage(seed: Int) {
        let language = Language.allCases[seed % 2]
        let page = Sample.hostileDaily(seed: UInt64(seed)).html(language: language)
        let elements = PageReader.elements(page)
        #expect(elements.isBalanced)
        #expect(!elements.names.contains("script"))
        #expect(!elements.names.contains("img"))
        #expect(elements.names.filter { $0 == "style" }.count == 1)
        #expect(elements.attributeNames.allSatisfy { !$0.hasPrefix("on") })
        #expect(!page.contains("\u{202E}"))
    }

    @Test func longTextIsShortened() {
        let page = Sample.hostileDaily(seed: 4).html(language: .english)
        let longest = page.split(separator: "\n").map(\.count).max() ?? 0
        #expect(longest < 8_000)
        #expect(SafeText.short(String(repeating: "ab", count: 100), limit: 12) == "abababab…bab")
        #expect(
            SafeText.short("e" + String(repeating: "\u{301}", count: 99), limit: 12).unicodeScalars.count
                <= 12)
    }

    @Test func controlAndDirectionCharactersAreReplaced() {
        #expect(SafeText.cleaned("a\nb\u{0}c\u{202E}d\u{2028}e") == "a b�c�d e")
    }

    @Test func markdownCellsStayCells() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<300 {
            let text = MarkdownText.name(Sample.hostile(&random))
            #expect(!text.contains("\n"))
            var isEscaped = false
            for character in text {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else {
                    #expect(!"|<>`*_[]".contains(character))
                }
            }
            #expect(!isEscaped)
        }
    }

    @Test func markdownTablesKeepTheirColumns() {
        let lines = Sample.hostileDaily(seed: 5, findings: 60).markdown(language: .english).split(
            separator: "\n", omittingEmptySubsequences: false)
        var columns = 0
        for line in lines {
            guard line.hasPrefix("|") else {
                columns = 0
                continue
            }
            let count = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
            if columns != 0 { #expect(count == columns) }
            columns = count
        }
    }

    @Test func hostileSummaryHasTenLines() {
        let text = Sample.hostileDaily(seed: 6).summary(language: .english)
        #expect(text.split(separator: "\n").count <= 10)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !(0...0x1F ~= $0.value) })
    }
}
