import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing

/// The linear sets that NIST has certified to 15 digits (`nist.py`).
@Suite struct CertifiedSetsTests {
    struct Certified: Decodable {
        struct Set: Decodable {
            let name: String
            let degree: Int?
            let hasIntercept: Bool
            let y: [Double]
            let x: [[Double]]
            let estimates, standardErrors: [Double]
            let residualDeviation, rSquared: Double

            /// Without exact powers: each is rounded to a double, as other programs read it.
            func design(exact: Bool) throws -> DesignMatrix {
                if let degree, exact { return try .polynomial("x", x[0], degree: degree) }
                let powers = (0...(degree ?? 0)).map { k in x[0].map { v in pow(v, Double(k)) } }
                let columns = degree == nil ? (hasIntercept ? [y.map { _ in 1 }] : []) + x : powers
                return try DesignMatrix(
                    names: columns.indices.map { "column \($0)" }, matrix: Matrix(columns: columns))
            }
        }
        let sets: [Set]

        static func load() throws -> [Set] {
            try Fixture.json("nist.json", in: .module, as: Certified.self).sets
        }
    }

    /// The digits that agree: −log₁₀ of the largest relative error (absolute where 0 is certified), 15 at most.
    private func digits(_ values: [Double], _ certified: [Double]) -> Double {
        zip(values, certified).map { value, truth in
            let error = truth == 0 ? abs(value) : abs(value - truth) / abs(truth)
            return error > 0 ? min(-log10(error), 15) : 15
        }.reduce(15) { min($0, $1) }
    }

    @Test func allCertifiedDigitsAreFound() throws {
        for set in try Certified.load() {
            let model = try LinearModel(set.design(exact: true), response: set.y)
            #expect(digits(model.coefficients, set.estimates) >= 13, "\(set.name)")
            #expect(digits(model.standardErrors, set.standardErrors) >= 12.9, "\(set.name)")
            #expect(digits([model.residualStandardError], [set.residualDeviation]) >= 12.9, "\(set.name)")
            #expect(digits([model.rSquared], [set.rSquared]) >= 13, "\(set.name)")
            #expect(model.dropped.isEmpty, "\(set.name)")
        }
    }

    /// What is left when the powers are rounded to doubles is what rounding does to the problem.
    @Test func roundedPowersLeaveSevenDigitsOfFilip() throws {
        for set in try Certified.load() {
            let model = try LinearModel(set.design(exact: false), response: set.y)
            let least = set.name == "Filip" ? 7.0 : set.name == "Longley" ? 12 : 13
            #expect(digits(model.coefficients, set.estimates) >= least, "\(set.name)")
        }
    }

    @Test func predictionKeepsTheDigits() throws {
        let sets = try Certified.load()
        let filip = try #require(sets.first { $0.name == "Filip" })
        let design = try filip.design(exact: true)
        let model = try LinearModel(design, response: filip.y)
        #expect(isClose(model.predict(design).map(\.mean), model.fitted, .rounding))
    }
}
