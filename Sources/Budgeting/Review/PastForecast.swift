public import Billing
public import TimeSeries

/// What was forecast of a period that is over, on a day before its end, and what came.
public struct PastForecast: Sendable, Hashable, Codable {
    public var scope: Scope
    /// The name of the period.
    public var period: String
    /// The day of the run that it would have been made on, from what was known then.
    public var madeOn: CivilDate
    /// Days of the period that were over on ``madeOn``.
    public var daysKnown: Int
    public var p10: Money<Charged>
    public var p50: Money<Charged>
    public var p90: Money<Charged>
    public var mean: Money<Charged>
    /// What the period cost, as it is known now.
    public var actual: Money<Charged>

    /// A forecast and what came.
    public init(
        scope: Scope, period: String, madeOn: CivilDate, daysKnown: Int, p10: Money<Charged>,
        p50: Money<Charged>, p90: Money<Charged>, mean: Money<Charged>, actual: Money<Charged>
    ) {
        self.scope = scope
        self.period = period
        self.madeOn = madeOn
        self.daysKnown = daysKnown
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        self.mean = mean
        self.actual = actual
    }

    /// How far the mean was off, as a share of what came: above 0 where too much was forecast; `nil` where nothing came.
    public var error: Double? {
        actual == .zero ? nil : (mean - actual).approximate / actual.magnitude.approximate
    }

    /// Whether P10 … P90 held what came.
    public var held: Bool { (p10...max(p10, p90)).contains(actual) }

    /// How far an organisation with such an error has come; `nil` without an error.
    public var maturity: ForecastMaturity? { error.map { ForecastMaturity(error: $0) } }
}

/// How good the FinOps Framework calls a forecast by its variance to the actual cost.
///
/// - SeeAlso: FinOps Foundation, *FinOps Framework*, capability Forecasting: at most 20 % at Crawl, 15 % at Walk, 12 % at Run.
public enum ForecastMaturity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case run, walk, crawl
    /// More than 20 % off.
    case below

    /// The band of an error, as a share of the actual cost, whichever its sign.
    public init(error: Double) {
        switch abs(error) {
        case ...0.12: self = .run
        case ...0.15: self = .walk
        case ...0.20: self = .crawl
        default: self = .below
        }
    }

    /// The better band is the smaller one.
    public static func < (left: ForecastMaturity, right: ForecastMaturity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .run: 0
        case .walk: 1
        case .crawl: 2
        case .below: 3
        }
    }
}
