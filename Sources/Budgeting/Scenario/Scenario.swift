public import Billing
import Foundation
import Statistics
public import TimeSeries

/// What if: changes that nobody has planned, and drivers that grow otherwise than they did.
public struct Scenario: Sendable, Hashable {
    public var name: String
    public var note: String?
    /// Changes on top of those of the plan.
    public var changes: [PlannedChange]
    /// Drivers that grow, and how cost answers.
    public var drivers: [DriverGrowth]

    public init(
        name: String, note: String? = nil, changes: [PlannedChange] = [], drivers: [DriverGrowth] = []
    ) {
        self.name = name
        self.note = note
        self.changes = changes
        self.drivers = drivers
    }

    /// Every dimension that the changes and the drivers' answers name.
    public var dimensions: [Billing.Dimension] {
        Set(changes.dimensions + drivers.flatMap { $0.responses.flatMap(\.scope.dimensions) }).sorted()
    }
}

/// A business driver that grows beyond what the forecast expects, and what parts of the bill make of it.
public struct DriverGrowth: Sendable, Hashable {
    /// The driver's name.
    public var driver: String
    /// How much it grows: 0.2 for 20 %.
    public var growth: Growth
    /// The days on which it has grown.
    public var days: Range<CivilDate>
    /// Days from the first on over which it rises evenly; 0 for at once.
    public var rampDays: Int
    /// How the cost of parts of the bill answers.
    public var responses: [Response]
    /// Where it is written: `scenarios/growth.yaml:3`.
    public var source: String?

    /// A growth that is known, or how likely each is.
    public enum Growth: Sendable, Hashable {
        case fixed(Double)
        /// Between the lowest and the highest, most often the likely one.
        case triangular(low: Double, likely: Double, high: Double)
        case normal(mean: Double, deviation: Double)
    }

    /// How the cost of a part of the bill answers to the driver.
    public struct Response: Sendable, Hashable {
        public var scope: Scope
        public var form: Form

        /// The form of the answer.
        public enum Form: Sendable, Hashable {
            /// The variable share of the cost grows as the driver does: fixed and variable part of a cost relation.
            case variableShare(Double)
            /// The cost grows by the driver's growth to this power.
            case elasticity(Double)
        }

        public init(scope: Scope, form: Form) {
            self.scope = scope
            self.form = form
        }
    }

    public init(
        driver: String, growth: Growth, days: Range<CivilDate>, rampDays: Int = 0, responses: [Response] = [],
        source: String? = nil
    ) {
        self.driver = driver
        self.growth = growth
        self.days = days
        self.rampDays = rampDays
        self.responses = responses
        self.source = source
    }

    /// Whether the growth is not known.
    public var isUncertain: Bool {
        switch growth {
        case .fixed: false
        case .triangular(let low, _, let high): low < high
        case .normal(_, let deviation): deviation > 0
        }
    }
}

extension DriverGrowth.Growth {
    /// Possible growths, by the inverse of the distribution on an even grid in an order that depends on `seed` only.
    ///
    /// Every hundredth of the distribution has its hundredth of the draws, so that 1,000 give a mean and quantiles as good as
    /// a hundred times as many independent ones would.
    ///
    /// - Parameters:
    ///   - count: How many, at least 1.
    ///   - seed: Of the order.
    /// - Returns: Growths of at least -1: nothing grows below nothing.
    public func draws(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { (Double($0) + 0.5) / Double(count) }.shuffled(using: &random)
            .map { max(-1, quantile($0)) }
    }

    /// The growth below which a share `p` of the distribution lies.
    public func quantile(_ p: Double) -> Double {
        switch self {
        case .fixed(let growth): return growth
        case .normal(let mean, let deviation): return mean + deviation * Normal.quantile(p)
        case .triangular(let low, let likely, let high):
            let width = high - low
            guard width > 0 else { return likely }
            let turn = (likely - low) / width
            return p < turn
                ? low + (p * width * (likely - low)).squareRoot()
                : high - ((1 - p) * width * (high - likely)).squareRoot()
        }
    }
}

extension DriverGrowth.Response.Form {
    /// How much more the cost is for a growth of the driver, for each unit of ``weight``.
    func size(_ growth: Double) -> Double {
        switch self {
        case .variableShare: growth
        case .elasticity(let power): pow(1 + growth, power) - 1
        }
    }

    /// The part of the cost that the answer is about.
    var weight: Double {
        guard case .variableShare(let share) = self else { return 1 }
        return share
    }
}
