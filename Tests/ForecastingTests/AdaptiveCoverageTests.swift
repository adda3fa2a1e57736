import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct AdaptiveCoverageTests {
    @Test func asksForWhatItPromisesAtFirst() {
        let coverage = AdaptiveCoverage(0.8)
        #expect(coverage.asked == 0.8 && coverage.measured == nil && coverage.count == 0)
    }

    /// The paper's two parts, summed up from all that came.
    private func slow(_ promised: Double, rate: Double, _ held: [Bool]) -> Double {
        let alpha = 1 - promised
        var tracked = promised
        var sum = 0.0
        for isHeld in held {
            let error = isHeld ? 0.0 : 1.0
            tracked += rate * (error - alpha)
            sum += error - alpha
        }
        let t = Double(held.count)
        let angle = sum * log(t + 1) / (0.5 * (t + 1))
        let push = abs(angle) < .pi / 2 ? min(1, max(-1, rate * tan(angle))) : (angle > 0 ? 1 : -1)
        return min(1, max(0, tracked + push))
    }

    @Test func isTheSumOfItsParts() {
        var generator = SplitMix64(seed: 4)
        for promised in [0.5, 0.8, 0.95] {
            var coverage = AdaptiveCoverage(promised, rate: 0.03)
            var held: [Bool] = []
            for _ in 0..<300 {
                held.append(generator.uniform() < 0.7)
                coverage.record(held: held[held.count - 1])
                #expect(isClose(coverage.asked, slow(promised, rate: 0.03, held), .reference))
            }
        }
    }

    @Test func missesStayWithinTheBoundWhateverComes() {
        // What a range needs to hold changes without law: by chance, in waves, against the last coverage.
        let streams: [(Int, Double) -> Double] = [
            { i, _ in i % 97 < 40 ? 0.99 : 0.1 }, { i, _ in 0.5 + 0.49 * sin(Double(i) / 50) },
            { _, asked in min(1, asked + 0.001) }, { i, _ in i < 600 ? 0.05 : 0.999 },
        ]
        for need in streams {
            var coverage = AdaptiveCoverage(0.8)
            for i in 1...2000 {
                let asked = coverage.asked
                coverage.record(held: asked >= 1 || asked > 0 && need(i, asked) <= asked)
                #expect(abs(Double(coverage.misses) - 0.2 * Double(i)) <= 1 / 0.02 + 1)
            }
        }
    }

    @Test func rangesHoldAgainAfterErrorsHaveDoubled() {
        var generator = SplitMix64(seed: 12)
        var coverage = AdaptiveCoverage(0.8)
        var (fixed, adaptive) = (0, 0)
        for i in 0..<1200 {
            // Errors are uniform on −1 … 1, later on −2 … 2; the range for a coverage c is −2c … 2c at most.
            let error = (i < 400 ? 1 : 2) * generator.uniform()
            let asked = coverage.asked
            let reach = asked < 1 ? asked + max(0, asked - 0.8) * 5 : .infinity
            coverage.record(held: error <= reach)
            if i >= 600 {
                fixed += error <= 0.8 ? 1 : 0
                adaptive += error <= reach ? 1 : 0
            }
        }
        #expect(Double(fixed) / 600 < 0.5)
        #expect((0.77...0.83).contains(Double(adaptive) / 600))
    }
}
