import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

/// Fits of R's `ets` for all forms; `ets_forms.R` makes it.
private struct FormsFixture: Decodable {
    struct Fit: Decodable {
        let form, bounds: String
        let period: Int
        let alpha, beta, gamma, phi, level, trend: Double
        let season: [Double]
        let logLikelihood, aic, aicc, bic, variance: Double
        let residuals, mean, path, deviation: [Double]

        var parameters: ETSParameters {
            ETSParameters(
                alpha: alpha, beta: beta, gamma: gamma, phi: phi, level: level, trend: trend, season: season)
        }
    }

    struct Input: Decodable {
        let name, chosen: String
        let y: [Double]
        let period: Int
        let chosenAICc: Double
        let fits: [Fit]
    }

    let program: String
    let series: [Input]
}

@Suite struct ETSFormTests {
    private let inputs: [FormsFixture.Input]

    init() throws {
        inputs = try Fixture.json("ets_forms.json", in: .module, as: FormsFixture.self).series
    }

    private func model(_ fit: FormsFixture.Fit, _ input: FormsFixture.Input) throws -> ETSModel {
        try ETSModel(fit.parameters, form: #require(ETSForm(fit.form)), over: input.y)
    }

    @Test func namesGoBothWays() throws {
        #expect(Set(ETSForm.all).count == 30)
        for form in ETSForm.all {
            #expect(ETSForm(form.letters) == form && ETSForm(form.description) == form)
        }
        #expect(ETSForm("MAdM")?.description == "ETS(M,Ad,M)" && ETSForm("ZZZ") == nil && ETSForm("") == nil)
        #expect(ETSForm.holtWintersMultiplicative.letters == "MAM" && ETSForm.dampedHolt.letters == "AAdN")
    }

    @Test func theSetsAreThoseOfR() {
        #expect(ETSForm.stable.count == 19 && ETSForm.standard.count == 15)
        #expect(
            ETSForm.nightly.map(\.letters) == [
                "ANN", "ANA", "AAdN", "AAdA", "MNN", "MNM", "MAdN", "MAdM",
            ])
        #expect(!ETSForm.stable.contains { ["MMA", "ANM", "AMN"].contains($0.letters) })
    }

    @Test func likelihoodAndCriteriaAtRsParametersAreRs() throws {
        for input in inputs {
            for fit in input.fits {
                let ours = try model(fit, input)
                let name: Comment = "\(input.name) \(fit.form)"
                #expect(isClose(ours.logLikelihood, fit.logLikelihood, .reference), name)
                #expect(isClose(ours.aic, fit.aic, .reference), name)
                #expect(isClose(ours.aicc, fit.aicc, .reference), name)
                #expect(isClose(ours.bic, fit.bic, .reference), name)
                #expect(isClose(ours.variance, fit.variance, .reference), name)
                let n = input.y.count
                let ends = [0, 1, 2, n - 2, n - 1].map { ours.errors[$0] }
                #expect(isClose(ends, fit.residuals, .reference), name)
            }
        }
    }

