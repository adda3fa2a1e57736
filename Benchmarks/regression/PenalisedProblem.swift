import Foundation
import LinearAlgebra
import Regression

/// A penalised, robust or constrained regression to do, as JSON, and how often.
struct PenalisedProblem: Decodable {
    let method: String
    let columns: [[Double]]
    let y: [Double]
    /// Penalties, probabilities or the number of knees, as the method needs.
    let parameters: [Double]
    /// The share of the absolute penalty.
    let mixing: Double?
    let repeats: Int?

    private struct Answer: Encodable {
        let values: [[Double]]
        let seconds: Double
    }

    /// The numbers of the fit, one list a penalty or probability, and the processor seconds of one fit, as JSON.
    func answer() throws -> String {
        let design = try DesignMatrix(
            names: columns.indices.map { "x\($0)" }, matrix: Matrix(columns: columns))
        let count = repeats ?? 1
        let start = ProcessorTime.seconds
        var values: [[Double]] = []
        for _ in 0..<count { values = try fit(design) }
        let answer = Answer(values: values, seconds: (ProcessorTime.seconds - start) / Double(count))
        return String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
    }

    private func fit(_ design: DesignMatrix) throws -> [[Double]] {
        switch method {
        case "net":
            let net = ElasticNet(
                mixing: mixing ?? 1,
                penalties: parameters.isEmpty ? .path(count: 100, ratio: 1e-3) : .given(parameters))
            return try net.path(design, response: y).models.map {
                [$0.intercept, $0.penalty] + $0.coefficients
            }
        case "ridge":
            let models = try Ridge(penalties: parameters).path(design, response: y)
            return models.map { [$0.intercept, $0.leaveOneOutLoss] + $0.coefficients }
        case "quantile":
            return try parameters.map { probability in
                let model = try QuantileRegression().fit(design, response: y, at: probability)
                return [model.loss, model.isOptimal ? 1 : 0, Double(model.rounds), Double(model.pivots)]
                    + model.coefficients
            }
        case "huber": return [try Huber(maximumRounds: 1000).fit(design, response: y).coefficients]
        case "bisquare":
            var method = Bisquare(maximumRounds: 1000)
            method.start = .leastSquares
            return [try method.fit(design, response: y).coefficients]
        case "nonnegative":
            let model = try NonNegativeLeastSquares().fit(design, response: y)
            return [model.coefficients]
        case "knees":
            let method = SegmentedRegression(selection: .exactly(Int(parameters.first ?? 1)))
            let model = try method.fit(x: columns[0], response: y)
            return [[model.residuals.reduce(0) { $0 + $1 * $1 }] + model.knees.map(\.position)]
        default: return []
        }
    }
}
