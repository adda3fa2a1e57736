import Advice
import Billing
import Budgeting
import Commitments
import Findings
import Reports
import TestKit
import TimeSeries

/// A made-up estate whose reports the tests render.
enum Sample {
    static let runDay = CivilDate(dayNumber: 20_619)  // 2026-06-15
    static let dataDay = runDay.advanced(by: -1)
    static let context = ReportContext(workspace: "acme-estate", runDay: runDay, version: "0.1.0")

    static func currency(_ code: String) -> Currency {
        guard let currency = Currency(code) else { preconditionFailure("a currency code") }
        return currency
    }

    static func money(_ text: String) -> Money<Charged> {
        guard let money = Money<Charged>(text) else { preconditionFailure("a decimal") }
        return money
    }

    static let cny = currency("CNY")
    static let usd = currency("USD")

    static func scope(_ pairs: (Dimension, String)...) -> Scope {
        Scope(Dictionary(uniqueKeysWithValues: pairs.map { ($0, .some($1)) }))
    }

    /// A day of a series: a weekly wave with a little noise, money to the cent.
    static func day(_ i: Int, of count: Int, base: Double, generator: inout SplitMix64, excess: Double = 0)
        -> DayPoint
    {
        let day = dataDay.advanced(by: i - count + 1)
        let wave = day.weekday >= 6 ? 0.82 : 1.0
        let expected = base * wave * (1 + 0.001 * Double(i))
        let actual = expected * (0.98 + 0.04 * generator.uniform()) + excess
        func cents(_ value: Double) -> Money<Charged> { Money(modelled: (value * 100).rounded() / 100) }
        return DayPoint(
            day: day, actual: cents(actual), expected: cents(expected), lower: cents(expected * 0.94),
            upper: cents(expected * 1.06), isProvisional: i == count - 1)
    }

