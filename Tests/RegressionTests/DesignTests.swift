import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct DesignTests {
    private func history(_ count: Int) throws -> Series {
        let monday = try #require(CivilDate(year: 2026, month: 6, day: 1))
        return try Series(daily: (0..<count).map { Double($0 % 7 * 10 + $0) }, from: monday)
    }

    @Test func historyAndFutureAreOneDesign() throws {
        let terms: [Design.Term] = [
            .intercept, .trend, .weekday, .fourier(Fourier(period: 30.4, pairs: 2)), .regressor("users"),
        ]
        let users = (0..<40).map(Double.init)
        let whole = try Design(terms, over: try history(40)).history(["users": users])
        let part = Design(terms, over: try history(28))
        let past = try part.history(["users": Array(users[..<28])])
        let future = try part.future(horizon: 12, ["users": Array(users[28...])])
        #expect(past.names == whole.names && future.names == whole.names)
        for name in whole.names where name != "trend" {
            let j = try #require(whole.names.firstIndex(of: name))
            let joined: [Double] = past.matrix.column(j) + future.matrix.column(j)
            #expect(joined == whole.matrix.column(j), "\(name)")
        }
    }

    @Test func weekIsLearnedAndContinued() throws {
        let series = try history(56)
        let design = Design([.intercept, .trend, .weekday], over: series)
        let model = try LinearModel(design.history(), response: series.values)
        #expect(isClose(try #require(model.coefficient("weekday:Tuesday")), 10, .reference))
        #expect(isClose(try #require(model.coefficient("weekday:Sunday")), 60, .reference))
        let next = try model.predict(design.future(horizon: 7)).map(\.mean)
        #expect(isClose(next, try history(63)[56..<63].values, .reference))
    }

    @Test func weekdaysAndFullFourierSpanTheSameWeek() throws {
        let series = try history(70)
        let week = try LinearModel(
            Design([.intercept, .weekday], over: series).history(), response: series.values)
        let waves = try LinearModel(
            Design([.intercept, .fourier(Fourier(period: 7, pairs: 3))], over: series).history(),
            response: series.values)
        #expect(isClose(week.fitted, waves.fitted, .reference))
    }

    @Test func missingRegressorIsNamed() throws {
        let design = Design([.regressor("users")], over: try history(10))
        #expect(throws: RegressionError.missingRegressor("users", found: ["size"])) {
            try design.history(["size": [Double](repeating: 0, count: 10)])
        }
    }

    @Test func driversAreFoundByTheirTimes() throws {
        let series = try history(40)
        let days = (-5..<60).map { series.timestamp($0) }
        let orders = try Observations(days.enumerated().map { .init($1, Double($0) + 1) })
        let terms: [Design.Term] = [
            .intercept, .driver(Driver("orders")), .driver(Driver("orders", lag: 3)),
            .driver(Driver("orders", lag: 1, scale: .logarithm)),
            .spline(Spline(.natural, knots: [30], boundary: 1...60), of: Driver("orders")),
            .fourier(Fourier(period: 365.25, pairs: 2, name: "yearly")),
        ]
        let design = Design(terms, over: series)
        let past = try design.history(drivers: ["orders": orders])
        #expect(
            past.names == [
                "intercept", "orders", "orders lag 3", "log orders lag 1", "spline(orders):1",
                "spline(orders):2", "yearly:sin1", "yearly:cos1", "yearly:sin2", "yearly:cos2",
            ])
        #expect(
            past.matrix[0, 1] == 6 && past.matrix[0, 2] == 3 && isClose(past.matrix[0, 3], log(5), .rounding))
        let future = try design.future(horizon: 20, drivers: ["orders": orders])
        #expect(future.matrix[19, 1] == 65 && future.names == past.names)
    }

    @Test func missingDriverValuesAreReportedWithTheDay() throws {
        let series = try history(10)
        let orders = try Observations(
            (0..<10).map { .init(series.timestamp($0), $0 == 6 ? nil : Double($0)) })
        let drivers = ["orders": orders]
        #expect(throws: RegressionError.missingDriver("orders", at: series.timestamp(6))) {
            try Design([.driver(Driver("orders"))], over: series).history(drivers: drivers)
        }
        #expect(throws: RegressionError.missingDriver("orders", at: series.timestamp(-2))) {
            try Design([.driver(Driver("orders", lag: 2))], over: series).history(drivers: drivers)
        }
        #expect(throws: RegressionError.notPositive("orders", at: series.timestamp(0))) {
            try Design([.driver(Driver("orders", scale: .logarithm))], over: series).history(drivers: drivers)
        }
        #expect(throws: RegressionError.missingRegressor("users", found: ["orders"])) {
            try Design([.driver(Driver("users"))], over: series).history(drivers: drivers)
        }
    }

    @Test func smoothTrendFollowsTheHistoryAndGoesOnAsALine() throws {
        let series = try history(56).map { _ in 0 }
        let bent = (0..<56).map { Double(($0 - 20) * ($0 - 20)) }
        let design = Design([.intercept, .smoothTrend(degreesOfFreedom: 6)], over: series)
        let model = try LinearModel(design.history(), response: bent)
        #expect(model.rSquared > 0.999)
        let ahead = try model.predict(design.future(horizon: 30)).map(\.mean)
        for i in 2..<30 { #expect(isClose(ahead[i] - ahead[i - 1], ahead[i - 1] - ahead[i - 2], .reference)) }
    }

    @Test func calendarTermsContinueIntoTheFuture() throws {
        let (whole, part) = (try history(430), try history(400))
        let terms = CalendarTerms([.monthTurn], over: part)
        #expect(!terms.names.isEmpty)
        let future = try Design([.calendar(terms)], over: part).future(horizon: 30)
        let all = try Design([.calendar(terms)], over: whole).history()
        #expect(future.names == terms.names)
        for j in terms.names.indices {
            #expect(future.matrix.column(j) == Array(all.matrix.column(j)[400...]))
        }
    }
}
