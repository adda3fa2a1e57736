import Billing
import Budgeting
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct ArrearsTests {
    private static let start = CivilDate("2026-01-01") ?? CivilDate(dayNumber: 0)

    /// 100 a day, growing by 1 % a month, with tax of 6 % or a fee of 50 charged when the month is over.
    private static func ledger(days: Int, isFee: Bool = false, isCorrection: Bool = false) -> Ledger {
        var ledger = Ledger()
        var month = start
        var rate = 100
        while start.distance(to: month) < days {
            let end = month.advanced(by: month.daysInMonth)
            var billed = 0
            for day in 0..<month.daysInMonth where start.distance(to: month) + day < days {
                let date = month.advanced(by: day)
                ledger.add(day: date, vendor: "V", service: "S", cost: Money(rate))
                ledger.knownOn[ledger.count - 1] = Int32(date.dayNumber + 1)
                billed += rate
            }
            if start.distance(to: end) < days {
                let cost = isFee ? Money<Charged>(50) : Money(modelled: 0.06 * Double(billed))
                let texts =
                    isCorrection
                    ? ["ChargeClass": "Correction"] : ["ChargeCategory": isFee ? "Purchase" : "Tax"]
                ledger.add(day: month, vendor: "V", service: "Tax", cost: cost, texts)
                ledger.chargeEnd[ledger.count - 1] = Int32(end.dayNumber)
                ledger.knownOn[ledger.count - 1] = Int32(end.dayNumber + 1)
            }
            month = end
            rate += isFee ? 20 : 1
        }
        return ledger
    }

    private static func total(_ accruals: Ledger) -> Double {
        accruals.billedCost.reduce(0) { $0 + Money<Charged>(units: $1).approximate }
    }

    @Test func theTaxOfTheOpenMonthIsAccrued() throws {
        let run = try #require(CivilDate("2026-05-11"))
        let ledger = Self.ledger(days: 130)
        let accruals = Arrears(ledger, before: run).accruals
        #expect(accruals.count == 1)
        #expect(isClose(Self.total(accruals), 0.06 * 10 * 104, .reference))
        #expect(Int(accruals.chargeEnd[0]) == run.dayNumber)
        let all = Arrears(ledger, before: run).added(to: ledger)
        #expect(all.count == ledger.count + 1)
        #expect(all.codes(of: .service)[all.count - 1] == "Tax")
    }

    @Test func aMonthThatIsOverAndNotYetTaxedIsAccruedWhole() throws {
        let run = try #require(CivilDate("2026-06-01"))
        let accruals = Arrears(Self.ledger(days: 151), before: run).accruals
        #expect(isClose(Self.total(accruals), 0.06 * 31 * 104, .reference))
    }

    @Test func amountsThatStayTheSameAreFees() throws {
        let run = try #require(CivilDate("2026-05-11"))
        let accruals = Arrears(Self.ledger(days: 130, isFee: true), before: run).accruals
        // Modelled money has six decimals.
        #expect(isClose(Self.total(accruals), 50 * 10.0 / 31, .printed(decimals: 6)))
    }

    @Test func taxOnATermFallsOnTheDayItIsBought() throws {
        let run = try #require(CivilDate("2026-05-11"))
        var ledger = Self.ledger(days: 130)
        let bought = try #require(CivilDate("2026-05-04"))
        ledger.add(day: bought, vendor: "V", service: "S", cost: Money(5000))
        ledger.chargeEnd[ledger.count - 1] += 364
        let accruals = Arrears(ledger, before: run).accruals
        #expect(accruals.count == 2)
        #expect(isClose(Self.total(accruals), 0.06 * (10 * 104 + 5000), .reference))
        #expect(Int(accruals.chargeStart[1]) == bought.dayNumber)
    }

    @Test func daysThatAreNotDeliveredAreNotAccrued() throws {
        let run = try #require(CivilDate("2026-05-11"))
        var ledger = Self.ledger(days: 130)
        for row in 0..<ledger.count where ledger.chargeEnd[row] == ledger.chargeStart[row] + 1 {
            ledger.knownOn[row] += 1
        }
        let accruals = Arrears(ledger, before: run).accruals
        #expect(Int(accruals.chargeEnd[0]) == run.dayNumber - 1)
        #expect(isClose(Self.total(accruals), 0.06 * 9 * 104, .reference))
    }

    @Test func nothingAfterTheRunIsRead() throws {
        let run = try #require(CivilDate("2026-05-11"))
        let short = Arrears(Self.ledger(days: 130), before: run).accruals
        let long = Arrears(Self.ledger(days: 230), before: run).accruals
        #expect(short.billedCost == long.billedCost && short.chargeEnd == long.chargeEnd)
    }

    @Test func correctionsOneMonthAndNothingAreNoArrears() throws {
        let run = try #require(CivilDate("2026-05-11"))
        #expect(Arrears(Self.ledger(days: 130, isCorrection: true), before: run).accruals.count == 0)
        let early = try #require(CivilDate("2026-02-11"))
        #expect(Arrears(Self.ledger(days: 42), before: early).accruals.count == 0)
        #expect(Arrears(Ledger(), before: run).added(to: Ledger()).count == 0)
        // What stopped months ago has ended.
        let late = try #require(CivilDate("2026-09-11"))
        #expect(Arrears(Self.ledger(days: 130), before: late).accruals.count == 0)
    }
}