    static func days(_ count: Int, base: Double, seed: UInt64, excess: Double = 0) -> [DayPoint] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { i in
            day(i, of: count, base: base, generator: &generator, excess: i >= count - 1 ? excess : 0)
        }
    }

    static func currencyDay(_ currency: Currency, vendors: [(String, Double, Double)], count: Int)
        -> CurrencyDay
    {
        let parts = vendors.enumerated().map { i, vendor in
            let points = days(count, base: vendor.1, seed: UInt64(i + 1), excess: vendor.2)
            return VendorDay(
                vendor: vendor.0, actual: points.last?.actual, expected: points.last?.expected, days: points,
                isProvisional: i == 1)
        }
        let total = (0..<count).map { i in
            func sum(_ value: (DayPoint) -> Money<Charged>?) -> Money<Charged> {
                parts.reduce(.zero) { $0 + (value($1.days[i]) ?? .zero) }
            }
            return DayPoint(
                day: parts[0].days[i].day, actual: sum { $0.actual }, expected: sum { $0.expected },
                lower: sum { $0.lower }, upper: sum { $0.upper }, isProvisional: i == count - 1)
        }
        let toDate = total.suffix(dataDay.day).reduce(Money<Charged>.zero) { $0 + ($1.actual ?? .zero) }
        let last = total[count - 1]
        return CurrencyDay(
            currency: currency, actual: last.actual, expected: last.expected, lower: last.lower,
            upper: last.upper, coverage: 0.95, weekBefore: count > 7 ? total[count - 8].actual : nil,
            monthToDate: toDate,
            monthEnd: MonthOutlook(
                p10: toDate.scaled(by: 210, over: 100), p50: toDate.scaled(by: 216, over: 100),
                p90: toDate.scaled(by: 225, over: 100)),
            days: total, vendors: parts, isProvisional: true)
    }

    static let spike = Finding(
        id: "f-2026-06-14-3a91", kind: .spike, direction: .up,
        scope: scope((.serviceProvider, "Alibaba Cloud"), (.service, "Elastic Compute Service")),
        firstDay: dataDay, lastDay: nil, detectedOn: runDay, basis: .effectiveCost, currency: cny,
        expected: money("41200.005"), actual: money("60151.205"), score: 0.998, severity: .critical,
        provisional: true,
        causes: [
            .init(
                scope: scope(
                    (.serviceProvider, "Alibaba Cloud"), (.region, "cn-hangzhou"),
                    (.subAccount, "search-prod")),
                impact: money("15500.10"), share: 0.8179),
            .init(
                scope: scope((.serviceProvider, "Alibaba Cloud"), (.subAccount, "ads-batch")),
                impact: money("4100.40"), share: 0.2164),
            .init(
                scope: scope((.serviceProvider, "Alibaba Cloud"), (.subAccount, "map-tiles")),
                impact: money("-1200.30"), share: -0.0633),
            .init(
                scope: scope((.serviceProvider, "Alibaba Cloud"), (.service, "Elastic Compute Service")),
                impact: money("551.00"), share: 0.0291, isRemainder: true),
        ], owner: "team-search", status: .open)

    static let drop = Finding(
        id: "f-2026-06-14-77c0", kind: .missingData, direction: .down,
        scope: scope((.serviceProvider, "Tencent Cloud")), firstDay: dataDay, lastDay: nil,
        detectedOn: runDay, basis: .effectiveCost, currency: cny, expected: money("18030.00"),
        actual: money("9000.25"), score: 0.97, severity: .high, provisional: true,
        causes: [
            .init(
                scope: scope((.serviceProvider, "Tencent Cloud"), (.service, "CVM")),
                impact: money("-9029.75"), share: 1)
        ], owner: nil, status: .open)

    static let shift = Finding(
        id: "f-2026-06-09-b0de", kind: .levelShift, direction: .up,
        scope: scope((.serviceProvider, "AWS"), (.region, "us-east-1"), (.tag("app"), "render")),
        firstDay: dataDay.advanced(by: -5), lastDay: nil, detectedOn: dataDay.advanced(by: -4),
        basis: .effectiveCost, currency: usd, expected: money("5200"), actual: money("6935.5"), score: 0.99,
        severity: .medium, provisional: false,
        causes: [
            .init(
                scope: scope(
                    (.serviceProvider, "AWS"), (.region, "us-east-1"), (.tag("app"), "render"),
                    (.service, "Amazon EC2")),
                impact: money("1300.25"), share: 0.7492),
            .init(
                scope: scope(
                    (.serviceProvider, "AWS"), (.region, "us-east-1"), (.tag("app"), "render"),
                    (.service, "Amazon EBS")),
                impact: money("435.25"), share: 0.2508),
        ], owner: "team-media", status: .growing)

    static let ended = Finding(
        id: "f-2026-06-05-0c44", kind: .spike, direction: .up,
        scope: scope((.serviceProvider, "Huawei Cloud"), (.service, "OBS")),
        firstDay: dataDay.advanced(by: -9), lastDay: dataDay.advanced(by: -8),
        detectedOn: dataDay.advanced(by: -8), basis: .effectiveCost, currency: cny, expected: money("800"),
        actual: money("2310.4"), score: 0.96, severity: .low, provisional: false, causes: [],
        owner: "team-data", status: .ended)

    static var suggestions: [Suggestion] {
        var list = [
            Suggestion(
                id: "s-unused-commitment-1", rule: "unused-commitment",
                object: scope((.serviceProvider, "AWS"), (Dimension("CommitmentDiscountId"), "sp-0a1b2c")),
                evidence: [.init("utilisation", "81.2%"), .init("unused", "USD 1204.00 in 30 days")],
                formula: "saving = unused 1204.00 × recoverable 50–100%", savingLow: money("602"),
                savingHigh: money("1204"), currency: usd, effort: .low, risk: .low, side: .procurement,
                owner: nil, expires: nil),
            Suggestion(
                id: "s-billed-without-use-1", rule: "billed-without-use",
                object: scope((.serviceProvider, "Alibaba Cloud"), (.resource, "d-bp1h4k2m9x")),
                evidence: [.init("days without use", "21")], formula: "saving = cost of the disk 310.80",
                savingLow: money("280"), savingHigh: money("310.80"), currency: cny, effort: .low,
                risk: .medium, side: .platform, owner: "team-map", expires: nil),
            Suggestion(
                id: "s-unallocated-spend-1", rule: "unallocated-spend",
                object: scope((.serviceProvider, "Tencent Cloud")), evidence: [.init("share", "14.2%")],
                formula: "money at risk = cost without tag:owner = 76310.02; no saving is claimed",
                savingLow: .zero, savingHigh: .zero, currency: cny, effort: .medium, risk: .low,
                side: .business, owner: nil, expires: nil),
        ]
        list[1].overlapsWith = []
        return list
    }

    static let budget: BudgetNode = {
        func node(_ name: String, _ actual: String, _ mean: String, budget: String?, odds: Double?)
            -> BudgetNode
        {
            let middle = money(mean)
            return BudgetNode(
                scope: scope((.serviceProvider, name)), period: "2026-Q2", currency: cny,
                basis: .effectiveCost, actualToDate: money(actual), p10: middle.scaled(by: 96, over: 100),
                p50: middle, p90: middle.scaled(by: 105, over: 100), mean: middle,
                budget: budget.map(money), probabilityOverrun: odds)
        }
        let children = [
            node("Alibaba Cloud", "4210333.335", "5120000.333", budget: "5000000", odds: 0.82),
            node("Tencent Cloud", "1310333.335", "1590000.333", budget: "1700000", odds: 0.04),
            node("Huawei Cloud", "610333.33", "730000.334", budget: nil, odds: nil),
        ]
        let mean = children.reduce(Money<Charged>.zero) { $0 + $1.mean }
        let actual = children.reduce(Money<Charged>.zero) { $0 + $1.actualToDate }
        return BudgetNode(
            scope: .total, period: "2026-Q2", currency: cny, basis: .effectiveCost, actualToDate: actual,
            p10: money("7280000"), p50: money("7430000"), p90: money("7610000"), mean: mean,
            budget: money("7500000"), probabilityOverrun: 0.31, crossingDay: runDay.advanced(by: 12),
            measuredCoverage: 0.79, children: children)
    }()

    static let feeds = [
        FeedStatus(
            vendor: "Alibaba Cloud", lastCompleteDay: dataDay, lateDays: 0, usualLateDays: 0,
            completeness: 0.998, isProvisional: false),
        FeedStatus(
            vendor: "Tencent Cloud", lastCompleteDay: dataDay.advanced(by: -3), lateDays: 3, usualLateDays: 1,
            completeness: 0.51, isProvisional: true),
        FeedStatus(
            vendor: "Oracle Cloud", lastCompleteDay: nil, lateDays: 9, completeness: nil, isProvisional: true),
    ]

    static let otherCharges = [
        OtherCharge(
            kind: .credit, scope: scope((.serviceProvider, "Tencent Cloud")), note: "Voucher 2026-06",
            currency: cny, basis: .billedCost, money: money("-5000"), rows: 1),
        OtherCharge(
            kind: .purchase, scope: scope((.serviceProvider, "AWS")), note: "Compute Savings Plan, 1 year",
            currency: usd, basis: .billedCost, money: money("87600"), rows: 1),
        OtherCharge(
            kind: .correction, scope: scope((.serviceProvider, "Alibaba Cloud")), note: "", currency: cny,
            basis: .effectiveCost, money: money("-0.0000312"), rows: 14),
    ]

    static let muted = [
        MutedMoney(
            reason: .knownEvent, note: "618 promotion", currency: cny, money: money("12040.11"), count: 6),
        MutedMoney(reason: .belowFloor, currency: usd, money: money("310.4"), count: 41),
    ]

    /// The whole daily report over `count` days.
    static func daily(days count: Int = 12) -> DailyReport {
        DailyReport(
            context: context, dataDay: dataDay,
            currencies: [
                currencyDay(
                    cny,
                    vendors: [
                        ("Alibaba Cloud", 61_200, 18_900), ("Tencent Cloud", 18_100, -9000),
                        ("Huawei Cloud", 9_400, 0), ("Volcengine", 4_100, 0),
                    ], count: count),
                currencyDay(usd, vendors: [("AWS", 8_400, 350), ("Google Cloud", 2_150, 0)], count: count),
            ], findings: [ended, shift, drop, spike], feeds: feeds, suggestions: suggestions,
            budgets: [budget],
            otherCharges: otherCharges, muted: muted)
    }

    /// A day on which nothing happened.
    static var quiet: DailyReport {
        DailyReport(
            context: context, dataDay: dataDay,
            currencies: [currencyDay(usd, vendors: [("AWS", 8_400, 0)], count: 3)], findings: [])
    }
}
