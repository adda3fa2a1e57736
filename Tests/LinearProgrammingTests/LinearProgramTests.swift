import Foundation
import LinearProgramming
import TestKit
import Testing
import TimeSeries

/// Linear programs against HiGHS and against what a dual value means.
@Suite struct LinearProgramTests {
    /// Made by `Fixtures/programs.py`.
    struct Programs: Decodable {
        let cases: [Case]

        struct Case: Decodable {
            let kind: String
            let status: String
            let objective: Double?
            let costs: [Double]
            let lower: [Double?]
            let upper: [Double?]
            let rowLower: [Double?]
            let rowUpper: [Double?]
            let entries: [[Double]]

            func program(_ sense: LinearProgram.Sense = .minimize) -> LinearProgram {
                var program = LinearProgram(sense)
                let variables = costs.indices.map { j in
                    program.variable(
                        cost: sense == .minimize ? costs[j] : -costs[j],
                        in: (lower[j] ?? -.infinity)...(upper[j] ?? .infinity))
                }
                for i in rowLower.indices {
                    let terms = entries.filter { Int($0[0]) == i }.map { (variables[Int($0[1])], $0[2]) }
                    program.constraint(terms, in: (rowLower[i] ?? -.infinity)...(rowUpper[i] ?? .infinity))
                }
                return program
            }
        }
    }

    static func programs() throws -> [Programs.Case] {
        try Fixture.json("programs.json", in: .module, as: Programs.self).cases
    }

    @Test func objectivesEqualHiGHS() throws {
        let cases = try Self.programs().filter { $0.status == "optimal" }
        #expect(cases.count == 50)
        for example in cases {
            let expected = try #require(example.objective)
            let best = try example.program().solution()
            #expect(agree(best.objective, expected), "\(example.kind)")
            #expect(best.isOptimal && best.gap == 0 && best.bound == best.objective)
        }
    }

    @Test func maximizingTheNegativeIsMinimizing() throws {
        for example in try Self.programs().filter({ $0.status == "optimal" }) {
            let least = try example.program(.minimize).solution()
            let most = try example.program(.maximize).solution()
            #expect(agree(most.objective, -least.objective))
        }
    }

    @Test func infeasibleAndUnboundedAreToldApart() throws {
        for example in try Self.programs().filter({ $0.status != "optimal" }) {
            let expected: LinearProgramError = example.status == "infeasible" ? .infeasible : .unbounded
            #expect(throws: expected) { try example.program().solution() }
        }
    }

    @Test func solutionsSatisfyTheirConstraints() throws {
        for example in try Self.programs().filter({ $0.status == "optimal" }) {
            let best = try example.program().solution()
            for j in example.costs.indices {
                #expect(best.values[j] >= example.lower[j] ?? -.infinity)
                #expect(best.values[j] <= example.upper[j] ?? .infinity)
            }
            for i in example.rowLower.indices {
                let terms = example.entries.filter { Int($0[0]) == i }.map { best.values[Int($0[1])] * $0[2] }
                let sum = terms.reduce(0, +)
                let slack = 1e-6 * (1 + terms.map(abs).reduce(0, +))
                #expect(sum >= (example.rowLower[i] ?? -.infinity) - slack)
                #expect(sum <= (example.rowUpper[i] ?? .infinity) + slack)
            }
        }
    }

    /// The dual is the slope of the objective in the bound: between the slopes to both sides, equal to both where they agree.
    @Test func dualsAreSlopesOfTheObjective() throws {
        let step = 1e-4
        for sense in [LinearProgram.Sense.minimize, .maximize] {
            for example in try Self.programs().filter({ $0.status == "optimal" && $0.kind == "plain" }) {
                let base = example.program(sense)
                let best = try base.solution()
                for i in example.rowLower.indices {
                    let dual = try #require(best.dual(of: base.constraint(at: i)))
                    let range = (example.rowLower[i] ?? -.infinity)...(example.rowUpper[i] ?? .infinity)
                    func slope(_ step: Double) -> Double? {
                        var moved = base
                        moved.setBounds(
                            range.lowerBound + step...range.upperBound + step, of: base.constraint(at: i))
                        return (try? moved.solution()).map { ($0.objective - best.objective) / step }
                    }
                    guard let up = slope(step), let down = slope(-step) else { continue }
                    let slack = 1e-5 * (1 + abs(dual))
                    #expect(dual >= min(up, down) - slack && dual <= max(up, down) + slack)
                }
            }
        }
    }

