public import Billing
public import TimeSeries

/// What a person said of a finding: its money is summed and shown, but raises no finding while the word holds.
///
/// - `expected`: the change is known from the finding's first day on. Whatever moves the same way in the same part of the
///   bill until the end is explained, up to ``dailyLimit`` a day: more than that is news.
/// - `planned`: the same without a limit.
/// - `falseAlarm`: nothing happened. The finding is silent for good, and its part of the bill needs more evidence for a while
///   (``Sensitivity``).
/// - `fixed`: it was real. The finding is silent unless it goes on a week later or comes back.
public struct Mute: Sendable, Hashable, Codable {
    /// Why it is no finding.
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case expected, falseAlarm = "false", fixed, planned
    }

    /// The part of the bill.
    public var scope: Scope
    /// Which way; `nil` for both.
    public var direction: Finding.Direction?
    /// The days of incidents that it covers: first day of the incident.
    public var firstDay: CivilDate
    /// The last day it covers; `nil` for no end.
    public var lastDay: CivilDate?
    /// Why.
    public var verdict: Verdict
    /// The finding that was judged, where it was one.
    public var findingID: String?
    /// The day of the word; `nil` if it was always there.
    public var givenOn: CivilDate?
    /// The most money a day that it explains; `nil` for all.
    public var dailyLimit: Money<Charged>?

    /// A verdict on a part of the bill.
    public init(
        scope: Scope, direction: Finding.Direction? = nil, firstDay: CivilDate, lastDay: CivilDate? = nil,
        verdict: Verdict, findingID: String? = nil
    ) {
        self.scope = scope
        self.direction = direction
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.verdict = verdict
        self.findingID = findingID
    }

    /// The word on a finding, given on a day: what it explains follows from the verdict.
    ///
    /// An `expected` change may become twice as large as it was on that day before it is news again.
    public init(_ verdict: Verdict, of finding: Finding, givenOn day: CivilDate, lastDay: CivilDate?) {
        self.init(
            scope: finding.scope, direction: finding.direction, firstDay: finding.firstDay,
            lastDay: lastDay, verdict: verdict, findingID: finding.id)
        givenOn = day
        guard verdict == .expected else { return }
        let end = finding.lastDay ?? max(finding.firstDay, min(day, finding.detectedOn).advanced(by: -1))
        let days = max(1, finding.firstDay.distance(to: end) + 1)
        dailyLimit = finding.impact.magnitude.scaled(by: 2, over: Int128(days))
    }

    /// Days after the word for which something that was fixed may still go on: the bill of its last days comes late.
    static let fixingDays = 7

    /// Whether a finding is what was explained, as seen on the day of a run.
    func covers(_ finding: Finding, on run: CivilDate) -> Bool {
        switch verdict {
        case .falseAlarm: return findingID == finding.id
        case .fixed:
            guard findingID == finding.id, let givenOn else { return findingID == finding.id }
            let limit = givenOn.advanced(by: Mute.fixingDays)
            return finding.firstDay <= givenOn && (finding.lastDay.map { $0 <= limit } ?? (run <= limit))
        case .expected, .planned:
            let isSame = findingID == finding.id
            let fits =
                scope.contains(finding.scope) && (direction == nil || direction == finding.direction)
                && finding.firstDay >= firstDay && (lastDay.map { finding.firstDay <= $0 } ?? true)
            return (isSame || fits) && isWithinLimit(finding, on: run)
        }
    }

    private func isWithinLimit(_ finding: Finding, on run: CivilDate) -> Bool {
        guard let dailyLimit else { return true }
        let last = finding.lastDay ?? run.advanced(by: -1)
        let days = Int128(max(1, finding.firstDay.distance(to: last) + 1))
        return finding.impact.magnitude <= dailyLimit.scaled(by: days, over: 1)
    }
}

/// How much more or less evidence each part of the bill needs, learned from what people said of its findings.
///
/// A finding that was a false alarm raises what its part needs in its direction by a quarter, one that was fixed lowers it
/// by a tenth; both are forgotten by half every 90 days, and together they stay within 0.7 … 1.6.
public struct Sensitivity: Sendable {
    private struct Word: Sendable {
        let scope: Scope
        let direction: Finding.Direction?
        let logarithm: Double
    }

    /// Bounds of the factor.
    public static let bounds = 0.7...1.6
    private static let halfLifeDays = 90.0
    private let words: [Word]

    /// What people had said by the day of a run.
    public init(_ mutes: [Mute], run: CivilDate) {
        words = mutes.compactMap { mute in
            guard let day = mute.givenOn, day <= run else { return nil }
            let step =
                switch mute.verdict {
                case .falseAlarm: logarithm(1.25)
                case .fixed: logarithm(0.9)
                case .expected, .planned: 0.0
                }
            guard step != 0 else { return nil }
            let age = Double(day.distance(to: run))
            return Word(
                scope: mute.scope, direction: mute.direction,
                logarithm: step * exponential(-age / Sensitivity.halfLifeDays * logarithm(2)))
        }
    }

    /// What the evidence of an incident in a part of the bill must be multiples of.
    public func factor(_ scope: Scope, _ direction: Finding.Direction) -> Double {
        let sum = words.reduce(0) { sum, word in
            let fits = word.scope.contains(scope) && (word.direction ?? direction) == direction
            return sum + (fits ? word.logarithm : 0)
        }
        return min(max(exponential(sum), Sensitivity.bounds.lowerBound), Sensitivity.bounds.upperBound)
    }
}
