import Billing
import Commitments
import TimeSeries

/// Prices: steps, our own better ones, other vendors', the list, discounts and concentration.
extension VendorStory {
    var priceSteps: VendorSection {
        let share =
            pack.prices.spend > .zero
            ? pack.prices.pricedSpend.approximate / pack.prices.spend.approximate : 0
        let steps = pack.prices.steps.prefix(15)
        let table = VendorTable(
            caption: language("Steps of contracted prices", "合同价变动"),
            columns: [
                .text(language("Product", "产品")), .text(language("From", "起始日")),
                .number(language("SKUs", "SKU 数")), .number(language("Our price", "我方价格")),
                .number(language("List price", "目录价")), .text(language("Contract date near", "邻近合同日期")),
                .number(language("Paid since, \(pack.currency)", "至今多付，\(pack.currency)")),
                .number(language("A year ahead", "未来一年")),
            ],
            rows: steps.map { step in
                [
                    .name(step.service), .text("\(step.day)"), .text("\(step.skus.count)"),
                    .text(NumberText.signedPercent(step.change)),
                    .text(NumberText.signedPercent(step.listChange)),
                    .text(
                        step.contractDay.map { "\($0)" }
                            ?? (step.change > 0 ? language("none: silent", "无：静默上涨") : "–")),
                    .money(step.paidSince, .contractedCost), .money(step.yearAhead, .contractedCost),
                ]
            })
        let none = language(
            "No contracted price stepped by more than 0.5%.", "没有合同价变动超过 0.5%。")
        return VendorSection(
            title: language("Price record", "价格记录"),
            hint: language(
                "Unit price = cost ÷ quantity of a SKU in a region and billing account, day by day; \(NumberText.percent(share)) of spend has one. Spot prices are left out. Every price by month is in the CSV beside this page.",
                "单价 = 成本 ÷ 数量（按 SKU、地域、账单账户逐日计算）；\(NumberText.percent(share)) 的支出有单价。不含竞价。每月全部单价见随附 CSV。"
            ),
            prose: steps.isEmpty ? [none] : [], tables: [table, betterTable])
    }

    private var betterTable: VendorTable {
        VendorTable(
            caption: language(
                "The same SKU, cheaper for us elsewhere at this vendor", "同一 SKU 在该供应商其他地域或账户更便宜"),
            columns: [
                .text("SKU"), .text(language("Where", "位置")), .number(language("We pay", "我方单价")),
                .text(language("Best at", "最低价位置")), .number(language("Best", "最低价")),
                .number(language("A year, \(pack.currency)", "每年差额，\(pack.currency)")),
                .number(language("Of it by discount", "其中折扣造成")),
            ],
            rows: pack.prices.betterElsewhere.prefix(10).map { better in
                let isElsewhere = better.region != better.bestRegion
                let places =
                    isElsewhere ? (better.region, better.bestRegion) : (better.account, better.bestAccount)
                return [
                    .name("\(better.service) · \(better.name ?? better.sku)"), .name(places.0 ?? "–"),
                    .text(
                        "\(VendorStory.price(better.unitPrice)) / \(SafeText.short(better.unit, limit: 20))"),
                    .name(places.1 ?? "–"), .text(VendorStory.price(better.bestUnitPrice)),
                    .money(better.yearlyDifference, .contractedCost),
                    .money(better.yearlyDiscountPart, .contractedCost),
                ]
            })
    }

