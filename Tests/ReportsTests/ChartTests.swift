import Billing
import Foundation
import Reports
import TestKit
import Testing
import TimeSeries

@Suite struct ChartTests {
    private static var pages: [String] {
        Language.allCases.flatMap { language in
            [
                Sample.daily().html(language: language), Sample.budgetReport.html(language: language),
                Sample.vendorReport.html(language: language), Sample.backtest.html(language: language),
                Sample.hostileDaily(seed: 8).html(language: language),
            ]
        }
    }

    @Test func everyDrawingHasATextAlternative() {
        for page in ChartTests.pages {
            let drawings = PageReader.elements(page).drawings
            #expect(!drawings.isEmpty)
            for drawing in drawings {
                #expect(drawing.contains("role=\"img\""))
                #expect(drawing.contains("aria-label=\""))
                #expect(drawing.contains("<title>") && !drawing.contains("<title></title>"))
                #expect(drawing.contains("<desc>") && !drawing.contains("<desc></desc>"))
            }
        }
    }

    @Test func everyCoordinateIsFinite() {
        let numeric = /\s(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|d|viewBox)="([^"]*)"/
        for page in ChartTests.pages {
            for drawing in PageReader.elements(page).drawings {
                for match in drawing.matches(of: numeric) {
                    let numbers = match.1.split { "MLZ ".contains($0) }
                    #expect(numbers.allSatisfy { Double($0)?.isFinite == true })
                }
            }
        }
    }

    @Test func gapsAndOddNumbersDoNotBreakTheLine() {
        let values: [Double?] = [1, nil, .nan, 4, .infinity, 6, 7, nil]
        let points = values.enumerated().map { i, value in
            LineChart.Point(
                x: Double(i), value: value, expected: nil, lower: nil, upper: value, note: "\(i)")
        }
        let chart = LineChart(title: "t", description: "d", language: .english, points: points)
        let markup = chart.svg(width: 300, height: 200).markup
        #expect(!markup.contains("nan") && !markup.contains("inf"))
        #expect(markup.components(separatedBy: "class=\"line\"").count - 1 == 1)
        let none = LineChart(title: "t", description: "d", language: .english, points: [])
        #expect(none.svg(width: 300, height: 200).markup.contains("<svg"))
    }

    @Test func marksAreRoundAndCoverTheData() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            var size = 1.0
            for _ in 0..<(random.next() % 24) { size *= 10 }
            let values = (0..<4).map { _ in (random.uniform() - 0.4) * size / 1e9 }
            let scale = Scale(nice: values, marks: 4, from: 100, to: 0)
            #expect(scale.marks.count >= 2 && scale.marks.count <= 12)
            #expect(values.allSatisfy { scale.domain.contains($0) })
            #expect(values.allSatisfy { (0...100).contains(scale($0)) })
        }
    }

    @Test func oneValueAndNoValueHaveAScale() {
        #expect(Scale(nice: [], marks: 4, from: 0, to: 1).marks.count >= 2)
        #expect(Scale(nice: [0], marks: 4, from: 0, to: 1).domain == 0...1)
        #expect(Scale(nice: [5], marks: 4, from: 0, to: 1).domain.contains(5))
        #expect(Scale(nice: [-5, .nan], marks: 4, from: 0, to: 1).domain.contains(-5))
    }
}
