import Billing
import Commitments

extension VendorReport {
    public func markdown(language: Language) -> String {
        let title = language("Vendor pack", "供应商谈判资料")
        let parts = [
            "# \(title) · \(MarkdownText.name(pack.vendor)) · \(pack.asOf)\n",
            "> **\(VendorReport.confidential(language))**\n",
            commitments(language), spendPath(language), discounts(language), concentration(language),
            "---\n\n" + MarkdownText.escaped(Colophon.text(context, language)) + "\n",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    static func confidential(_ language: Language) -> String {
        language("Confidential: holds contract prices. Do not pass on.", "机密：含合同价格，请勿转发。")
    }

    static func concentrationHead(_ currency: Currency, _ language: Language) -> String {
        let basis = language.name(CostBasis.effectiveCost)
        return basis.prefix(1).uppercased() + basis.dropFirst() + language(", ", "，") + currency.code
    }

    private func commitments(_ language: Language) -> String {
        let money = MoneyText(pack.currency)
        let rows = pack.commitments.map { choice in
            [
                NumberText.percent(choice.discount), money(choice.commit),
                NumberText.odds(choice.probabilityShortfall),
                money(choice.expectedShortfall), money(choice.expectedSaving),
            ]
        }
        let head = [
            language("If the discount is", "若折扣为"), language("Commit", "承诺金额"),
            language("Odds of shortfall", "用不足概率"), language("Expected shortfall", "预期未用金额"),
            language("Expected saving", "预期节省"),
        ]
        let term = language(
            "What can be promised for \(pack.termMonths) months", "\(pack.termMonths) 个月可承诺的金额")
        return "## \(term)\n\n" + MarkdownText.table(head, rightFrom: 0, rows)
    }

    private func spendPath(_ language: Language) -> String {
        guard !pack.spendPath.isEmpty else { return "" }
        let money = MoneyText(pack.currency)
        let decimals = MoneyText.decimals(for: pack.spendPath.map(\.mean))
        let rows = pack.spendPath.map { step in
            [MarkdownText.escaped(step.month)]
                + [step.mean, step.p10, step.p50, step.p90].map { money.number($0, decimals: decimals) }
        }
        let head = [
            "\(pack.currency), \(language.name(.contractedCost))", language("Mean", "均值"), "P10", "P50",
            "P90",
        ]
        return "## \(language("Spend ahead", "未来支出"))\n\n" + MarkdownText.table(head, rows)
    }

    private func discounts(_ language: Language) -> String {
        guard !pack.discounts.isEmpty else { return "" }
        let money = MoneyText(pack.currency)
        let rows = pack.discounts.map { row in
            [
                MarkdownText.name(row.service), MarkdownText.escaped(row.month), money.number(row.list),
                money.number(row.contracted), row.discount.map(NumberText.percent) ?? "–",
            ]
        }
        let head = [
            language("Product", "产品"), language("Month", "月份"),
            "\(language.name(.listCost)), \(pack.currency)",
            "\(language.name(.contractedCost)), \(pack.currency)", language("Discount", "折扣"),
        ]
        return "## \(language("Realised discount", "已实现折扣"))\n\n"
            + MarkdownText.table(head, rightFrom: 2, rows)
    }

    private func concentration(_ language: Language) -> String {
        let money = MoneyText(pack.currency)
        let rows = pack.concentration.shares.map { share in
            [
                MarkdownText.name(share.vendor), money.number(share.spend),
                NumberText.percent(share.share),
            ]
        }
        let head = [
            language("Vendor", "供应商"), VendorReport.concentrationHead(pack.currency, language),
            language("Share", "占比"),
        ]
        let hhi = NumberText.fixed(pack.concentration.hhi, decimals: 3)
        let note = language(
            "Herfindahl–Hirschman index \(hhi) (1 is a single vendor).", "赫芬达尔指数（HHI）\(hhi)（1 表示只有一家供应商）。")
        return "## \(language("Concentration", "集中度"))\n\n" + note + "\n\n" + MarkdownText.table(head, rows)
    }
}
