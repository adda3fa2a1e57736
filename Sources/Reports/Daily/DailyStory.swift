import Billing
import Findings
import TimeSeries

/// What the day's report says first, in words: used by the page, the Markdown and the terminal's summary alike.
struct DailyStory {
    let report: DailyReport
    let language: Language
    /// Findings that ask for someone, those that matter most first.
    let live: [Finding]
    /// Findings that ended or were resolved.
    let settled: [Finding]

    init(_ report: DailyReport, _ language: Language) {
        self.report = report
        self.language = language
        let runDay = report.context.runDay
        func isLive(_ finding: Finding) -> Bool { finding.status != .ended && finding.status != .resolved }
        func isBefore(_ left: Finding, _ right: Finding) -> Bool {
            if DailyStory.isNew(left, runDay) != DailyStory.isNew(right, runDay) {
                return DailyStory.isNew(left, runDay)
            }
            if left.severity != right.severity { return left.severity > right.severity }
            if left.impact.magnitude != right.impact.magnitude {
                return left.impact.magnitude > right.impact.magnitude
            }
            return left.id < right.id
        }
        live = report.findings.filter(isLive).sorted(by: isBefore)
        settled = report.findings.filter { !isLive($0) }.sorted(by: isBefore)
    }

    /// Findings that this morning's run shows for the first time, or again.
    var newCount: Int { live.count { isNew($0) } }

    func isNew(_ finding: Finding) -> Bool { DailyStory.isNew(finding, report.context.runDay) }

    private static func isNew(_ finding: Finding, _ runDay: CivilDate) -> Bool {
        finding.detectedOn == runDay || finding.status == .reopened
    }

    /// The one sentence that says whether anything needs attention.
    var opening: String {
        if report.currencies.allSatisfy({ $0.actual == nil }) && live.isEmpty {
            return language(
                "No cost is known yet for \(report.dataDay).", "尚无 \(report.dataDay) 的成本数据。")
        }
        let older = live.count - newCount
        if newCount > 0 {
            let new = language.count(newCount, "new finding needs", "new findings need", "项新发现需要处理")
            let rest = language.count(older, "older one is", "older ones are", "项旧发现仍未结束")
            if older == 0 { return language("\(new) a look.", "\(new)。") }
            return language("\(new) a look; \(rest) still open.", "\(new)；另有 \(rest)。")
        }
        if older > 0 {
            let rest = language.count(older, "older finding is", "older findings are", "项旧发现仍未结束")
            return language("Nothing new; \(rest) still open.", "没有新发现；\(rest)。")
        }
        if report.currencies.contains(where: { $0.isOutside }) {
            return language(
                "No findings, but the day's cost lies outside the expected range.",
                "没有发现异常，但当日成本超出预期区间。")
        }
        return language("A quiet day: nothing needs attention.", "平静的一天：没有需要处理的事项。")
    }

    /// What a currency's day cost against what was expected.
    func sentence(_ day: CurrencyDay, breaking: Bool = false) -> String {
        let money = MoneyText(day.currency, breaking: breaking)
        let basis = language.name(report.context.basis)
        let date = date(day.day ?? report.dataDay)
        guard let actual = day.actual else {
            return language(
                "\(day.currency): no \(basis) is known yet for \(date).",
                "\(day.currency)：尚无 \(date) 的\(basis)数据。")
        }
        let cost = money(actual)
        guard let expected = day.expected else {
            return language(
                "\(date) had \(cost) of \(basis)", "\(date) 的\(basis)为 \(cost)")
                + provisionalNote(day.isProvisional) + language(".", "。")
        }
        let decimals = MoneyText.decimals(for: [actual, expected])
        let change = money((actual - expected).magnitude, decimals: decimals)
        let share =
            expected > .zero
            ? NumberText.percent((actual - expected).magnitude.approximate / expected.approximate) : "–"
        let comparison =
            actual == expected
            ? language("just as expected", "与预期一致")
            : actual > expected
                ? language("\(change) (\(share)) more than expected", "比预期高 \(change)（\(share)）")
                : language("\(change) (\(share)) less than expected", "比预期低 \(change)（\(share)）")
        return language("\(date) had \(cost) of \(basis), ", "\(date) 的\(basis)为 \(cost)，") + comparison
            + rangeNote(day) + provisionalNote(day.isProvisional) + language(".", "。")
    }

