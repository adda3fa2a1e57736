import Billing
import Commitments
import TimeSeries

/// Spend ahead, commitments and what ends.
extension VendorStory {
    var spend: VendorSection {
        let track =
            pack.track.map {
                language(
                    "Of \($0.origins) past totals of \($0.days) days, \($0.held) lay between their P10 and P90 (8 in 10 are meant to); for that, ranges are widened by a factor of \(NumberText.fixed($0.widening, decimals: 1)).",
                    "过去 \($0.origins) 个 \($0.days) 天合计中，\($0.held) 个落在 P10–P90 之间（应为十分之八）；为此区间放宽至 \(NumberText.fixed($0.widening, decimals: 1)) 倍。"
                )
            } ?? language("The history is too short to say how such ranges did.", "历史过短，无法说明此类区间的表现。")
        var rows: [[VendorTable.Cell]] = pack.products.filter { $0.months.contains { $0.mean != .zero } }.map
        { product in
            [
                .name(language.product(product.service)), .money(product.mean, .contractedCost),
                .money(product.months.first?.mean ?? .zero, .contractedCost),
                .money(product.months.last?.p10 ?? .zero, .contractedCost),
                .money(product.months.last?.p50 ?? .zero, .contractedCost),
                .money(product.months.last?.p90 ?? .zero, .contractedCost),
            ]
        }
        let path = pack.spendPath
        if path.isEmpty == false, !rows.isEmpty {
            rows.append([
                .text(language("All products", "全部产品")),
                .money(path.reduce(.zero) { $0 + $1.mean }, .contractedCost),
                .money(path.first?.mean ?? .zero, .contractedCost),
                .money(path.last?.p10 ?? .zero, .contractedCost),
                .money(path.last?.p50 ?? .zero, .contractedCost),
                .money(path.last?.p90 ?? .zero, .contractedCost),
            ])
        }
        let products = VendorTable(
            caption: language(
                "By product; means add up, P10, P50 and P90 do not", "按产品；均值可加，P10、P50、P90 不可加"),
            columns: [
                .text(language("Product", "产品")),
                .number(language("Mean of the term, \(pack.currency)", "合同期均值，\(pack.currency)")),
                .number(path.first?.month ?? "–"), .number("P10 \(path.last?.month ?? "–")"), .number("P50"),
                .number("P90"),
            ], rows: rows, hasSum: true)
        return VendorSection(
            title: language("Spend ahead", "未来支出"), hint: track, tables: [products], hasChart: true)
    }

    var commitments: VendorSection {
        var section = VendorSection(
            title: language("How commitments were used", "承诺使用情况"),
            hint: language(
                "ESR on contracted: (contracted − effective) ÷ contracted, what commitments add to the contract. ESR on list: (list − effective) ÷ list, both together. Unused money counts as effective cost, never as list or contracted cost.",
                "ESR（合同价）=（合同价 − 摊销）÷ 合同价，即承诺在合同之上的贡献；ESR（目录价）=（目录价 − 摊销）÷ 目录价，即两者合计。未用金额计入摊销成本，不计入目录价与合同价成本。"
            ))
        let whole = pack.record.months.dropLast()
        guard !pack.record.months.isEmpty else { return section }
        var rows = pack.record.months.map { month($0, named: $0.month) }
        let total = CommitmentRecord(
            months: Array(whole), instruments: [], cliffs: [], eligibleServices: []
        ).total
        if whole.count > 1 {
            rows.append(month(total, named: language("Whole months", "整月合计")))
        }
        section.tables = [
            VendorTable(
                columns: [
                    .text(language("Month", "月份")),
                    .number(language("List, \(pack.currency)", "目录价，\(pack.currency)")),
                    .number(language("Contracted", "合同价")), .number(language("Effective", "摊销")),
                    .number(language("Unused", "未用")), .number(language("ESR on contracted", "ESR（合同价）")),
                    .number(language("ESR on list", "ESR（目录价）")), .number(language("Coverage", "覆盖率")),
                    .number(language("Utilization", "利用率")),
                ], rows: rows, hasSum: whole.count > 1), instrumentTable,
        ]
        return section
    }

