import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct HuberTests {
    @Test func agreesWithStatsmodels() throws {
        let data = try RegressionsFixture.load()
        let model = try Huber().fit(data.design(), response: data.spoilt)
        #expect(model.isSettled)
        #expect(isClose(model.linear.coefficients, data.huber.coefficients, .reference))
        #expect(isClose(model.scale, data.huber.scale, .reference))
        #expect(isClose(model.weights, data.huber.weights, .reference))
    }

    @Test func outliersAreFoundAndHardlyMatter() throws {
        let data = try RegressionsFixture.load()
        let clean = try LinearModel(data.design(), response: data.response)
        let model = try Huber().fit(data.design(), response: data.spoilt)
        let lightest = model.weights.indices.sorted { model.weights[$0] < model.weights[$1] }.prefix(3)
        #expect(Set(lightest) == [3, 20, 41])
        for (robust, plain, error) in zip3(
            model.linear.coefficients, clean.coefficients, clean.standardErrors)
        {
            #expect(abs(robust - plain) < 2 * error)
        }
    }

    @Test func scalesWithTheData() throws {
        let data = try RegressionsFixture.load()
        let model = try Huber().fit(data.design(), response: data.spoilt)
        let large = try Huber().fit(data.design(), response: data.spoilt.map { 1e6 * $0 })
        let expected = model.linear.coefficients.map { 1e6 * $0 }
        #expect(isClose(large.linear.coefficients, expected, .optimum))
    }

    @Test func exactAndZeroResponsesAreFitted() throws {
        let design = try DesignMatrix([("intercept", [1, 1, 1, 1, 1]), ("x", [0, 1, 2, 3, 4])])
        let spike = try Huber().fit(design, response: [0, 1, 2, 3, 1000])
        #expect(abs(try #require(spike.linear.coefficient("x"))) < 300)
        let zero = try Huber().fit(design, response: [0, 0, 0, 0, 0])
        #expect(zero.linear.coefficients == [0, 0])
        #expect(throws: RegressionError.responseNotFinite(row: 0)) {
            try Huber().fit(design, response: [.nan, 0, 0, 0, 0])
        }
    }

    private func zip3(_ a: [Double], _ b: [Double], _ c: [Double]) -> [(Double, Double, Double)] {
        a.indices.map { (a[$0], b[$0], c[$0]) }
    }
}
