import Forecasting
import Foundation
import Regression
import TestKit
import Testing
import TimeSeries

/// What `arima.R` has of one model.
struct ARIMAFixture: Decodable {
    struct Case: Decodable, CustomStringConvertible {
        let name: String
        let values: [Double]
        let order, seasonal: [Int]
        let period: Int
        let constant: Bool
        let ar, ma, seasonalAR, seasonalMA, weights: [Double]
        let logLikelihood, variance: Double
        let errors, forecast, relativeVariances: [Double]
        let xreg: [[Double]]

        var description: String { "\(name) \(orders)" }

        var orders: ARIMAOrder {
            ARIMAOrder(
                .init(order[0], order[1], order[2]), seasonal: .init(seasonal[0], seasonal[1], seasonal[2]),
                period: period)
        }

        var regressors: [Regressor] {
            xreg.enumerated().map { .values(name: "x\($0)", $1) }
        }

        /// R's estimates.
        var coefficients: ARIMACoefficients {
            ARIMACoefficients(
                ar: ar, ma: ma, seasonalAR: seasonalAR, seasonalMA: seasonalMA,
                constant: constant ? weights[0] : nil,
                regression: Array(weights.dropFirst(constant ? 1 : 0)))
        }

        func series() throws -> Series { try Series(daily: values) }
    }

    struct Automatic: Decodable {
        let values: [Double]
        let period: Int
        let order, seasonal: [Int]
        let constant: Bool
        let aicc: Double
        let seasonalDifferences, differences: Int
    }

    struct Hybrid: Decodable {
        let values: [Double]
        let period: Int?
        let periods: [Int]?
        let drift: [Double]
        let ets: [Double]?
    }

    let arima, regression: [Case]
    let automatic: [String: Automatic]
    let hybrids: [String: Hybrid]

    static func load() throws -> ARIMAFixture {
        try Fixture.json("arima.json", in: .module, as: ARIMAFixture.self)
    }
}

@Suite struct ARIMATests {
    private let fixture: ARIMAFixture

    init() throws { fixture = try ARIMAFixture.load() }

    @Test func likelihoodAndErrorsAtTheCoefficientsOfRAreThoseOfR() throws {
        for c in fixture.arima {
            let model = try ARIMAModel(c.coefficients, order: c.orders, over: c.series())
            #expect(isClose(model.logLikelihood, c.logLikelihood, .reference), "\(c)")
            #expect(isClose(model.innovationVariance, c.variance, .optimum), "\(c)")
            // R stops its filter where the gain stands still to within 1e-4.
            #expect(isClose(Array(model.errors.suffix(5)), c.errors, .optimum), "\(c)")
        }
    }

    @Test func forecastsAndTheirVariancesAtTheCoefficientsOfRAreThoseOfR() throws {
        for c in fixture.arima {
            let model = try ARIMAModel(c.coefficients, order: c.orders, over: c.series())
            // R's start is a variance of 1e8, not an infinite one.
            #expect(isClose(model.forecast(horizon: 12), c.forecast, .optimum), "\(c)")
            let relative = model.variances(horizon: 12).map { $0 / model.variance }
            #expect(isClose(relative, c.relativeVariances, .optimum), "\(c)")
        }
    }

