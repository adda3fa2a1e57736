import Detection
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct BayesianChangePointsTests {
    @Test func runLengthsAreThoseOfAnotherProgram() throws {
        let method = BayesianChangePoints(hazard: 0.01)
        for reference in try ChangePointFixture.read().runLengths {
            let posterior = method.posterior(of: reference.values)
            let within = posterior.map { $0.probability(ofChangeWithin: 7) }
            #expect(isClose(within, reference.within7, .reference))
            #expect(posterior.map(\.mostProbable) == reference.mostProbable)
        }
    }

    @Test func probabilitiesSumToOneAndSeeNothingLater() throws {
        let values = try ChangePointFixture.read().runLengths[1].values
        let method = BayesianChangePoints()
        let whole = method.posterior(of: values)
        for posterior in whole {
            #expect(isClose(posterior.probabilities.reduce(0, +), 1, .rounding))
        }
        #expect(method.posterior(of: Array(values.prefix(50))) == Array(whole.prefix(50)))
    }

    @Test func changesAreFoundWithTheirSize() throws {
        let steps = try #require(ChangePointFixture.read().series.first { $0.name == "steps" })
        let found = BayesianChangePoints().changePoints(in: steps.values)
        #expect(found.count == 3)
        for (change, (index, size)) in zip(found, [(60, 3.0), (105, -4.0), (175, 2.5)]) {
            #expect(abs(change.index - index) <= 2 && abs(change.magnitude - size) < 0.8)
            #expect(change.score > 0.9 && change.score <= 1)
        }
    }

    /// The joint probability of a division by Bayes' rule, over all divisions of a short series.
    @Test func theDivisionIsTheMostProbableOfAll() {
        let hazard = 0.2
        let values = [0.1, -0.2, 0.05, 4.0, 4.2, 3.9, -3.0, -3.2]
        func logMarginal(_ y: ArraySlice<Double>) -> Double {
            // Normal-gamma with all prior numbers 1 and mean 0: the density of the stretch in closed form.
            let n = Double(y.count)
            let mean = y.reduce(0, +) / n
            let squares = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let rate = 1 + squares / 2 + n * mean * mean / (2 * (1 + n))
            return lgamma(1 + n / 2) - lgamma(1) - (1 + n / 2) * log(rate) - 0.5 * log(1 + n)
                - n / 2 * log(2 * .pi)
        }
        var best = (-Double.infinity, [Int]())
        for mask in 0..<(1 << (values.count - 1)) {
            let starts = (1..<values.count).filter { mask & (1 << ($0 - 1)) != 0 }
            let bounds = [0] + starts + [values.count]
            let stretches = zip(bounds, bounds.dropFirst()).map { logMarginal(values[$0..<$1]) }
            let changes = Double(starts.count)
            let prior = changes * log(hazard) + (Double(values.count - 1) - changes) * log1p(-hazard)
            let total = stretches.reduce(0, +) + prior
            if total > best.0 { best = (total, starts) }
        }
        let mean = values.reduce(0, +) / 8
        #expect(mean.isFinite && best.1 == [3, 6])
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7).squareRoot()
        // `changePoints` standardises: undo it so that the prior is the one above.
        let prior = BayesianChangePoints.Prior(
            mean: -mean / deviation, meanWeight: 1, shape: 1, rate: 1 / (deviation * deviation))
        let found = BayesianChangePoints(hazard: hazard, prior: prior)
            .changePoints(in: values, minimumLength: 1)
        #expect(found.map(\.index) == best.1)
    }

    @Test func wildValuesAndConstantsAreTaken() {
        let method = BayesianChangePoints()
        let wild = method.posterior(of: [0, 1e150, -1e150, 3, 3, 3])
        #expect(wild.allSatisfy { $0.probabilities.allSatisfy { $0.isFinite } })
        #expect(method.changePoints(in: [Double](repeating: 2, count: 40)).isEmpty)
        #expect(method.changePoints(in: []).isEmpty && method.changePoints(in: [1]).isEmpty)
    }
}