    private func month(_ month: CommitmentRecord.Month, named name: String) -> [VendorTable.Cell] {
        func rate(_ value: Double?) -> VendorTable.Cell { .text(value.map { NumberText.percent($0) } ?? "–") }
        return [
            .text(name), .money(month.savings.list, .listCost),
            .money(month.savings.contracted, .contractedCost),
            .money(month.savings.effective, .effectiveCost), .money(month.savings.waste, .effectiveCost),
            rate(month.savings.rateOnContracted), rate(month.savings.rateOnList), rate(month.coverage),
            rate(month.utilization),
        ]
    }

    private var instrumentTable: VendorTable {
        VendorTable(
            caption: language("By commitment", "按承诺"),
            columns: [
                .text(language("Commitment", "承诺")), .text(language("From", "起")), .text(language("To", "止")),
                .number(language("Covered, \(pack.currency)", "覆盖，\(pack.currency)")),
                .number(language("Paid", "已付")), .number(language("Unused", "未用")),
                .number(language("Saved", "节省")), .number(language("Discount", "折扣")),
                .number(language("Used", "利用率")), .number(language("Needed", "保本利用率")),
                .text(language("Pays back", "回本日")),
            ],
            rows: pack.record.instruments.prefix(20).map { instrument in
                let term = instrument.term
                return [
                    .name([instrument.type, instrument.id].compactMap(\.self).joined(separator: " ")),
                    .text((term.isStartKnown ? "" : "≤ ") + "\(term.start)"),
                    .text(term.end.map { "\($0.advanced(by: -1))" + (term.isAssumed ? " ?" : "") } ?? "?"),
                    .money(instrument.covered, .contractedCost),
                    .money(instrument.used + instrument.unused, .effectiveCost),
                    .money(instrument.unused, .effectiveCost), .money(instrument.saved, .effectiveCost),
                    .text(instrument.discount.map { NumberText.percent($0) } ?? "–"),
                    .text(instrument.utilization.map { NumberText.percent($0) } ?? "–"),
                    .text(instrument.breakEvenUtilization.map { NumberText.percent($0) } ?? "–"),
                    .text(term.breakEven.map { "\($0)" } ?? "–"),
                ]
            })
    }

    var cliffs: VendorSection {
        let next = pack.asOf.advanced(by: 365)
        var rows: [[VendorTable.Cell]] = pack.record.cliffs.map { cliff in
            let soon = cliff.end.map { $0 <= next } ?? false
            return [
                .name([cliff.type, cliff.id].compactMap(\.self).joined(separator: " ")),
                .text(
                    cliff.end.map { "\($0)" + (cliff.isAssumed ? language(" (assumed)", "（推定）") : "") }
                        ?? language("not shown by the bill", "账单未显示")),
                .text(soon ? language("yes", "是") : language("no", "否")),
                .money(cliff.coveredIn30Days, .contractedCost), .money(cliff.extraIn30Days, .contractedCost),
            ]
        }
        if rows.count > 1 {
            rows.append([
                .text(language("All that hold today", "当前有效合计")), .text(""), .text(""),
                .money(pack.record.cliffs.reduce(.zero) { $0 + $1.coveredIn30Days }, .contractedCost),
                .money(pack.record.cliffs.reduce(.zero) { $0 + $1.extraIn30Days }, .contractedCost),
            ])
        }
        let table = VendorTable(
            columns: [
                .text(language("Commitment", "承诺")), .text(language("Ends on", "到期日")),
                .text(language("Within a year", "一年内")),
                .number(language("Covers in 30 days, \(pack.currency)", "30 天覆盖，\(pack.currency)")),
                .number(language("Would cost more in 30 days", "30 天将多付")),
            ], rows: rows, hasSum: rows.count > 1)
        return VendorSection(
            title: language("What ends when", "到期安排"),
            hint: language(
                "An end marked as assumed rests on a term of one or three years: bills do not say it. negotiation/*.yaml can: commitmentEnds.",
                "标为推定的到期日按一年或三年期限推算，账单中并无记载；可在 negotiation/*.yaml 的 commitmentEnds 中填写。"),
            tables: [table])
    }

    var gaps: VendorSection {
        VendorSection(
            title: language("What would sharpen this", "补充以下信息可更准确"),
            prose: pack.gaps.map { language.gap($0) })
    }
}
