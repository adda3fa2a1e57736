import Foundation
import TestKit

/// Samples and what NumPy, SciPy and statsmodels say of them (`descriptive.py`).
struct DescriptiveFixture: Decodable {
    struct Case: Decodable {
        let name: String
        let values: [Double]
        let sum: Double
        let mean: Double
        let variance: Double?
        let skewness: Double?
        let probabilities: [Double]
        let quantiles: [Double]
        let mad: Double
        let autocorrelations: [Double]?
    }
    let cases: [Case]
    let correlation: Double

    static func load() throws -> DescriptiveFixture {
        try Fixture.json("descriptive.json", in: .module, as: DescriptiveFixture.self)
    }
}
