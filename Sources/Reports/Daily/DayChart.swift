import Billing
import Findings
import TimeSeries

/// A currency's last weeks: cost, what was expected, its interval and the findings.
struct DayChart {
    let page: DailyPage
    let day: CurrencyDay

    private var language: Language { page.language }

    var figure: HTMLElement {
        let basis = language.name(page.report.context.basis)
        let share = NumberText.coverage(day.coverage)
        let caption = language("\(basis), \(day.currency) a day", "每日\(basis)，\(day.currency)")
        let span = "\(day.days.first?.day.description ?? "") – \(day.days.last?.day.description ?? "")"
        return Chart(
            caption: caption.prefix(1).uppercased() + caption.dropFirst(), hint: span,
            wide: chart(width: 1040).svg(width: 1040, height: 300),
            narrow: chart(width: 340).svg(width: 340, height: 240),
            legend: legend(share), table: table, language: language
        ).figure
    }

    private func legend(_ share: String) -> [(key: Chart.Key, text: String)] {
        var items: [(key: Chart.Key, text: String)] = [
            (.swatch("line0"), language("cost", "成本")),
            (.swatch("guess"), language("expected", "预期")),
            (.swatch("band"), language("\(share) range", "\(share) 区间")),
        ]
        if day.days.contains(where: \.isProvisional) {
            items.append((.swatch("open"), language("provisional", "暂定")))
        }
        if incidents.contains(where: \.isUp) {
            items.append((.sign("▲", "up"), language("finding, cost up", "发现：偏高")))
        }
        if incidents.contains(where: { !$0.isUp }) {
            items.append((.sign("▼", "down"), language("finding, cost down", "发现：偏低")))
        }
        return items
    }

    private func chart(width: Double) -> LineChart {
        let marks = Axis.days(day.days.map(\.day), width: width - 60)
        let labels = Dictionary(marks.map { ($0.x, $0.label) }) { first, _ in first }
        return LineChart(
            title: language(
                "Cost by day in \(day.currency) with what was expected", "\(day.currency) 每日成本与预期"),
            description: description, language: language,
            points: day.days.map {
                $0.chartPoint(note: note($0), label: labels[Double($0.day.dayNumber)])
            }, incidents: incidents)
    }

    /// The drawing in words.
    private var description: String {
        let text = MoneyText(day.currency)
        let known = day.days.filter { $0.actual != nil }
        guard let low = known.compactMap(\.actual).min(), let high = known.compactMap(\.actual).max(),
            let last = known.last, let cost = last.actual
        else { return language("No cost is known.", "尚无成本数据。") }
        let marks = language.count(incidents.count, "marked finding", "marked findings", "项标记的发现")
        return language(
            "Between \(text(low)) and \(text(high)) a day over \(day.days.count) days; \(text(cost)) on \(last.day); \(marks).",
            "\(day.days.count) 天内每日 \(text(low)) 至 \(text(high))；\(last.day) 为 \(text(cost))；\(marks)。")
    }

    private func note(_ point: DayPoint) -> String {
        let text = MoneyText(day.currency)
        let head = "\(language.weekday(point.day)) \(point.day)"
        let cost = point.actual.map { language("cost \(text($0))", "成本 \(text($0))") }
        let expected = point.expected.map { language("expected \(text($0))", "预期 \(text($0))") }
        let label = point.isProvisional ? language("provisional", "暂定") : nil
        return ([head] + [cost, expected, label].compactMap(\.self)).joined(separator: "\n")
    }

    /// One mark a day and direction, which names all of its findings.
    private var incidents: [LineChart.Incident] {
        let days = Set(day.days.map(\.day))
        let marked = page.report.findings.filter { $0.currency == day.currency && days.contains($0.firstDay) }
        let groups = Dictionary(grouping: marked) {
            [$0.firstDay.dayNumber, $0.direction == .up ? 1 : 0]
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, findings in
            let lines = findings.sorted { $0.impact.magnitude > $1.impact.magnitude }.prefix(5).map {
                page.story.line($0, breaking: false)
            }
            return LineChart.Incident(
                x: Double(key[0]), isUp: key[1] == 1, note: lines.joined(separator: "\n"))
        }
    }

    private var table: Table {
        let decimals = MoneyText.decimals(for: day.days.compactMap(\.actual))
        func cell(_ value: Money<Charged>?) -> [HTMLElement.Node] {
            Table.cell {
                if let value {
                    page.inline.money(value, .number(day.currency), decimals: decimals)
                } else {
                    "–"
                }
            }
        }
        let rows = day.days.reversed().map { point in
            Table.Row([
                cell(point.actual), cell(point.expected), cell(point.lower), cell(point.upper),
            ]) {
                point.day.description
                if point.isProvisional { " " }
                page.inline.provisional(point.isProvisional)
            }
        }
        let head = language("Day", "日期")
        let columns: [Table.Column] = [
            .text(head), .number(language("Cost, \(day.currency)", "成本，\(day.currency)")),
            .number(language("Expected", "预期")), .number(language("From", "下限")),
            .number(language("To", "上限")),
        ]
        return Table(columns: columns, narrow: .scrolls, rows: rows)
    }
}
