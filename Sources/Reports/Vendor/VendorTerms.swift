import Billing
import Commitments

/// Words of a contract in both languages.
extension Language {
    func name(_ clause: ContractClause) -> String {
        switch clause {
        case .discount(let points):
            self("\(NumberText.percent(points)) more discount", "折扣再增加 \(NumberText.percent(points))")
        case .ramp: self("Commits that grow with the spend", "承诺逐年递增")
        case .carryOver(let terms):
            self(
                "\(NumberText.coverage(terms.share)) of \(terms.kind == .shortfall ? "a shortfall" : "an excess") carried over",
                "\(terms.kind == .shortfall ? "用不足" : "超额")部分 \(NumberText.coverage(terms.share)) 结转")
        case .priceCap(0): self("List prices locked", "锁定目录价")
        case .priceCap(let cap):
            self(
                "List prices rise by \(NumberText.coverage(cap)) a year at most",
                "目录价年涨幅不超过 \(NumberText.coverage(cap))")
        case .followsMarket: self("Most favoured customer", "最惠客户")
        case .egressWaiver(let share):
            self(
                "Free egress up to \(NumberText.coverage(share)) of spend",
                "出网流量免费，最多占支出 \(NumberText.coverage(share))")
        case .termination(let right):
            self("A right to leave after year \(right.afterPeriod)", "第 \(right.afterPeriod) 年后可终止")
        case .payment(let terms):
            terms.upfrontShare > 0
                ? self(
                    "\(NumberText.coverage(terms.upfrontShare)) of a commit paid in advance",
                    "承诺预付 \(NumberText.coverage(terms.upfrontShare))")
                : self("Payment after \(terms.days) days", "\(terms.days) 天账期")
        case .shortfallShare(let share):
            self(
                "Only \(NumberText.coverage(share)) of a shortfall is paid",
                "用不足仅付 \(NumberText.coverage(share))")
        case .eligibleShare(let share):
            self("\(NumberText.coverage(share)) of spend is eligible", "\(NumberText.coverage(share)) 支出计入承诺")
        }
    }

    func name(_ concession: ConcessionLadder.Concession) -> String {
        switch concession {
        case .largerCommit(let part):
            self("Commits larger by \(NumberText.coverage(part))", "承诺提高 \(NumberText.coverage(part))")
        case .payInAdvance(let part):
            self(
                "\(NumberText.coverage(part)) of each commit paid in advance",
                "承诺预付 \(NumberText.coverage(part))")
        case .giveUp(let clause): self("Without: ", "放弃：") + name(clause)
        case .other(let name, _): SafeText.short(name, limit: 60)
        }
    }

    /// What else can be done.
    func alternative(_ name: String) -> String {
        switch name {
        case "Today's terms, nothing promised": self("today's terms with nothing promised", "维持当前条款、不作承诺")
        case "No contract, list prices": self("no contract, list prices", "无合同、目录价")
        default:
            name.hasPrefix("Without ")
                ? self("life without ", "不使用 ") + SafeText.short(name.dropFirst("Without ".count), limit: 60)
                : SafeText.short(name, limit: 60)
        }
    }

    func name(_ reading: VendorPack.Concentration.Reading) -> String {
        switch reading {
        case .dispersed: self("dispersed", "分散")
        case .moderate: self("moderately concentrated", "中度集中")
        case .concentrated: self("concentrated", "集中")
        }
    }

    /// A way to buy instruments.
    func rule(_ name: String) -> String {
        let known = [
            "no new commitments": self("No new commitments", "不新增承诺"),
            "30-day minimum": self("The 30-day minimum", "30 天最小值"),
            "buying once": self("Buying once for the term", "一次性购买"), "this plan": self("This plan", "本方案"),
        ]
        return known[name] ?? SafeText.short(name, limit: 60)
    }

    func product(_ service: String) -> String {
        service == "(other products)" ? self("Other products", "其他产品") : service
    }

    /// What is missing, and how to add it.
    func gap(_ gap: VendorPack.Gap) -> String {
        switch gap {
        case .offers:
            self(
                "No offer is on file. Add offers: to negotiation/VENDOR.yaml, and the target follows the vendor's own tiers.",
                "尚无报价。在 negotiation/VENDOR.yaml 中填写 offers，目标将依据供应商的档位。")
        case .contract:
            self(
                "Today's contract is not known, so no price step can be told to belong to it. Add contract: with start, end, commits and discount.",
                "未知现行合同，无法判断价格变动是否属于合同。请填写 contract（起止、承诺、折扣）。")
        case .workloads:
            self(
                "What could move, where to and at what cost is not known, so leaving has no price. Add workloads:.",
                "未知哪些工作负载可迁移、迁往何处及成本，故无法计算离场代价。请填写 workloads。")
        case .exchangeRates:
            self(
                "Vendors that bill in other currencies are not compared. Add exchangeRates: such as CNY/USD: 0.14.",
                "未比较其他币种的供应商。请填写 exchangeRates，例如 CNY/USD: 0.14。")
        case .skus:
            self(
                "Much of the spend is for SKUs of which nothing says what a unit holds. Put a CSV with SkuId, SkuMeter and SkuPriceDetails from the bill into negotiation/, or add skus:.",
                "大部分支出的 SKU 无法得知单位规格。请将账单中的 SkuId、SkuMeter、SkuPriceDetails 存为 CSV 放入 negotiation/，或填写 skus。")
        case .instruments:
            self(
                "No savings plan or reservation of this vendor is known. Add instruments: with name, term and discount.",
                "未知该供应商的节省计划或预留工具。请填写 instruments（名称、期限、折扣）。")
        case .history:
            self(
                "Less than eight months of history: ranges ahead are wide, and nothing says how well they held.",
                "历史不足八个月：区间较宽，且无法验证。")
        }
    }
}
