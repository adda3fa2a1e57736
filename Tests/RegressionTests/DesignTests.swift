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
        #expect(isClose(try #require(model.coefficient("tuesday")), 10, .reference))
        #expect(isClose(try #require(model.coefficient("sunday")), 60, .reference))
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
}
