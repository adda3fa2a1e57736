import Billing
import Commitments
import TimeSeries

/// What the pack says in words and tables, the same for every format.
struct VendorStory {
    let pack: VendorPack
    let language: Language
    let money: MoneyText

    init(_ pack: VendorPack, _ language: Language) {
        self.pack = pack
        self.language = language
        money = MoneyText(pack.currency)
    }

    /// A lever in words.
    struct Lever {
        let title: String
        let money: String
        let evidence: String
    }

    /// The evidence, most useful first.
    var sections: [VendorSection] {
        [
            talk, clauses, alternative, instruments, spend, commitments, cliffs, priceSteps, comparison,
            priceList, discounts, concentration, gaps,
        ].filter { !$0.isEmpty || $0.hasChart }
    }

    /// Where we stand, in two sentences.
    var opening: String {
        let share = NumberText.percent(pack.concentration.share)
        let total = pack.termTotal.map { money($0.mean) } ?? "–"
        let range = pack.termTotal.map { "\(money.number($0.p10))–\(money.number($0.p90))" } ?? "–"
        let whole =
            pack.concentration.unconverted.isEmpty
            ? "" : language(" in \(pack.currency)", "（\(pack.currency)）")
        let basis: String =
            switch pack.talk?.basis {
            case .offer:
                language(
                    "The position is worked out for an offer in the workspace.", "立场按工作区中的报价计算。")
            case .renewal:
                language("The position is worked out for today's contract, prolonged.", "立场按现行合同续签计算。")
            case .assumed:
                language(
                    "No offer is on file: the position assumes today's discount and a promise that is safe.",
                    "尚无报价：立场按当前折扣与可安全承诺的金额计算。")
            case nil: ""
            }
        return language(
            "From history to \(pack.asOf): \(total) expected at contracted prices over \(pack.termMonths) months (P10–P90 \(range)); the vendor holds \(share) of all spend\(whole). \(basis)",
            "基于截至 \(pack.asOf) 的历史：\(pack.termMonths) 个月按合同价预计支出 \(total)（P10–P90 \(range)）；该供应商占总支出\(whole)的 \(share)。\(basis)"
        )
    }

    // MARK: - Stands

    /// Walk-away, target and stretch with why.
    func namedStands(_ position: NegotiationPosition) -> [(String, NegotiationPosition.Stand, String)] {
        let best = position.alternatives.first.map { language.alternative($0.name) } ?? "–"
        var stands = [
            (
                language("Walk away below", "低于此则离场"), position.walkAway,
                language(
                    "With less, this is as cheap: \(best).", "再低则不如：\(best)。")
            )
        ]
        if let target = position.target {
            stands.append(
                (
                    language("Target", "目标"), target,
                    target.basis.hasPrefix("halfway")
                        ? language("Halfway from the walk-away to the stretch.", "离场点与最高目标的中点。")
                        : language("The best commit between the offered tiers.", "报价档位之间的最佳承诺。")
                ))
        }
        if let stretch = position.stretch {
            let isBeaten = stretch.discount <= position.walkAway.discount
            stands.append(
                (
                    language("Stretch: open with", "最高目标：以此开价"), stretch,
                    isBeaten
                        ? language(
                            "No discount known is as good as the alternative.", "已知折扣均不及替代方案。")
                        : language(
                            "The best discount we know of, with no more than is safe to promise.",
                            "已知最优折扣，承诺不超过安全金额。")
                ))
        }
        return stands
    }

    /// `CNY 12.0M a year at 18.0%`.
    func terms(_ stand: NegotiationPosition.Stand) -> String {
        let discount = NumberText.percent(stand.discount)
        return language(
            "\(discount) off list for \(commits(stand.commits)) a year",
            "目录价 −\(discount)，年承诺 \(commits(stand.commits))")
    }

    /// A commit a year: one number, or first to last of a ramp.
    func commits(_ commits: [Money<Charged>]) -> String {
        guard let first = commits.first, let last = commits.last else { return "–" }
        func rounded(_ value: Money<Charged>) -> Money<Charged> { VendorStory.threeDigits(value) }
        if rounded(first) == rounded(last) { return money(rounded(first), decimals: 0) }
        return "\(money(rounded(first), decimals: 0))–\(money.number(rounded(last), decimals: 0))"
    }

