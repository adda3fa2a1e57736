import Foundation
import LinearAlgebra
import Regression
import TimeSeries

/// A regression to do, as JSON.
struct Problem: Decodable {
    /// Columns of the design; one of x alone where `degree` is given.
    let columns: [[Double]]
    let y: [Double]
    let weights: [Double]?
    /// The powers of the one column, from 0.
    let degree: Int?
    /// Lags of the Newey–West covariance.
    let lags: Int?

    private struct Answer: Encodable {
        let coefficients, standardErrors: [Double]
        let sigma, rSquared, logLikelihood, aic, bic, durbinWatson: Double
        let newey, automatic, hc3, leverage, cooks: [Double]
        let automaticLags: Int
        let dropped: [String]
        let warnings: [String]
        let arithmetic: String
    }

    func design() throws -> DesignMatrix {
        if let degree { return try .polynomial("x", columns[0], degree: degree) }
        return try DesignMatrix(names: columns.indices.map { "x\($0)" }, matrix: Matrix(columns: columns))
    }

    /// All that the fit says, as JSON.
    func answer() throws -> String {
        let model = try LinearModel(design(), response: y, weights: weights)
        let influence = model.influence()
        let automatic = NeweyWest(.automatic)
        let answer = Answer(
            coefficients: model.coefficients, standardErrors: model.standardErrors,
            sigma: model.residualStandardError, rSquared: model.rSquared,
            logLikelihood: finite(model.logLikelihood), aic: finite(model.aic), bic: finite(model.bic),
            durbinWatson: model.durbinWatson,
            newey: try model.inference(.neweyWest(NeweyWest(.lags(lags ?? 7)))).standardErrors,
            automatic: try model.inference(.neweyWest(automatic)).standardErrors,
            hc3: (try? model.inference(.heteroscedastic(.hc3)).standardErrors) ?? [],
            leverage: influence.leverage, cooks: influence.cooksDistances.map { $0 ?? 0 },
            automaticLags: try automatic.lags(for: model), dropped: model.dropped,
            warnings: try model.collinearity().warnings, arithmetic: "\(model.arithmetic)")
        return String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
    }

    private func finite(_ value: Double) -> Double { value.isFinite ? value : 0 }

    /// Processor time of a design and a fit with the table that one reads, the mean of `repeats`.
    func seconds(repeats: Int) throws -> Double {
        let (names, matrix) = (columns.indices.map { "x\($0)" }, Matrix(columns: columns))
        var check = try read(names, matrix)
        let start = ProcessorTime.seconds
        for _ in 0..<repeats { check += try read(names, matrix) }
        precondition(!check.isNaN, "numbers came out")
        return (ProcessorTime.seconds - start) / Double(repeats)
    }

    private func read(_ names: [String], _ matrix: Matrix) throws -> Double {
        let model = try LinearModel(DesignMatrix(names: names, matrix: matrix), response: y, weights: weights)
        return model.coefficients[0] + model.standardErrors[0] + model.tStatistics[0] + model.pValues[0]
            + model.rSquared
    }

    /// Processor time of `count` responses to the design, with the factoring.
    func secondsOfMany(_ count: Int) throws -> Double {
        var random = SplitMix64(seed: 7)
        let elements = (0..<count).flatMap { _ in y.map { $0 + random.uniform() } }
        let responses = Matrix(rows: y.count, columns: count, elements: elements)
        let design = try design()
        let start = ProcessorTime.seconds
        let fits = try LeastSquaresProjection(design, weights: weights).fit(responses)
        precondition(!fits.coefficients[0, count - 1].isNaN, "numbers came out")
        return ProcessorTime.seconds - start
    }
}

/// Fits whose instructions are counted.
enum NamedFit {
    static func run(_ name: String, repeats: Int) throws {
        let (design, response) = try calendar(days: 730, columns: 40, isDoubled: name == "extended")
        for _ in 0..<repeats {
            switch name {
            case "plain", "extended": _ = try LinearModel(design, response: response).pValues
            case "hac":
                _ = try LinearModel(design, response: response).inference(.neweyWest(NeweyWest(.lags(7))))
            case "influence": _ = try LinearModel(design, response: response).influence()
            case "many":
                let responses = Matrix(columns: [[Double]](repeating: response, count: 256))
                _ = try LeastSquaresProjection(design).fit(responses)
            default: print("plain | extended | hac | influence | many")
            }
        }
    }

    /// An intercept, a line, harmonics of a week and a year, and random drivers.
    private static func calendar(
        days: Int, columns: Int, isDoubled: Bool
    ) throws -> (DesignMatrix, [Double]) {
        var random = SplitMix64(seed: 3)
        var parts: [[Double]] = [
            [Double](repeating: 1, count: days), (0..<days).map { Double($0) / Double(days) },
        ]
        for (period, pairs) in [(7.0, 3), (365.25, 10)] {
            for k in 1...pairs {
                let angles = (0..<days).map { 2 * Double.pi * Double(k * $0) / period }
                parts += [angles.map { sin($0) }, angles.map { cos($0) }]
            }
        }
        while parts.count < columns { parts.append((0..<days).map { _ in 50 + 10 * random.uniform() }) }
        if isDoubled { parts[columns - 1] = parts[columns - 2].map { 2 * $0 } }
        let response = (0..<days).map { i in 100 + parts[1][i] + 2 * parts[2][i] + random.uniform() }
        let names = parts.indices.map { "x\($0)" }
        return (try DesignMatrix(names: names, matrix: Matrix(columns: parts)), response)
    }
}
