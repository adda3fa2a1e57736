import Billing
import Commitments
import TimeSeries

/// Offers, clauses, the alternative and instruments.
extension VendorStory {
    var talk: VendorSection {
        guard let talk = pack.talk else { return VendorSection(title: "") }
        var section = VendorSection(
            title: language("What to promise", "承诺多少"),
            hint: language(
                "Commits are a year's; discounts are off list price; costs are means over \(pack.track.map { _ in "the possible futures" } ?? "possible futures") of the spend ahead.",
                "承诺为每年金额；折扣相对目录价；成本为未来各种可能的均值。"))
        section.prose = [drawdown, listDrift(talk)].compactMap(\.self)
        section.tables = [offers(talk), indifference(talk), frontier(talk)]
        return section
    }

    /// How the promise of today is being kept.
    private var drawdown: String? {
        pack.drawdown.map { held in
            let odds = NumberText.odds(held.shortfallProbability)
            return language(
                "Today's promise, \(held.start) to \(held.end.advanced(by: -1)): \(money(held.commit)); \(money(held.spent)) spent so far, \(money(held.p50)) at its end (P10–P90 \(money.number(held.p10))–\(money.number(held.p90))). Odds of a shortfall \(odds), \(money(held.expectedShortfall)) in the mean.",
                "当前承诺（\(held.start) 至 \(held.end.advanced(by: -1))）：\(money(held.commit))；已支出 \(money(held.spent))，期末预计 \(money(held.p50))（P10–P90 \(money.number(held.p10))–\(money.number(held.p90))）。用不足概率 \(odds)，平均缺口 \(money(held.expectedShortfall))。"
            )
        }
    }

    private func listDrift(_ talk: VendorPack.ContractTalk) -> String? {
        talk.listDrift.map { drift in
            language(
                "List prices of what we buy changed by \(NumberText.signedPercent(drift)) a year over the record.",
                "我方所购产品的目录价在记录期内年变化 \(NumberText.signedPercent(drift))。")
        }
    }

    private func offers(_ talk: VendorPack.ContractTalk) -> VendorTable {
        VendorTable(
            caption: language("Offers on the table", "现有报价"),
            columns: [
                .text(language("Offer", "报价")), .number(language("Commit a year", "年承诺")),
                .number(language("Mean cost, \(pack.currency)", "平均成本，\(pack.currency)")),
                .number(language("Saving a year", "年节省")),
                .number(language("Odds of shortfall", "用不足概率")),
                .number(language("Paid for nothing", "预期白付")),
                .number(language("Worst tenth costs", "最差十分之一成本")),
            ],
            rows: talk.offers.map { offer in
                [
                    .name(offer.name), .text(commits(offer.analysis.contract.commits)),
                    .money(offer.analysis.cost.mean, .contractedCost),
                    .money(offer.yearlySaving, .contractedCost),
                    .text(NumberText.odds(offer.analysis.shortfallProbability)),
                    .money(offer.analysis.expectedShortfall, .contractedCost),
                    .money(offer.analysis.cost.worstDecile, .contractedCost),
                ]
            })
    }

    /// Accept a commit only if the discount is at least this.
    private func indifference(_ talk: VendorPack.ContractTalk) -> VendorTable {
        let reference = talk.indifference.reference
        let caption = language(
            "As good as \(NumberText.percent(reference.discount ?? 0)) for \(commits([reference.commit])) a year: accept a commit only with at least this discount",
            "与年承诺 \(commits([reference.commit]))、折扣 \(NumberText.percent(reference.discount ?? 0)) 等价：仅当折扣不低于下值时接受该承诺"
        )
        return VendorTable(
            caption: caption,
            columns: [
                .text(language("Commit a year", "年承诺")), .number(language("Least discount", "最低折扣")),
                .number(language("A point is worth, \(pack.currency)", "1 个百分点价值，\(pack.currency)")),
            ],
            rows: talk.indifference.points.map { point in
                [
                    .text(commits([point.commit])),
                    .text(point.discount.map { NumberText.percent($0) } ?? language("none is enough", "均不足")),
                    .money(point.pointValue, .contractedCost),
                ]
            })
    }

