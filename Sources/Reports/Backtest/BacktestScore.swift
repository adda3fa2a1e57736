public import Billing
import TimeSeries

/// How good the replay was, from its own rows.
public struct BacktestScore: Sendable, Hashable {
    /// Incidents that were found, and all.
    public let found: Int
    public let incidents: Int
    /// Absolute money of the incidents by currency: found, and all.
    public let money: [CurrencyScore]
    public let falseFindings: Int
    /// False findings in seven days.
    public let falsePerWeek: Double
    /// Median of the days from an incident's first day to the run that found it; `nil` if none was found.
    public let medianDelayDays: Double?

    /// Absolute incident money in one currency.
    public struct CurrencyScore: Sendable, Hashable {
        public let currency: Currency
        public let found: Money<Charged>
        public let all: Money<Charged>

        /// Share of the money that was found, 0…1.
        public var share: Double { all == .zero ? 1 : found.approximate / all.approximate }
    }
}

extension BacktestReport {
    /// The days that were looked at.
    public var days: Int { firstDay.distance(to: lastDay) + 1 }

    /// The score of the replay; `nil` without labels.
    public var score: BacktestScore? {
        guard isLabelled else { return nil }
        var money: [Currency: (found: Money<Charged>, all: Money<Charged>)] = [:]
        for incident in incidents {
            money[incident.currency, default: (.zero, .zero)].all += incident.impact.magnitude
            guard incident.foundOn != nil else { continue }
            money[incident.currency, default: (.zero, .zero)].found += incident.impact.magnitude
        }
        let delays = incidents.compactMap(\.delayDays).sorted()
        let middle = delays.count / 2
        let median: Double? =
            delays.isEmpty
            ? nil
            : delays.count % 2 == 1
                ? Double(delays[middle]) : Double(delays[middle - 1] + delays[middle]) / 2
        return BacktestScore(
            found: incidents.count { $0.foundOn != nil }, incidents: incidents.count,
            money: money.map { BacktestScore.CurrencyScore(currency: $0, found: $1.found, all: $1.all) }
                .sorted { $0.all == $1.all ? $0.currency < $1.currency : $0.all > $1.all },
            falseFindings: falseFindings.count,
            falsePerWeek: Double(falseFindings.count) * 7 / Double(max(1, days)), medianDelayDays: median)
    }
}

extension BacktestReport.Incident {
    /// Days from the first day of the incident to the run that found it: 1 is the next morning.
    public var delayDays: Int? { foundOn.map { firstDay.distance(to: $0) } }
}
