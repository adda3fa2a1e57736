import Billing
import Findings
import TimeSeries

extension DailyPage {
    /// A currency's last weeks and its vendors.
    func currency(_ day: CurrencyDay) -> HTMLElement {
        let title = language("Daily cost, \(day.currency)", "每日成本，\(day.currency)")
        return Frame.section(title) {
            if day.days.count > 1 { DayChart(page: self, day: day).figure }
            vendorCards(day)
            vendorTable(day)
        }
    }

    private func vendorCards(_ day: CurrencyDay) -> HTMLElement? {
        let vendors = day.vendors.filter { $0.days.count > 1 }.prefix(12)
        guard vendors.count > 1 else { return nil }
        return HTMLElement("div", ["class": "vendors"]) {
            vendors.map { vendor in
                HTMLElement("div", ["class": "vendor card"]) {
                    HTMLElement("h4") { inline.name(vendor.vendor, limit: 40) }
                    HTMLElement("p") {
                        if let actual = vendor.actual {
                            inline.money(actual, .full(day.currency))
                        } else {
                            HTMLElement("span", ["class": "soft"]) { language("not known yet", "尚无数据") }
                        }
                        change(vendor)
                        if vendor.isProvisional { " " }
                        inline.provisional(vendor.isProvisional)
                    }
                    sparkline(vendor, day)
                }
            }
        }
    }

    private func change(_ vendor: VendorDay) -> [HTMLElement.Node] {
        guard let actual = vendor.actual, let expected = vendor.expected, expected > .zero else { return [] }
        let share = (actual - expected).approximate / expected.approximate
        return [
            .text(" "),
            .element(
                HTMLElement(
                    "span",
                    ["class": "soft num", "title": language("against expected", "与预期相比")]
                ) { NumberText.signedPercent(share) }),
        ]
    }

    private func sparkline(_ vendor: VendorDay, _ day: CurrencyDay) -> HTMLElement {
        let name = SafeText.short(vendor.vendor, limit: 40)
        let known = vendor.days.compactMap(\.actual)
        let text = MoneyText(day.currency)
        let description: String
        if let low = known.min(), let high = known.max() {
            description = language(
                "Between \(text(low)) and \(text(high)) a day over \(vendor.days.count) days.",
                "\(vendor.days.count) 天内，每日 \(text(low)) 至 \(text(high))。")
        } else {
            description = language("No cost is known.", "尚无成本数据。")
        }
        return Sparkline(
            title: language("\(name): cost by day and what was expected", "\(name)：每日成本与预期"),
            description: description, points: vendor.days.map { $0.chartPoint(note: "", label: nil) }
        ).svg
    }

    private func vendorTable(_ day: CurrencyDay) -> HTMLElement? {
        guard !day.vendors.isEmpty else { return nil }
        let shown = VendorMoney(day)
        let style = MoneyStyle.number(day.currency)
        func money(_ value: Money<Charged>?, _ exact: Money<Charged>?, _ style: MoneyStyle) -> [HTMLElement
            .Node]
        {
            Table.cell {
                if let value {
                    inline.money(value, exact: exact, style, decimals: shown.decimals)
                } else {
                    "–"
                }
            }
        }
        var rows = day.vendors.indices.map { i in
            let vendor = day.vendors[i]
            let difference = vendor.actual.flatMap { actual in vendor.expected.map { actual - $0 } }
            return Table.Row([
                money(shown.actual[i], vendor.actual, style),
                money(shown.expected[i], vendor.expected, style),
                money(shown.change[i], difference, .numberChange(day.currency)),
            ]) {
                inline.name(vendor.vendor, limit: 60)
                if vendor.isProvisional { " " }
                inline.provisional(vendor.isProvisional)
            }
        }
        if day.vendors.count > 1 {
            let exact = day.vendors.compactMap(\.actual).reduce(.zero, +)
            rows.append(
                Table.Row(isSum: true, [money(shown.total, exact, style), [], []]) {
                    language("All vendors", "全部供应商")
                })
        }
        let columns: [Table.Column] = [
            .text(language("Vendor", "供应商")),
            .number(language("Cost, \(day.currency)", "成本，\(day.currency)")),
            .number(language("Expected", "预期")), .number(language("Difference", "差额")),
        ]
        let caption = language(
            "By vendor on \(day.day ?? report.dataDay): \(language.name(report.context.basis)), \(day.currency)",
            "\(day.day ?? report.dataDay) 各供应商：\(language.name(report.context.basis))，\(day.currency)")
        return HTMLElement("div", ["class": "card", "style": "margin-top:.75rem"]) {
            Table(columns: columns, caption: caption, rows: rows).element
        }
    }
}

extension DayPoint {
    /// The day as a place of a chart.
    func chartPoint(note: String, label: String?) -> LineChart.Point {
        LineChart.Point(
            x: Double(day.dayNumber), value: actual?.approximate, expected: expected?.approximate,
            lower: lower?.approximate, upper: upper?.approximate, isProvisional: isProvisional, note: note,
            label: label)
    }
}