    private func frontier(_ talk: VendorPack.ContractTalk) -> VendorTable {
        VendorTable(
            caption: language("The best commit by how much the bad end weighs", "按对坏情形的重视程度选择的最佳承诺"),
            columns: [
                .text(language("Weight of the worst twentieth", "最差二十分之一的权重")),
                .number(language("Commit a year", "年承诺")), .number(language("Discount", "折扣")),
                .number(language("Mean cost", "平均成本")), .number(language("Worst twentieth", "最差二十分之一")),
            ],
            rows: talk.frontier.map { choice in
                [
                    .text(NumberText.coverage(choice.aversion)), .text(commits(choice.commits)),
                    .text(NumberText.percent(choice.discount)), .money(choice.cost.mean, .contractedCost),
                    .money(choice.cost.cvar95, .contractedCost),
                ]
            })
    }

    var clauses: VendorSection {
        guard let talk = pack.talk else { return VendorSection(title: "") }
        let asked = VendorTable(
            caption: language("Worth to us over the term", "对我方的价值（合同期）"),
            columns: [
                .text(language("Clause", "条款")),
                .number(language("Alone, \(pack.currency)", "单独，\(pack.currency)")),
                .number(language("On top of the others", "在其他条款之上")),
                .number(language("In the worst tenth", "最差情形下")),
            ],
            rows: talk.clauses.map { clause in
                [
                    .text(language.name(clause.clause)), .money(clause.alone, .contractedCost),
                    .money(clause.last, .contractedCost), .money(clause.tail, .contractedCost),
                ]
            })
        let given = VendorTable(
            caption: language("What we can give, cheapest for us first", "可让步项，对我方代价最小者在前"),
            columns: [
                .text(language("Concession", "让步")),
                .number(language("Costs us, \(pack.currency)", "我方代价，\(pack.currency)")),
                .number(language("Sure revenue for them", "对方确定收入")),
                .number(language("Cost per unit of theirs", "代价比")),
            ],
            rows: talk.concessions.rungs.map { rung in
                [
                    .text(language.name(rung.concession)), .money(rung.ourCost, .contractedCost),
                    .money(rung.theirBenefit, .contractedCost),
                    .text(rung.ratio.map { NumberText.fixed($0, decimals: 2) } ?? "–"),
                ]
            })
        return VendorSection(
            title: language("What each clause is worth", "各条款的价值"),
            hint: language(
                "The contract is solved again with the clause; all money is a mean over the term.",
                "加入该条款后重新求解；金额为合同期均值。"), tables: [asked, given])
    }

    var alternative: VendorSection {
        guard let found = pack.alternative else { return VendorSection(title: "") }
        let split = found.walkAway.without
        let months = Int((Double(split.days) * 12 / 365).rounded(.up))
        let story = language(
            "Of \(money(found.movable + found.staying)) a year, workloads worth \(money(found.movable)) can move; the rest stays at list price. Without a contract the term costs \(money(found.cost)), of which \(money(split.oneOffCost)) once; it takes \(months) months. The vendor is worth \(money(found.walkAway.marginalValue)) to us over the term.",
            "每年 \(money(found.movable + found.staying)) 中，可迁移 \(money(found.movable))，其余按目录价留下。无合同时合同期成本为 \(money(found.cost))，其中一次性 \(money(split.oneOffCost))，需 \(months) 个月。该供应商在合同期内对我方的价值为 \(money(found.walkAway.marginalValue))。"
        )
        let begin = pack.talk?.contractEnd.map { end -> String in
            let first = end.advanced(by: -split.days)
            return first > pack.asOf
                ? language(
                    " To be gone when the contract ends on \(end), begin by \(first).",
                    "若要在合同于 \(end) 到期前完成迁移，须在 \(first) 前启动。")
                : language(
                    " The contract ends on \(end): too soon to be gone by then.", "合同于 \(end) 到期：来不及在此前完成迁移。")
        }
        let proof =
            split.isProven
            ? language("The split is proven to be the best.", "该方案已证明最优。")
            : language(
                "The search stopped \(NumberText.percent(split.gap)) from proof.",
                "搜索在距证明 \(NumberText.percent(split.gap)) 处停止。")
        let placements = VendorTable(
            caption: language("Where workloads would run", "工作负载去向"),
            columns: [
                .text(language("Workload", "工作负载")), .text(language("Vendor", "供应商")),
                .number(language("Part", "比例")),
                .number(language("Cost a year, \(pack.currency)", "年成本，\(pack.currency)")),
            ],
            rows: split.placements.map {
                [
                    .name($0.group), .name($0.vendor), .text(NumberText.percent($0.share)),
                    .money($0.yearlyCost, .contractedCost),
                ]
            })
        let moves = VendorTable(
            caption: language("Moves", "迁移"),
            columns: [
                .text(language("Workload", "工作负载")), .text(language("To", "迁往")),
                .number(language("Once, \(pack.currency)", "一次性，\(pack.currency)")),
                .number(language("Days", "天数")),
            ],
            rows: split.moves.map {
                [.name($0.group), .name($0.to), .money($0.cost, .contractedCost), .text("\($0.days)")]
            })
        return VendorSection(
            title: language("Without this vendor", "不使用该供应商"),
            prose: [story + (begin ?? "") + language(" ", "") + proof],
            tables: [placements, moves])
    }

