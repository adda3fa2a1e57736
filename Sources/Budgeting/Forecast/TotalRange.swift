import Billing
import Statistics

/// Where a total ends, over all possible futures.
struct TotalRange: Sendable {
    let p10: Money<Charged>
    let p50: Money<Charged>
    let p90: Money<Charged>
    /// The total in each future, smallest first.
    private let sorted: [Double]
    /// What is known exactly, where there is only one future.
    private let certain: Money<Charged>?

    /// Planned changes widen a range in proportion, at most so many times.
    private static let mostWidening = 3.0

    /// A total that is known.
    init(certain total: Money<Charged>) {
        (p10, p50, p90) = (total, total, total)
        sorted = [total.approximate]
        certain = total
    }

    /// A total from possible rests.
    ///
    /// - Parameters:
    ///   - rests: What is still to come in each future, around the agreed mean.
    ///   - agreed: That mean.
    ///   - centre: The mean with what is planned.
    ///   - known: What is charged or accrued.
    ///   - least: The least that can still come; `nil` if that may be anything.
    init(
        rests: [Double], around agreed: Double, moved centre: Double, known: Money<Charged>,
        least: Money<Charged>?
    ) {
        let width = agreed > 0 && centre > 0 ? min(centre / agreed, Self.mostWidening) : 1
        let bottom = least.map(\.approximate) ?? -.infinity
        let base = known.approximate
        sorted = rests.map { base + max(bottom, centre + width * ($0 - agreed)) }.sorted()
        certain = nil
        let floor = least.map { known + $0 }
        let sorted = sorted
        func quantile(_ p: Double) -> Money<Charged> {
            let value = Money<Charged>(modelled: min(max(sorted.quantile(ofSorted: p), -1e17), 1e17))
            return floor.map { max($0, value) } ?? value
        }
        (p10, p50, p90) = (quantile(0.1), quantile(0.5), quantile(0.9))
    }

    /// Share of futures above an amount.
    func share(above limit: Money<Charged>) -> Double {
        if let certain { return certain > limit ? 1 : 0 }
        let limit = limit.approximate
        return Double(sorted.count { $0 > limit }) / Double(sorted.count)
    }

    /// Mean over the futures of what lies above an amount.
    func meanExcess(over limit: Money<Charged>) -> Money<Charged> {
        if let certain { return max(.zero, certain - limit) }
        let amount = limit.approximate
        let excess = sorted.reduce(0) { $0 + max(0, $1 - amount) } / Double(sorted.count)
        return Money(modelled: min(excess, 1e17))
    }
}