    /// Three digits are what a promise is named with.
    static func threeDigits(_ value: Money<Charged>) -> Money<Charged> {
        var grid: Int128 = Money<Charged>.unitsPerOne
        while value.magnitude.units / grid >= 1000 { grid *= 10 }
        return Money(units: value.units / grid * grid)
    }

    /// The stands as a table, for text.
    var stands: VendorTable? {
        guard let talk = pack.talk else { return nil }
        return VendorTable(
            columns: [
                .text(language("Stand", "立场")), .number(language("Discount", "折扣")),
                .number(language("Commit a year, \(pack.currency)", "年承诺，\(pack.currency)")),
                .number(language("Cost of the term", "合同期成本")),
                .number(language("Odds of shortfall", "用不足概率")),
            ],
            rows: namedStands(talk.position).map { name, stand, _ in
                [
                    .text(name), .text(NumberText.percent(stand.discount)), .text(commits(stand.commits)),
                    .money(stand.cost, .contractedCost), .text(NumberText.odds(stand.shortfallProbability)),
                ]
            })
    }

    /// What stands beside the table.
    var standNotes: [String] {
        guard let talk = pack.talk else { return [] }
        return [
            language(
                "Today \(NumberText.percent(talk.discountToday)) is taken off list prices; each further point is worth \(money(talk.position.pointValue)) over the term.",
                "当前目录价折扣 \(NumberText.percent(talk.discountToday))；每多 1 个百分点在合同期内值 \(money(talk.position.pointValue))。"
            ),
            language(
                "Safe to promise: \(commits(talk.safe.together)) a year (one odd in ten of any shortfall).",
                "可安全承诺：每年 \(commits(talk.safe.together))（用不足概率不超过十分之一）。"),
        ] + namedStands(talk.position).map { "\($0.0): \($0.2)" }
    }

    // MARK: - Levers

    var leversTitle: String { language("Three levers", "三个筹码") }

    var levers: [Lever] {
        pack.levers.prefix(3).map { lever in
            Lever(
                title: VendorReport.title(of: lever.kind, language),
                money: language("\(money(lever.yearly)) a year", "每年 \(money(lever.yearly))"),
                evidence: evidence(lever))
        }
    }

    private func evidence(_ lever: VendorPack.Lever) -> String {
        let rate = lever.rate.map { NumberText.percent($0) } ?? "–"
        let subject = SafeText.short(lever.subject, limit: 60)
        let day = lever.day.map { "\($0)" } ?? "–"
        switch lever.kind {
        case .takeBackRises:
            return language(
                "\(language.count(lever.count, "step", "steps", "次")) up that no contract date explains; the largest: \(subject), +\(rate) on \(day).",
                "共 \(lever.count) 次无合同日期可解释的上涨；最大一次：\(subject)，\(day) 上涨 \(rate)。")
        case .bestOwnDiscount:
            return language(
                "\(subject) has \(rate) off list; \(language.count(lever.count, "other product has", "other products have", "")) less.",
                "\(subject) 的折扣为 \(rate)；另有 \(lever.count) 个产品低于此。")
        case .matchOtherVendor:
            return language(
                "\(language.count(lever.count, "SKU costs", "SKUs cost", "")) more than the like at another of our vendors, first \(subject) (\(rate) more).",
                "\(lever.count) 个 SKU 高于我方其他供应商的同类价格，首先是 \(subject)（高 \(rate)）。")
        case .exchangeUnused:
            return language(
                "Paid and not used, at the pace of the last three months; \(subject) is used to \(rate).",
                "按最近三个月的速度，已付未用；\(subject) 的利用率为 \(rate)。")
        case .renewCommitments:
            return language(
                "\(language.count(lever.count, "commitment ends", "commitments end", "")) within a year, first \(subject) on \(day): what use would cost more without.",
                "一年内 \(lever.count) 项承诺到期，最早为 \(subject)（\(day)）：不续签将增加的成本。")
        case .coverMore:
            return language(
                "\(subject): \(rate) of use is covered.", "\(subject)：覆盖率 \(rate)。")
        }
    }
}
