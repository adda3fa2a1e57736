public import Billing
public import TimeSeries

extension DetectionDrill {
    /// A planted incident and when it was found.
    public struct Outcome: Sendable, Hashable, Encodable {
        public var kind: DrillKind
        /// As a share of what the part usually costs in a day.
        public var size: Double
        public var place: DrillScope
        public var onset: CivilDate
        /// Money that it adds in the days that are watched; negative for a drop.
        public var impact: Money<Charged>
        /// The first morning that shows it; `nil` if none did.
        public var foundOn: CivilDate?

        /// A planted incident.
        public init(
            kind: DrillKind, size: Double, place: DrillScope, onset: CivilDate, impact: Money<Charged>,
            foundOn: CivilDate?
        ) {
            self.kind = kind
            self.size = size
            self.place = place
            self.onset = onset
            self.impact = impact
            self.foundOn = foundOn
        }

        /// Days from its first day to the morning that shows it: 1 is the next.
        public var delayDays: Int? { foundOn.map { onset.distance(to: $0) } }
    }

    /// The smallest money that can be seen in a part of the bill.
    public struct Visibility: Sendable, Hashable {
        public var place: DrillScope
        /// Incidents of each size that were found, and that were planted, over all kinds; in order of size.
        public var found: [Int]
        public var planted: [Int]
        /// The smallest size of which, and of all larger ones, four in five were found; `nil` if there is none.
        public var smallestSize: Double?

        /// The same as money a day.
        public var smallestDay: Money<Charged>? {
            smallestSize.map { Money(modelled: $0 * place.usualDay.approximate) }
        }
    }

    /// What a drill found.
    public struct Result: Sendable, Hashable {
        public var sizes: [Double]
        public var onsets: [CivilDate]
        public var outcomes: [Outcome]
        /// What the same mornings found without anything planted: incidents of the history, or false ones.
        public var unplanted: [Finding]
        /// Days watched.
        public var days: Int

        /// What a drill found.
        public init(
            sizes: [Double], onsets: [CivilDate], outcomes: [Outcome], unplanted: [Finding], days: Int
        ) {
            self.sizes = sizes
            self.onsets = onsets
            self.outcomes = outcomes
            self.unplanted = unplanted
            self.days = days
        }

        /// Incidents found.
        public var found: Int { outcomes.count { $0.foundOn != nil } }

        /// Findings of the unplanted history a week.
        public var unplantedPerWeek: Double { Double(unplanted.count) * 7 / Double(max(1, days)) }

        /// Middle delay of those found; `nil` if none was.
        public var medianDelayDays: Double? { DetectionDrill.median(outcomes) }

        /// One row for each kind and size: found, planted, and the middle delay.
        public func row(_ kind: DrillKind, _ size: Double) -> (
            found: Int, planted: Int, medianDelayDays: Double?
        ) {
            let these = outcomes.filter { $0.kind == kind && $0.size == size }
            return (these.count { $0.foundOn != nil }, these.count, DetectionDrill.median(these))
        }

        /// The smallest visible money of each part of the bill, largest part of each currency first.
        public var visibility: [Visibility] {
            var places: [DrillScope] = []
            for outcome in outcomes where !places.contains(outcome.place) { places.append(outcome.place) }
            return places.map(visibility)
        }

        private func visibility(of place: DrillScope) -> Visibility {
            let these = outcomes.filter { $0.place == place }
            let planted = sizes.map { size in these.count { $0.size == size } }
            let found = sizes.map { size in these.count { $0.size == size && $0.foundOn != nil } }
            var smallest: Double?
            for i in sizes.indices.reversed() where planted[i] > 0 {
                guard 5 * found[i] >= 4 * planted[i] else { break }
                smallest = sizes[i]
            }
            return Visibility(place: place, found: found, planted: planted, smallestSize: smallest)
        }
    }

    static func median(_ outcomes: [Outcome]) -> Double? {
        let delays = outcomes.compactMap(\.delayDays).map(Double.init)
        return delays.isEmpty ? nil : delays.medianOrZero()
    }
}

// Written by hand where a value may be unknown: synthesized coding leaves the key out, the interface wants `null`.

extension DetectionDrill.Outcome {
    private enum Key: CodingKey { case kind, size, place, onset, impact, foundOn }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .kind)
        try values.encode(size, forKey: .size)
        try values.encode(place, forKey: .place)
        try values.encode(onset, forKey: .onset)
        try values.encode(impact, forKey: .impact)
        try values.encode(foundOn, forKey: .foundOn)
    }
}
