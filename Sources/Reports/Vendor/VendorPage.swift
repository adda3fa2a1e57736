import Billing
import Commitments
import TimeSeries

/// The vendor pack as a page.
struct VendorPage {
    let report: VendorReport
    let language: Language
    private let inline: Inline

    init(_ report: VendorReport, _ language: Language) {
        self.report = report
        self.language = language
        inline = Inline(language: language, basis: report.context.basis)
    }

    private var pack: VendorPack { report.pack }

    func html() -> String {
        let title = language("Vendor pack", "供应商谈判资料")
        return Frame(context: report.context, language: language, title: title).html {
            HTMLElement("p", ["class": "warning"]) { VendorReport.confidential(language) }
            HTMLElement("p", ["class": "lede"]) { inline.name(pack.vendor, limit: 60) }
            HTMLElement("p", ["class": "story"]) { opening }
            commitments
            spendPath
            discounts
            concentration
        }
    }

    private var opening: String {
        let money = MoneyText(pack.currency)
        let total = pack.spendPath.reduce(Money<Charged>.zero) { $0 + $1.mean }
        let share = NumberText.percent(pack.concentration.share)
        let term = pack.spendPath.count
        return language(
            "From history to \(pack.asOf): \(money(total)) expected at contracted prices over the next \(term) months; the vendor holds \(share) of all spend in \(pack.currency).",
            "基于截至 \(pack.asOf) 的历史：未来 \(term) 个月按合同价预计支出 \(money(total))；该供应商占 \(pack.currency) 总支出的 \(share)。"
        )
    }

    private var commitments: HTMLElement? {
        guard !pack.commitments.isEmpty else { return nil }
        let decimals = MoneyText.decimals(for: pack.commitments.map(\.commit))
        func money(_ value: Money<Charged>) -> [HTMLElement.Node] {
            Table.cell {
                inline.money(value, .number(pack.currency), decimals: decimals, basis: .contractedCost)
            }
        }
        let rows = pack.commitments.map { choice in
            Table.Row([
                money(choice.commit), Table.cell { NumberText.odds(choice.probabilityShortfall) },
                money(choice.expectedShortfall), money(choice.expectedSaving),
            ]) { NumberText.percent(choice.discount) }
        }
        let hint = language(
            "The money that is best to promise over \(pack.termMonths) months if the vendor gives the discount: that quantile of what will be needed.",
            "若供应商给出该折扣，\(pack.termMonths) 个月内最佳承诺金额：即未来需求的相应分位数。")
        return Frame.section(language("What can be promised", "可承诺的金额"), hint: hint) {
            Table(
                columns: [
                    .text(language("Discount", "折扣")),
                    .number(language("Commit, \(pack.currency)", "承诺金额，\(pack.currency)")),
                    .number(language("Odds of shortfall", "用不足概率")),
                    .number(language("Expected shortfall", "预期未用金额")),
                    .number(language("Expected saving", "预期节省")),
                ], rows: rows
            ).card
        }
    }

    private var spendPath: HTMLElement? {
        guard pack.spendPath.count > 1 else { return nil }
        let caption = language("Contracted cost a month, \(pack.currency)", "每月合同价成本，\(pack.currency)")
        let chart = Chart(
            caption: caption, wide: chart(every: 1).svg(width: 1040, height: 280),
            narrow: chart(every: max(1, pack.spendPath.count / 4)).svg(width: 340, height: 240),
            legend: [
                (.swatch("guess"), language("mean", "均值")), (.swatch("band"), "P10–P90"),
            ], table: pathTable, language: language)
        return Frame.section(language("Spend ahead", "未来支出")) { chart.figure }
    }

    private func chart(every step: Int) -> LineChart {
        let money = MoneyText(pack.currency)
        let points = pack.spendPath.enumerated().map { i, month in
            LineChart.Point(
                x: Double(i), value: nil, expected: month.mean.approximate, lower: month.p10.approximate,
                upper: month.p90.approximate,
                note:
                    "\(SafeText.short(month.month, limit: 10))\n\(money(month.mean)) (P10–P90 \(money.number(month.p10))–\(money.number(month.p90)))",
                label: i % step == 0 ? SafeText.short(month.month, limit: 10) : nil)
        }
        let first = pack.spendPath.first
        let last = pack.spendPath.last
        return LineChart(
            title: language("Spend by month ahead with its interval", "未来各月支出及区间"),
            description: language(
                "From \(first.map { money($0.mean) } ?? "–") in \(first?.month ?? "–") to \(last.map { money($0.mean) } ?? "–") in \(last?.month ?? "–").",
                "\(first?.month ?? "–") 为 \(first.map { money($0.mean) } ?? "–")，\(last?.month ?? "–") 为 \(last.map { money($0.mean) } ?? "–")。"
            ), language: language, points: points)
    }

