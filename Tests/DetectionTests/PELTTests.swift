import Detection
import Foundation
import TestKit
import Testing
import TimeSeries

/// What other programs found, by `Fixtures/changepoints.py`.
struct ChangePointFixture: Decodable {
    struct Answer: Decodable {
        let cost: String
        let penalty: Double
        let minimumLength: Int
        let changes: [Int]
    }
    struct Case: Decodable {
        let name: String
        let values: [Double]
        let pelt: [Answer]
    }
    struct RunLengths: Decodable {
        let values: [Double]
        let within7: [Double]
        let mostProbable: [Int]
    }
    let series: [Case]
    let runLengths: [RunLengths]

    static func read() throws -> ChangePointFixture {
        try Fixture.json("changepoints.json", in: .module, as: ChangePointFixture.self)
    }
}

@Suite struct PELTTests {
    @Test func rupturesFindsTheSame() throws {
        for series in try ChangePointFixture.read().series {
            let mean = series.values.reduce(0, +) / Double(series.values.count)
            let squares = series.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let deviation = (squares / Double(series.values.count)).squareRoot()
            let standard = series.values.map { ($0 - mean) / deviation }
            for answer in series.pelt {
                let pelt = PELT(
                    cost: answer.cost == "line" ? .line : .mean, penalty: answer.penalty,
                    minimumLength: answer.minimumLength)
                #expect(pelt.changePoints(in: standard) == answer.changes, "\(series.name) \(answer)")
            }
        }
    }

    /// Optimal partitioning by its definition, every stretch summed anew.
    private func twin(_ y: [Double], _ cost: PELT.Cost, _ price: Double, _ least: Int) -> [Int] {
        func squares(_ y: ArraySlice<Double>) -> Double {
            let mean = y.reduce(0, +) / Double(y.count)
            var rest = y.map { $0 - mean }
            if cost == .line {
                let middle = Double(y.count - 1) / 2
                let times = y.indices.map { Double($0 - y.startIndex) - middle }
                let slope = zip(times, rest).reduce(0) { $0 + $1.0 * $1.1 } / times.reduce(0) { $0 + $1 * $1 }
                rest = zip(times, rest).map { $1 - slope * $0 }
            }
            return rest.reduce(0) { $0 + $1 * $1 }
        }
        let floor = 1e-6 * squares(y[...]) / Double(y.count)
        func total(_ y: ArraySlice<Double>) -> Double {
            guard cost == .meanAndVariance else { return squares(y) }
            return Double(y.count) * log(squares(y) / Double(y.count) + floor)
        }
        var best: [(cost: Double, changes: [Int])] = [(-price, [])]
        for end in 1...y.count {
            var least0 = (cost: Double.infinity, changes: [Int]())
            for start in 0..<end where end - start >= least && best[start].cost < .infinity {
                let value = best[start].cost + total(y[start..<end]) + price
                if value < least0.cost {
                    least0 = (value, best[start].changes + (start > 0 ? [start] : []))
                }
            }
            best.append(least0)
        }
        return best[y.count].changes
    }

    @Test func pruningLosesNothing() {
        var generator = SplitMix64(seed: 4)
        for round in 0..<60 {
            let n = 10 + round
            var level = 0.0
            let y = (0..<n).map { _ -> Double in
                if generator.uniform() < 0.08 { level = 4 * generator.uniform() }
                return level + generator.uniform()
            }
            for cost in PELT.Cost.allCases {
                let pelt = PELT(
                    cost: cost, penalty: 1 + 3 * generator.uniform(), minimumLength: 2 + round % 4)
                let slow = twin(y, cost, pelt.penalty ?? 0, pelt.minimumLength)
                #expect(pelt.changePoints(in: y) == slow)
            }
        }
    }

    @Test func theUsualPriceSuitsTheNoise() throws {
        let steps = try #require(ChangePointFixture.read().series.first { $0.name == "steps" })
        let found = PELT(minimumLength: 5).changePoints(in: steps.values)
        #expect(found.count == 3)
        #expect(zip(found, [60, 105, 175]).allSatisfy { abs($0 - $1) <= 3 })
        let noise = try #require(ChangePointFixture.read().series.first { $0.name == "noise" })
        #expect(PELT(minimumLength: 5).changePoints(in: noise.values).isEmpty)
    }

    @Test func tooFewValuesAndConstantsHaveNone() {
        for cost in PELT.Cost.allCases {
            #expect(PELT(cost: cost).changePoints(in: []).isEmpty)
            #expect(PELT(cost: cost).changePoints(in: [1, 2, 3]).isEmpty)
            #expect(PELT(cost: cost).changePoints(in: [Double](repeating: 3, count: 50)).isEmpty)
        }
    }
}
