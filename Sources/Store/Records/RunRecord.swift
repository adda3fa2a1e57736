public import Advice
public import Findings
public import TimeSeries

/// One daily run and all that it found: recorded whole or not at all.
public struct RunRecord: Sendable {
    /// The day of the run.
    public var day: CivilDate
    public var startedAt: Timestamp
    public var finishedAt: Timestamp
    /// Digest of what the run read: the snapshots it saw, the configuration and the feedback.
    public var inputs: String
    /// The summary that was printed.
    public var summary: String
    /// Every finding whose state the run set.
    public var findings: [Finding]
    /// The suggestions in their order.
    public var suggestions: [Suggestion]
    /// The roots of the budget trees, one a currency and period, as JSON.
    public var budgetForecasts: [String]

    /// One daily run and all that it found.
    public init(
        day: CivilDate, startedAt: Timestamp, finishedAt: Timestamp, inputs: String, summary: String,
        findings: [Finding], suggestions: [Suggestion] = [], budgetForecasts: [String] = []
    ) {
        self.day = day
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.inputs = inputs
        self.summary = summary
        self.findings = findings
        self.suggestions = suggestions
        self.budgetForecasts = budgetForecasts
    }
}

/// The state of a finding as one run left it.
public struct FindingEvent: Sendable, Hashable {
    /// The day of the run.
    public var runDay: CivilDate
    /// The finding as that run saw it.
    public var finding: Finding
}