    var instruments: VendorSection {
        guard let plan = pack.ladder else { return VendorSection(title: "") }
        let week = "\(plan.week.lowerBound)"
        let story =
            plan.purchases.isEmpty
            ? language(
                "Nothing to buy in the week from \(week): waiting is better.", "\(week) 起的一周无需购买：等待更优。")
            : language(
                "To buy in the week from \(week); later weeks are decided when they come.",
                "\(week) 起的一周应购买；以后各周届时再定。")
        let hours = language("an hour", "每小时")
        let buy = VendorTable(
            caption: language("This week", "本周"),
            columns: [
                .text(language("Instrument", "工具")),
                .number(language("Covers \(hours), \(pack.currency)", "\(hours)覆盖，\(pack.currency)")),
                .number(language("Costs \(hours)", "\(hours)成本")), .number(language("Upfront", "预付")),
                .number(language("Cost of its term", "期内总成本")), .number(language("Mean saving", "平均节省")),
                .number(language("P10 saving", "P10 节省")), .text(language("Pays back", "回本日")),
                .number(language("Odds of a loss", "亏损概率")),
            ],
            rows: plan.purchases.map {
                [
                    .name($0.instrument), .money($0.covered, .contractedCost),
                    .money($0.hourlyPrice, .contractedCost), .money($0.upfront, .billedCost),
                    .money($0.termCost, .billedCost), .money($0.expectedSaving, .contractedCost),
                    .money($0.savingP10, .contractedCost), .text($0.breakEven.map { "\($0)" } ?? "–"),
                    .text(NumberText.odds($0.probabilityLoss)),
                ]
            })
        let rules = VendorTable(
            caption: language(
                "Ways to buy, over \(plan.horizonWeeks) weeks", "各种购买方式（\(plan.horizonWeeks) 周）"),
            columns: [
                .text(language("Way", "方式")),
                .number(language("Mean cost, \(pack.currency)", "平均成本，\(pack.currency)")),
                .number(language("Worst twentieth", "最差二十分之一")),
                .number(language("Effective savings", "有效节省率")),
            ],
            rows: plan.comparison.map {
                [
                    .name(language.rule($0.rule)), .money($0.expectedCost, .effectiveCost),
                    .money($0.tailCost, .effectiveCost), .text(NumberText.percent($0.effectiveSavingsRate)),
                ]
            })
        return VendorSection(
            title: language("Instruments: what to buy this week", "承诺工具：本周买什么"),
            prose: [story] + [past(plan)].compactMap(\.self), tables: [buy, rules])
    }

    private func past(_ plan: CommitmentPlan) -> String? {
        plan.record.map {
            language(
                "On the past \($0.weeks) weeks, bought with knowledge of the past only, the plan's rule would have saved \(NumberText.percent($0.ladder)); the 30-day minimum \(NumberText.percent($0.minimum)); hindsight \(NumberText.percent($0.clairvoyant)).",
                "在过去 \($0.weeks) 周仅用当时已知信息购买，本规则可节省 \(NumberText.percent($0.ladder))；30 天最小值规则 \(NumberText.percent($0.minimum))；事后最优 \(NumberText.percent($0.clairvoyant))。"
            )
        }
    }
}
