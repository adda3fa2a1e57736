import Foundation
import Statistics
import TimeSeries

/// How often and how far a level jumps: as the history shows, and a little besides, as any service may.
///
/// A jump that was seen comes again as often as if ten years of weeks without any had followed; half a jump of any size stands for
/// those that no history shows. Seven of ten go the way they went before.
struct LevelJumps {
    /// Logarithms of the ratios that were seen.
    private let seen: [Double]
    /// Chance of a jump in a block.
    private let hazard: Double

    /// Jumps that every history is taken to have had besides its own, and blocks without any.
    private static let unseen = 0.5, quietBlocks = 520.0
    /// Standard deviation of the logarithm of a jump that no history shows.
    private static let usualSize = 0.35
    /// Share of jumps that go the other way.
    private static let reversed = 0.3

    /// - Parameters:
    ///   - ratios: Later over earlier level of each jump that was seen; those that are not positive are left out.
    ///   - blocks: Blocks of the history.
    init(_ ratios: [Double], blocks: Int) {
        seen = ratios.filter { $0 > 0 }.map { log($0).clamped(-1, 1) }
        hazard = (Double(seen.count) + Self.unseen) / (Double(blocks) + Self.quietBlocks)
    }

    /// What the logarithm of the level jumps by in a block, mostly nothing.
    func draw(_ generator: inout SplitMix64, _ noise: inout GaussianNoise) -> Double {
        guard generator.uniform() < hazard else { return 0 }
        let place = generator.uniform() * (Double(seen.count) + Self.unseen)
        guard Int(place) < seen.count else { return Self.usualSize * noise.next() }
        let size = seen[Int(place)]
        return generator.uniform() < Self.reversed ? -size : size
    }
}
