import Billing
import Budgeting
import Findings
import Foundation
import Reports
import TestKit
import Testing
import TimeSeries

/// What is printed adds up to what is printed of the total.
@Suite struct ShownSumTests {
    @Test func partsAddUpForRandomMoney() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let count = Int(random.next() % 9)
            let parts = (0..<count).map { _ in
                Money<Charged>(units: Int128(Int64(bitPattern: random.next())) * 1_000)
            }
            let exact = parts.reduce(.zero, +)
            for decimals in [0, 2, 5] {
                let total = Apportionment.rounded(exact, decimals: decimals)
                let shown = Apportionment.parts(parts, of: total, decimals: decimals)
                #expect(shown.reduce(.zero, +) == total)
                let unit = Decimal18(
                    decimals == 0 ? "1" : "0." + String(repeating: "0", count: decimals - 1) + "1")
                for (part, printed) in zip(parts, shown) {
                    #expect((part - printed).magnitude.units < (unit?.units ?? 0))
                }
            }
        }
    }

    @Test func partsThatDoNotAddUpAreNotMadeTo() {
        let parts = Apportionment.parts(
            [Sample.money("1.006"), Sample.money("2.001")], of: Sample.money("9"), decimals: 2)
        #expect(parts == [Sample.money("1.01"), Sample.money("2.00")])
    }

    @Test func zeroPartsStayZero() {
        let parts = Apportionment.parts(
            [.zero, Sample.money("0.5"), Sample.money("0.5"), .zero], of: Sample.money("1"), decimals: 0)
        #expect(parts.map(\.description) == ["0.00", "1.00", "0.00", "0.00"])
    }

    @Test func printedCausesAddUpToThePrintedImpact() throws {
        var report = Sample.daily()
        var finding = Sample.spike
        finding.actual = finding.expected + Sample.money("100.01")
        finding.impact = Sample.money("100.01")
        let third = Sample.money("100.01").split(into: 3)
        finding.causes = third.map { .init(scope: .total, impact: $0, share: 1 / 3) }
        report.findings = [finding]
        let rows = report.markdown(language: .english).split(separator: "\n").filter {
            $0.hasPrefix("| ") && $0.contains("33.3%")
        }
        let shown = rows.compactMap { row in
            Money<Charged>(row.split(separator: "|")[1].filter { "0123456789.".contains($0) })
        }
        #expect(shown.count == 3)
        #expect(shown.reduce(.zero, +) == Sample.money("100.01"))
    }

    @Test func printedMeansOfABudgetTreeAddUp() {
        let rows = Sample.budgetReport.markdown(language: .english).split(separator: "\n").filter {
            $0.contains("Cloud") || $0.hasPrefix("| all")
        }
        #expect(rows.count == 4)
        for column in [1, 2] {
            let values = rows.compactMap { row in
                Money<Charged>(row.split(separator: "|")[column].filter { "0123456789.".contains($0) })
            }
            #expect(values[1...].reduce(.zero, +) == values[0])
        }
    }

    @Test func printedVendorsAddUpToTheDay() {
        let day = Sample.daily().currencies[0]
        let rows = Sample.daily().markdown(language: .english).split(separator: "\n")
        let values = day.vendors.compactMap { vendor in
            rows.first { $0.hasPrefix("| " + vendor.vendor) && $0.contains(".") }.flatMap {
                Money<Charged>($0.split(separator: "|")[1].filter { "0123456789.".contains($0) })
            }
        }
        #expect(values.count == 4)
        #expect(values.reduce(.zero, +) == day.actual)
    }
}
