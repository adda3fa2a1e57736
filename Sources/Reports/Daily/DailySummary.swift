import Advice
import Billing
import Budgeting
import Findings

extension DailyReport {
    /// At most ten lines of plain text for a terminal.
    public func summary(language: Language) -> String {
        let story = DailyStory(self, language)
        let title = language("daily report", "每日成本报告")
        var lines = [
            "Outlay · \(SafeText.short(context.workspace, limit: 40)) · \(title) \(context.runDay)",
            story.opening,
        ]
        let below =
            currencyLines(story)
            + [outlookLine(language), feedLine(language), suggestionLine(language)]
            .compactMap(\.self)
        // What asks for someone stands first, the most important first.
        lines += findingLines(story, count: 10 - lines.count - below.count)
        return (lines + below).joined(separator: "\n") + "\n"
    }

    /// At most two currencies' days, and in one line what is still arriving.
    private func currencyLines(_ story: DailyStory) -> [String] {
        let language = story.language
        var lines = currencies.prefix(2).map { story.sentence($0, breaking: true) }
        if currencies.count > 2, let last = lines.popLast() {
            lines.append(
                last
                    + language(
                        " (\(currencies.count - 2) more currencies in the report)",
                        "（另有 \(currencies.count - 2) 种货币见报告）"))
        }
        let parts = currencies.prefix(2).compactMap { day in
            day.arriving.map { part in
                story.date(part.day) + language(", ", "，") + story.arrived(part, day.currency, breaking: true)
            }
        }
        guard !parts.isEmpty else { return lines }
        return lines + [language("Still arriving: ", "仍在到达：") + parts.joined(separator: language("; ", "；"))]
    }

    private func findingLines(_ story: DailyStory, count: Int) -> [String] {
        var lines = story.live.prefix(count).map { finding in
            "  " + (story.isNew(finding) ? "* " : "- ") + story.line(finding, breaking: true)
        }
        let more = story.live.count - lines.count
        if more > 0, let last = lines.popLast() {
            let language = story.language
            lines.append(last + language(" (and \(more) more)", "（另有 \(more) 项）"))
        }
        return lines
    }

    private func outlookLine(_ language: Language) -> String? {
        var parts: [String] = []
        for day in currencies.prefix(2) {
            guard let outlook = day.monthEnd else { continue }
            let money = MoneyText(day.currency, breaking: true)
            let decimals = MoneyText.decimals(for: [outlook.p10, outlook.p50, outlook.p90])
            let range =
                "\(money.number(outlook.p10, decimals: decimals))–\(money.number(outlook.p90, decimals: decimals))"
            parts.append(
                language(
                    "month end \(money(outlook.p50, decimals: decimals)) (P10–P90 \(range))",
                    "月末预计 \(money(outlook.p50, decimals: decimals))（P10–P90 \(range)）"))
        }
        for node in budgets.prefix(2) {
            guard let odds = node.probabilityOverrun else { continue }
            parts.append(
                language(
                    "odds of passing the \(node.period) budget in \(node.currency): \(NumberText.odds(odds))",
                    "\(node.period) 预算（\(node.currency)）超支概率：\(NumberText.odds(odds))"))
        }
        guard let first = parts.first else { return nil }
        return ([first.prefix(1).uppercased() + first.dropFirst()] + parts.dropFirst()).joined(
            separator: language("; ", "；"))
    }

    private func feedLine(_ language: Language) -> String? {
        let late = feeds.filter { $0.isLate }
        guard !feeds.isEmpty else { return nil }
        guard !late.isEmpty else {
            return feeds.count == 1
                ? language("The feed is on time.", "数据源按时到达。")
                : language("All \(feeds.count) feeds are on time.", "全部 \(feeds.count) 个数据源按时到达。")
        }
        let names = late.prefix(3).map {
            let days = language.count($0.lateDays, "day", "days", "天")
            return language(
                "\(SafeText.short($0.vendor, limit: 30)) (\(days))",
                "\(SafeText.short($0.vendor, limit: 30))（\(days)）"
            )
        }
        let more = late.count > 3 ? language(" and \(late.count - 3) more", "等 \(late.count) 个") : ""
        return language("Late feeds: ", "迟到的数据源：") + language.list(names) + more
    }

    private func suggestionLine(_ language: Language) -> String? {
        let savings = SuggestedSaving.netted(suggestions)
        guard !savings.isEmpty else { return nil }
        let totals = savings.map { saving in
            MoneyText(saving.currency, breaking: true).saving(saving.low, saving.high, language: language)
        }
        let count = language.count(suggestions.count, "suggestion", "suggestions", "条建议")
        return language(
            "\(count) worth \(totals.joined(separator: ", ")) a month, overlaps netted",
            "\(count)，每月可省 \(totals.joined(separator: "、"))（已扣除重叠）")
    }
}

extension FeedStatus {
    /// Whether it is later than it usually is.
    public var isLate: Bool { lateDays > (usualLateDays ?? 0) }
}
