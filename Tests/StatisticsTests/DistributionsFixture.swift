import Foundation
import TestKit

/// What SciPy says of distributions (`distributions.py`).
struct DistributionsFixture: Decodable {
    let normal: [[Double]]
    let normalQuantile: [[Double]]
    let student: [[Double]]
    let studentQuantile: [[Double]]
    let beta: [[Double]]
    let logBeta: [[Double]]
    let gamma: [[Double]]
    let logGamma: [[Double]]
    let chiSquared: [[Double]]
    let fisher: [[Double]]

    static func load() throws -> DistributionsFixture {
        try Fixture.json("distributions.json", in: .module, as: DistributionsFixture.self)
    }
}

/// Relative closeness alone: a tail of 1e-300 must be right too.
func isRelative(_ a: Double, _ b: Double, _ bound: Double = 1e-10) -> Bool {
    abs(a - b) <= bound * max(abs(a), abs(b))
}
