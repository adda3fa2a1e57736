import Billing
import Findings
import TimeSeries

extension BacktestReport {
    public func markdown(language: Language) -> String {
        let title = language("Backtest", "回测")
        let parts = [
            "# \(title) · \(MarkdownText.name(context.workspace)) · \(firstDay) – \(lastDay)\n",
            "**\(opening(language))**\n",
            incidentTable(language), falseTable(language),
            benignText(language).map { MarkdownText.escaped($0) + "\n" } ?? "",
            "---\n\n" + MarkdownText.escaped(Colophon.text(context, language)) + "\n",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The score in a sentence.
    func opening(_ language: Language) -> String {
        let made = language.count(findings.count, "finding", "findings", "项发现")
        guard let score else {
            return language(
                "\(made) in \(days) days; no labels to score them.", "\(days) 天内共 \(made)；没有标签可供评分。")
        }
        let rate = NumberText.fixed(score.falsePerWeek, decimals: 2)
        let shares = score.money.map { money in
            let share = NumberText.percent(money.share)
            return language("\(share) of the money in \(money.currency)", "\(money.currency) 金额的 \(share)")
        }
        let money =
            shares.isEmpty ? "" : language(" with \(language.list(shares))", "，占 \(language.list(shares))")
        return language(
            "Found \(score.found) of \(score.incidents) incidents\(money); \(rate) false findings a week.",
            "\(score.incidents) 起事件中发现 \(score.found) 起\(money)；每周误报 \(rate) 项。")
    }

    /// Which benign events were taken for incidents.
    func benignText(_ language: Language) -> String? {
        guard isLabelled else { return nil }
        guard !benignHits.isEmpty else {
            return language(
                "No benign event, such as a purchase or a migration, was taken for an incident.",
                "没有良性事件（如预付购买或迁移）被误报。")
        }
        let names = language.list(benignHits.prefix(20).map { SafeText.short($0, limit: 30) })
        let count = language.count(
            benignHits.count, "benign event was", "benign events were", "起良性事件被误报")
        return language("\(count) taken for an incident: \(names).", "\(count)：\(names)。")
    }

    private func incidentTable(_ language: Language) -> String {
        guard !incidents.isEmpty else { return "" }
        let rows = incidents.map { incident in
            [
                MarkdownText.name(incident.id), MarkdownText.name(language.kindName(incident.kind)),
                MarkdownText.name(language.name(incident.scope)), incident.firstDay.description,
                incident.lastDay.description, incident.foundOn?.description ?? language("missed", "漏报"),
                incident.delayDays.map { NumberText.count($0) } ?? "–",
                MoneyText(incident.currency).signed(incident.impact),
            ]
        }
        let head = [
            language("Incident", "事件"), language("Kind", "类型"), language("Scope", "范围"),
            language("First day", "首日"), language("Last day", "末日"), language("Found on", "发现日"),
            language("Days", "天数"), language("Impact", "影响"),
        ]
        return "## \(language("Incidents", "事件"))\n\n" + MarkdownText.table(head, rightFrom: 6, rows)
    }

    private func falseTable(_ language: Language) -> String {
        let ids = Set(falseFindings)
        let wrong = findings.filter { ids.contains($0.id) }
        guard !wrong.isEmpty else { return "" }
        let rows = wrong.map { finding in
            [
                MarkdownText.escaped(finding.id), language.name(finding.kind),
                MarkdownText.name(language.name(finding.scope)), finding.firstDay.description,
                MoneyText(finding.currency).signed(finding.impact),
            ]
        }
        let head = [
            language("Finding", "发现"), language("Kind", "类型"), language("Scope", "范围"),
            language("First day", "首日"), language("Impact", "影响"),
        ]
        return "## \(language("False findings", "误报"))\n\n" + MarkdownText.table(head, rightFrom: 4, rows)
    }
}
