import Foundation
import LinearProgramming
import TestKit
import Testing

/// What is wrong with a program is said in one line.
@Suite struct LinearProgramErrorTests {
    static func message(_ build: (inout LinearProgram) -> Void, _ limits: LinearProgram.Limits = .init())
        -> String
    {
        var program = LinearProgram()
        build(&program)
        do {
            _ = try program.solution(within: limits)
            return ""
        } catch { return "\(error)" }
    }

    @Test func numbersThatAreNoneAreNamed() {
        #expect(
            Self.message { _ = $0.variable(cost: .nan) }
                == "needs finite numbers, got NaN or infinity as cost of variable 0")
        #expect(
            Self.message {
                let x = $0.variable(cost: 1)
                $0.constraint([(x, .infinity)], in: 0...1)
            } == "needs finite numbers, got NaN or infinity as coefficient of variable 0 in constraint 0")
        #expect(
            Self.message({ _ = $0.variable(cost: 1) }, .init(start: [.nan]))
                == "needs finite numbers, got NaN or infinity as a value of the start")
        #expect(
            Self.message({ _ = $0.variable(cost: 1) }, .init(seconds: 0))
                == "needs finite numbers, got NaN or infinity as a time limit above 0")
        #expect(
            Self.message({ _ = $0.variable(cost: 1) }, .init(relativeGap: -1))
                == "needs finite numbers, got NaN or infinity as a relative gap of at least 0")
    }

    @Test func boundsThatCrossAreNamed() {
        let crossed = unsafe ClosedRange(uncheckedBounds: (2.0, 1.0))
        #expect(
            Self.message { _ = $0.variable(cost: 1, in: crossed) }
                == "needs a lower bound not above the upper one, got 2.0…1.0 of variable 0")
        let none = unsafe ClosedRange(uncheckedBounds: (Double.nan, 1.0))
        #expect(
            Self.message {
                let x = $0.variable(cost: 1)
                $0.constraint([(x, 1)], in: none)
            } == "needs a lower bound not above the upper one, got nan…1.0 of constraint 0")
        #expect(
            Self.message { _ = $0.variable(cost: 1, in: .infinity ... .infinity) }
                == "needs a lower bound not above the upper one, got inf…inf of variable 0")
    }

    @Test func startsOfOtherLengthsAreRefused() {
        #expect(
            Self.message({ _ = $0.variable(cost: 1) }, .init(start: [1, 2]))
                == "needs a start of 1 values, one a variable, got 2")
    }

    @Test func theOtherMessagesSayWhatToDo() {
        #expect(
            LinearProgramError.infeasible.description
                == "needs values that satisfy all constraints, and there are none; loosen a constraint")
        #expect(
            LinearProgramError.unbounded.description
                == "needs an objective with a limit, got one that can be made as good as one likes; bound the variables"
        )
        #expect(
            LinearProgramError.timeLimit(seconds: 2).description
                == "needs more than 2.0 s to find a solution; allow more time or give a start")
    }
}
