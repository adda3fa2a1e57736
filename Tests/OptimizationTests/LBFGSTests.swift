import Foundation
import Optimization
import TestKit
import Testing
import TimeSeries

@Suite struct LBFGSTests {
    @Test func isNoWorseThanSciPy() throws {
        for item in try MinimaFixture.load().cases {
            let best = try LBFGS().minimize(from: item.start) { x, gradient in
                StandardFunction.gradient(item.name, x, into: &gradient)
                return StandardFunction.value(item.name, x)
            }
            #expect(best.ending == .converged, "\(item.name) \(item.start) \(best)")
            #expect(isNoWorse(best.value, than: min(item.quasiNewton, item.simplex)), "\(item.name) \(best)")
        }
    }

    @Test func steepValleysAreCrossed() throws {
        var generator = SplitMix64(seed: 2)
        let n = 50
        let weights = (0..<n).map { pow(10, 3 * Double($0) / Double(n - 1)) }
        let center = (0..<n).map { _ in generator.uniform() - 0.5 }
        let best = try LBFGS().minimize(from: [Double](repeating: 3, count: n)) { x, gradient in
            var total = 0.0
            for i in x.indices {
                let miss = x[i] - center[i]
                gradient[i] = weights[i] * miss
                total += 0.5 * weights[i] * miss * miss
            }
            return total
        }
        #expect(best.ending == .converged)
        #expect(isNoWorse(best.value, than: 0))
        #expect(best.evaluations < 2000)
    }

    @Test func undefinedRegionsAreSteppedBackFrom() throws {
        let best = try LBFGS().minimize(from: [1e-3]) { x, gradient in
            gradient[0] = 1 - 1 / x[0]
            return x[0] <= 0 ? .nan : x[0] - log(x[0])
        }
        #expect(isClose(best.point, [1], .optimum))
    }

    @Test func constantFunctionIsItsOwnMinimum() throws {
        let best = try LBFGS().minimize(from: [4]) { _, gradient in
            gradient[0] = 0
            return 2
        }
        #expect(best.point == [4] && best.value == 2)
        #expect(best.evaluations == 1 && best.ending == .converged)
    }

    @Test func wrongGradientStalls() throws {
        let best = try LBFGS().minimize(from: [1]) { x, gradient in
            gradient[0] = -1
            return x[0] * x[0]
        }
        #expect(best.ending == .stalled)
        #expect(best.value == 1)
    }

    @Test func unboundedFallEnds() throws {
        let search = LBFGS(termination: Termination(maximumEvaluations: 500))
        let best = try search.minimize(from: [0]) { x, gradient in
            gradient[0] = -1
            return -x[0]
        }
        #expect(best.value.isFinite)
        #expect(best.ending != .converged)
    }

    @Test func nowhereFiniteSaysSo() {
        #expect(throws: OptimizationError.nowhereFinite(evaluations: 1)) {
            try LBFGS().minimize(from: [0]) { _, _ in .infinity }
        }
    }

    @Test func limitKeepsTheBest() throws {
        let search = LBFGS(termination: Termination(maximumEvaluations: 8))
        let best = try search.minimize(from: [-1.2, 1]) { x, gradient in
            StandardFunction.gradient("rosenbrock", x, into: &gradient)
            return StandardFunction.value("rosenbrock", x)
        }
        #expect(best.ending == .evaluationLimit)
        #expect(best.evaluations <= 10)
    }
}