    private var pathTable: Table {
        let decimals = MoneyText.decimals(for: pack.spendPath.map(\.mean))
        let rows = pack.spendPath.map { step in
            Table.Row(
                [step.mean, step.p10, step.p50, step.p90].map { value in
                    Table.cell {
                        inline.money(
                            value, .number(pack.currency), decimals: decimals, basis: .contractedCost)
                    }
                }
            ) { inline.name(step.month, limit: 10) }
        }
        return Table(
            columns: [
                .text(language("Month", "月份")),
                .number(language("Mean, \(pack.currency)", "均值，\(pack.currency)")),
                .number("P10"), .number("P50"), .number("P90"),
            ], narrow: .scrolls, rows: rows)
    }

    /// Products down, months across, the last twelve months.
    private var discounts: HTMLElement? {
        guard !pack.discounts.isEmpty else { return nil }
        let months = Set(pack.discounts.map(\.month)).sorted().suffix(12)
        let byService = Dictionary(grouping: pack.discounts, by: \.service)
        let ordered = byService.sorted { left, right in
            let (leftList, rightList) = (VendorPage.list(left.value), VendorPage.list(right.value))
            return leftList == rightList ? left.key < right.key : leftList > rightList
        }
        let rows = ordered.map { service, entries in
            let ofMonth = Dictionary(entries.map { ($0.month, $0) }) { first, _ in first }
            return Table.Row(months.map { discountCell(ofMonth[$0]) }) { inline.name(service, limit: 40) }
        }
        let hint = language(
            "1 − contracted ÷ list cost, without purchases of commitments; – where nothing was charged at list price.",
            "1 − 合同价成本 ÷ 目录价成本，不含承诺购买；– 表示当月无目录价费用。")
        return Frame.section(language("Realised discount", "已实现折扣"), hint: hint) {
            HTMLElement("div", ["class": "card"]) {
                Table(
                    columns: [.text(language("Product", "产品"))]
                        + months.map { .number(SafeText.short($0, limit: 10)) },
                    caption: language("Discount by product and month", "各产品各月折扣"), narrow: .scrolls,
                    rows: rows
                ).element
            }
        }
    }

    private static func list(_ entries: [VendorPack.Discount]) -> Money<Charged> {
        entries.reduce(.zero) { $0 + $1.list }
    }

    private func discountCell(_ entry: VendorPack.Discount?) -> [HTMLElement.Node] {
        Table.cell {
            if let entry, let discount = entry.discount {
                let money = MoneyText(pack.currency)
                let title =
                    "\(language.name(.listCost)) \(money.exact(entry.list)), \(language.name(.contractedCost)) \(money.exact(entry.contracted))"
                HTMLElement("span", ["title": title]) { NumberText.percent(discount) }
            } else {
                "–"
            }
        }
    }

    private var concentration: HTMLElement? {
        let shares = pack.concentration.shares
        guard !shares.isEmpty else { return nil }
        let total = shares.reduce(Money<Charged>.zero) { $0 + $1.spend }
        let decimals = MoneyText.decimals(for: total)
        let shownTotal = Apportionment.rounded(total, decimals: decimals)
        let parts = Apportionment.parts(shares.map(\.spend), of: shownTotal, decimals: decimals)
        var rows = zip(shares, parts).map { share, shown in
            let percent = NumberText.percent(share.share)
            let name = SafeText.short(share.vendor, limit: 60)
            return Table.Row([
                Table.cell { ShareBar.svg(share.share, title: "\(name): \(percent)") },
                Table.cell {
                    inline.money(
                        shown, exact: share.spend, .number(pack.currency), decimals: decimals,
                        basis: .effectiveCost)
                },
                Table.cell { percent },
            ]) { inline.name(share.vendor, limit: 60) }
        }
        let all = Table.cell {
            inline.money(
                shownTotal, exact: total, .number(pack.currency), decimals: decimals, basis: .effectiveCost)
        }
        rows.append(Table.Row(isSum: true, [[], all, []]) { language("All vendors", "全部供应商") })
        let hhi = NumberText.fixed(pack.concentration.hhi, decimals: 3)
        let hint = language(
            "Herfindahl–Hirschman index \(hhi); 1 is a single vendor.", "赫芬达尔指数（HHI）\(hhi)；1 表示只有一家供应商。")
        return Frame.section(language("Concentration", "集中度"), hint: hint) {
            HTMLElement("div", ["class": "card"]) {
                Table(
                    columns: [
                        .text(language("Vendor", "供应商")), .text(""),
                        .number(VendorReport.concentrationHead(pack.currency, language)),
                        .number(language("Share", "占比")),
                    ], narrow: .scrolls, cssClass: "causes", rows: rows
                ).element
            }
        }
    }
}

extension VendorReport {
    public func html(language: Language) -> String { VendorPage(self, language).html() }
}