    /// What has arrived of the newest day where it cannot be compared yet.
    func arriving(_ day: CurrencyDay, breaking: Bool = false) -> String? {
        guard let part = day.arriving else { return nil }
        return language("\(date(part.day)) is still arriving: ", "\(date(part.day)) 的数据仍在到达：")
            + arrived(part, day.currency, breaking: breaking) + language(".", "。")
    }

    /// `CNY 63,676 so far, 50.3% of what was expected`.
    func arrived(_ part: ArrivingDay, _ currency: Currency, breaking: Bool = false) -> String {
        let cost = MoneyText(currency, breaking: breaking)(part.actual)
        guard let expected = part.expected, expected > .zero else {
            return language("\(cost) so far", "目前 \(cost)")
        }
        let share = NumberText.percent(part.actual.approximate / expected.approximate)
        let text = language("\(cost) so far, \(share) of what was expected", "目前 \(cost)，为预期的 \(share)")
        guard let usual = part.expectedSoFar else { return text }
        let usualShare = NumberText.percent(usual.approximate / expected.approximate)
        return text + language(" (usually \(usualShare) by now)", "（此时通常为 \(usualShare)）")
    }

    func date(_ day: CivilDate) -> String { "\(language.weekday(day)) \(day)" }

    private func rangeNote(_ day: CurrencyDay) -> String {
        guard day.lower != nil, day.upper != nil else { return "" }
        return day.isOutside
            ? language(", outside the usual range", "，超出常见区间")
            : language(", within the usual range", "，在常见区间内")
    }

    private func provisionalNote(_ isProvisional: Bool) -> String {
        guard isProvisional else { return "" }
        return language(" (provisional: late rows may still change it)", "（暂定：迟到数据仍可能改变该值）")
    }

    /// A finding on one line: kind, scope, money, since when, why, who.
    func line(_ finding: Finding, breaking: Bool = false) -> String {
        let money = MoneyText(finding.currency, breaking: breaking)
        let scope = SafeText.short(language.name(finding.scope))
        var parts = [
            language(
                "\(language.name(finding.kind)) in \(scope)", "\(scope) \(language.name(finding.kind))"),
            money.signed(finding.impact),
            since(finding),
        ]
        if let cause = mainCause(finding) { parts.append(cause) }
        parts.append(owner(finding))
        if finding.provisional { parts.append(language("provisional", "暂定")) }
        return parts.joined(separator: language(", ", "，"))
    }

    /// `since 2026-06-14`, or the days that it lasted.
    func since(_ finding: Finding) -> String {
        guard let last = finding.lastDay else {
            return language("since \(finding.firstDay)", "自 \(finding.firstDay) 起")
        }
        if last == finding.firstDay { return language("on \(last)", "\(last) 当日") }
        return language("\(finding.firstDay) to \(last)", "\(finding.firstDay) 至 \(last)")
    }

    /// The cause with the most money and its share, if there is one.
    func mainCause(_ finding: Finding) -> String? {
        guard let cause = finding.causes.first(where: { !$0.isRemainder }) else { return nil }
        let name = SafeText.short(self.name(cause, of: finding))
        let share = NumberText.percent(cause.share)
        return language("mostly \(name) (\(share))", "主要来自 \(name)（\(share)）")
    }

    /// What a cause adds to the finding's scope.
    func name(_ cause: Finding.Contribution, of finding: Finding) -> String {
        if cause.isRemainder { return language("everything else", "其余部分") }
        let own = cause.scope.values.filter { pair in
            !finding.scope.values.contains { $0.dimension == pair.dimension && $0.value == pair.value }
        }
        guard !own.isEmpty else { return language.name(cause.scope) }
        return language.names(own).joined(separator: " · ")
    }

    func owner(_ finding: Finding) -> String {
        guard let owner = finding.owner, !owner.isEmpty else { return language("no owner", "无负责人") }
        return language(
            "owner \(SafeText.short(owner, limit: 40))", "负责人 \(SafeText.short(owner, limit: 40))")
    }
}

extension CurrencyDay {
    /// Whether the day's cost lies outside the interval of what was expected.
    var isOutside: Bool {
        guard let actual, let lower, let upper else { return false }
        return actual < lower || actual > upper
    }
}
