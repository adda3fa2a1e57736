public import TimeSeries

/// What a person said about a finding.
public struct Feedback: Sendable, Hashable {
    /// The finding it is about.
    public var finding: String
    /// The day it was given on: runs of earlier days do not know it.
    public var day: CivilDate
    /// Why the finding is resolved; `nil` withdraws what was said before.
    public var reason: Reason?
    /// In the person's own words.
    public var note: String?
    /// The day from which the finding may be raised again; `nil` if it stays resolved.
    public var until: CivilDate?
    /// When it was given.
    public var givenAt: Timestamp

    /// Why a finding is resolved.
    public enum Reason: String, Sendable, Hashable, CaseIterable, Codable {
        /// It was real and is wanted: the change is known from its first day on.
        case expected
        /// It was nothing.
        case falseAlarm = "false"
        /// It was real and is mended: it is raised again if it comes back.
        case fixed
        /// It was planned: nothing of it is news until a day.
        case planned
    }

    /// What a person said about a finding.
    public init(
        finding: String, day: CivilDate, reason: Reason?, note: String? = nil, until: CivilDate? = nil,
        givenAt: Timestamp
    ) {
        self.finding = finding
        self.day = day
        self.reason = reason
        self.note = note
        self.until = until
        self.givenAt = givenAt
    }
}

/// Who did what, when: one line of the audit trail, which only grows.
public struct AuditEntry: Sendable, Hashable {
    public var at: Timestamp
    public var actor: String
    /// For example `ingest`, `daily`, `resolve`.
    public var action: String
    /// What it was done to.
    public var subject: String
    public var detail: String

    /// One line of the audit trail.
    public init(at: Timestamp, actor: String, action: String, subject: String, detail: String = "") {
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.detail = detail
    }
}