    @Test func forecastsAtRsParametersAreRs() throws {
        // R counts the damping of the first step twice where it has no formula for the mean, and not at all for M,Ad,M;
        // its simulation without errors does neither.
        for input in inputs {
            for fit in input.fits where fit.form != "MAdM" {
                let isProduct = fit.form == "MNM" || fit.form == "MAM"
                let theirs = isProduct ? fit.mean : fit.path
                let ours = try model(fit, input).forecast(horizon: 15)
                // A history without negative values has no negative forecasts; no factor takes one to 20 times its top.
                let low = input.y.allSatisfy { $0 >= 0 } ? 0 : -Double.infinity
                let top = try 20 * #require(input.y.max())
                let bounded = theirs.map { min(max(low, $0), top) }
                #expect(isClose(ours, bounded, .reference), "\(input.name) \(fit.form)")
                let isPlain = fit.form.dropFirst().first == "N" || !fit.form.contains("d")
                if isPlain { #expect(isClose(fit.mean, theirs, .reference), "\(input.name) \(fit.form)") }
            }
        }
    }

    @Test func deviationsAtRsParametersAreRsWhereRIsRight() throws {
        // R lets a season without trend return one step early, and does not damp the first step of M,Ad,M.
        for input in inputs {
            for fit in input.fits where !fit.deviation.isEmpty && !["ANA", "MNA", "MAdM"].contains(fit.form) {
                let ours = try #require(try model(fit, input).variances(horizon: 15)).map { $0.squareRoot() }
                #expect(isClose(ours, fit.deviation, .reference), "\(input.name) \(fit.form)")
            }
        }
    }

    @Test func variancesAndMeansAreThoseOfManyPaths() throws {
        let input = try #require(inputs.first { $0.name == "weekly" })
        for fit in input.fits where fit.bounds == "both" {
            let ours = try model(fit, input)
            guard let variances = ours.variances(horizon: 15) else { continue }
            let paths = ours.normalPaths(horizon: 15, count: 20_000, seed: 5)
            let means = ours.forecast(horizon: 15)
            for step in 0..<15 {
                let values = paths.values(at: step)
                let mean = values.reduce(0, +) / 20_000
                let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
                #expect(abs(spread / variances[step] - 1) < 0.05, "\(fit.form) \(step)")
                #expect(abs(mean - means[step]) < 5 * (variances[step] / 20_000).squareRoot(), "\(fit.form)")
            }
        }
    }

    @Test func theFitIsNoWorseThanThatOfR() throws {
        for input in inputs {
            let series = try Series(daily: input.y)
            let isPositive = input.y.allSatisfy { $0 > 0 }
            for fit in input.fits where isPositive || !fit.form.dropFirst().contains("M") {
                let form = try #require(ETSForm(fit.form))
                let bounds: ETSBounds = fit.bounds == "both" ? .both : .admissible
                let ours = try ETS(form, period: input.period, bounds: bounds, allowsUnstable: true).fit(
                    series)
                #expect(
                    ours.logLikelihood >= fit.logLikelihood - 0.05,
                    "\(input.name) \(fit.form) \(fit.bounds) \(ours.logLikelihood - fit.logLikelihood)")
            }
        }
    }

