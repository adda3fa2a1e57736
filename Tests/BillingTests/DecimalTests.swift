import Billing
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct DecimalTests {
    private struct Cases: Decodable {
        struct Case: Decodable {
            let text: String
            let units: String?
            let isRounded: Bool
        }
        let cases: [Case]
        let malformed: [String]
    }

    @Test func readsAsPythonDoes() throws {
        let fixture = try Fixture.json("decimals.json", in: .module, as: Cases.self)
        for entry in fixture.cases {
            let decimal = Decimal18(entry.text)
            #expect(decimal?.units == entry.units.flatMap { Int128($0) }, "\(entry.text)")
            if let decimal { #expect(decimal.isRounded == entry.isRounded, "\(entry.text)") }
        }
    }

    @Test func refusesWhatIsNoDecimal() throws {
        for text in try Fixture.json("decimals.json", in: .module, as: Cases.self).malformed {
            #expect(Decimal18(text) == nil, "\(text)")
        }
    }

    @Test func residueIsTrueMinusKept() {
        #expect(Decimal18("0.0000000000000000005")?.residue == 0.5)
        #expect(Decimal18("0.0000000000000000015")?.residue == -0.5)
        #expect(Decimal18("-0.0000000000000000004")?.residue == -0.4)
        #expect(Decimal18("1.5")?.residue == 0)
    }

    @Test func whatIsWrittenIsReadAgain() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<2000 {
            let high = Int128(Int64(bitPattern: generator.next()) >> Int64(generator.next() % 64))
            let units = high * Int128(generator.next() >> 2)
            let money = Money<Billed>(units: units)
            #expect(Money<Billed>(money.description) == money)
            #expect(Decimal18(units: units).text().hasPrefix("-") == (units < 0))
        }
        #expect(Money<Billed>("12")?.description == "12.00")
        #expect(Money<Billed>("-0")?.description == "0.00")
        #expect(Money<Billed>("0.125")?.rounded(decimals: 2) == "0.12")
        #expect(Money<Billed>("0.135")?.rounded(decimals: 2) == "0.14")
        #expect(Money<Billed>("-0.125")?.rounded(decimals: 2) == "-0.12")
    }

    @Test func splitPartsAddUp() {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<300 {
            let money = Money<Billed>(units: Int128(Int64(bitPattern: generator.next())))
            let parts = money.split(into: Int(generator.next() % 40) + 1)
            #expect(parts.reduce(.zero, +) == money)
            let range = (parts.max() ?? .zero) - (parts.min() ?? .zero)
            #expect(range.units <= 1)
        }
    }
}
