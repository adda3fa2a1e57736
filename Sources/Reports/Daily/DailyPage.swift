import Billing
import Findings
import TimeSeries

/// The daily report as a page; its sections are in the extensions.
struct DailyPage {
    let report: DailyReport
    let language: Language
    let story: DailyStory
    let inline: Inline

    init(_ report: DailyReport, _ language: Language) {
        self.report = report
        self.language = language
        story = DailyStory(report, language)
        inline = Inline(language: language, basis: report.context.basis)
    }

    func html() -> String {
        let title = language("Daily cost report", "每日成本报告")
        return Frame(context: report.context, language: language, title: title).html {
            HTMLElement("p", ["class": "lede"]) { inline.prose(story.opening) }
            report.currencies.map { day in
                HTMLElement("p", ["class": "story"]) {
                    inline.prose(story.sentence(day))
                    story.arriving(day).map { inline.prose(" " + $0) } ?? []
                }
            }
            leaders
            report.currencies.map(tiles)
            findings
            report.currencies.map(currency)
            otherFindings
            suggestions
            budgets
            otherCharges
            feeds
            muted
        }
    }

    /// The finding with the most money and who should look at it, in a sentence.
    private var leaders: HTMLElement? {
        guard let first = story.live.first else { return nil }
        let colon = language(": ", "：")
        return HTMLElement("p", ["class": "story"]) {
            language("First", "首要") + colon
            HTMLElement("strong") { inline.money(first.impact, .change(first.currency)) }
            language(", ", "，") + language.name(first.kind).lowercased() + language(" in ", "，")
            inline.scope(first.scope)
            inline.prose(language(", ", "，") + story.since(first) + language("; ", "；"))
            ownerNodes(first)
            language(".", "。")
        }
    }

    func ownerNodes(_ finding: Finding) -> [HTMLElement.Node] {
        guard let owner = finding.owner, !owner.isEmpty else {
            return [.text(language("no owner", "无负责人"))]
        }
        return [.text(language("owner ", "负责人 ")), .element(inline.name(owner, limit: 40))]
    }

    private func tiles(_ day: CurrencyDay) -> HTMLElement {
        HTMLElement("dl", ["class": "tiles card"]) {
            tile(
                language(
                    "Cost of \(day.day ?? report.dataDay), \(day.currency)",
                    "\(day.day ?? report.dataDay) 的成本，\(day.currency)"),
                day.actual.map { money($0, day) }
            ) { inline.provisional(day.isProvisional) }
            changeTile(
                language("Against expected", "与预期相比"), day, to: day.expected,
                range: day.lower.flatMap { lower in day.upper.map { (lower, $0) } })
            changeTile(language("Against a week before", "与上周同日相比"), day, to: day.weekBefore, range: nil)
            tile(language("Month to date", "本月至今"), money(day.monthToDate, day)) {
                language("to \(report.dataDay)", "截至 \(report.dataDay)")
            }
            if let end = day.monthEnd {
                tile(language("Month end, P50", "月末预计 P50"), money(end.p50, day)) {
                    "P10–P90 \(range(end.p10, end.p90, day))"
                }
            }
        }
    }

    private func money(_ value: Money<Charged>, _ day: CurrencyDay) -> HTMLElement {
        inline.money(value, .full(day.currency))
    }

    private func range(_ low: Money<Charged>, _ high: Money<Charged>, _ day: CurrencyDay) -> String {
        let text = MoneyText(day.currency)
        let decimals = MoneyText.decimals(for: [low, high])
        return "\(text.number(low, decimals: decimals))–\(text.number(high, decimals: decimals))"
    }

    private func tile(
        _ name: String, _ value: HTMLElement?, @HTMLElement.Children sub: () -> [HTMLElement.Node]
    ) -> HTMLElement {
        let below = sub()
        return HTMLElement("div", ["class": "tile"]) {
            HTMLElement("dt") { name }
            HTMLElement("dd", ["class": "big"]) {
                if let value { value } else { language("not known yet", "尚无数据") }
            }
            if !below.isEmpty { HTMLElement("dd", ["class": "sub"]) { below } }
        }
    }

    private func changeTile(
        _ name: String, _ day: CurrencyDay, to base: Money<Charged>?,
        range limits: (Money<Charged>, Money<Charged>)?
    ) -> HTMLElement {
        guard let actual = day.actual, let base else { return tile(name, nil) {} }
        let change = actual - base
        let value = HTMLElement("span", ["class": day.isOutside && limits != nil ? tone(change) : nil]) {
            inline.money(change, .change(day.currency))
        }
        return tile(name, value) {
            if base > .zero {
                NumberText.signedPercent(change.approximate / base.approximate)
            }
            if let limits {
                let share = NumberText.coverage(day.coverage)
                (base > .zero ? " · " : "")
                    + language(
                        "\(share) range \(range(limits.0, limits.1, day))",
                        "\(share) 区间 \(range(limits.0, limits.1, day))")
            }
        }
    }

    /// The colour of a change; its sign says the same.
    func tone(_ change: Money<Charged>) -> String? {
        change == .zero ? nil : change > .zero ? "up" : "down"
    }
}

extension DailyReport {
    public func html(language: Language) -> String { DailyPage(self, language).html() }
}
