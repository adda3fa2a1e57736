public import Billing
internal import TimeSeries

/// What a drill plants: where, when, what kind and how much.
public struct DrillSettings: Sendable, Hashable {
    /// Chooses the days; the same number, bill and settings give the same drill.
    public var seed: UInt64 = 1
    /// Parts of the bill in each currency.
    public var scopesPerCurrency = 6
    /// Days on which incidents begin, spread over the history.
    public var onsetCount = 3
    /// Sizes as shares of what the part usually costs in a day, ascending.
    public var sizes = [0.1, 0.25, 0.5, 1]

    /// The defaults.
    public init() {}
}

/// A kind of incident that a drill plants.
public enum DrillKind: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// More for one day.
    case spike
    /// More from a day on.
    case levelShift = "level-shift"
    /// A little more each day; its size is that of the seventh day.
    case leak
    /// Less from a day on, by nine tenths at most.
    case drop
    /// Charges of a service that was not there.
    case newSpend = "new-spend"

    /// What is added on a day after the onset, in units of the size.
    func share(dayAfter day: Int) -> Double {
        switch self {
        case .spike: day == 0 ? 1 : 0
        case .levelShift, .newSpend: 1
        case .leak: Double(day + 1) / 7
        case .drop: -1
        }
    }

    public static func < (left: DrillKind, right: DrillKind) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// A part of the bill that a drill plants into.
public struct DrillScope: Sendable, Hashable, Codable {
    public var scope: Scope
    public var currency: Currency
    /// What it costs on the middle one of its last days.
    public var usualDay: Money<Charged>

    /// A part of the bill.
    public init(scope: Scope, currency: Currency, usualDay: Money<Charged>) {
        self.scope = scope
        self.currency = currency
        self.usualDay = usualDay
    }
}

/// What can keep a drill from being run.
public enum DrillError: Error, Sendable, Hashable {
    /// The history is too short to learn from before and to look at after.
    case tooShort(needed: Int, got: Int)
    /// No part of the bill has charges on most days.
    case nothingRegular
}

extension DrillError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let needed, let got):
            "needs \(needed) days of charges, got \(got); wait for more history"
        case .nothingRegular:
            "needs a part of the bill with charges on most days, got none; ingest usage charges"
        }
    }
}

/// Where and when a drill plants.
struct DrillPlan {
    /// Days of history before the first incident, and days looked at after one began.
    static let learned = 60
    static let watched = 14
    /// Mornings after the onset that are looked at.
    static let mornings = [1, 2, 3, 4, 6, 8, 11, 14]

    /// Parts of the bill that have no charge in common.
    let scopes: [DrillScope]
    let onsets: [CivilDate]

    /// Chooses parts from the newest weeks of a bill, and days from its history.
    init(_ ledger: Ledger, _ detection: DetectionSettings, _ settings: DrillSettings) throws(DrillError) {
        let needed = DrillPlan.learned + DrillPlan.watched + 7
        let days = DrillPlan.daysOfUse(ledger)
        guard days.count >= needed else { throw .tooShort(needed: needed, got: days.count) }
        // The newest days may still be late.
        let last = days.upperBound.advanced(by: -DrillPlan.watched - 7)
        let first = max(
            days.lowerBound.advanced(by: DrillPlan.learned), last.advanced(by: -detection.historyDays / 2))
        onsets = DrillPlan.onsets(in: first...last, settings)
        scopes = ledger.currencies.flatMap { currency in
            DrillPlan.scopes(ledger, currency, detection, before: days.upperBound, settings.scopesPerCurrency)
        }
        guard !scopes.isEmpty else { throw .nothingRegular }
    }

    /// From the first day used to the day after the last; what is bought for a year ahead is no use.
    private static func daysOfUse(_ ledger: Ledger) -> Range<CivilDate> {
        var (first, last) = (Int32.max, Int32.min)
        for currency in ledger.currencies {
            let passes = ledger.rows(passing: .usage, in: currency)
            for row in passes.indices
            where passes[row] && ledger.chargeEnd[row] - ledger.chargeStart[row] == 1 {
                first = min(first, ledger.chargeStart[row])
                last = max(last, ledger.chargeStart[row])
            }
        }
        let start = CivilDate(dayNumber: first > last ? 0 : Int(first))
        return start..<CivilDate(dayNumber: first > last ? 0 : Int(last) + 1)
    }

    /// One day in each of equal parts of the range.
    private static func onsets(in range: ClosedRange<CivilDate>, _ settings: DrillSettings) -> [CivilDate] {
        var random = SplitMix64(seed: settings.seed)
        let count = max(1, settings.onsetCount)
        let span = Double(range.lowerBound.distance(to: range.upperBound))
        let chosen = (0..<count).map { part in
            range.lowerBound.advanced(by: Int((Double(part) + random.uniform()) / Double(count) * span))
        }
        return Array(Set(chosen)).sorted()
    }

    /// Services from the largest to the small, in turn whole, in their largest region, and in one account of it.
    private static func scopes(
        _ ledger: Ledger, _ currency: Currency, _ detection: DetectionSettings, before end: CivilDate,
        _ count: Int
    ) -> [DrillScope] {
        let cube = CostCube(
            ledger, by: detection.dimensions, days: end.advanced(by: -56)..<end.advanced(by: -7),
            basis: detection.basis, currency: currency, filter: .usage)
        func indices(_ dimensions: [Dimension]) -> [Int] {
            dimensions.compactMap { cube.dimensions.firstIndex(of: $0) }
        }
        let service = indices([.serviceProvider, .service])
        let levels = [service, service + indices([.region]), service + indices([.region, .subAccount])]
        let services = cube.nodes(by: service).compactMap { regular($0, cube) }
        let ranked = services.sorted { ($0.usual, $1.node.scope) > ($1.usual, $0.node.scope) }
        let taken = min(count, ranked.count)
        return (0..<taken).compactMap { i in
            let whole = ranked[taken == 1 ? 0 : i * (ranked.count - 1) / (taken - 1)].node
            let parts = cube.nodes(by: levels[i % levels.count]).filter { whole.scope.contains($0.scope) }
            let largest = parts.compactMap { regular($0, cube) }.max {
                ($0.usual, $1.node.scope) < ($1.usual, $0.node.scope)
            }
            return largest.map { DrillScope(scope: $0.node.scope, currency: currency, usualDay: $0.usual) }
        }
    }

    /// A node with charges on nine days in ten, and what it usually costs in a day.
    private static func regular(_ node: CostCube.Node, _ cube: CostCube) -> (
        node: CostCube.Node, usual: Money<Charged>
    )? {
        let costs = cube.dailyCosts(ofLeaves: node.leaves).sorted()
        let middle = costs[costs.count / 2]
        return costs[costs.count / 10] > .zero && middle > .zero ? (node, middle) : nil
    }
}
