import Foundation
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct SegmentedRegressionTests {
    private struct Reference: Decodable {
        struct Case: Decodable {
            let title: String
            let x: [Double]
            let y: [Double]
            let knees: [Double]
            let standardErrors: [Double]
            let slopes: [Double]
            let unexplained: Double
            let scale: Double
        }
        let cases: [Case]

        private enum Keys: String, CodingKey { case cases }

        init(from decoder: any Decoder) throws {
            cases = try decoder.container(keyedBy: Keys.self).decode([Scalars].self, forKey: .cases).map(
                \.value)
        }

        /// R writes a vector of one number as a number.
        private struct Scalars: Decodable {
            let value: Case

            private enum Keys: String, CodingKey {
                case title, x, y, knees, standardErrors, slopes, unexplained, scale
            }

            init(from decoder: any Decoder) throws {
                let box = try decoder.container(keyedBy: Keys.self)
                func list(_ key: Keys) throws -> [Double] {
                    if let one = try? box.decode(Double.self, forKey: key) { return [one] }
                    return try box.decode([Double].self, forKey: key)
                }
                value = Case(
                    title: try box.decode(String.self, forKey: .title), x: try list(.x), y: try list(.y),
                    knees: try list(.knees), standardErrors: try list(.standardErrors),
                    slopes: try list(.slopes),
                    unexplained: try box.decode(Double.self, forKey: .unexplained),
                    scale: try box.decode(Double.self, forKey: .scale))
            }
        }
    }

    private func squares(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }

    private func noise(_ count: Int, _ generator: inout SplitMix64, memory: Double = 0) -> [Double] {
        var last = 0.0
        return (0..<count + 50).map { _ in
            last = memory * last + (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
            return last
        }.suffix(count)
    }

    @Test func agreesWithSegmented() throws {
        for expected in try Fixture.json("segmented.json", in: .module, as: Reference.self).cases {
            let title: Comment = "\(expected.title)"
            let method = SegmentedRegression(selection: .exactly(expected.knees.count))
            let model = try method.fit(x: expected.x, response: expected.y)
            #expect(squares(model.residuals) <= expected.unexplained * (1 + 1e-9), title)
            let range = expected.x.reduce(0) { max($0, abs($1)) }
            guard squares(model.residuals) > expected.unexplained * (1 - 1e-6) else { continue }
            for (j, knee) in model.knees.enumerated() {
                #expect(abs(knee.position - expected.knees[j]) < 1e-6 * range, title)
                #expect(abs(knee.slopeAfter / expected.slopes[j + 1] - 1) < 1e-5, title)
                let error = try #require(knee.standardError)
                #expect(abs(error / expected.standardErrors[j] - 1) < 1e-4, title)
            }
            #expect(abs(model.slope / expected.slopes[0] - 1) < 1e-5, title)
            #expect(abs(model.residualStandardError / expected.scale - 1) < 1e-6, title)
        }
    }

    /// The least squares that any knees on a fine grid leave.
    private func exhaustive(_ x: [Double], _ y: [Double], _ grid: [Double], knees: Int) throws -> Double {
        var best = Double.infinity
        for (i, first) in grid.enumerated() {
            for second in knees == 2 ? grid[(i + 1)...] : [.infinity] {
                let left = x.count(where: { $0 <= first })
                let right = x.count(where: { $0 > second })
                guard left >= 5, knees == 1 || right >= 5, x.count - left - right >= 5 else { continue }
                var columns = [("one", x.map { _ in 1.0 }), ("x", x), ("a", x.map { max(0, $0 - first) })]
                if knees == 2 { columns.append(("b", x.map { max(0, $0 - second) })) }
                best = min(best, squares(try LinearModel(DesignMatrix(columns), response: y).residuals))
            }
        }
        return best
    }

    @Test func noKneesOnAFineGridAreBetter() throws {
        var generator = SplitMix64(seed: 72)
        for round in 0..<6 {
            let x = (0..<32).map { _ in generator.uniform() }
            let errors = noise(32, &generator)
            let y = x.indices.map { i in
                8 * abs(x[i] - 0.3) - (round % 2 == 0 ? 0 : 12 * max(0, x[i] - 0.7)) + 0.3 * errors[i]
            }
            for knees in 1...2 {
                let grid = stride(from: 0.02, to: 1, by: knees == 1 ? 0.002 : 0.03).map { $0 }
                let twin = try exhaustive(x, y, grid, knees: knees)
                let model = try SegmentedRegression(selection: .exactly(knees)).fit(x: x, response: y)
                #expect(squares(model.residuals) <= twin * (1 + 1e-9), "\(round) \(knees)")
            }
        }
    }

    @Test func exactKneesAreFoundExactly() throws {
        let x = (0..<60).map { Double(($0 * 37) % 60) }
        let y = x.map { 100 + $0 + 4 * max(0, $0 - 20.3) - 9 * max(0, $0 - 41.7) }
        for factor in [1, 1e12, 1e-9] {
            let model = try SegmentedRegression().fit(x: x, response: y.map { factor * $0 })
            #expect(isClose(model.knees.map(\.position), [20.3, 41.7], .reference))
            #expect(isClose(model.knees.map { $0.slopeAfter / factor }, [5, -4], .reference))
            #expect(isClose(model.predict(x).map { $0 / factor }, y, .reference))
            #expect(isClose(model.fitted.map { $0 / factor }, y, .reference))
        }
    }

    @Test func jumpsInTimeAreFound() throws {
        var generator = SplitMix64(seed: 73)
        let t = (0..<120).map(Double.init)
        let errors = noise(120, &generator)
        let stepped = t.indices.map { 50 + 0.1 * t[$0] + (t[$0] >= 70 ? 12 : 0) + errors[$0] }
        let level = try SegmentedRegression(.level).fit(x: t, response: stepped)
        #expect(level.knees.map(\.position) == [70])
        #expect(
            abs(level.knees[0].jump - 12) < 1.5 && level.knees[0].slopeBefore == level.knees[0].slopeAfter)
        #expect(level.interval(0, coverage: 0.95) == 70...70)
        let bent = t.indices.map {
            (t[$0] < 40 ? 10 + t[$0] : t[$0] < 90 ? 120 - t[$0] : 3 * t[$0]) + errors[$0]
        }
        let line = try SegmentedRegression(.line).fit(x: t, response: bent)
        #expect(line.knees.map(\.position) == [40, 90])
        #expect(isClose(line.predict(t), line.fitted, .reference))
        #expect(abs(line.knees[1].slopeAfter - 3) < 0.2 && line.knees[0].standardError == nil)
    }

    @Test func straightLinesHaveNoKneeAndTheTestHoldsItsLevel() throws {
        var generator = SplitMix64(seed: 74)
        let x = (0..<60).map { _ in generator.uniform() }
        let t = (0..<150).map(Double.init)
        var found = (independent: 0, bic: 0, dependent: 0, naive: 0)
        for _ in 0..<200 {
            let y = zip(x, noise(60, &generator)).map { 3 * $0 + $1 }
            if try !SegmentedRegression().fit(x: x, response: y).knees.isEmpty { found.independent += 1 }
            if try !SegmentedRegression(selection: .bic).fit(x: x, response: y).knees.isEmpty {
                found.bic += 1
            }
        }
        for _ in 0..<60 {
            let y = noise(150, &generator, memory: 0.6)
            let honest = SegmentedRegression(
                selection: .test(level: 0.05, errors: .firstOrder), maximumKnees: 1)
            if try !honest.fit(x: t, response: y).knees.isEmpty { found.dependent += 1 }
            if try !SegmentedRegression(maximumKnees: 1).fit(x: t, response: y).knees.isEmpty {
                found.naive += 1
            }
        }
        // 10 expected of 200, 3 of 60; the naive test is there to show why errors that remember need their own.
        #expect((3...20).contains(found.independent), "\(found)")
        #expect(found.bic <= 12, "\(found)")
        #expect(found.dependent <= 9 && found.naive > 20, "\(found)")
    }

    @Test func intervalsHoldTheirCoverage() throws {
        var generator = SplitMix64(seed: 75)
        let x = (0..<80).map { Double($0) / 79 }
        var held = 0
        for _ in 0..<200 {
            let y = zip(x, noise(80, &generator)).map { 2 * $0 + 25 * max(0, $0 - 0.62) + $1 }
            let model = try SegmentedRegression(selection: .exactly(1)).fit(x: x, response: y)
            if model.interval(0, coverage: 0.9).contains(0.62) { held += 1 }
        }
        #expect((168...192).contains(held), "\(held) of 200")
    }

    @Test func latencyHasItsKneeWhereQueuesBegin() throws {
        var generator = SplitMix64(seed: 76)
        let u = (0..<300).map { _ in 0.05 + 0.85 * generator.uniform() }
        let errors = noise(300, &generator)
        let latency = u.indices.map { 10 + 0.5 / (1 - u[$0]) / (1 - u[$0]) + errors[$0] }
        let model = try SegmentedRegression(maximumKnees: 1).fit(x: u, response: latency)
        let knee = try #require(model.knees.first)
        #expect((0.7...0.88).contains(knee.position) && knee.slopeAfter > 10 * max(1, knee.slopeBefore))
        let interval = model.interval(0, coverage: 0.95)
        #expect(interval.contains(knee.position) && interval.upperBound - interval.lowerBound < 0.06)
    }

    @Test func weightsCountAsRepetitions() throws {
        var generator = SplitMix64(seed: 77)
        let x = (0..<40).map { Double($0) }
        let y = zip(x, noise(40, &generator)).map { $0 + 3 * max(0, $0 - 25) + $1 }
        let twice = try SegmentedRegression(selection: .exactly(1)).fit(
            x: x + x[..<20], response: y + y[..<20])
        let weighted = try SegmentedRegression(selection: .exactly(1)).fit(
            x: x, response: y, weights: x.map { $0 < 20 ? 2 : 1 })
        #expect(isClose(twice.knees[0].position, weighted.knees[0].position, .reference))
        #expect(isClose(twice.slope, weighted.slope, .reference))
    }

    @Test func unfitDataSaysSo() throws {
        let method = SegmentedRegression()
        #expect(throws: RegressionError.tooShort(needed: 4, got: 3)) {
            try method.fit(x: [1, 2, 3], response: [1, 2, 3])
        }
        #expect(throws: RegressionError.nothingToFit) {
            try method.fit(x: [1, 1, 1, 1], response: [1, 2, 3, 4])
        }
        #expect(throws: RegressionError.notFinite(column: "x", row: 2)) {
            try method.fit(x: [1, 2, .nan, 4], response: [1, 2, 3, 4])
        }
        #expect(throws: RegressionError.responseNotFinite(row: 0)) {
            try method.fit(x: [1, 2, 3, 4], response: [.infinity, 2, 3, 4])
        }
        #expect(throws: RegressionError.weightNotPositive(row: 1)) {
            try method.fit(x: [1, 2, 3, 4], response: [1, 2, 3, 4], weights: [1, 0, 1, 1])
        }
        let flat = try method.fit(x: (0..<30).map(Double.init), response: [Double](repeating: 0, count: 30))
        #expect(flat.knees.isEmpty && flat.slope == 0 && flat.intercept == 0)
        let short = try method.fit(x: [1, 2, 3, 4, 5], response: [1, 2, 9, 4, 5])
        #expect(short.knees.isEmpty)
        let two = try method.fit(
            x: (0..<30).map { Double($0 % 2) }, response: (0..<30).map { Double($0 % 2) })
        #expect(two.knees.isEmpty && isClose(two.slope, 1, .rounding))
    }
}
