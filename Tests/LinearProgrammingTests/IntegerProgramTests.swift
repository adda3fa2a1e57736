import Foundation
import LinearProgramming
import TestKit
import Testing
import TimeSeries

/// Integer programs against enumeration of all whole values.
@Suite struct IntegerProgramTests {
    /// A random program of `count` integer variables in 0…3, knapsack rows, costs of both signs.
    static func random(_ seed: UInt64, count: Int) -> (program: LinearProgram, best: Double?) {
        var random = SplitMix64(seed: seed)
        func draw(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &random)) }
        let costs = (0..<count).map { _ in draw(-9...9) }
        let rows = (0..<3).map { _ in (0..<count).map { _ in draw(-4...9) } }
        let limits = (0..<3).map { _ in (draw(-3...4), draw(5...12)) }
        var program = LinearProgram()
        let variables = costs.map { program.variable(cost: $0, in: 0...3, isInteger: true) }
        for (row, limit) in zip(rows, limits) {
            program.constraint(Array(zip(variables, row)), in: limit.0...limit.1)
        }
        var best: Double?
        for code in 0..<(1 << (2 * count)) {
            let x = (0..<count).map { Double(code >> (2 * $0) & 3) }
            let isFeasible = zip(rows, limits).allSatisfy { row, limit in
                limit.0...limit.1 ~= zip(row, x).reduce(0) { $0 + $1.0 * $1.1 }
            }
            guard isFeasible else { continue }
            best = min(best ?? .infinity, zip(costs, x).reduce(0) { $0 + $1.0 * $1.1 })
        }
        return (program, best)
    }

    @Test(arguments: 0..<40) func smallProgramsEqualEnumeration(seed: UInt64) throws {
        let (program, best) = Self.random(seed, count: 6)
        guard let best else {
            #expect(throws: LinearProgramError.infeasible) { try program.solution() }
            return
        }
        let found = try program.solution()
        #expect(found.objective == best)
        #expect(found.isOptimal && found.gap == 0 && found.bound == best)
        #expect(found.values.allSatisfy { $0 == $0.rounded() })
    }

    /// Open a depot (fixed cost) or not, with continuous flows: the values of the flows are those of the whole opening.
    @Test func mixedProgramsHaveNoToleranceLeft() throws {
        var program = LinearProgram()
        let open = [100.0, 90, 120].map { program.variable(cost: $0, in: 0...1, isInteger: true) }
        let flows = [1.0, 1.2, 0.7].map { program.variable(cost: $0) }
        program.constraint(flows.map { ($0, 1) }, in: 70...Double.infinity)
        for (flow, gate) in zip(flows, open) {
            program.constraint([(flow, 1), (gate, -1e6)], in: -.infinity...0)
        }
        let best = try program.solution()
        #expect(
            open.map { best[$0] } == [0, 0, 1] || open.map { best[$0] } == [1, 0, 0]
                || open.map { best[$0] } == [0, 1, 0])
        #expect(isClose(best.objective, min(100 + 70, 90 + 84, 120 + 49), .rounding))
        #expect(isClose(flows.map { best[$0] }.reduce(0, +), 70, .rounding))
    }

    /// Many rows and few integers, so that presolve removes rows after the search: it once read names that were not there.
    @Test func fewIntegersAmongManyContinuousRows() throws {
        var program = LinearProgram()
        let lots = program.variable(cost: 1.5, isInteger: true)
        let held = (0..<300).map { _ in program.variable(cost: 3.3) }
        for (day, stock) in held.enumerated() {
            let need = 100 + 40 * Double(day % 7) + Double(day % 11)
            let rest = program.variable(cost: 9)
            program.constraint([(stock, 1), (rest, 1), (lots, 60)], in: need...Double.infinity)
            if day > 0 { program.constraint([(stock, 1), (held[day - 1], -1)], in: -30...30) }
        }
        let best = try program.solution()
        #expect(best[lots] == best[lots].rounded() && best.isOptimal)
        var relaxed = program
        relaxed.setBounds(best[lots] - 1...best[lots] - 1, of: lots)
        #expect(try relaxed.solution().objective >= best.objective)
        relaxed.setBounds(best[lots] + 1...best[lots] + 1, of: lots)
        #expect(try relaxed.solution().objective >= best.objective)
    }

    @Test func aWideGapMayStopEarlyAndSaysSo() throws {
        let program = Self.knapsack(items: 40)
        let exact = try program.solution(within: .init(seconds: 20))
        let rough = try program.solution(within: .init(seconds: 20, relativeGap: 0.05))
        #expect(exact.isOptimal)
        #expect(rough.isOptimal && rough.gap <= 0.05)
        #expect(rough.bound >= exact.objective * (1 - 1e-9))
        #expect(rough.objective >= exact.objective * 0.95 && rough.objective <= exact.objective)
    }

    @Test func aStartIsTakenAndNeverWorsens() throws {
        let program = Self.knapsack(items: 30)
        let exact = try program.solution()
        let again = try program.solution(within: .init(start: exact.values))
        #expect(again.objective == exact.objective)
        let none = try program.solution(within: .init(start: [Double](repeating: 0, count: 30)))
        #expect(none.objective == exact.objective)
        // A start that breaks the constraints is not believed.
        let greedy = try program.solution(within: .init(start: [Double](repeating: 1, count: 30)))
        #expect(greedy.objective == exact.objective)
    }

    /// A market split: equations over binaries, far too hard for the time given.
    @Test func noTimeIsATypedError() throws {
        var random = SplitMix64(seed: 4)
        var program = LinearProgram()
        let items = (0..<50).map { _ in program.variable(cost: 0, in: 0...1, isInteger: true) }
        for _ in 0..<6 {
            let weights = items.map { _ in Double(Int.random(in: 0...99, using: &random)) }
            let half = (weights.reduce(0, +) / 2).rounded(.down)
            program.constraint(Array(zip(items, weights)), in: half...half)
        }
        #expect(throws: LinearProgramError.timeLimit(seconds: 0.2)) {
            try program.solution(within: .init(seconds: 0.2))
        }
    }

    @Test func unboundedIntegerProgramsAreTold() {
        var program = LinearProgram(.maximize)
        let x = program.variable(cost: 1, isInteger: true)
        let y = program.variable(cost: 1, isInteger: true)
        program.constraint([(x, 1), (y, -1)], in: -0.5...0.5)
        #expect(throws: LinearProgramError.unbounded) { try program.solution() }
    }

    @Test func integerProgramsHaveNoDuals() throws {
        var program = LinearProgram(.maximize)
        let x = program.variable(cost: 3, in: 0...10, isInteger: true)
        let limit = program.constraint([(x, 2)], in: -.infinity...7)
        let best = try program.solution()
        #expect(best[x] == 3)
        #expect(best.dual(of: limit) == nil && best.reducedCost(of: x) == nil)
    }

    static func knapsack(items: Int) -> LinearProgram {
        var random = SplitMix64(seed: 9)
        var program = LinearProgram(.maximize)
        let variables = (0..<items).map { _ in
            program.variable(
                cost: Double(Int.random(in: 10...99, using: &random)), in: 0...1, isInteger: true)
        }
        for _ in 0..<3 {
            let weights = variables.map { ($0, Double(Int.random(in: 10...99, using: &random))) }
            program.constraint(weights, in: -.infinity...(weights.reduce(0) { $0 + $1.1 } / 3))
        }
        return program
    }
}
