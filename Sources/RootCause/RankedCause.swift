internal import Foundation

/// A cause in words and numbers: what `outlay rootcause` prints.
public struct RankedCause: Sendable, Hashable, Codable {
    /// The values that the cause fixes, by name of dimension.
    public let scope: [String: String]
    /// Sum of what was.
    public let real: Double
    /// Sum of what was expected.
    public let predict: Double
    /// Share of the whole change: (`real` − `predict`) ÷ the same over all leaves; 0 where nothing changed in sum.
    public let contribution: Double
    /// Confidence from the evidence, 0…1.
    public let score: Double
}

extension SubsetScan {
    /// The causes of a change in words, most evidence first; empty where leaves are only noisy.
    public func rank(_ table: LeafTable) -> [RankedCause] {
        let change = zip(table.real, table.predict).reduce(0) { $0 + $1.0 - $1.1 }
        return explain(table).causes.map { cause in
            var scope: [String: String] = [:]
            for element in cause.elements {
                scope[table.dimensions[element.dimension]] = table.values[element.dimension][element.value]
            }
            return RankedCause(
                scope: scope, real: cause.real, predict: cause.predict,
                contribution: change == 0 ? 0 : (cause.real - cause.predict) / change,
                score: 1 / (1 + exp(-cause.gain)))
        }
    }
}