    @Test func theChoiceHasNoHigherCriterionThanThatOfR() throws {
        for input in inputs {
            let ours = try AutoETS(period: input.period).fit(Series(daily: input.y))
            #expect(
                ours.aicc <= input.chosenAICc + 0.1,
                "\(input.name) \(ours.form) \(ours.aicc) \(input.chosen) \(input.chosenAICc)")
        }
    }

    @Test func moreFormsAreNoWorseAndOtherCriteriaTheirOwnBest() throws {
        for name in ["AirPassengers", "UKgas", "growth"] {
            let input = try #require(inputs.first { $0.name == name })
            let series = try Series(daily: input.y)
            func model(_ forms: [ETSForm], _ criterion: AutoETS.Criterion) throws -> ETSModel {
                try AutoETS(forms: forms, period: input.period, criterion: criterion).fit(series)
            }
            let standard = try model(ETSForm.standard, .aicc)
            for forms in [ETSForm.stable, ETSForm.all] {
                let wide = try model(forms, .aicc)
                #expect(
                    wide.aicc <= standard.aicc + 0.1,
                    "\(name) \(wide.form) \(wide.aicc) \(standard.form) \(standard.aicc)")
            }
            #expect(try model(ETSForm.standard, .bic).bic <= standard.bic + 0.1)
            #expect(try model(ETSForm.standard, .aic).aic <= standard.aic + 0.1)
            #expect(try ETSForm.nightly.contains(model(ETSForm.nightly, .aicc).form))
        }
    }

    @Test func aRefitFromYesterdayFindsTheSameOptimum() throws {
        let input = try #require(inputs.first { $0.name == "weekly" })
        let yesterday = try AutoETS(period: 7).fit(Series(daily: Array(input.y.dropLast())))
        let series = try Series(daily: input.y)
        let cold = try ETS(yesterday.form, period: 7).fit(series)
        let warm = try yesterday.refitted(to: series)
        #expect(abs(warm.logLikelihood - cold.logLikelihood) < 0.01)
    }

    @Test func whatAFormCannotTakeIsSaid() throws {
        let multiplicative = ETSForm(trend: .multiplicative)
        let credits = try Series(daily: (0..<40).map { Double($0 % 7) - 2 })
        #expect(throws: ForecastingError.notPositive(at: 0)) {
            try ETS(.holtWintersMultiplicative, period: 7).fit(credits)
        }
        let positive = try credits.map { $0 + 10 }
        #expect(throws: ForecastingError.unsuitableSeason(longest: 24, got: 168)) {
            try ETS(.holtWintersAdditive, period: 168).fit(positive)
        }
        #expect(throws: ForecastingError.unstable(form: multiplicative)) {
            try ETS(multiplicative).fit(positive)
        }
        let short = positive[0..<9]
        #expect(throws: ForecastingError.tooShort(needed: 14, got: 9)) {
            try ETS(.holtWintersAdditive, period: 7).fit(short)
        }
        let chosen = try AutoETS().fit(credits).form
        #expect(chosen.error == .additive)
        #expect(
            ForecastingError.unsuitableSeason(longest: 24, got: 168).description
                == "needs a season of 2 to 24 observations, got 168; use a form without season, or take the season off first"
        )
        #expect(
            ForecastingError.notPositive(at: 3).description
                == "needs values above 0, got one that is not at position 3; use an additive form")
        #expect(
            ForecastingError.unstable(form: multiplicative).description
                == "needs a stable form, got ETS(A,M,N); use a multiplicative error, or allow unstable forms")
    }

    @Test func everyFormBearsEveryPositiveHistory() throws {
        var generator = SplitMix64(seed: 3)
        let noise = (0..<60).map { _ in 10 + generator.uniform() }
        let inputs: [[Double]] = [
            Array(repeating: 3, count: 40), noise.map { $0 * 1e12 }, noise.map { $0 * 1e-9 },
            Array(noise.prefix(40)) + [1e4] + Array(noise.prefix(20)), (0..<40).map { pow(1.3, Double($0)) },
            Array(repeating: 1, count: 30) + Array(repeating: 1000, count: 30),
        ]
        for values in inputs {
            let series = try Series(daily: values)
            for form in ETSForm.all {
                let model = try ETS(form, period: 7, allowsUnstable: true).fit(series)
                #expect(model.logLikelihood.isFinite, "\(form)")
                let forecast = model.normalForecast(horizon: 20, coverages: [0.9], paths: 50)
                let numbers = forecast.mean + forecast.intervals[0].lower + forecast.intervals[0].upper
                let areFinite = numbers.allSatisfy { $0.isFinite }
                #expect(areFinite, "\(form) \(values[0])")
            }
        }
    }

    @Test func aLogarithmicModelHasTheJacobian() throws {
        let input = try #require(inputs.first { $0.name == "growth" })
        let logs = input.y.map { log($0) }
        let plain = try ETS(.holt).fit(Series(daily: logs))
        let ours = try ETS(.holt, transform: .logarithm).fit(Series(daily: input.y))
        #expect(abs(ours.logLikelihood - (plain.logLikelihood - logs.reduce(0, +))) < 1e-6)
    }

    @Test func theSimulatedMeanIsThatOfTheFormula() throws {
        let input = try #require(inputs.first { $0.name == "growth" })
        let model = try ETS(.holt).fit(Series(daily: input.y))
        let variances = try #require(model.variances(horizon: 6))
        let means = zip(model.simulatedMean(horizon: 6, paths: 2_000), model.forecast(horizon: 6))
        for ((simulated, exact), variance) in zip(means, variances) {
            #expect(abs(simulated - exact) < 5 * (variance / 2_000).squareRoot())
        }
    }
}
