import Foundation
import Optimization
import TestKit
import Testing

@Suite struct BrentTests {
    private func value(_ name: String, _ x: Double) -> Double {
        switch name {
        case "parabola": (x - 2) * (x - 2)
        case "cosine": cos(x)
        case "kink": abs(x - 0.3) + 0.1 * x
        case "edge": x
        case "cubic": x * x * x - 2 * x - 5
        case "exponential": exp(-x) - x
        default: pow(x - 1, 9)
        }
    }

    @Test func minimaAgreeWithSciPy() throws {
        for line in try MinimaFixture.load().lines {
            let best = try Brent().minimize(over: line.bounds[0]...line.bounds[1]) { value(line.name, $0) }
            #expect(best.ending == .converged, "\(line.name)")
            #expect(isClose(best.point, line.point, .optimum), "\(line.name) \(best)")
            #expect(isClose(best.value, line.value, .optimum))
            #expect(best.evaluations < 100)
        }
    }

    @Test func rootsAgreeWithSciPy() throws {
        for line in try MinimaFixture.load().roots {
            let exact = Brent(termination: Termination(parameterTolerance: 0))
            let root = try exact.root(in: line.bounds[0]...line.bounds[1]) { value(line.name, $0) }
            #expect(root.ending == .converged)
            #expect(
                isClose(root.point, line.point, line.name == "flat" ? .optimum : .rounding),
                "\(line.name) \(root)")
        }
    }

    @Test func rootAtAnEndIsFound() throws {
        #expect(try Brent().root(in: 0...1) { $0 }.point == 0)
        #expect(try Brent().root(in: -1...0) { $0 }.point == 0)
    }

    @Test func undefinedPartsAreAvoided() throws {
        let best = try Brent().minimize(over: -4...4) { $0 <= 0 ? .nan : $0 - log($0) }
        #expect(isClose(best.point, 1, .optimum))
        #expect(try Brent().minimize(over: 0...1) { _ in 3 }.value == 3)
        #expect(try Brent().minimize(over: 2...2) { $0 }.point == 2)
    }

    @Test func errorsSayWhatIsNeeded() {
        #expect(throws: OptimizationError.noSignChange(lower: 1, upper: 2)) {
            try Brent().root(in: 1...2) { $0 }
        }
        #expect(throws: OptimizationError.notANumber(at: 1)) { try Brent().root(in: 1...2) { _ in .nan } }
        #expect(throws: OptimizationError.self) { try Brent().minimize(over: 1...2) { _ in .nan } }
        #expect(
            OptimizationError.noSignChange(lower: 1, upper: 2).description
                == "needs values of opposite sign at the ends, got 1.0 and 2.0; widen the interval")
        #expect(
            OptimizationError.nowhereFinite(evaluations: 3).description
                == "needs a finite value near the start, got none in 3 evaluations; start elsewhere")
        #expect(
            OptimizationError.notANumber(at: 0.5).description
                == "needs a number everywhere in the interval, got NaN at 0.5; narrow the interval")
    }

    @Test func limitIsReported() throws {
        let short = Brent(termination: Termination(maximumEvaluations: 4))
        #expect(
            try short.minimize(over: 0...5) { ($0 - 2.1) * ($0 - 2.1) * ($0 + 9) }.ending == .evaluationLimit)
        #expect(try short.root(in: 0...3) { exp($0) - 2 }.ending == .evaluationLimit)
    }
}