    /// A unit price with four digits that count.
    static func price(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return "–" }
        var decimals = 2
        var bound = 100.0
        while value < bound, decimals < 6 {
            bound /= 10
            decimals += 1
        }
        return NumberText.fixed(value, decimals: min(6, decimals))
    }

    var comparison: VendorSection {
        let comparison = pack.comparison
        let share =
            comparison.spend > .zero
            ? comparison.comparableSpend.approximate / comparison.spend.approximate : 0
        var prose = [
            language(
                "\(NumberText.percent(share)) of this vendor's spend is for kinds of product that another of our vendors sells us too; only our own prices are compared, over the last ninety days.",
                "该供应商支出的 \(NumberText.percent(share)) 属于我方其他供应商也在供应的产品种类；仅比较最近九十天我方自己的价格。")
        ]
        if !comparison.rates.isEmpty {
            let rates = comparison.rates.map {
                "1 \($0.from) = \(VendorStory.price($0.rate)) \(comparison.currency)"
            }
            prose.append(language("Exchange rates from the workspace: ", "工作区汇率：") + language.list(rates))
        }
        if !comparison.unconverted.isEmpty {
            let codes = language.list(comparison.unconverted.map(\.code))
            prose.append(
                language(
                    "Prices in \(codes) are not compared: no exchange rate is given.",
                    "\(codes) 价格未参与比较：未提供汇率。"))
        }
        return VendorSection(
            title: language("The same at our other vendors", "我方其他供应商的同类价格"), prose: prose,
            tables: [overpaidTable, classTable])
    }

    private var overpaidTable: VendorTable {
        VendorTable(
            caption: language(
                "Where this vendor takes more: top ten; what costs more than twice is shown and not counted",
                "该供应商更贵之处：前十；高出一倍以上者仅列出、不计入"),
            columns: [
                .text("SKU"), .text(language("Per", "单位")), .number(language("We pay", "我方单价")),
                .number(language("There", "对方单价")), .text(language("At", "供应商")),
                .number(language("More", "高出")),
                .number(language("Spend in 90 days, \(pack.currency)", "90 天支出，\(pack.currency)")),
                .number(language("A year", "每年差额")),
            ],
            rows: pack.comparison.overpaid.prefix(10).map { sku in
                [
                    .name("\(sku.service) · \(sku.name ?? sku.sku)"), .text(sku.measure.rawValue),
                    .text(VendorStory.price(sku.unitPrice)), .text(VendorStory.price(sku.referencePrice)),
                    .name(sku.referenceVendor),
                    .text(
                        NumberText.percent(sku.excess)
                            + (sku.isLikelyOther ? language(" – another thing?", "（或非同类）") : "")),
                    .money(sku.spend, .contractedCost), .money(sku.yearlyDifference, .contractedCost),
                ]
            })
    }

    private var classTable: VendorTable {
        VendorTable(
            caption: language(
                "Our unit prices by kind of product, cheapest first, \(pack.comparison.currency)",
                "各类产品我方单价，由低到高，\(pack.comparison.currency)"),
            columns: [
                .text(language("Kind", "种类")), .text(language("Per", "单位")), .text(language("Vendor", "供应商")),
                .number(language("Contracted", "合同价")), .number(language("List", "目录价")),
                .number(language("Effective", "摊销")), .number(language("Spend in 90 days", "90 天支出")),
                .text(language("Adjusted", "质量调整")),
            ],
            rows: pack.comparison.classes.flatMap { kind in
                kind.vendors.enumerated().map { i, vendor -> [VendorTable.Cell] in
                    [
                        .name(i == 0 ? kind.kind : ""), .text(i == 0 ? kind.measure.rawValue : ""),
                        .name(vendor.vendor), .text(VendorStory.price(vendor.unitPrice)),
                        .text(VendorStory.price(vendor.listUnitPrice)),
                        .text(VendorStory.price(vendor.effectiveUnitPrice)),
                        .money(vendor.spend, .contractedCost),
                        .text(
                            i == 0
                                ? kind.memoryElasticity.map {
                                    language(
                                        "memory, \(NumberText.fixed($0, decimals: 2))",
                                        "内存，\(NumberText.fixed($0, decimals: 2))")
                                } ?? language("no", "否") : ""),
                    ]
                }
            })
    }

    /// The dearest prices: a year ago and now.
    var priceList: VendorSection {
        let rows = pack.prices.lines.prefix(20).compactMap { line -> [VendorTable.Cell]? in
            guard let first = line.months.first, let last = line.months.last else { return nil }
            let change = last.unitPrice(.contractedCost) / first.unitPrice(.contractedCost) - 1
            let discount = last.list > .zero ? 1 - last.contracted.approximate / last.list.approximate : nil
            return [
                .name(
                    "\(line.service) · \(line.name ?? line.sku)"
                        + (line.isDynamic ? language(" (spot)", "（竞价）") : "")),
                .name(line.region ?? "–"), .text(SafeText.short(line.unit, limit: 20)),
                .text(VendorStory.price(first.unitPrice(.contractedCost))),
                .text(VendorStory.price(last.unitPrice(.contractedCost))),
                .text(change.isFinite ? NumberText.signedPercent(abs(change) < 0.0005 ? 0 : change) : "–"),
                .text(VendorStory.price(last.unitPrice(.listCost))),
                .text(discount.map { NumberText.percent($0) } ?? "–"),
                .money(line.months.suffix(3).reduce(.zero) { $0 + $1.contracted }, .contractedCost),
            ]
        }
        let table = VendorTable(
            columns: [
                .text("SKU"), .text(language("Region", "地域")), .text(language("Unit", "单位")),
                .number(language("First month", "首月")), .number(language("Newest", "最新")),
                .number(language("Change", "变化")), .number(language("List", "目录价")),
                .number(language("Discount", "折扣")),
                .number(language("Newest three months, \(pack.currency)", "最近三个月，\(pack.currency)")),
            ], rows: rows)
        return VendorSection(
            title: language("The twenty largest prices", "金额最大的二十个单价"),
            hint: language(
                "\(NumberText.count(pack.prices.lines.count)) prices in all; the rest is in the CSV.",
                "共 \(NumberText.count(pack.prices.lines.count)) 个单价，其余见 CSV。"),
            tables: [table])
    }

    /// Products down, months across, the last twelve months.
    var discounts: VendorSection {
        let months = Set(pack.discounts.map(\.month)).sorted().suffix(12)
        let byService = Dictionary(grouping: pack.discounts, by: \.service)
        func list(_ entries: [VendorPack.Discount]) -> Money<Charged> {
            entries.reduce(.zero) { $0 + $1.list }
        }
        let ordered = byService.sorted { left, right in
            let (first, second) = (list(left.value), list(right.value))
            return first == second ? left.key < right.key : first > second
        }
        let rows = ordered.prefix(20).map { service, entries -> [VendorTable.Cell] in
            let ofMonth = Dictionary(entries.map { ($0.month, $0) }) { first, _ in first }
            return [.name(service)]
                + months.map { .text(ofMonth[$0]?.discount.map { NumberText.percent($0) } ?? "–") }
        }
        return VendorSection(
            title: language("Realised discount", "已实现折扣"),
            hint: language(
                "1 − contracted ÷ list cost, without purchases of commitments; – where nothing was charged at list price.",
                "1 − 合同价成本 ÷ 目录价成本，不含承诺购买；– 表示当月无目录价费用。"),
            tables: [
                VendorTable(
                    columns: [.text(language("Product", "产品"))]
                        + months.map { .number(SafeText.short($0, limit: 10)) }, rows: rows)
            ])
    }

    var concentration: VendorSection {
        let concentration = pack.concentration
        guard !concentration.shares.isEmpty else { return VendorSection(title: "") }
        let hhi = NumberText.fixed(concentration.hhi, decimals: 3)
        let reading = language.name(concentration.reading)
        let spend = pack.comparison.spend
        let part = spend > .zero ? concentration.switchable.approximate / spend.approximate : 0
        var prose = [
            language(
                "Herfindahl–Hirschman index \(hhi): \(reading) (below 0.15 dispersed, above 0.25 concentrated, 1 a single vendor). Bought elsewhere too, and so switchable in kind: \(NumberText.percent(part)) of this vendor's spend.",
                "赫芬达尔指数（HHI）\(hhi)：\(reading)（0.15 以下分散，0.25 以上集中，1 表示只有一家）。他处亦有采购、按种类可替换：占该供应商支出的 \(NumberText.percent(part))。"
            )
        ]
        if !concentration.unconverted.isEmpty {
            let codes = language.list(concentration.unconverted.map(\.code))
            prose.append(
                language(
                    "Spend in \(codes) is left out: no exchange rate is given.", "未计入 \(codes) 支出：未提供汇率。"))
        }
        var rows: [[VendorTable.Cell]] = concentration.shares.map {
            [.name($0.vendor), .money($0.spend, .effectiveCost), .text(NumberText.percent($0.share))]
        }
        rows.append([
            .text(language("All vendors", "全部供应商")),
            .money(concentration.shares.reduce(.zero) { $0 + $1.spend }, .effectiveCost), .text(""),
        ])
        let products = VendorTable(
            caption: language("This vendor's products, ninety days", "该供应商产品，九十天"),
            columns: [
                .text(language("Product", "产品")),
                .number(language("Contracted cost, \(pack.currency)", "合同价成本，\(pack.currency)")),
                .number(language("Share", "占比")),
            ],
            rows: concentration.products.prefix(15).map {
                [.name($0.service), .money($0.spend, .contractedCost), .text(NumberText.percent($0.share))]
            })
        return VendorSection(
            title: language("Concentration", "集中度"), prose: prose,
            tables: [
                VendorTable(
                    caption: language("Vendors, ninety days", "供应商，九十天"),
                    columns: [
                        .text(language("Vendor", "供应商")),
                        .number(language("Effective cost, \(pack.currency)", "摊销成本，\(pack.currency)")),
                        .number(language("Share", "占比")),
                    ], rows: rows, hasSum: true), products,
            ])
    }
}