    @Test func noLikelihoodIsLowerThanThatOfR() throws {
        for c in fixture.arima {
            let model = try ARIMA(c.orders, hasConstant: c.constant).fit(c.series())
            #expect(
                model.logLikelihood > c.logLikelihood - 1e-6 * abs(c.logLikelihood),
                "\(c) \(model.logLikelihood) \(c.logLikelihood)")
        }
    }

    /// The logarithm of the normal density with the covariances of a long moving average, by Cholesky.
    private func density(_ y: [Double], _ psi: [Double]) -> Double {
        let n = y.count
        let covariances = (0..<n).map { lag in
            (lag..<psi.count).reduce(0) { $0 + psi[$1] * psi[$1 - lag] }
        }
        var l = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        var (z, logs) = ([Double](repeating: 0, count: n), 0.0)
        for i in 0..<n {
            for j in 0...i {
                let rest = (0..<j).reduce(covariances[i - j]) { $0 - l[i][$1] * l[j][$1] }
                l[i][j] = i == j ? rest.squareRoot() : rest / l[j][j]
            }
            z[i] = (0..<i).reduce(y[i]) { $0 - l[i][$1] * z[$1] } / l[i][i]
            logs += 2 * log(l[i][i])
        }
        let squares = z.reduce(0) { $0 + $1 * $1 }
        return -0.5 * (Double(n) * (log(2 * Double.pi * squares / Double(n)) + 1) + logs)
    }

    @Test func likelihoodIsTheNormalDensityOfTheValues() throws {
        var generator = SplitMix64(seed: 5)
        for (p, q, seasonalAR, seasonalMA) in [(2, 1, 1, 0), (0, 2, 0, 2), (1, 0, 1, 1), (3, 3, 0, 1)] {
            func coefficients(_ count: Int) -> [Double] {
                (0..<count).map { _ in (generator.uniform() - 0.5) / Double(count) }
            }
            let given = ARIMACoefficients(
                ar: coefficients(p), ma: coefficients(q), seasonalAR: coefficients(seasonalAR),
                seasonalMA: coefficients(seasonalMA))
            let y = (0..<60).map { _ in generator.uniform() - 0.5 }
            let order = ARIMAOrder(
                .init(p, 0, q), seasonal: .init(seasonalAR, 0, seasonalMA), period: 4)
            let model = try ARIMAModel(given, order: order, over: Series(daily: y))
            #expect(isClose(model.logLikelihood, density(y, psi(given, period: 4)), .reference), "\(order)")
        }
    }

    /// What an innovation adds to the values after it, by the recursion of the two factors one after the other.
    private func psi(_ c: ARIMACoefficients, period: Int) -> [Double] {
        var out = [Double](repeating: 0, count: 600)
        for (i, a) in ([1] + c.ma).enumerated() {
            for (j, b) in ([1] + c.seasonalMA).enumerated() { out[i + period * j] += a * b }
        }
        for (coefficients, lag) in [(c.ar, 1), (c.seasonalAR, period)] {
            for t in out.indices {
                for (i, value) in coefficients.enumerated() where t >= (i + 1) * lag {
                    out[t] += value * out[t - (i + 1) * lag]
                }
            }
        }
        return out
    }

    @Test func variancesAreThoseOfSamplePaths() throws {
        var generator = SplitMix64(seed: 9)
        var (y, last) = ([0.0], 0.0)
        for _ in 0..<600 {
            let noise = generator.uniform() - 0.5
            y.append(y[y.count - 1] + noise - 0.4 * last)
            last = noise
        }
        let model = try ARIMA(ARIMAOrder(.init(0, 1, 1), seasonal: .init(1, 0, 0), period: 4)).fit(
            Series(daily: y))
        let paths = model.samplePaths(horizon: 24, count: 4000, seed: 3)
        let (mean, variances) = (model.forecast(horizon: 24), model.variances(horizon: 24))
        for step in [0, 5, 11, 23] {
            let spread =
                paths.values(at: step).reduce(0) { $0 + ($1 - mean[step]) * ($1 - mean[step]) } / 4000
            #expect((0.75...1.35).contains(spread / variances[step]), "\(step) \(spread / variances[step])")
        }
    }

    @Test func aConstantMovesMeanAndDrift() throws {
        let y = try Series(daily: (0..<80).map { Double($0 % 3) })
        let shifted = try y.map { $0 + 1000 }
        let order = ARIMAOrder(1, 0, 0)
        let (a, b) = (try ARIMA(order).fit(y), try ARIMA(order).fit(shifted))
        #expect(isClose(a.forecast(horizon: 5).map { $0 + 1000 }, b.forecast(horizon: 5), .optimum))
        #expect(isClose(a.logLikelihood, b.logLikelihood, .reference))
        let line = try Series(daily: (0..<40).map { 3 + 2 * Double($0) })
        let drift = try ARIMA(ARIMAOrder(0, 1, 0), hasConstant: true).fit(line)
        #expect(isClose(drift.forecast(horizon: 3), [83, 85, 87], .reference))
        #expect(isClose(try #require(drift.coefficients.constant), 2, .reference))
    }

    @Test func ordersAreWrittenAsInPapers() {
        #expect(ARIMAOrder(2, 1, 0).description == "ARIMA(2,1,0)")
        let airline = ARIMAOrder(.init(0, 1, 1), seasonal: .init(0, 1, 1), period: 12)
        #expect(airline.description == "ARIMA(0,1,1)(0,1,1)[12]" && airline.lost == 13)
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let airline = ARIMAOrder(.init(0, 1, 1), seasonal: .init(0, 1, 1), period: 12)
        let short = try Series(daily: [1, 2, 3])
        #expect(throws: ForecastingError.tooShort(needed: 17, got: 3)) { try ARIMA(airline).fit(short) }
    }
}