    @Test func reducedCostsAreSlopesInTheVariable() throws {
        var program = LinearProgram()
        let cheap = program.variable(cost: 2, in: 0...3)
        let dear = program.variable(cost: 5)
        let idle = program.variable(cost: 9)
        let demand = program.constraint([(cheap, 1), (dear, 1), (idle, 1)], in: 10...Double.infinity)
        let best = try program.solution()
        #expect(isClose(best.objective, 3 * 2 + 7 * 5, .rounding))
        #expect(best.dual(of: demand).map { isClose($0, 5, .rounding) } == true)
        #expect(best.reducedCost(of: cheap).map { isClose($0, -3, .rounding) } == true)
        #expect(best.reducedCost(of: dear).map { isClose($0, 0, .rounding) } == true)
        #expect(best.reducedCost(of: idle).map { isClose($0, 4, .rounding) } == true)
    }

    @Test(arguments: [1e12, 1e-9, 1]) func unitsDoNotMatter(scale: Double) throws {
        for example in try Self.programs().filter({ $0.status == "optimal" && $0.kind == "plain" }).prefix(8)
        {
            var program = LinearProgram()
            let variables = example.costs.indices.map { j in
                program.variable(
                    cost: example.costs[j] / scale,
                    in: (example.lower[j] ?? -.infinity) * scale...(example.upper[j] ?? .infinity) * scale)
            }
            for i in example.rowLower.indices {
                program.constraint(
                    example.entries.filter { Int($0[0]) == i }.map { (variables[Int($0[1])], $0[2]) },
                    in: (example.rowLower[i] ?? -.infinity) * scale...(example.rowUpper[i] ?? .infinity)
                        * scale)
            }
            let expected = try #require(example.objective)
            #expect(agree(try program.solution().objective, expected))
        }
    }

    @Test func aVariableNamedTwiceCountsTwice() throws {
        var program = LinearProgram(.maximize)
        let x = program.variable(cost: 1)
        program.constraint([(x, 1), (x, 1)], in: -.infinity...10)
        #expect(try program.solution()[x] == 5)
    }

    @Test func withoutConstraintsBoundsDecide() throws {
        var program = LinearProgram(.maximize)
        let x = program.variable(cost: 1, in: -3...4)
        let y = program.variable(cost: -1, in: -3...4)
        let best = try program.solution()
        #expect(best[x] == 4 && best[y] == -3 && best.objective == 7)
        #expect(try LinearProgram().solution().objective == 0)
        var empty = LinearProgram()
        empty.constraint([], in: 1...2)
        #expect(throws: LinearProgramError.infeasible) { try empty.solution() }
    }

    @Test func copiesAreIndependent() throws {
        var program = LinearProgram()
        let x = program.variable(cost: 1, in: 2...5)
        var copy = program
        copy.setCost(-1, of: x)
        copy.setBounds(0...9, of: x)
        #expect(try program.solution()[x] == 2)
        #expect(try copy.solution()[x] == 9)
    }

    @Test func severalThreadsSolveAtOnceWithEqualResults() async throws {
        let cases = try Self.programs().filter { $0.status == "optimal" }
        let alone = try cases.map { try $0.program().solution() }
        let together = try await withThrowingTaskGroup(of: (Int, LinearProgram.Solution).self) { group in
            for (i, example) in cases.enumerated() {
                group.addTask { (i, try example.program().solution()) }
            }
            var found = alone
            for try await (i, solution) in group { found[i] = solution }
            return found
        }
        #expect(together == alone)
    }
}

extension LinearProgram {
    /// The constraint at a place.
    func constraint(at index: Int) -> Constraint {
        var copy = LinearProgram()
        for _ in 0..<index { copy.constraint([], in: 0...0) }
        return copy.constraint([], in: 0...0)
    }
}

/// Whether two solvers agree on a program: both stop at residuals of 1e-7.
func agree(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * max(1, abs(a), abs(b)) }
