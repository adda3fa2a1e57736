import Advice
import Billing
import Findings
import TimeSeries

extension Language {
    /// A cost basis, for example `effective cost`.
    func name(_ basis: CostBasis) -> String {
        switch basis {
        case .billedCost: self("billed cost", "账单成本")
        case .effectiveCost: self("effective cost", "摊销成本")
        case .contractedCost: self("contracted cost", "合同价成本")
        case .listCost: self("list cost", "目录价成本")
        }
    }

    /// A kind of finding, for example `Level shift`.
    func name(_ kind: Finding.Kind) -> String {
        switch kind {
        case .spike: self("Spike", "突增")
        case .drop: self("Drop", "突降")
        case .levelShift: self("Level shift", "台阶变化")
        case .trendChange: self("Trend change", "趋势变化")
        case .priceChange: self("Price change", "单价变化")
        case .newSpend: self("New spend", "新增支出")
        case .missingData: self("Missing data", "数据缺失")
        case .commitment: self("Commitment", "承诺用量")
        case .budget: self("Budget", "预算")
        case .ledger: self("Ledger", "账本")
        case .utilization: self("Utilization", "利用率")
        }
    }

    /// A label's kind in words where it is a finding's kind.
    func kindName(_ kind: String) -> String {
        Finding.Kind(rawValue: kind).map { name($0) } ?? SafeText.short(kind, limit: 30)
    }

    func name(_ severity: Finding.Severity) -> String {
        switch severity {
        case .low: self("low", "低")
        case .medium: self("medium", "中")
        case .high: self("high", "高")
        case .critical: self("critical", "紧急")
        }
    }

    func name(_ status: Finding.Status) -> String {
        switch status {
        case .open: self("open", "待处理")
        case .growing: self("growing", "扩大中")
        case .stable: self("stable", "持平")
        case .ended: self("ended", "已结束")
        case .reopened: self("reopened", "重新出现")
        case .resolved: self("resolved", "已处理")
        }
    }

    func name(_ grade: Suggestion.Grade) -> String {
        switch grade {
        case .low: self("low", "低")
        case .medium: self("medium", "中")
        case .high: self("high", "高")
        }
    }

    func name(_ side: Suggestion.Side) -> String {
        switch side {
        case .procurement: self("procurement", "采购")
        case .platform: self("platform", "平台")
        case .business: self("business", "业务")
        }
    }

    func name(_ kind: OtherCharge.Kind) -> String {
        switch kind {
        case .credit: self("Credit", "抵扣")
        case .purchase: self("Purchase", "预付购买")
        case .tax: self("Tax", "税费")
        case .adjustment: self("Adjustment", "调整")
        case .correction: self("Correction", "更正")
        }
    }

    func name(_ reason: MutedMoney.Reason) -> String {
        switch reason {
        case .belowFloor: self("below the money floor", "低于金额门槛")
        case .knownEvent: self("known event", "已知事件")
        case .lateData: self("late data", "数据未到齐")
        case .feedback: self("marked as expected by a person", "已由人工确认为预期")
        case .reallocation: self("moved within the bill", "账单内部转移")
        case .partOfFinding: self("part of a finding above", "属于上述发现的一部分")
        }
    }

    /// A suggestion's rule: its words where they are known, else its name.
    func ruleName(_ rule: String) -> String {
        switch rule {
        case "unallocated-spend": self("Unallocated spend", "未分摊支出")
        case "unused-commitment": self("Unused commitment", "承诺未用足")
        case "vendor-concentration": self("Vendor concentration", "供应商集中度")
        case "new-spend": self("New spend", "新增支出")
        case "billed-without-use": self("Billed without use", "计费但未使用")
        default: rule
        }
    }

    /// A part of the bill for people, vendor first: `Alibaba Cloud · ECS`.
    func name(_ scope: Scope) -> String {
        guard !scope.isTotal else { return self("all spend", "全部支出") }
        return names(scope.values).joined(separator: " · ")
    }

    /// The values of a scope in the order that people name them.
    func names(_ values: [(dimension: Dimension, value: String?)]) -> [String] {
        let first: [Dimension] = [.serviceProvider, .service, .region, .subAccount]
        let ordered =
            first.compactMap { dimension in values.first { $0.dimension == dimension } }
            + values.filter { !first.contains($0.dimension) }
        return ordered.map { $0.value ?? self("(none)", "（空）") }
    }

    /// Monday to Sunday.
    func weekday(_ day: CivilDate) -> String {
        let english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let chinese = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        return self(english[day.weekday - 1], chinese[day.weekday - 1])
    }
}
