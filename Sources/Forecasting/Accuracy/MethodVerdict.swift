/// Which of several methods to trust on the data that they were tried on.
///
/// The method with the lowest mean absolute scaled error among those that forecast every series that any could; the next one is
/// then compared with it on the forecasts that both made.
public struct MethodVerdict: Sendable, Hashable {
    /// Below this chance a difference counts.
    public static let significance = 0.05

    /// The method to trust.
    public let trusted: MethodScore
    /// The next best; `nil` if there is none.
    public let next: MethodScore?
    /// The trusted method's scaled errors against those of the next; `nil` without forecasts that both made.
    public let comparison: PanelDieboldMariano?

    /// The other methods whose difference from the trusted one may be chance, the best first.
    public let peers: [MethodScore]

    /// Whether the next one is worse by more than chance.
    public var isSignificant: Bool { comparison?.pValue.map { $0 < Self.significance } ?? false }

    /// Judges methods; `nil` if none has a scaled error.
    public init?(_ scores: [MethodScore]) {
        let ranking = Self.ranking(scores).filter { $0.mase != nil }
        let fewest = ranking.map(\.failures).min()
        guard let trusted = ranking.first(where: { $0.failures == fewest }) else { return nil }
        self.trusted = trusted
        next = ranking.first { $0.name != trusted.name }
        comparison = next.flatMap { Self.compare(trusted, $0) }
        peers = ranking.filter { other in
            guard other.name != trusted.name, let p = Self.compare(trusted, other)?.pValue else {
                return false
            }
            return p >= Self.significance
        }
    }

    /// The methods by mean absolute scaled error, those without one last; equal ones in the order given.
    public static func ranking(_ scores: [MethodScore]) -> [MethodScore] {
        scores.enumerated().sorted { left, right in
            let (a, b) = (left.element.mase ?? .infinity, right.element.mase ?? .infinity)
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }

    /// The losses of one method against those of another on the forecasts that both made; `nil` if there is none.
    public static func compare(_ first: MethodScore, _ second: MethodScore) -> PanelDieboldMariano? {
        var others: [Place: Double] = [:]
        for loss in second.losses { others[Place(loss)] = loss.mase }
        let differences = first.losses.compactMap { loss in
            others[Place(loss)].map {
                PanelDieboldMariano.Difference(
                    series: loss.series, span: loss.span, value: loss.mase - $0)
            }
        }
        return differences.isEmpty ? nil : PanelDieboldMariano(differences)
    }

    private struct Place: Hashable {
        let series: Int
        let origin: Int

        init(_ loss: MethodScore.Loss) {
            series = loss.series
            origin = loss.span.lowerBound
        }
    }
}

extension MethodScore {
    /// The ranges that held clearly fewer values than they promise: by more than three points, and beyond chance.
    public var narrowRanges: [IntervalAccuracy] {
        coverage.filter {
            $0.count > 0 && $0.measuredCoverage < $0.coverage - 0.03
                && $0.wilsonInterval.upperBound < $0.coverage
        }
    }
}
