import Foundation
import Optimization
import TestKit
import Testing
import TimeSeries

@Suite struct NelderMeadTests {
    @Test func isNoWorseThanSciPy() throws {
        for item in try MinimaFixture.load().cases {
            let best = try NelderMead().minimize(from: item.start) { StandardFunction.value(item.name, $0) }
            #expect(best.ending == .converged, "\(item.name) \(item.start)")
            #expect(isNoWorse(best.value, than: item.simplex), "\(item.name) \(item.start) \(best)")
        }
    }

    @Test func randomBowlsAreFound() throws {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<20 {
            let center = (0..<3).map { _ in generator.uniform() * 10 - 5 }
            let best = try NelderMead().minimize(from: [1, 1, 1]) { x in
                var total = -4.0
                for i in x.indices { total += (x[i] - center[i]) * (x[i] - center[i]) }
                return total
            }
            #expect(isClose(best.point, center, .optimum))
            #expect(isNoWorse(best.value, than: -4))
        }
    }

    @Test func boundsByInfinityHold() throws {
        let best = try NelderMead().minimize(from: [0.5, 0.5]) { x in
            x[0] < 0.2 || x[1] > 0.9 ? .infinity : x[0] - x[1]
        }
        #expect(isClose(best.point, [0.2, 0.9], .optimum))
        let holed = try NelderMead().minimize(from: [2]) { x in x[0] < 1 ? .nan : x[0] * x[0] }
        #expect(isClose(holed.point, [1], .optimum))
    }

    @Test func roughFunctionIsMinimizedToItsRoughness() throws {
        let best = try NelderMead().minimize(from: [4, 4]) { x in
            ((x[0] * x[0] + x[1] * x[1]) * 1e6).rounded() / 1e6 + 1
        }
        #expect(isNoWorse(best.value, than: 1))
    }

    @Test func constantFunctionEndsAtOnce() throws {
        let best = try NelderMead().minimize(from: [1, 2]) { _ in 7 }
        #expect(best.value == 7)
        #expect(best.ending == .converged)
        #expect(best.evaluations < 2000)
    }

    @Test func onlyTheStartHasAValue() throws {
        let best = try NelderMead().minimize(from: [1, 2]) { x in x[0] == 1 && x[1] == 2 ? 5 : .nan }
        #expect(best.point == [1, 2])
        #expect(best.ending == .stalled)
    }

    @Test func nowhereFiniteSaysSo() {
        #expect(throws: OptimizationError.nowhereFinite(evaluations: 3)) {
            try NelderMead().minimize(from: [1, 2]) { _ in .nan }
        }
    }

    @Test func limitKeepsTheBest() throws {
        let search = NelderMead(termination: Termination(maximumEvaluations: 30))
        let best = try search.minimize(from: [-1.2, 1]) { StandardFunction.value("rosenbrock", $0) }
        #expect(best.ending == .evaluationLimit)
        #expect(best.evaluations <= 34)
        #expect(best.value < StandardFunction.value("rosenbrock", [-1.2, 1].span))
    }
}
