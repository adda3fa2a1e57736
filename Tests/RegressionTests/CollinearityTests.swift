import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct CollinearityTests {
    @Test func varianceInflationAgreesWithR() throws {
        for (model, says, _) in try InferenceFixture.load().models() {
            let collinearity = try model.collinearity()
            #expect(isNear(collinearity.varianceInflation.compactMap { $0 }, says.vif))
            #expect((collinearity.varianceInflation[0] == nil) == (model.names[0] == "intercept"))
            #expect(collinearity.inseparable.isEmpty && collinearity.warnings.isEmpty)
        }
    }

    @Test func proportionsAreThePartsOfTheVariances() throws {
        let model = try InferenceFixture.load().models()[0].model
        let collinearity = try model.collinearity()
        #expect(isClose(collinearity.conditionIndices[0], 1, .rounding))
        for j in model.names.indices {
            let parts = (0..<4).map { collinearity.varianceProportions[$0, j] }
            #expect(isClose(parts.reduce(0, +), 1, .rounding) && parts.allSatisfy { $0 >= 0 })
        }
    }

    /// Users and orders that move together but for a thousandth: their sum is known, their difference is not.
    private func twins(difference: Double) throws -> LinearModel {
        var generator = SplitMix64(seed: 51)
        let users = (0..<200).map { 100 + 20 * generator.uniform() + Double($0) / 10 }
        let orders = users.map { 3 * $0 + difference * generator.uniform() }
        let size = (0..<200).map { _ in generator.uniform() }
        let design = try DesignMatrix([
            ("intercept", users.map { _ in 1 }), ("users", users), ("size", size), ("orders", orders),
        ])
        return try LinearModel(design, response: zip(users, size).map { 5 * $0 + $1 + generator.uniform() })
    }

    @Test func twinsCannotBeSeparated() throws {
        let collinearity = try twins(difference: 0.1).collinearity()
        #expect(collinearity.inseparable == [["users", "orders"]])
        #expect(collinearity.warnings == ["cannot separate users from orders"])
        #expect(try twins(difference: 200).collinearity().warnings.isEmpty)
    }

    @Test func droppedColumnSaysWhatItIs() throws {
        let model = try twins(difference: 0)
        #expect(model.dropped == ["orders"])
        let text = "orders cannot be told from the columns before it: it is 3 · users"
        #expect(model.dependencies.map(\.description) == [text])
        #expect(try model.collinearity().warnings == [text])
    }

    @Test func dependenciesAreWrittenAsSums() throws {
        let (a, b) = ([1.0, 2, 3, 4, 6], [2.0, 0, 1, 1, 5])
        let design = try DesignMatrix([
            ("intercept", [1, 1, 1, 1, 1]), ("a", a), ("b", b), ("zero", [0, 0, 0, 0, 0]),
            ("profit", zip(a, b).map { 2.5 - $0 + 0.5 * $1 }), ("again", b),
        ])
        let model = try LinearModel(
            DesignMatrix(
                names: design.names, matrix: Matrix(rows: (0..<10).map { design.matrix.row($0 % 5) })),
            response: (0..<10).map(Double.init))
        #expect(
            model.dependencies.map(\.description) == [
                "zero is 0 in every row",
                "profit cannot be told from the columns before it: it is 2.5 · intercept - a + 0.5 · b",
                "again cannot be told from the columns before it: it is b",
            ])
    }

    @Test func manySharesOfOneWholeAreNamedTogether() throws {
        var generator = SplitMix64(seed: 52)
        let parts = (0..<3).map { _ in (0..<100).map { _ in generator.uniform() } }
        let whole = (0..<100).map { i in parts[0][i] + parts[1][i] + parts[2][i] + 1e-3 * generator.uniform()
        }
        let design = try DesignMatrix([
            ("a", parts[0]), ("b", parts[1]), ("c", parts[2]), ("whole", whole),
        ])
        let model = try LinearModel(design, response: whole.map { $0 + generator.uniform() })
        #expect(try model.collinearity().warnings == ["cannot separate a, b, c from whole"])
    }
}
