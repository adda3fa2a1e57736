public import Findings
import TimeSeries

/// What a drill planted into the workspace's own history, and what of it was found.
public struct DrillReport: Report, Hashable {
    public var context: ReportContext
    /// The number that chose the days.
    public var seed: UInt64
    public var result: DetectionDrill.Result

    public init(context: ReportContext, seed: UInt64, result: DetectionDrill.Result) {
        self.context = context
        self.seed = seed
        self.result = result
    }

    /// The drill in a sentence.
    public func opening(_ language: Language) -> String {
        let (found, planted) = (NumberText.count(result.found), NumberText.count(result.outcomes.count))
        let delay = result.medianDelayDays.map { NumberText.fixed($0, decimals: $0 == $0.rounded() ? 0 : 1) }
        let soon = delay.map { language("; half of them within \($0) days", "；其中一半在 \($0) 天内") } ?? ""
        return language(
            "Found \(found) of \(planted) planted incidents\(soon).",
            "植入 \(planted) 起事件，发现 \(found) 起\(soon)。")
    }

    /// What was found without anything planted.
    public func unplantedText(_ language: Language) -> String {
        let count = language.count(result.unplanted.count, "finding", "findings", "项发现")
        let rate = NumberText.fixed(result.unplantedPerWeek, decimals: 2)
        return language(
            "The same mornings without anything planted: \(count) in \(result.days) days, \(rate) a week; they are of the history itself.",
            "同样的早晨在未植入时：\(result.days) 天内 \(count)，每周 \(rate) 项；它们属于历史本身。")
    }

    /// How it was done.
    func method(_ language: Language) -> String {
        let days = language.list(result.onsets.map(\.description))
        return language(
            "Incidents began on \(days); each size is a share of what the part usually costs in a day. A size is visible if four in five of it, and of all larger ones, were found within two weeks.",
            "事件始于 \(days)；规模为该部分平常一天成本的比例。若该规模及所有更大规模中有五分之四在两周内被发现，则视为可见。")
    }
}

extension DrillReport: Encodable {
    private enum Key: CodingKey {
        case context, seed, sizes, onsets, found, planted, medianDelayDays, visibility, outcomes, unplanted
        case unplantedPerWeek, days
    }

    private enum VisibilityKey: CodingKey {
        case scope, currency, usualDay, found, planted, smallestSize, smallestDay
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(context, forKey: .context)
        try values.encode(seed, forKey: .seed)
        try values.encode(result.sizes, forKey: .sizes)
        try values.encode(result.onsets, forKey: .onsets)
        try values.encode(result.found, forKey: .found)
        try values.encode(result.outcomes.count, forKey: .planted)
        try values.encode(result.medianDelayDays, forKey: .medianDelayDays)
        try values.encode(result.outcomes, forKey: .outcomes)
        try values.encode(result.unplanted, forKey: .unplanted)
        try values.encode(result.unplantedPerWeek, forKey: .unplantedPerWeek)
        try values.encode(result.days, forKey: .days)
        var rows = values.nestedUnkeyedContainer(forKey: .visibility)
        for visible in result.visibility {
            var row = rows.nestedContainer(keyedBy: VisibilityKey.self)
            try row.encode(visible.place.scope, forKey: .scope)
            try row.encode(visible.place.currency, forKey: .currency)
            try row.encode(visible.place.usualDay, forKey: .usualDay)
            try row.encode(visible.found, forKey: .found)
            try row.encode(visible.planted, forKey: .planted)
            try row.encode(visible.smallestSize, forKey: .smallestSize)
            try row.encode(visible.smallestDay, forKey: .smallestDay)
        }
    }
}
