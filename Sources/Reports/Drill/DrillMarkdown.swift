import Billing
import Findings
import TimeSeries

extension DrillReport {
    public func markdown(language: Language) -> String {
        let title = language("Drill", "演练")
        let parts = [
            "# \(title) · \(MarkdownText.name(context.workspace)) · \(context.runDay)\n",
            "**\(opening(language))**\n", MarkdownText.escaped(method(language)) + "\n",
            "## \(language("What can be seen, by part of the bill", "各部分可见的最小金额"))\n\n"
                + visibility(language),
            "## \(language("What is found, by kind and size", "按类型与规模的发现率"))\n\n" + kinds(language),
            MarkdownText.escaped(unplantedText(language)) + "\n",
            "---\n\n" + MarkdownText.escaped(Colophon.text(context, language)) + "\n",
        ]
        return parts.joined(separator: "\n")
    }

    private func visibility(_ language: Language) -> String {
        let rows = result.visibility.map { row in
            let money = MoneyText(row.place.currency)
            let found = zip(row.found, row.planted).map { found, planted in
                planted == 0 ? "–" : NumberText.percent(Double(found) / Double(planted))
            }
            return [MarkdownText.name(language.name(row.place.scope)), money(row.place.usualDay)] + found
                + [row.smallestDay.map { money($0) } ?? language("none", "无")]
        }
        let head =
            [language("Part of the bill", "账单部分"), language("Usual day", "平常一天")]
            + result.sizes.map { NumberText.percent($0) } + [language("Smallest visible, a day", "每天可见最小值")]
        return MarkdownText.table(head, rows)
    }

    private func kinds(_ language: Language) -> String {
        let rows = DrillKind.allCases.map { kind in
            [language.name(kind)] + result.sizes.map { cell(kind, $0, language) }
        }
        return MarkdownText.table(
            [language("Kind", "类型")] + result.sizes.map { NumberText.percent($0) }, rows)
    }
}
