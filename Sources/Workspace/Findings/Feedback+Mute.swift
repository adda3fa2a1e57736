internal import Findings
internal import Store
internal import TimeSeries

extension [Feedback] {
    /// The words that hold on a day: the newest on each finding, unless it withdrew what was said or has run out.
    func standing(on day: CivilDate) -> [Feedback] {
        var newest: [String: Feedback] = [:]
        for word in self { newest[word.finding] = word }
        return newest.values.filter { word in
            word.reason != nil && (word.until.map { day < $0 } ?? true)
        }.sorted { ($0.day, $0.finding) < ($1.day, $1.finding) }
    }
}

extension Mute {
    /// Days after the word for which `expected` explains other findings of the same part, where no end was given.
    static let usualDays = 60

    /// What a person said about a finding, for the runs after it; `nil` where it was withdrawn.
    init?(_ word: Feedback, on finding: Finding) {
        let verdict: Verdict
        switch word.reason {
        case .fixed: verdict = .fixed
        case .expected: verdict = .expected
        case .planned: verdict = .planned
        case .falseAlarm: verdict = .falseAlarm
        case nil: return nil
        }
        self.init(
            verdict, of: finding, givenOn: word.day,
            lastDay: word.until?.advanced(by: -1) ?? word.day.advanced(by: Mute.usualDays))
    }
}
