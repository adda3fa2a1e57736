import Billing
import Reports
import TestKit
import Testing

@Suite struct NumberTextTests {
    private let text = MoneyText(Sample.cny, breaking: true)

    @Test(arguments: [
        ("0", "CNY 0.00"), ("1234.5", "CNY 1,234.50"), ("-1234.567", "CNY −1,234.57"),
        ("99999.999", "CNY 100,000.00"), ("100000.5", "CNY 100,000"),
        ("1234567890123", "CNY 1,234,567,890,123"),
        ("0.5", "CNY 0.500"), ("0.0000312", "CNY 0.0000312"),
        ("-0.000000000000000001", "CNY −0.000000000000000001"),
    ])
    func moneyHasTheDigitsThatMatter(value: String, shown: String) {
        #expect(text(Sample.money(value)) == shown)
    }

    @Test func savingReadsAsAPersonSaysIt() {
        let text = MoneyText(Sample.cny, breaking: true)
        func saving(_ low: String, _ high: String, _ language: Language = .english) -> String {
            text.saving(Sample.money(low), Sample.money(high), language: language)
        }
        #expect(saving("0", "18642.94") == "up to CNY 18,643")
        #expect(saving("0", "18642.94", .simplifiedChinese) == "最多 CNY 18,643")
        #expect(saving("280", "310.8") == "CNY 280.00–310.80")
        #expect(saving("1204.4", "2408.8") == "CNY 1,204–2,409")
        #expect(saving("12.5", "12.5") == "CNY 12.50")
        #expect(saving("0.001", "18642.94") == "up to CNY 18,643")
    }

    @Test func signedMoneyHasASign() {
        #expect(text.signed(Sample.money("12")) == "+CNY 12.00")
        #expect(text.signed(Sample.money("-12")) == "−CNY 12.00")
        #expect(text.signed(.zero) == "±CNY 0.00")
        #expect(text.signedNumber(Sample.money("-1200.5")) == "−1,200.50")
    }

    @Test func exactMoneyKeepsEveryDigit() {
        #expect(text.exact(Sample.money("0.123456789012345678")) == "CNY 0.123456789012345678")
    }

    @Test func sharesAreReadable() {
        #expect(NumberText.percent(0.0684) == "6.8%")
        #expect(NumberText.percent(0.0001) == "<0.1%")
        #expect(NumberText.percent(-0.0001) == ">−0.1%")
        #expect(NumberText.percent(12.4) == "1,240%")
        #expect(NumberText.percent(.nan) == "–")
        #expect(NumberText.percent(.infinity) == "–")
        #expect(NumberText.signedPercent(-0.5) == "−50.0%")
        #expect(NumberText.signedPercent(0) == "±0.0%")
    }

    @Test func coverageHasOnlyTheDigitsItNeeds() {
        #expect(NumberText.coverage(0.95) == "95%")
        #expect(NumberText.coverage(0.9973) == "99.7%")
    }

    @Test func oddsAreNeverCertain() {
        #expect(NumberText.odds(0) == "<1%")
        #expect(NumberText.odds(1) == ">99%")
        #expect(NumberText.odds(0.314) == "31%")
        #expect(NumberText.odds(.nan) == "–")
    }

    @Test func fixedNumbersRound() {
        #expect(NumberText.fixed(1234.005, decimals: 1) == "1,234.0")
        #expect(NumberText.fixed(-0.001, decimals: 2) == "0.00")
        #expect(NumberText.fixed(-2.5, decimals: 1) == "−2.5")
        #expect(NumberText.count(Int.max) == "9,223,372,036,854,775,807")
    }

    @Test func languagesAreFoundByTheirTags() {
        #expect(Language(tag: "en-US") == .english)
        #expect(Language(tag: "zh_CN.UTF-8") == .simplifiedChinese)
        #expect(Language(tag: "zh-Hans") == .simplifiedChinese)
        #expect(Language(tag: "zh-TW") == nil)
        #expect(Language(tag: "fr") == nil)
        #expect(Language(tag: "") == nil)
    }
}
