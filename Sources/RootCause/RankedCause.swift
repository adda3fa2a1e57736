internal import Foundation

/// A cause in words and numbers.
public struct RankedCause: Sendable, Hashable, Codable {
    /// The values that the cause fixes, by name of dimension.
    public let scope: [String: String]
    /// Sum of what was.
    public let real: Double
    /// Sum of what was expected.
    public let predict: Double
    /// What it did to the whole: `real` − `predict`.
    public let contribution: Double
    /// Confidence from the evidence, 0…1.
    public let score: Double
}

extension SubsetScan {
    /// The causes of a change in words, most evidence first; empty where leaves are only noisy.
    public func rank(_ table: LeafTable) -> [RankedCause] {
        explain(table).causes.map { cause in
            RankedCause(
                scope: cause.scope(in: table), real: cause.real, predict: cause.predict,
                contribution: cause.real - cause.predict, score: cause.score)
        }
    }
}

extension Cause {
    /// The values that it fixes, by name of dimension.
    public func scope(in table: LeafTable) -> [String: String] {
        var scope: [String: String] = [:]
        for element in elements {
            scope[table.dimensions[element.dimension]] = table.values[element.dimension][element.value]
        }
        return scope
    }

    /// Confidence from the evidence, 0…1.
    public var score: Double { 1 / (1 + exp(-gain)) }
}
