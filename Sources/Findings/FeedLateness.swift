internal import Billing
internal import TimeSeries

/// How late a vendor's charges become known, learned from its own bill.
struct FeedLateness: Sendable {
    /// Ages at which a day is still looked at, at most.
    static let maximumAge = 30

    /// Share of a day's final money known when the day is *k* days old, for *k* in `0 ... maximumAge`.
    private(set) var completeness = [Double](repeating: 1, count: maximumAge + 1)
    /// The age from which nothing of a day is still to come: younger days may look like drops and are none.
    private(set) var settledAge = 1
    /// Whether the bill says when charges became known.
    private(set) var isKnown = false

    /// The share of a day's money that is known when it is `age` days old.
    func completeness(age: Int) -> Double {
        age < 0 ? 0 : age > Self.maximumAge ? 1 : completeness[age]
    }

    /// The age from which a day counts as complete: 98 % of its money is known.
    var completeAge: Int { completeness.firstIndex { $0 >= 0.98 } ?? Self.maximumAge }
    /// The age from which a day is worth looking at: 60 % of its money is known.
    var usableAge: Int { completeness.firstIndex { $0 >= 0.6 } ?? Self.maximumAge }

    /// A feed of which nothing is learned: a day's charges are known when it is over.
    init() {}

    /// Learns from the mature days of a vendor.
    ///
    /// - Parameter moneyByAge: For each mature day its money by the age at which it became known.
    init(moneyByAge: [[Double]]) {
        isKnown = true
        var shares = [[Double]](repeating: [], count: Self.maximumAge + 1)
        for day in moneyByAge {
            let total = day.reduce(0, +)
            guard total > 0 else { continue }
            var sum = 0.0
            for age in 0...Self.maximumAge {
                sum += day[age]
                shares[age].append(sum / total)
            }
        }
        guard let first = shares.first, first.count >= 7 else { return }
        // The middle day: outages of the feed do not count.
        for age in 0...Self.maximumAge { completeness[age] = shares[age].medianOrZero() }
        let usable = usableAge
        let regular = first.indices.filter { shares[usable][$0] >= 0.5 }
        let settled = (0...Self.maximumAge).first { age in
            regular.reduce(0) { $0 + 1 - shares[age][$1] } < 0.0005 * Double(max(regular.count, 1))
        }
        settledAge = max(1, settled ?? Self.maximumAge)
    }
}

extension FeedLateness {
    /// The lateness of each vendor (by its code in the ledger) as known on the day of a run.
    ///
    /// Days between 75 and 15 days before the run are taken as final.
    static func learned(
        _ ledger: Ledger, passes: [Bool], costs: [Int128], run: CivilDate, vendors: Ledger.TextColumn
    ) -> [FeedLateness] {
        let first = run.dayNumber - 75
        let dayCount = 60
        let ages = maximumAge + 1
        let vendorCount = vendors.values.count + 1
        var money = [Double](repeating: 0, count: vendorCount * dayCount * ages)
        var hasKnown = [Bool](repeating: false, count: vendorCount)
        for row in 0..<ledger.count where passes[row] && ledger.knownOn[row] != Ledger.unknownDay {
            let day = Int(ledger.chargeStart[row]) - first
            guard 0..<dayCount ~= day, ledger.chargeEnd[row] - ledger.chargeStart[row] <= 1 else { continue }
            let vendor = Int(vendors.codes[row])
            let age = min(max(Int(ledger.knownOn[row]) - Int(ledger.chargeStart[row]), 0), maximumAge)
            money[(vendor * dayCount + day) * ages + age] += abs(costs[row].nearestDouble / 1e18)
            hasKnown[vendor] = true
        }
        return (0..<vendorCount).map { vendor in
            guard hasKnown[vendor] else { return FeedLateness() }
            return FeedLateness(
                moneyByAge: (0..<dayCount).map { day in
                    let start = (vendor * dayCount + day) * ages
                    return Array(money[start..<start + ages])
                })
        }
    }
}
