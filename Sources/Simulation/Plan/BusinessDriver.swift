import Billing
import TimeSeries

/// Something that a business counts every day and that may drive the usage of a service.
struct BusinessDriver: Sendable {
    /// What a driver drives, and how.
    struct Source: Sendable {
        let vendor: Int
        let service: Int
        /// Days after which the usage follows.
        let lagDays: Int
        /// The part of the usage of an average day without growth that does not follow.
        let fixedShare: Double
    }

    let name: String
    /// The value of an average day without growth.
    let scale: Double
    /// `nil` for a driver that drives nothing.
    let source: Source?

    /// Standard deviation of what is miscounted, relative to a day's value.
    static let miscount = 0.002

    /// The drivers of the estate: three that drive a service whose incidents are few, and one that drives nothing.
    static let all = [
        BusinessDriver(
            name: "orders", scale: 180_000,
            source: Source(vendor: 0, service: 7, lagDays: 0, fixedShare: 0.3)),
        BusinessDriver(
            name: "video-minutes", scale: 42_000_000,
            source: Source(vendor: 0, service: 6, lagDays: 2, fixedShare: 0)),
        BusinessDriver(
            name: "model-tokens", scale: 9_500_000_000,
            source: Source(vendor: 0, service: 1, lagDays: 1, fixedShare: 0.15)),
        BusinessDriver(name: "support-tickets", scale: 2_600, source: nil),
    ]
}

extension BusinessDriver.Source {
    /// Cost of one unit of the driver more at contracted prices, before incidents.
    ///
    /// The usage is its base × demand, and the driver is scale × (demand − fixed) ∕ (1 − fixed).
    func marginalCost(in plan: VendorPlan, scale: Double) -> Money<Contracted> {
        let days = Double(EstateSize.days.count)
        let nanos = plan.lines.reduce(0.0) { sum, line in
            guard line.service == service, line.predecessor == nil, !line.isIncidentOnly else { return sum }
            return sum + line.baseNanos * Double(line.life.count) / days
        }
        let cost = nanos / 1e9 * (1 - fixedShare) / scale
        return Money(units: Int128((cost * 1e12).rounded()) * 1_000_000)
    }

    /// The part of the cost of the estate's days that does not follow; the demand grows, so it is less than on the first.
    func fixedShareOfCost(in plan: VendorPlan) -> Double {
        let demand = EstateSize.days.indices.map { plan.demand(ofService: service, on: $0) }
        let share = fixedShare * Double(demand.count) / demand.reduce(0, +)
        return (share * 1e4).rounded() / 1e4
    }
}
